"""Units of agreement: what coders are compared on, turn by turn.

A unit is an interviewee's turn, one of its sentences, or one of its characters; labels are no part of it. A unit is
coded when a coding reaches into it: shares at least one character with it. Characters are counted as lengths of
stretches, never one by one. All places are on the line of counted speech (``coder.queries.columns``), ends exclusive.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sqlalchemy import select
from sqlmodel import Session

from coder.model import SourceText, table_of
from coder.queries import going
from coder.queries.columns import Columns, Flags, Ints
from coder.spans import sentences
from coder.terms import CHARACTER, SENTENCE


class Patterns(NamedTuple):
    """What was coded: in which turn, by which coders, how many units."""

    turn: Ints
    coders: Ints
    """A number with bit ``n`` set where coder ``n`` has coded the units. What nobody coded is left out."""
    number: Ints


@dataclass(frozen=True)
class Units:
    """The units of some turns, in order and apart from one another."""

    begin: Ints
    end: Ints
    turn: Ints
    """The place of each unit's turn, of those that have units."""
    source: Ints
    """The place of each of these turns' source."""
    characters: bool
    """Whether each stretch is as many units as it has characters."""

    @property
    def of_turns(self) -> Ints:
        """How many units each turn has."""
        number: Ints = np.bincount(self.turn, self._sizes(self.begin, self.end), len(self.source)).astype(np.int64)
        return number

    def patterns(self, codings: Sequence[tuple[Ints, Ints]]) -> Patterns:
        """Which units each combination of coders has coded; ``codings`` are one code's, by coder: where they begin and
        end."""
        begin, end, turn = self._cut(codings) if self.characters else (self.begin, self.end, self.turn)
        coders = np.zeros(len(begin), np.int64)
        for coder, (begins, ends) in enumerate(codings):
            first, after = np.searchsorted(end, begins, side="right"), np.searchsorted(begin, ends, side="left")
            reaches = first < after  # into a unit, not only into what lies between two
            steps = np.bincount(first[reaches], minlength=len(begin) + 1)
            steps -= np.bincount(after[reaches], minlength=len(begin) + 1)
            coders |= (np.cumsum(steps[:-1]) > 0).astype(np.int64) << coder
        coded = coders > 0
        return Patterns(turn[coded], coders[coded], self._sizes(begin, end)[coded])

    def _sizes(self, begin: Ints, end: Ints) -> Ints:
        return end - begin if self.characters else np.ones(len(begin), np.int64)

    def _cut(self, codings: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints, Ints]:
        """The turns cut wherever a coding begins or ends: between two cuts the same coders have coded everything."""
        marks = np.unique(np.concatenate([self.begin, self.end, *(each for pair in codings for each in pair)]))
        begin, end = marks[:-1], marks[1:]
        place = np.searchsorted(self.begin, begin, side="right") - 1
        inside = (place >= 0) & (begin < self.end[place])
        return begin[inside], end[inside], self.turn[place[inside]]


def units_of(session: Session, columns: Columns, sources: Flags, unit: str) -> Units:
    """The units of the counted turns of some sources (a flag for each); texts are read for sentences alone."""
    turns = columns.turns
    kept = np.flatnonzero(sources[turns.source])
    begin, end = turns.base[kept], turns.base[kept] + turns.length[kept]
    if unit != SENTENCE:
        return Units(begin, end, np.arange(len(kept)), turns.source[kept], unit == CHARACTER)
    found = np.array(list(_sentences(session, columns, kept)), np.int64).reshape(-1, 3)
    having, turn = np.unique(found[:, 2], return_inverse=True)
    return Units(found[:, 0], found[:, 1], turn, turns.source[having], False)


def _sentences(session: Session, columns: Columns, turns: Ints) -> Iterator[tuple[int, int, int]]:
    """Begin, end and turn of each sentence."""
    version, line, known, text = table_of(SourceText).c, columns.turns, -1, ""
    for turn in turns.tolist():
        source = int(line.source[turn])
        if source != known:
            going.tell()
            wanted = columns.sources[source].source_text_id
            text = session.connection().execute(select(version.text).where(version.id == wanted)).scalar_one()
            known = source
        start, length = int(line.key[turn]) - source * columns.stride, int(line.length[turn])
        shift = int(line.base[turn]) - start
        for each in sentences(text, start, start + length):
            yield each.start + shift, each.end + shift, turn
