"""Where coders coded one source differently, what was decided about it, and what is left to decide.

Codings of one code that reach into each other, whoever made them, are one stretch. Where every coder has the same
codings on a stretch they agree; otherwise it is one thing to decide: its *ends* where each of them has the code there,
else whether the code belongs there at all (*missing*).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Protocol, TypeVar

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import crockford, derived
from coder.model import Adjudication, Code, Coder, Coding, Decision, Source, Turn
from coder.queries import going
from coder.queries.codes import code_tree
from coder.queries.sources import find_source
from coder.queries.transcript import CodingView, codings_on
from coder.spans import Span, folded
from coder.terms import ADJUDICATED

ENDS, MISSING = "ends", "missing"
KINDS = (ENDS, MISSING)
_ID_LENGTH = 6


@dataclass(frozen=True)
class Decided:
    """A decision, with what was kept."""

    id: str
    verdict: str
    """``coder``, ``both``, ``other`` or ``neither``."""
    chosen: str
    """Whose codings were kept, "" unless the verdict is ``coder``."""
    kept: tuple[CodingView, ...]
    decided_by: str
    why: str
    at: str


@dataclass(frozen=True)
class Stretch:
    """Codings of one code that reach into each other; ``sides`` are each coder's, in the order of the coders."""

    id: str
    """``D-4K7M2Q``: the same as long as the stretch is the same."""
    code: str
    span: Span
    turn: int
    """The number of the first turn it reaches into, 0 for none."""
    sides: tuple[tuple[CodingView, ...], ...]
    decision: Decided | None

    @property
    def agreed(self) -> bool:
        places = [[(each.start, each.end) for each in side] for side in self.sides]
        return all(side == places[0] for side in places)

    @property
    def kind(self) -> str:
        return ENDS if all(self.sides) else MISSING

    @property
    def left(self) -> bool:
        """Whether it waits for a decision."""
        return self.decision is None and not self.agreed


@dataclass(frozen=True)
class Disagreements:
    """A source's stretches, in order of place and code."""

    source: str
    coders: tuple[str, ...]
    agreed: tuple[Stretch, ...]
    rows: tuple[Stretch, ...]
    """Those on which the coders differ, decided or not."""
    begun: bool
    complete: bool
    """Whether what was decided is the source's coding set."""

    @property
    def left(self) -> int:
        return sum(row.left for row in self.rows)


def disagreements(session: Session, source: str, coders: Sequence[str] = ()) -> Disagreements:
    """Compare the codings of a source's coders: of those between whom it is being decided, else of these, else of all
    who have coded it. ``CoderError`` for fewer than two, and where it is being decided between others."""
    return _disagreements(session, find_source(session, source), coders, _Known.of(session))


@dataclass(frozen=True)
class _Known:
    """What is the same in all sources."""

    coders: dict[str, str]
    """Names by ids."""
    codes: tuple[str, ...]
    """Keys, in the codebook's order."""

    @classmethod
    def of(cls, session: Session) -> "_Known":
        codes = tuple(view.key for view in code_tree(session))
        return cls(dict(session.exec(select(Coder.id, Coder.name)).all()), codes)


def _disagreements(session: Session, row: Source, coders: Sequence[str], known: _Known) -> Disagreements:
    codings = codings_on(session, row.source_text_id)
    begun = session.exec(select(Adjudication).where(Adjudication.source_id == row.id)).first()
    names = _coders(known, row, codings, begun, coders)
    decisions = _decisions(session, row, codings, known)
    turns = _turns(session, row)
    of_code: dict[str, list[CodingView]] = defaultdict(list)
    for each in codings:
        if each.coder in names:
            of_code[each.code].append(each)
    found = []
    for code in known.codes:
        for group in joined(of_code[code]):
            span = Span(group[0].start, max(each.end for each in group))
            sides = tuple(tuple(each for each in group if each.coder == name) for name in names)
            decision = next((made for place, made in decisions.get(code, ()) if place.overlaps(span)), None)
            identity = disagreement_id(row.id, code, span)
            found.append(Stretch(identity, code, span, _turn_at(turns, span), sides, decision))
    found.sort(key=lambda stretch: stretch.span)
    return Disagreements(
        source=row.name,
        coders=names,
        agreed=tuple(stretch for stretch in found if stretch.agreed),
        rows=tuple(stretch for stretch in found if not stretch.agreed),
        begun=begun is not None,
        complete=begun is not None and begun.complete,
    )


def _turns(session: Session, row: Source) -> list[tuple[int, int, int]]:
    """End, start of speech and number of each turn that is not empty, in order."""
    query = select(Turn.end, Turn.speech_start, Turn.number).where(Turn.source_text_id == row.source_text_id)
    return sorted((end, start, number) for end, start, number in session.exec(query).all() if start < end)


def _turn_at(turns: Sequence[tuple[int, int, int]], span: Span) -> int:
    """The number of the first turn into whose speech a span reaches, 0 for none."""
    place = bisect_right(turns, span.start, key=itemgetter(0))
    return turns[place][2] if place < len(turns) and turns[place][1] < span.end else 0


def disagreements_in(session: Session, sources: Iterable[str], coders: Sequence[str]) -> dict[str, Disagreements]:
    """Several sources compared, by name; those that two have coded. Where it is being decided between others, between
    them."""
    between = {each.source: () if each.begun else coders for each in double_coded(session)}
    wanted = [name for name in sources if name in between]
    rows = {row.name: row for row in session.exec(select(Source).where(col(Source.name).in_(wanted))).all()}
    known = _Known.of(session)
    found = {}
    for done, name in enumerate(wanted):
        going.tell(done, len(wanted))
        found[name] = _disagreements(session, rows[name], between[name], known)
    return found


def disagreement_id(source_id: str, code: str, span: Span) -> str:
    return "D-" + crockford(derived("disagreement", source_id, code, span.start, span.end), _ID_LENGTH)


def _coders(
    known: _Known, row: Source, codings: Iterable[CodingView], begun: Adjudication | None, wanted: Sequence[str]
) -> tuple[str, ...]:
    names = {name: folded(name) for name in known.coders.values() if folded(name) != ADJUDICATED}
    asked = [name for name in names if names[name] in {folded(each) for each in wanted}]
    if begun is not None:
        between = [known.coders[identity] for identity in begun.coders if identity in known.coders]
        if asked and set(asked) != set(between):
            message = _("{source}: what is decided in it is between {names}.")
            raise CoderError(message.format(source=row.name, names=", ".join(sorted(between))))
        asked = list(between)
    there = asked or {each.coder for each in codings if each.coder in names}
    found = tuple(sorted(there, key=folded))
    if len(found) < 2:
        message = _("{source}: it takes the codings of two coders or more, and there are those of {number}.")
        raise CoderError(message.format(source=row.name, number=len(found)))
    return found


def _decisions(
    session: Session, row: Source, codings: Sequence[CodingView], known: _Known
) -> dict[str, list[tuple[Span, Decided]]]:
    by_id = {each.id: each for each in codings}
    names = known.coders
    query = (
        select(Decision, Code.key)
        .join(Code, col(Code.id) == Decision.code_id)
        .where(Decision.source_text_id == row.source_text_id)
    )
    found: dict[str, list[tuple[Span, Decided]]] = defaultdict(list)
    for decision, key in session.exec(query).all():
        made = Decided(
            id=decision.id,
            verdict=decision.verdict,
            chosen=names.get(decision.chosen or "", ""),
            kept=tuple(by_id[each] for each in decision.codings if each in by_id),
            decided_by=names[decision.decided_by],
            why=decision.why,
            at=decision.created_at,
        )
        found[key].append((Span(decision.start, decision.end), made))
    return found


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


PlacedT = TypeVar("PlacedT", bound=Placed)


def joined(codings: Iterable[PlacedT]) -> list[list[PlacedT]]:
    """Codings (in order of start) in groups that reach into each other."""
    groups: list[list[PlacedT]] = []
    reached = 0
    for each in codings:
        if groups and each.start < reached:
            groups[-1].append(each)
        else:
            groups.append([each])
        reached = max(reached, each.end)
    return groups


@dataclass(frozen=True)
class DoubleCoded:
    """A source that two coders or more have coded."""

    source: str
    coders: tuple[str, ...]
    begun: bool
    complete: bool


def double_coded(session: Session) -> tuple[DoubleCoded, ...]:
    """The sources that two people or more have coded, in order of name."""
    query = (
        select(Source.id, Source.name, Coder.name)
        .join(Coding, col(Coding.source_text_id) == Source.source_text_id)
        .join(Coder, col(Coder.id) == Coding.coded_by)
        .distinct()
    )
    coders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for identity, name, coder in session.exec(query).all():
        if folded(coder) != ADJUDICATED:
            coders[name, identity].add(coder)
    begun = {row.source_id: row.complete for row in session.exec(select(Adjudication)).all()}
    return tuple(
        DoubleCoded(name, tuple(sorted(there, key=folded)), identity in begun, begun.get(identity, False))
        for (name, identity), there in sorted(coders.items())
        if len(there) > 1
    )
