"""The codings that count as columns of numbers: what figures over a million codings are made from.

All counted speech of a project is thought of as laid end to end on one line, source after source, without labels and
(unless asked for) without the interviewer's turns. A coding is a run of that line: it counts if its run is not empty,
characters covered are lengths of unions of runs, and two codings share speech if their runs overlap.

A coding object for each row took ten times as long as reading. So the database hands over each source's codings as
one row of joined texts, which become arrays; that takes a quarter of the time of a row for each coding.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Text, case, cast, func, select
from sqlmodel import Session

from coder.model import Case, Coder, Coding, Source, Speaker, Turn, table_of
from coder.queries import going
from coder.queries.codes import CodeView, code_tree
from coder.queries.selection import CodingSets, Scope, Selection, coding_sets
from coder.queries.variables import OfCases, case_variables, variable
from coder.terms import INTERVIEWER, MODES, VOICES

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_PROMPTED = ("", "suggestion", "sight")
_JOINT = "\n"
"""Between joined values; labels are parts of lines, and identifiers have no white space."""


@dataclass(frozen=True)
class SourceFacts:
    """What is known of a source."""

    id: str
    name: str
    file_name: str
    source_text_id: str
    variables: Mapping[str, str]


@dataclass(frozen=True)
class SpeakerFacts:
    """A label of a source, and whom it speaks for."""

    source: int
    """Place in ``Columns.sources``."""
    interviewer: bool
    case: str | None
    actor: str | None
    kind: str | None
    place: str | None


@dataclass(frozen=True)
class TurnColumns:
    """The turns that count and are not empty, in order of source and place: the line of counted speech."""

    speaker: Ints
    """Place in ``Columns.speakers``."""
    source: Ints
    number: Ints
    key: Ints
    """Where its speech starts, as ``Columns.keys`` has it."""
    base: Ints
    """Where it starts on the line."""
    length: Ints

    @property
    def total(self) -> int:
        """Characters of counted speech."""
        return int(self.length.sum())

    def on_line(self, keys: Ints) -> Ints:
        """Where on the line a place in a source lies; a place outside all counted speech lies at the next speech."""
        if not len(self.key):
            return np.zeros(len(keys), np.int64)
        turn = np.searchsorted(self.key, keys, side="right") - 1
        inside = np.minimum(keys - self.key[turn], self.length[turn])
        return np.where(turn < 0, 0, self.base[turn] + inside)


@dataclass(frozen=True)
class CodingColumns:
    """The codings that count, in order of source."""

    source: Ints
    key: Ints
    """Where it starts in its source, as ``Columns.keys`` has it."""
    code: Ints
    """Place in ``Columns.codes``."""
    coder: Ints
    """Place in ``Columns.coders``."""
    begin: Ints
    """Where it begins on the line of counted speech; ``end`` is exclusive."""
    end: Ints
    first: Ints
    """The first turn it reaches into (place in the turns' columns), and the last."""
    last: Ints
    prompted: Flags
    """Whether it began as a suggestion."""
    in_sight: Flags
    """Whether its code was on offer for the passage while it was made."""
    voice: Ints
    """Place in ``VOICES``, -1 for none; read only where facets are asked for, as ``mode`` and ``ids``."""
    mode: Ints
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """Everything that counts in a project, under one selection."""

    sources: tuple[SourceFacts, ...]
    """In order of name."""
    speakers: tuple[SpeakerFacts, ...]
    turns: TurnColumns
    codings: CodingColumns
    codes: tuple[CodeView, ...]
    """In the codebook's order."""
    coders: tuple[str, ...]
    """Their ids."""
    of_cases: OfCases
    sets: CodingSets
    selection: Selection
    stride: int
    """More than any source has characters: a source's place times this, and an offset in it, is a place's key."""

    def scope(self, counted: Flags | None = None) -> Scope:
        """The caption of a figure, over all codings or those that are flagged."""
        began = self.codings.prompted if counted is None else self.codings.prompted & counted
        decided = len(self.sets.adjudicated)
        return Scope(self.sets.chosen, self.selection.with_interviewer, int(began.sum()), adjudicated=decided)

    @property
    def cases(self) -> list[str]:
        """Every case that was interviewed, in order of name."""
        return sorted({speaker.case for speaker in self.speakers if speaker.case and not speaker.interviewer})

    def keys(self, places: Sequence[tuple[int, int]]) -> Ints:
        """(source, offset) pairs as keys."""
        return np.array([source * self.stride + offset for source, offset in places], np.int64)

    def value(self, name: str, speaker: SpeakerFacts) -> str:
        """A variable's value for a speaker, "" for none."""
        return variable(name, speaker, self.sources[speaker.source].variables, self.of_cases)


@dataclass(frozen=True)
class _Raw:
    """A version's codings as they were read."""

    source_id: str
    source_text_id: str
    start: Ints
    end: Ints
    code: Ints
    coder: Ints
    prompted: Ints
    """Place in ``_PROMPTED``."""
    voice: Ints
    mode: Ints
    ids: list[str]


def read_columns(
    session: Session, selection: Selection, facets: bool = False, only: Collection[str] | None = None
) -> Columns:
    """Read the project under a selection, or only the sources named. A coding counts if it reaches into speech that
    counts."""
    sources = tuple(source for source in _sources(session) if only is None or source.name in only)
    codes = code_tree(session)
    coders = sorted(session.connection().execute(select(table_of(Coder).c.id)).scalars())
    versions = [source.source_text_id for source in sources] if only is not None else None
    raw = _raw_codings(session, {code.id: n for n, code in enumerate(codes)}, coders, facets, versions)
    totals: dict[str, Counter[str]] = {}
    for each in raw:
        counts = np.bincount(each.coder, minlength=len(coders))
        totals.setdefault(each.source_id, Counter()).update(
            {coders[n]: int(number) for n, number in enumerate(counts) if number}
        )
    sets = coding_sets(session, selection, totals)
    speakers, spoken = _turns(session, sources, selection.with_interviewer, versions)
    stride = 2 + max((int(part.max()) for part in (spoken[3], *(each.end for each in raw)) if len(part)), default=0)
    turns = _on_line(speakers, spoken, stride)
    current = {source.source_text_id: n for n, source in enumerate(sources)}
    kept = [(current[each.source_text_id], each) for each in raw if each.source_text_id in current]
    codings = _codings(sorted(kept, key=lambda pair: pair[0]), sources, coders, sets, turns, stride)
    of_cases = case_variables(session)
    return Columns(sources, speakers, turns, codings, codes, tuple(coders), of_cases, sets, selection, stride)


def _sources(session: Session) -> tuple[SourceFacts, ...]:
    table = table_of(Source)
    columns = (table.c.id, table.c.name, table.c.file_name, table.c.source_text_id, table.c.variables)
    rows = session.connection().execute(select(*columns)).all()
    return tuple(SourceFacts(*row) for row in sorted(rows, key=lambda row: row.name))


def _joined(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A group's values in one text. Joined columns are in one order, since a group is gone through once."""
    return func.aggregate_strings(cast(column, Text), _JOINT)


def _place_in(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[int]:
    return case(*((column == value, n) for n, value in enumerate(values)), else_=-1)


def _numbers(text: str) -> Ints:
    return np.fromstring(text, np.int64, sep=_JOINT)


def _raw_codings(
    session: Session, codes: Mapping[str, int], coders: Sequence[str], facets: bool, versions: list[str] | None
) -> list[_Raw]:
    """All codings, or those on some versions, a version at a time."""
    c = table_of(Coding).c
    columns = [func.min(c.source_id), c.source_text_id, *map(_joined, (c.start, c.end, c.code_id, c.coded_by))]
    columns.append(_joined(_place_in(c.prompted, _PROMPTED)))
    if facets:
        columns += [_joined(_place_in(c.voice, VOICES)), _joined(_place_in(c.mode, MODES)), _joined(c.id)]
    of_coder = {coder: n for n, coder in enumerate(coders)}
    none = np.empty(0, np.int64)
    found: list[_Raw] = []
    texts = session.connection().execute(select(func.count()).select_from(table_of(Source))).scalar_one()
    for source_id, text_id, start, end, code, coder, prompted, *more in session.connection().execute(
        select(*columns).where(*_on(c.source_text_id, versions)).group_by(c.source_text_id)
    ):
        going.tell(len(found), texts)
        starts = _numbers(start)
        found.append(
            _Raw(
                source_id,
                text_id,
                starts,
                _numbers(end),
                np.fromiter(map(codes.__getitem__, code.split(_JOINT)), np.int64, len(starts)),
                np.fromiter(map(of_coder.__getitem__, coder.split(_JOINT)), np.int64, len(starts)),
                _numbers(prompted),
                _numbers(more[0]) if facets else none,
                _numbers(more[1]) if facets else none,
                more[2].split(_JOINT) if facets else [],
            )
        )
    return found


def _on(column: ColumnElement[str], versions: list[str] | None) -> list[ColumnElement[bool]]:
    return [] if versions is None else [column.in_(versions)]


def _turns(
    session: Session, sources: Sequence[SourceFacts], with_interviewer: bool, versions: list[str] | None
) -> tuple[tuple[SpeakerFacts, ...], tuple[Ints, Ints, Ints, Ints]]:
    """The speakers who have a turn; and of the turns that count their speakers, numbers, starts and ends of speech."""
    known, c = _speakers(session), table_of(Turn).c
    columns = [c.source_text_id, *map(_joined, (c.label, c.number, c.speech_start, c.end))]
    query = select(*columns).where(*_on(c.source_text_id, versions)).group_by(c.source_text_id)
    rows = {row[0]: row[1:] for row in session.connection().execute(query)}
    speakers: list[SpeakerFacts] = []
    read: list[tuple[Ints, Ints, Ints, Ints]] = []
    for n, source in enumerate(sources):
        if source.source_text_id not in rows:
            continue
        labels, *numbers = rows[source.source_text_id]
        places: dict[str, int] = {}
        for label in dict.fromkeys(labels.split(_JOINT)):
            places[label] = len(speakers)
            speakers.append(SpeakerFacts(n, *known.get((source.id, label), (False, None, None, None, None))))
        number, start, end = map(_numbers, numbers)
        speaker = np.fromiter(map(places.__getitem__, labels.split(_JOINT)), np.int64, len(number))
        order = np.argsort(start, kind="stable")
        read.append((speaker[order], number[order], start[order], end[order]))
    none = np.empty(0, np.int64)
    speaker, number, start, end = (np.concatenate([none, *(each[k] for each in read)]) for k in range(4))
    asking = np.array([who.interviewer for who in speakers], np.bool_)
    counts = end > start if with_interviewer else (end > start) & ~asking[speaker]
    return tuple(speakers), (speaker[counts], number[counts], start[counts], end[counts])


def _speakers(session: Session) -> dict[tuple[str, str], tuple[Any, ...]]:
    speaker, cases = table_of(Speaker), table_of(Case)
    columns = [speaker.c[name] for name in ("source_id", "label", "role")]
    columns += [cases.c.name, *(speaker.c[name] for name in ("actor", "kind", "place"))]
    query = select(*columns).join(cases, cases.c.id == speaker.c.case_id, isouter=True)
    return {
        (source, label): (role == INTERVIEWER, *rest)
        for source, label, role, *rest in session.connection().execute(query)
    }


def _on_line(speakers: Sequence[SpeakerFacts], spoken: tuple[Ints, Ints, Ints, Ints], stride: int) -> TurnColumns:
    speaker, number, start, end = spoken
    source = np.array([who.source for who in speakers], np.int64)[speaker]
    length = end - start
    return TurnColumns(speaker, source, number, source * stride + start, np.cumsum(length) - length, length)


def _codings(
    read: Sequence[tuple[int, _Raw]],
    sources: Sequence[SourceFacts],
    coders: Sequence[str],
    sets: CodingSets,
    turns: TurnColumns,
    stride: int,
) -> CodingColumns:
    none = np.empty(0, np.int64)

    def joined(name: str) -> Ints:
        return np.concatenate([none, *(getattr(each, name) for _n, each in read)])

    source = np.concatenate([none, *(np.full(len(each.start), n) for n, each in read)])
    coder = joined("coder")
    chosen = np.array([[sets.counts(each.id, name) for name in coders] for each in sources], np.bool_)
    start, end = source * stride + joined("start"), source * stride + joined("end")
    begin, finish = turns.on_line(start), turns.on_line(end)
    counts = (begin < finish) & chosen.reshape(len(sources), len(coders))[source, coder]
    begin, finish = begin[counts], finish[counts]
    voice, mode, prompted = joined("voice"), joined("mode"), joined("prompted")[counts]
    ids = [identity for _n, each in read for identity in each.ids]
    return CodingColumns(
        source=source[counts],
        key=start[counts],
        code=joined("code")[counts],
        coder=coder[counts],
        begin=begin,
        end=finish,
        first=np.searchsorted(turns.base, begin, side="right") - 1,
        last=np.searchsorted(turns.base, finish, side="left") - 1,
        prompted=prompted == _PROMPTED.index("suggestion"),
        in_sight=prompted == _PROMPTED.index("sight"),
        voice=voice[counts] if len(voice) else voice,
        mode=mode[counts] if len(mode) else mode,
        ids=tuple(ids[n] for n in np.flatnonzero(counts)) if ids else (),
    )
