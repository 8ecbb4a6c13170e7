"""The places a coder has visited, for going back and forth between them, across interviews. No screen, no project."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KEY = "trail"
"""The key under which the project keeps it as view state."""
_MOST = 100
_NEAR = 400
"""Characters: who has moved no further is still at the same place."""


@dataclass(frozen=True)
class Spot:
    """A place in an interview."""

    source: str
    """The source's name."""
    offset: int

    def near(self, other: "Spot") -> bool:
        return self.source == other.source and abs(self.offset - other.offset) <= _NEAR


class Trail:
    """The spots in the order they were visited, and the one where its coder is: as a browser's pages."""

    def __init__(self, spots: tuple[Spot, ...] = (), at: int = -1) -> None:
        self._spots = list(spots)
        self._at = min(at, len(self._spots) - 1)

    def jumped(self, left: Spot | None, to: Spot) -> None:
        """A jump from one spot to another: what lay ahead is forgotten."""
        if left is not None:
            self._stand(left)
        del self._spots[self._at + 1 :]
        if self._at < 0 or not self._spots[self._at].near(to):
            self._spots.append(to)
        self._spots = self._spots[-_MOST:]
        self._at = len(self._spots) - 1

    def step(self, by: int, here: Spot) -> Spot | None:
        """The spot before (-1) or after (1) where one is; None at the end of the trail."""
        if self._at < 0:
            return None
        if by < 0 or self._spots[self._at].near(here):
            self._stand(here)
        if not 0 <= self._at + by < len(self._spots):
            return None
        self._at += by
        return self._spots[self._at]

    def without(self, source: str) -> None:
        """An interview is gone: so are its spots."""
        at = self._at
        kept = [(number, spot) for number, spot in enumerate(self._spots) if spot.source != source]
        self._spots = [spot for _number, spot in kept]
        self._at = sum(number <= at for number, _spot in kept) - 1

    def as_dict(self) -> dict[str, Any]:
        return {"spots": [[spot.source, spot.offset] for spot in self._spots], "at": self._at}

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Trail":
        """The trail that was kept; an empty one if nothing fit was."""
        spots = tuple(_spots(kept.get("spots")))
        at = kept.get("at")
        return cls(spots, at if isinstance(at, int) and -1 <= at < len(spots) else len(spots) - 1)

    def _stand(self, here: Spot) -> None:
        """The present spot as it is now; who has wandered off stands on a new one behind it."""
        if self._at >= 0 and self._spots[self._at].near(here):
            self._spots[self._at] = here
        else:
            self._spots.insert(self._at + 1, here)
            self._at += 1


def _spots(kept: object) -> Iterator[Spot]:
    for item in kept if isinstance(kept, list) else ():
        if isinstance(item, list) and len(item) == 2 and isinstance(item[0], str) and isinstance(item[1], int):
            yield Spot(item[0], item[1])
