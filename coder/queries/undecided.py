"""How many disagreements are left to decide in each source: what ``disagreements`` tells, counted from places alone."""

from collections import Counter, defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from coder.model import Adjudication, Coder, Coding, Decision, Source, table_of
from coder.queries import going
from coder.queries.disagreements import DoubleCoded, double_coded, joined
from coder.spans import Span, folded
from coder.terms import ADJUDICATED


class Place(NamedTuple):
    """Where somebody (an id) has applied a code."""

    start: int
    end: int
    coder: str


def undecided(session: Session) -> tuple[tuple[DoubleCoded, int], ...]:
    """The sources that two have coded, in order of name, with the number of disagreements left in each."""
    found = double_coded(session)
    sources = {each.source for each in found}
    places, decided, between = _places(session, sources), _decided(session), _between(session)
    everybody: dict[str, set[str]] = defaultdict(set)
    for (source, _code), those in places.items():
        everybody[source] |= {each.coder for each in those}
    left: Counter[str] = Counter()
    for (source, code), those in places.items():
        going.tell()
        coders = between.get(source) or everybody[source]
        for group in joined(sorted(each for each in those if each.coder in coders)):
            span = Span(group[0].start, max(each.end for each in group))
            sides = [[each[:2] for each in group if each.coder == coder] for coder in coders]
            if any(side != sides[0] for side in sides) and not any(
                span.overlaps(each) for each in decided[source, code]
            ):
                left[source] += 1
    return tuple((each, left[each.source]) for each in found)


def _places(session: Session, sources: set[str]) -> dict[tuple[str, str], list[Place]]:
    """What people have coded, by source (name) and code (id)."""
    coding, source, coder = table_of(Coding), table_of(Source), table_of(Coder)
    query = (
        select(source.c.name, coding.c.code_id, coding.c.start, coding.c.end, coding.c.coded_by, coder.c.name)
        .join(source, source.c.source_text_id == coding.c.source_text_id)
        .join(coder, coder.c.id == coding.c.coded_by)
        .where(source.c.name.in_(sources))
    )
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for name, code, start, end, by, called in session.connection().execute(query):
        if folded(called) != ADJUDICATED:
            found[name, code].append(Place(start, end, by))
    return found


def _decided(session: Session) -> dict[tuple[str, str], list[Span]]:
    decision, source = table_of(Decision), table_of(Source)
    query = select(source.c.name, decision.c.code_id, decision.c.start, decision.c.end).join(
        source, source.c.source_text_id == decision.c.source_text_id
    )
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for name, code, start, end in session.connection().execute(query):
        found[name, code].append(Span(start, end))
    return found


def _between(session: Session) -> dict[str, set[str]]:
    """Between whom (ids) it is being decided, by source, where that has begun."""
    adjudication, source = table_of(Adjudication), table_of(Source)
    query = select(source.c.name, adjudication.c.coders).join(source, source.c.id == adjudication.c.source_id)
    return {name: set(coders) for name, coders in session.connection().execute(query)}
