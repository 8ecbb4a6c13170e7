"""A share drawn as a bar, for tables."""

from dataclasses import dataclass

from rich.style import Style
from rich.text import Text


@dataclass(frozen=True)
class Bar:
    """A share (0 to 1) that is drawn as wide as its column. Two of the same are equal, so that none is drawn anew."""

    share: float
    filled: Style
    empty: Style

    def __call__(self, cells: int) -> Text:
        return bar(self.share, cells, filled=self.filled, empty=self.empty)


def bar(share: float, cells: int, *, filled: Style, empty: Style) -> Text:
    """A share from 0 to 1 in so many cells, to half a cell; what is begun shows, what is not done is not full."""
    halves = min(cells * 2, round(share * cells * 2))
    if share > 0:
        halves = max(1, halves)
    if share < 1:
        halves = min(halves, cells * 2 - 1)
    full, half = divmod(halves, 2)
    text = Text("━" * full, style=filled, end="", no_wrap=True)
    text.append("╸" if half else "", style=filled)
    text.append("─" * (cells - full - half), style=empty)
    return text
