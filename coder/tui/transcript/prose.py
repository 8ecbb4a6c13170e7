"""A transcript as a person moves through it: characters, words, sentences, turns. Pure text, no screen.

Only speech is walked: labels and what lies between turns are stepped over.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from coder import spans
from coder.spans import Span
from coder.tui.transcript import glyphs
from coder.tui.transcript.data import ShownTurn

Unit = Literal["word", "sentence", "turn"]
UNITS: tuple[Unit, ...] = ("word", "sentence", "turn")
_KEPT_PARAGRAPHS = 256


class Paragraph(NamedTuple):
    """A line of one turn's speech, without its newline."""

    start: int
    end: int
    turn: int
    """Index of the turn in ``Prose.turns``."""


class Prose:
    """The speech of one transcript and the places a cursor can go to. Offsets are code points, end exclusive."""

    def __init__(self, text: str, turns: Sequence[ShownTurn]) -> None:
        self.text = text
        self.shown = glyphs.shown(text)
        """The text without characters that a terminal would obey; offsets are the same."""
        self.turns: tuple[ShownTurn, ...] = tuple(turns) or (ShownTurn(1, "", 0, 0, len(text)),)
        self.paragraphs = [part for index, turn in enumerate(self.turns) for part in _lines(text, turn, index)]
        self._turn_starts = [turn.start for turn in self.turns]
        self._paragraph_starts = [paragraph.start for paragraph in self.paragraphs]
        self._units: dict[tuple[int, Unit], list[Span]] = {}

    @property
    def start(self) -> int:
        """Where the first speech begins."""
        return self.turns[0].speech_start

    @property
    def end(self) -> int:
        """Where the last speech ends."""
        return self.turns[-1].end

    def turn_at(self, offset: int) -> int:
        """Index of the turn that an offset lies in, or of the one before the gap it lies in."""
        return max(0, bisect_right(self._turn_starts, offset) - 1)

    def last_turn_of_speaker(self, turn: int) -> int:
        """Index of the last of the turns, this and those right after it, that one speaker says."""
        while turn + 1 < len(self.turns) and self.turns[turn + 1].label == self.turns[turn].label:
            turn += 1
        return turn

    def clamp(self, offset: int) -> int:
        """The nearest place in speech: from a label or a gap forward to the next; a turn's end counts as in it."""
        index = self.turn_at(offset)
        turn = self.turns[index]
        if offset <= turn.end:
            return max(offset, turn.speech_start)
        return self.turns[index + 1].speech_start if index + 1 < len(self.turns) else turn.end

    def trimmed(self, span: Span) -> Span | None:
        """The span without white space, labels and gaps at its ends; None if no speech is left."""
        start, end = self.clamp(span.start), min(span.end, self.end)
        while start < end:
            index = self.turn_at(end - 1)
            turn = self.turns[index]
            if end <= turn.speech_start:
                end = self.turns[index - 1].end if index else 0
                continue
            inner = spans.trim(self.text, Span(max(start, turn.speech_start), min(end, turn.end)))
            if inner is not None:
                return Span(self._trimmed_start(start), inner.end)
            end = turn.speech_start
        return None

    def _trimmed_start(self, start: int) -> int:
        """The first character of speech at or after ``start`` that is no white space; there must be one."""
        for turn in self.turns[self.turn_at(start) :]:
            start = max(start, turn.speech_start)
            inner = spans.trim(self.text, Span(start, max(start, turn.end)))
            if inner is not None:
                return inner.start
        return start

    def unit_at(self, unit: Unit, offset: int) -> Span | None:
        """The word, sentence or turn at an offset.

        Between two of them the one before, so that the end of a sentence belongs to it; at a turn's beginning the
        first. None where the turn has nothing of the kind.
        """
        offset = self.clamp(offset)
        if unit == "turn":
            turn = self.turns[self.turn_at(offset)]
            return spans.trim(self.text, Span(turn.speech_start, turn.end))
        for index in self._around(self._paragraph_at(offset)):
            found = self._units_of(index, unit)
            if found:
                at = bisect_right(found, offset, key=lambda span: span.start) - 1
                return found[max(0, at)]
        return None

    def covering(self, unit: Unit, span: Span) -> Span:
        """The span widened to whole words, sentences or turns."""
        first, last = self.unit_at(unit, span.start), self.unit_at(unit, span.end - 1)
        start = min(span.start, first.start) if first else span.start
        return Span(start, max(span.end, last.end) if last else span.end)

    def next(self, unit: Unit, offset: int) -> int:
        """Where the next word, sentence or turn begins; the end of the speech if there is none."""
        if unit == "turn":
            index = bisect_right(self.turns, offset, key=lambda turn: turn.speech_start)
            return self.turns[index].speech_start if index < len(self.turns) else self.end
        for index in range(self._paragraph_at(offset), len(self.paragraphs)):
            found = self._units_of(index, unit)
            at = bisect_right(found, offset, key=lambda span: span.start)
            if at < len(found):
                return found[at].start
        return self.end

    def previous(self, unit: Unit, offset: int) -> int:
        """Where the word, sentence or turn before begins: the current one if the offset lies inside it."""
        if unit == "turn":
            index = bisect_left(self.turns, offset, key=lambda turn: turn.speech_start) - 1
            return self.turns[max(0, index)].speech_start
        for index in range(self._paragraph_at(offset), -1, -1):
            found = self._units_of(index, unit)
            at = bisect_left(found, offset, key=lambda span: span.start) - 1
            if at >= 0:
                return found[at].start
        return self.start

    def next_character(self, offset: int) -> int:
        """The end of the cluster at an offset; from a turn's end the next turn's speech."""
        cluster = self._cluster(offset)
        return self.clamp(cluster.end if cluster else offset + 1)

    def previous_character(self, offset: int) -> int:
        """The beginning of the cluster before an offset; from a turn's beginning the end of the turn before."""
        turn = self.turn_at(offset)
        if offset <= self.turns[turn].speech_start:
            return self.turns[turn - 1].end if turn else self.start
        return self.cluster_start(offset - 1)

    def cluster_start(self, offset: int) -> int:
        """The offset, or the beginning of the cluster that it would split."""
        cluster = self._cluster(offset)
        return cluster.start if cluster else offset

    def cluster_end(self, offset: int) -> int:
        """The offset, or the end of the cluster that it would split."""
        cluster = self._cluster(offset)
        return cluster.end if cluster and cluster.start < offset else offset

    def _cluster(self, offset: int) -> glyphs.Cluster | None:
        """The cluster around an offset, None at a line's end. A blank always begins one, so its word is enough."""
        part = self.paragraphs[self._paragraph_at(offset)]
        start = max(part.start, self.shown.rfind(" ", part.start, offset))
        stop = self.shown.find(" ", offset + 1, part.end)
        found = glyphs.cluster_around(self.shown[start : part.end if stop < 0 else stop], offset - start)
        return glyphs.Cluster(start + found.start, start + found.end, found.cells) if found else None

    def _paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def _around(self, here: int) -> Iterator[int]:
        """The paragraph, those after it in its turn, then those before it, nearest first."""
        turn = self.paragraphs[here].turn
        after = bisect_right(self.paragraphs, turn, lo=here, key=lambda part: part.turn)
        before = bisect_left(self.paragraphs, turn, hi=here, key=lambda part: part.turn)
        return chain(range(here, after), range(here - 1, before - 1, -1))

    def _units_of(self, index: int, unit: Unit) -> list[Span]:
        """Words or sentences of a paragraph; one without any letter (``…``) is one of each."""
        known = self._units.get((index, unit))
        if known is None:
            start, end, _turn = self.paragraphs[index]
            split = spans.words if unit == "word" else spans.sentences
            known = list(split(self.text, start, end))
            whole = spans.trim(self.text, Span(start, end))
            if not known and whole is not None:
                known = [whole]
            if len(self._units) >= _KEPT_PARAGRAPHS:
                self._units.clear()
            self._units[index, unit] = known
        return known


def _lines(text: str, turn: ShownTurn, index: int) -> list[Paragraph]:
    """A turn's speech line by line; newlines at its very end make no empty lines. At least one."""
    start, end = turn.speech_start, turn.end
    while end > start and text[end - 1] == "\n":
        end -= 1
    parts: list[Paragraph] = []
    while (stop := text.find("\n", start, end)) >= 0:
        parts.append(Paragraph(start, stop, index))
        start = stop + 1
    parts.append(Paragraph(start, end, index))
    return parts
