"""Codings that count, each with the turns, cases and places it reaches: what every figure is made from."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy import select as sa_select
from sqlmodel import Session, select

from coder.model import Case, Code, Coder, Coding, CodingAbout, RegisterEntry, Source, Speaker, Turn, table_of
from coder.queries import going
from coder.queries.selection import CodingSets, Scope, Selection, coding_sets
from coder.spans import Span
from coder.terms import INTERVIEWER


@dataclass(frozen=True)
class CountedTurn:
    """A turn with whom its speaker speaks for. Offsets are of the source's current text."""

    number: int
    label: str
    start: int
    speech: Span
    interviewer: bool
    case: str | None
    actor: str | None
    kind: str | None
    place: str | None
    consent: str | None


@dataclass(frozen=True)
class CountedSource:
    """A source with its turns in order."""

    id: str
    name: str
    source_text_id: str
    variables: dict[str, str]
    turns: tuple[CountedTurn, ...]
    starts: tuple[int, ...]
    """The turns' starts, for looking a turn up."""

    def turns_of(self, start: int, end: int) -> list[CountedTurn]:
        """The turns that ``[start, end)`` reaches into, in order."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        found = []
        for turn in self.turns[first:]:
            if turn.start >= end:
                break
            if max(turn.speech.start, start) < min(turn.speech.end, end):
                found.append(turn)
        return found


@dataclass(frozen=True)
class CountedCoding:
    """A coding that counts, with the turns (of those that count) it reaches into."""

    id: str
    quote: str
    source: CountedSource
    start: int
    end: int
    code: str
    """The code's key."""
    coder: str
    voice: str | None
    mode: str | None
    starred: bool
    prompted: str
    """As ``Coding.prompted``."""
    about: tuple[tuple[str, str], ...]
    """(register, key) of actors, groups and places."""
    turns: tuple[CountedTurn, ...]

    @property
    def cases(self) -> list[str]:
        """The cases whose words it holds, in order of speech."""
        return list(dict.fromkeys(turn.case for turn in self.turns if turn.case))


@dataclass(frozen=True)
class Counted:
    """Everything that counts in a project, under one selection."""

    sources: tuple[CountedSource, ...]
    """In order of name."""
    codings: tuple[CountedCoding, ...]
    """In order of source, start, end, code, coder."""
    sets: CodingSets
    selection: Selection

    @property
    def scope(self) -> Scope:
        began = sum(coding.prompted == "suggestion" for coding in self.codings)
        return Scope(self.sets.chosen, self.selection.with_interviewer, began, adjudicated=len(self.sets.adjudicated))

    @property
    def cases(self) -> list[str]:
        """Every case that was interviewed, in order of name."""
        names = {turn.case for source in self.sources for turn in source.turns if turn.case and not turn.interviewer}
        return sorted(names)


_MOST_NAMED = 10_000
"""So many codings are asked for by their ids; for more, all are read."""


_TOLD_EVERY = 1_000
"""Codings."""
_Said = tuple[bool, str | None, str | None, str | None, str | None, str | None]
"""What is said of a label: whether it asks, then its case, actor, kind, place and consent."""
_NOTHING_SAID: _Said = (False, None, None, None, None, None)


def count(session: Session, selection: Selection, ids: Collection[str] | None = None) -> Counted:
    """Read the project under a selection, of the codings those with these ids. A coding counts if it reaches into
    speech that counts. For figures over all codings see ``queries.columns``."""
    sets = coding_sets(session, selection)
    sources = counted_sources(session)
    by_version = {source.source_text_id: source for source in sources}
    coding, code, by = table_of(Coding), table_of(Code), table_of(Coder)
    asked = [coding.c.id.in_(ids)] if ids is not None and len(ids) <= _MOST_NAMED else []
    about = _about(session, asked)
    # Plain rows: objects would be the most of the time.
    names = ("id", "quote_id", "start", "end", "voice", "mode", "starred", "prompted", "source_text_id", "coded_by")
    query = (
        sa_select(*(coding.c[name] for name in names), code.c.key, by.c.name)
        .join(code, code.c.id == coding.c.code_id)
        .join(by, by.c.id == coding.c.coded_by)
        .where(*asked)
    )
    codings = []
    for n, row in enumerate(session.connection().execute(query)):
        if n % _TOLD_EVERY == 0:
            going.tell()
        identity, quote, start, end, voice, mode, starred, prompted, text_id, coder_id, key, coder = row
        source = by_version.get(text_id)
        if source is None or not sets.counts(source.id, coder_id) or (ids is not None and identity not in ids):
            continue
        reached = source.turns_of(start, end)
        turns = tuple(turn for turn in reached if selection.with_interviewer or not turn.interviewer)
        if turns:
            meant = tuple(sorted(about[identity])) if identity in about else ()
            codings.append(
                CountedCoding(
                    *(identity, quote, source, start, end, key, coder),
                    *(voice, mode, starred, prompted, meant, turns),
                )
            )
    codings.sort(key=lambda c: (c.source.name, c.start, c.end, c.code, c.coder))
    return Counted(sources, tuple(codings), sets, selection)


def _about(session: Session, asked: Sequence[ColumnElement[bool]]) -> dict[str, list[tuple[str, str]]]:
    """Whom codings are about, of those that meet some conditions."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    about, entry, coding = table_of(CodingAbout).c, table_of(RegisterEntry), table_of(Coding)
    query = sa_select(about.coding_id, entry.c.kind, entry.c.key).join(entry, entry.c.id == about.register_entry_id)
    if asked:
        query = query.join(coding, coding.c.id == about.coding_id).where(*asked)
    for n, (coding_id, kind, key) in enumerate(session.connection().execute(query)):
        if n % _TOLD_EVERY == 0:
            going.tell()
        found[coding_id].append((kind, key))
    return found


def counted_sources(session: Session, names: Collection[str] = ()) -> tuple[CountedSource, ...]:
    """Sources (their exact names; all by default) with their turns, in order of name; no coding is read."""
    speakers = _speakers(session)
    turns: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    table = table_of(Turn)
    # Plain rows: a project may have 100,000 turns, and objects would be the most of the time.
    columns = [table.c[name] for name in ("source_text_id", "number", "label", "start", "speech_start", "end")]
    rows = [row for row in session.exec(select(Source)).all() if not names or row.name in names]
    # Corrections leave old versions' turns behind, which nobody asks for here.
    current = [row.source_text_id for row in rows]
    query = sa_select(*columns).where(table.c.source_text_id.in_(current)).order_by(table.c.number)
    for text_id, *turn in session.connection().execute(query):
        turns[text_id].append(tuple(turn))
    found = []
    for row in sorted(rows, key=lambda row: row.name):
        going.tell()
        found.append(_source(row, turns[row.source_text_id], speakers))
    return tuple(found)


def _source(row: Source, turns: Iterable[tuple[Any, ...]], speakers: Mapping[tuple[str, str], _Said]) -> CountedSource:
    counted = tuple(
        CountedTurn(number, label, start, Span(speech_start, end), *speakers.get((row.id, label), _NOTHING_SAID))
        for number, label, start, speech_start, end in turns
    )
    starts = tuple(turn.start for turn in counted)
    return CountedSource(row.id, row.name, row.source_text_id, row.variables, counted, starts)


def _speakers(session: Session) -> dict[tuple[str, str], _Said]:
    cases: dict[str, str] = dict(session.exec(select(Case.id, Case.name)).all())
    return {
        (each.source_id, each.label): (
            each.role == INTERVIEWER,
            cases.get(each.case_id or ""),
            each.actor,
            each.kind,
            each.place,
            each.consent,
        )
        for each in session.exec(select(Speaker)).all()
    }
