"""What figures count: each coding turn by turn, filtered, and along which dimensions.

A part is what a coding covers of one turn. What is said of speakers (case, actor, kind, place, variables) belongs to
parts: a coding that runs over two speakers' turns has a part of each, and counts for each with what that one said.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sqlalchemy import select
from sqlmodel import Session

from coder.model import CodingAbout, RegisterEntry, table_of
from coder.queries.codes import CodeView, is_under
from coder.queries.columns import Columns, Flags, Ints, SpeakerFacts, read_columns
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide, confirmed_guide
from coder.queries.selection import Scope, Selection
from coder.spans import folded
from coder.terms import ABOUT_REGISTERS, MODES, VOICES


@dataclass(frozen=True)
class Parts:
    """The parts that pass a filter, in order of source and coding."""

    columns: Columns
    coding: Ints
    """Place in ``columns.codings``."""
    turn: Ints
    """Place in ``columns.turns``."""
    begin: Ints
    """Where it begins on the line of counted speech; ``end`` is exclusive."""
    end: Ints
    spoken: Flags
    """Which turns are asked about: those whose speaker, source and question pass, coded or not."""
    narrowed: bool
    """Whether these are not all."""
    scope: Scope
    about: "About | None"
    guide: Guide | None
    listed: tuple[CodeView, ...]
    """The codes that can pass the filter, in the codebook's order."""

    @property
    def code(self) -> Ints:
        return self.columns.codings.code[self.coding]

    @property
    def source(self) -> Ints:
        return self.columns.codings.source[self.coding]

    @property
    def speaker(self) -> Ints:
        return self.columns.turns.speaker[self.turn]

    @property
    def characters(self) -> int:
        """Of counted speech that is asked about, coded or not."""
        return int(self.columns.turns.length[self.spoken].sum())

    def of_speakers(self, value: Callable[[SpeakerFacts], str | None], values: Sequence[str]) -> Ints:
        """For each part the place in ``values`` of what holds of its speaker, -1 for nothing."""
        return places([value(speaker) for speaker in self.columns.speakers], values)[self.speaker]

    @property
    def case(self) -> Ints:
        """For each part the place of its case in ``columns.cases``, -1 for none."""
        return self.of_speakers(case_of, self.columns.cases)

    @property
    def all_cases(self) -> int:
        """How many cases are asked about: those interviewed, of them those that pass."""
        if not self.narrowed:
            return len(self.columns.cases)
        asked = np.unique(self.columns.turns.speaker[self.spoken]).tolist()
        return len({case_of(self.columns.speakers[n]) for n in asked} - {None})

    @property
    def all_sources(self) -> int:
        if not self.narrowed:
            return len(self.columns.sources)
        return len(np.unique(self.columns.turns.source[self.spoken]))

    def kept(self, keep: Flags) -> "Parts":
        """Those parts alone."""
        return replace(self, coding=self.coding[keep], turn=self.turn[keep], begin=self.begin[keep], end=self.end[keep])


@dataclass(frozen=True)
class About:
    """Whom codings are about: pairs of a coding and an entry of the registers."""

    coding: Ints
    """Place in ``Columns.codings``, in order."""
    entry: Ints
    """Place in ``entries``."""
    entries: tuple[tuple[str, str], ...]
    """(register, key), in the codebook's order."""


def read_parts(
    session: Session,
    selection: Selection,
    wanted: Filter = EVERYTHING,
    guide: Guide | None = None,
    facets: bool = False,
    by_guide: bool = False,
) -> Parts:
    """Read what counts and passes a filter; ``facets`` and ``by_guide`` say what will be asked about besides."""
    columns = read_columns(session, selection, facets or wanted.facets)
    about = read_about(session, columns) if facets or wanted.about else None
    if wanted.guide or by_guide:
        guide = guide or confirmed_guide(session)
    codes = {code.key: code for code in columns.codes}
    listed = tuple(code for code in columns.codes if _code_passes(code, wanted, codes))
    codings, asked, spoken = _flags(columns, wanted, listed, about, guide)
    parts = _all_parts(columns)
    kept = codings[parts[0]] & asked[columns.turns.speaker[parts[1]]]
    coding, turn, begin, end = (each[kept] for each in parts)
    counted = np.zeros(len(columns.codings.code), np.bool_)
    counted[coding] = True
    scope = replace(columns.scope(counted), conditions=wanted.conditions)
    if guide is not None and (wanted.guide or by_guide):
        scope = replace(scope, matched=(guide if by_guide else guide.of_question(wanted.guide)).matched)
    narrowed = bool(wanted.case or wanted.where or wanted.source or wanted.guide)
    return Parts(columns, coding, turn, begin, end, spoken, narrowed, scope, about, guide, listed)


def case_of(speaker: SpeakerFacts) -> str | None:
    return None if speaker.interviewer else speaker.case


def places(found: Sequence[str | None], values: Sequence[str]) -> Ints:
    """Where each of some values stands among others, -1 for nowhere."""
    known = {value: n for n, value in enumerate(values)}
    return np.array([known.get(value or "", -1) for value in found], np.int64)


def _all_parts(columns: Columns) -> tuple[Ints, Ints, Ints, Ints]:
    """Coding, turn, begin and end of every part."""
    c, turns = columns.codings, columns.turns
    number = c.last - c.first + 1
    coding = np.repeat(np.arange(len(number)), number)
    turn = np.arange(len(coding)) + np.repeat(c.first - (np.cumsum(number) - number), number)
    begin = np.maximum(c.begin[coding], turns.base[turn])
    end = np.minimum(c.end[coding], turns.base[turn] + turns.length[turn])
    return coding, turn, begin, end


def _flags(
    columns: Columns, wanted: Filter, listed: Sequence[CodeView], about: About | None, guide: Guide | None
) -> tuple[Flags, Flags, Flags]:
    """Which codings pass, which speakers, and which turns are asked about."""
    c = columns.codings
    keys = {code.key for code in listed}
    keep = np.array([code.key in keys for code in columns.codes], np.bool_)[c.code]
    sources = np.array([not wanted.source or each.name == wanted.source for each in columns.sources], np.bool_)
    speakers = np.array([_speaker_passes(speaker, wanted, columns) for speaker in columns.speakers], np.bool_)
    spoken = sources[columns.turns.source] & speakers[columns.turns.speaker]
    keep &= sources[c.source]
    if wanted.about and about is not None:
        those = [n for n, (_kind, key) in enumerate(about.entries) if folded(key) == folded(wanted.about)]
        found = np.zeros(len(keep), np.bool_)
        found[about.coding[np.isin(about.entry, those)]] = True
        keep &= found
    if wanted.voice:
        keep &= c.voice == VOICES.index(wanted.voice)
    if wanted.mode:
        keep &= c.mode == MODES.index(wanted.mode)
    if wanted.guide and guide is not None:
        keep &= answering(columns, guide, wanted.guide, c.key)
        spoken &= answering(columns, guide, wanted.guide, columns.turns.key)
    return keep, speakers, spoken


def _code_passes(code: CodeView, wanted: Filter, codes: dict[str, CodeView]) -> bool:
    if wanted.theme and code.theme != wanted.theme:
        return False
    return not wanted.code or code.key == wanted.code or (wanted.deep and is_under(code, wanted.code, codes))


def _speaker_passes(speaker: SpeakerFacts, wanted: Filter, columns: Columns) -> bool:
    return (not wanted.case or folded(case_of(speaker) or "") == folded(wanted.case)) and all(
        folded(columns.value(name, speaker)) == folded(value) for name, value in wanted.where
    )


def questions_at(columns: Columns, guide: Guide, keys: Ints) -> tuple[Ints, Ints]:
    """In whose answers places (keys) lie: pairs of a place in ``keys`` and one in ``guide.questions``, in order."""
    sources = {source.source_text_id: n for n, source in enumerate(columns.sources)}
    number = {question.key: n for n, question in enumerate(guide.questions)}
    asked = sorted(
        (sources[match.source_text_id] * columns.stride + match.start, number[match.question])
        for match in guide.matches
        if match.source_text_id in sources
    )
    starts = np.array([start for start, _question in asked], np.int64)
    questions = np.array([question for _start, question in asked], np.int64)
    first, count = np.unique(starts, return_index=True, return_counts=True)[1:]
    turn = np.searchsorted(starts[first], keys, side="right") - 1
    applies = turn >= 0
    applies[applies] = starts[first][turn[applies]] // columns.stride == keys[applies] // columns.stride
    each = np.flatnonzero(applies)
    number_of = count[turn[each]]
    place = np.repeat(each, number_of)
    within = np.arange(len(place)) - np.repeat(np.cumsum(number_of) - number_of, number_of)
    return place, questions[np.repeat(first[turn[each]], number_of) + within]


def answering(columns: Columns, guide: Guide, question: str, keys: Ints) -> Flags:
    """Which places (keys) lie in the answers to a question (its key)."""
    place, asked = questions_at(columns, guide, keys)
    found = np.zeros(len(keys), np.bool_)
    found[place[asked == [each.key for each in guide.questions].index(question)]] = True
    return found


def read_about(session: Session, columns: Columns) -> About:
    """Whom the codings that count are about."""
    about, entry = table_of(CodingAbout), table_of(RegisterEntry)
    connection = session.connection()
    rows = connection.execute(select(entry.c.id, entry.c.kind, entry.c.key, entry.c.position)).all()
    rows = sorted((row for row in rows if row.kind in ABOUT_REGISTERS), key=lambda row: (row[1], row[3], row[2]))
    known = {row.id: n for n, row in enumerate(rows)}
    coding = {identity: n for n, identity in enumerate(columns.codings.ids)}
    pairs = np.array(
        [
            (coding[coding_id], known[entry_id])
            for coding_id, entry_id in connection.execute(select(about.c.coding_id, about.c.register_entry_id))
            if coding_id in coding and entry_id in known
        ],
        np.int64,
    ).reshape(-1, 2)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return About(pairs[:, 0], pairs[:, 1], tuple((row.kind, row.key) for row in rows))
