"""Going through an interview's suggestions: which one is at hand, which comes next. No screen, no project."""

from collections.abc import Collection, Sequence

from coder.project.suggestions.judging import OpenSuggestion
from coder.spans import Span

MOST = 3
"""At most so many codes are shown for a passage."""


class Review:
    """The open suggestions of one interview, in order of place, and the one at hand.

    One that was put off comes after all others, and is not offered by moving over its passage.
    """

    def __init__(self, later: Collection[str] = ()) -> None:
        self.items: tuple[OpenSuggestion, ...] = ()
        self.current: OpenSuggestion | None = None
        self.later: frozenset[str] = frozenset(later)
        """Identifiers of those put off."""

    def renew(self, items: Sequence[OpenSuggestion], offset: int) -> None:
        """The suggestions that are open now. One that is gone gives way to the one that came after it."""
        known = self.current
        self.items = tuple(items)
        self.later &= {item.suggestion for item in items}
        self.current = None
        if known is None:
            self.move(offset)
            return
        same = [item for item in self.items if item.suggestion == known.suggestion]
        later = [item for item in self._queue() if _place(item) > _place(known) and item.suggestion not in self.later]
        self.current = next(iter(same or later), None)

    def move(self, offset: int) -> None:
        """The cursor moved: the one at hand stays while the cursor is on it, else it is the next from the cursor."""
        if self.current is not None and self.current.start <= offset <= self.current.end:
            return
        self.current = next(
            (item for item in self.items if item.end > offset and item.suggestion not in self.later), None
        )

    def step(self, by: int) -> OpenSuggestion | None:
        """Make the next (1) or previous (-1) one the one at hand; after the last comes the first."""
        queue = self._queue()
        if not queue:
            return None
        if self.current is None:
            self.current = queue[0 if by > 0 else -1]
        else:
            self.current = queue[(queue.index(self.current) + by) % len(queue)]
        return self.current

    def put_off(self) -> OpenSuggestion | None:
        """Let the one at hand wait until all others have been seen; returns the next one."""
        if self.current is None:
            return None
        put_off = self.current
        following = self.step(1)
        self.later |= {put_off.suggestion}
        return following

    def _queue(self) -> list[OpenSuggestion]:
        """In order of place, those put off at last."""
        return sorted(self.items, key=lambda item: item.suggestion in self.later)

    @property
    def together(self) -> tuple[OpenSuggestion, ...]:
        """What is suggested for the passage at hand, the best first, three at most; always with the one at hand."""
        if self.current is None:
            return ()
        current, passage = self.current, Span(self.current.start, self.current.end)
        near = [item for item in self.items if _shares_most(passage, Span(item.start, item.end))]
        best = sorted(near, key=lambda item: (-item.score, item.code))[:MOST]
        if current not in best:
            best = [*best[: MOST - 1], current]
        return tuple(best)

    @property
    def number(self) -> int:
        """Which one is at hand, from 1; 0 for none."""
        return self._queue().index(self.current) + 1 if self.current else 0

    @property
    def passage(self) -> Span | None:
        return Span(self.current.start, self.current.end) if self.current else None


def _place(item: OpenSuggestion) -> tuple[int, int, float, str]:
    return item.start, item.end, -item.score, item.code


def _shares_most(one: Span, other: Span) -> bool:
    """True if two passages share more than half of the shorter one."""
    shared = one.clip(other)
    return shared is not None and 2 * len(shared) > min(len(one), len(other))
