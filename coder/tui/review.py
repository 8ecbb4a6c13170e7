"""Going through an interview's suggestions: which one is at hand, which comes next. No screen, no project."""

from collections.abc import Sequence

from coder.project.suggesting import OpenSuggestion
from coder.spans import Span


class Review:
    """The open suggestions of one interview, in order of place, and the one at hand."""

    def __init__(self) -> None:
        self.items: tuple[OpenSuggestion, ...] = ()
        self.current: OpenSuggestion | None = None

    def renew(self, items: Sequence[OpenSuggestion], offset: int) -> None:
        """The suggestions that are open now. One that is gone gives way to the one that came after it."""
        known = self.current
        self.items = tuple(items)
        self.current = None
        if known is None:
            self.move(offset)
            return
        same = [item for item in self.items if item.suggestion == known.suggestion]
        place = (known.start, known.end, -known.score, known.code)
        later = [item for item in self.items if (item.start, item.end, -item.score, item.code) > place]
        self.current = next(iter(same or later), None)

    def move(self, offset: int) -> None:
        """The cursor moved: the one at hand stays while the cursor is on it, else it is the next from the cursor."""
        if self.current is not None and self.current.start <= offset <= self.current.end:
            return
        self.current = next((item for item in self.items if item.end > offset), None)

    def step(self, by: int) -> OpenSuggestion | None:
        """Make the next (1) or previous (-1) one the one at hand; after the last comes the first."""
        if not self.items:
            return None
        if self.current is None:
            self.current = self.items[0 if by > 0 else -1]
        else:
            self.current = self.items[(self.items.index(self.current) + by) % len(self.items)]
        return self.current

    @property
    def number(self) -> int:
        """Which one is at hand, from 1; 0 for none."""
        return self.items.index(self.current) + 1 if self.current else 0

    @property
    def passage(self) -> Span | None:
        return Span(self.current.start, self.current.end) if self.current else None
