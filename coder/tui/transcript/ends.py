"""Moving one end of a passage by characters, words, sentences or turns, or wherever a cursor goes. Pure, no screen."""

from dataclasses import dataclass, replace
from typing import Literal

from coder.spans import Span
from coder.tui.transcript.moves import MOVES, Place
from coder.tui.transcript.prose import Prose, Unit
from coder.tui.transcript.selection import Selection

Step = Unit | Literal["character"]


def with_start(prose: Prose, passage: Span, step: Step, by: int) -> Span:
    """The passage with its beginning one step later (``by`` > 0) or earlier; as it is where nothing would be left."""
    if step == "character":
        return _by_character(prose, passage, by, at_start=True)
    start = (prose.next if by > 0 else prose.previous)(step, passage.start)
    return _trimmed(prose, passage, Span(start, passage.end))


def with_end(prose: Prose, passage: Span, step: Step, by: int) -> Span:
    """The passage with its end one step later (``by`` > 0) or earlier; as it is where nothing would be left."""
    if step == "character":
        return _by_character(prose, passage, by, at_start=False)
    last = prose.cluster_start(passage.end - 1)
    here = prose.unit_at(step, last)
    if by > 0 and here is not None and here.end > passage.end:
        return Span(passage.start, here.end)
    begins = prose.next(step, last) if by > 0 else prose.previous(step, here.start if here else last)
    other = prose.unit_at(step, begins)
    return _trimmed(prose, passage, Span(passage.start, other.end)) if other is not None else passage


def _by_character(prose: Prose, passage: Span, by: int, *, at_start: bool) -> Span:
    """One end moved by a character that is no white space: blanks and labels in between are stepped over."""
    at = passage.start if at_start else passage.end
    while True:
        before, at = at, (prose.next_character if by > 0 else prose.previous_character)(at)
        moved = _trimmed(prose, passage, Span(at, passage.end) if at_start else Span(passage.start, at))
        if moved != passage or at == before or not prose.start <= at < prose.end:
            return moved


def _trimmed(prose: Prose, before: Span, after: Span) -> Span:
    """Without white space and labels at its ends; what it was before where nothing is left."""
    found = prose.trimmed(after) if after.start < after.end else None
    return found or before


_STEPS: dict[str, tuple[Step, int]] = {
    f"{way}_{unit}": (unit, by)
    for unit in ("character", "word", "sentence", "turn")
    for way, by in (("next", 1), ("previous", -1))
}


@dataclass(frozen=True, slots=True)
class Ends:
    """A passage, and which of its ends moves."""

    passage: Span
    at_start: bool = False

    @property
    def offset(self) -> int:
        """The end that moves."""
        return self.passage.start if self.at_start else self.passage.end

    @property
    def selection(self) -> Selection:
        """The passage as the reader shows it, with the cursor at the end that moves."""
        start, end = self.passage.start, self.passage.end
        return Selection(end, start, start) if self.at_start else Selection(start, end, start)

    def other(self) -> "Ends":
        return replace(self, at_start=not self.at_start)

    def moved(self, move: str, place: Place) -> "Ends":
        """The end moved by one of ``moves.MOVES``: by units to their ends, else to where a cursor would go."""
        step = _STEPS.get(move)
        if step is None:
            return self.at(MOVES[move](place), place.prose)
        return replace(self, passage=(with_start if self.at_start else with_end)(place.prose, self.passage, *step))

    def at(self, offset: int, prose: Prose) -> "Ends":
        """The end at an offset; where nothing would be left between the two ends, it stays."""
        start, end = (offset, self.passage.end) if self.at_start else (self.passage.start, offset)
        trimmed = prose.trimmed(Span(start, end)) if start < end else None
        return replace(self, passage=trimmed) if trimmed is not None else self
