"""The selected passage: where it was begun, where it reaches, how it grows. Pure, no screen."""

from dataclasses import dataclass

from coder.spans import Span
from coder.tui.transcript.prose import UNITS, Prose, Unit


@dataclass(frozen=True, slots=True)
class Selection:
    """A cursor and, where ``anchor`` differs from ``head``, a passage between the two (code points)."""

    anchor: int
    """Where the selection was begun."""
    head: int
    """Where it reaches, which is where the cursor stands."""
    origin: int
    """Where the cursor stood before: what shrinking comes back to."""

    @classmethod
    def at(cls, offset: int) -> "Selection":
        """A cursor with nothing selected."""
        return cls(offset, offset, offset)

    @classmethod
    def of(cls, span: Span, origin: int) -> "Selection":
        return cls(span.start, span.end, origin)

    def extended(self, head: int) -> "Selection":
        """The same beginning, another reach."""
        return Selection(self.anchor, head, self.origin)

    def passage(self, prose: Prose) -> Span | None:
        """What is handed out: no white space and no labels at its ends; None if nothing is selected."""
        if self.anchor == self.head:
            return None
        return prose.trimmed(Span(min(self.anchor, self.head), max(self.anchor, self.head)))

    def cleared(self, prose: Prose) -> "Selection":
        """A cursor at the beginning of what was selected, so that reading goes on from there."""
        passage = self.passage(prose)
        return Selection.at(passage.start if passage else self.head)

    def unit(self, unit: Unit, prose: Prose) -> "Selection":
        """The whole word, sentence or turn at the cursor, or at what is selected already."""
        place = self._place(prose)
        found = prose.unit_at(unit, place)
        return Selection.of(found, place) if found else self

    def to_next_speaker(self, prose: Prose) -> "Selection":
        """From the cursor, or from where the selection begins, to the end of what the same speaker says.

        What reaches so far already goes on through what the next speaker says.
        """
        passage = self.passage(prose)
        start, end = (passage.start, passage.end) if passage else (self.head, self.head)
        turn = prose.turn_at(max(start, end - 1))
        while True:
            turn = prose.last_turn_of_speaker(turn)
            reached = prose.trimmed(Span(start, prose.turns[turn].end))
            if reached is not None and reached.end > end:
                return Selection(reached.start, reached.end, self._place(prose))
            if turn + 1 == len(prose.turns):
                return self
            turn += 1

    def grown(self, prose: Prose) -> "Selection":
        """The next larger of word, sentence and turn around what is selected; nothing is larger than whole turns."""
        passage = self.passage(prose)
        if passage is None:
            return self.unit("word", prose)
        for unit in UNITS:
            wider = prose.covering(unit, passage)
            if wider != passage:
                return Selection.of(wider, self._place(prose))
        return self

    def shrunk(self, prose: Prose) -> "Selection":
        """The next smaller of turn, sentence and word at the origin; below a word nothing is selected."""
        passage, place = self.passage(prose), self._place(prose)
        if passage is None:
            return self
        for unit in reversed(UNITS):
            found = prose.unit_at(unit, place)
            if found is not None and len(found) < len(passage):
                return Selection.of(found, place)
        return Selection.at(place)

    def _place(self, prose: Prose) -> int:
        """The origin while it lies in what is selected, else the selection's beginning; the cursor if nothing is."""
        passage = self.passage(prose)
        if passage is None:
            return self.head
        return self.origin if passage.contains(self.origin) else passage.start
