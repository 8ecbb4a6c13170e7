"""Which of many passages touch a stretch of text, without asking all of them."""

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

_BLOCK = 512


class HasSpan(Protocol):
    """Anything with a start and an end in code points."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Item = TypeVar("Item", bound=HasSpan)


class Overlaps(Generic[Item]):
    """Items by the blocks of text they lie in."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._blocks: dict[int, list[Item]] = {}
        self.items = sorted(items, key=lambda item: (item.start, -item.end))
        """All of them, by start, the longer first."""
        for item in self.items:
            for block in range(item.start // _BLOCK, (item.end - 1) // _BLOCK + 1):
                self._blocks.setdefault(block, []).append(item)

    def touching(self, start: int, end: int) -> list[Item]:
        """The items that share a character with ``[start, end)``, by start, the longer first."""
        first, last = start // _BLOCK, (end - 1) // _BLOCK
        found = self._in_block(first, start, end)
        for block in range(first + 1, last + 1):
            found += [item for item in self._in_block(block, start, end) if item.start >= block * _BLOCK]
        return found

    def _in_block(self, block: int, start: int, end: int) -> list[Item]:
        return [item for item in self._blocks.get(block, ()) if item.start < end and item.end > start]
