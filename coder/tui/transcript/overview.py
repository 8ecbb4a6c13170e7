"""The map of a whole interview beside its text: where codings and open suggestions lie. Pure, no screen.

Worked out when the width or the marks change, never while painting. It can be read without colour: ``▏`` to ``█`` is
how much of the text there is coded by oneself, ``▒`` is coded by others only, and ``·`` before it says that something
is suggested there.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.layout import Rows

SHARES = " ▏▎▍▌▋▊▉█"
OTHERS, SUGGESTED, NOTHING = "▒", "·", " "


class MapCell(NamedTuple):
    """What lies in the rows that one cell stands for."""

    suggested: str
    coded: str
    colour: str
    """Of the code that most of one's own codings there have; "" without any."""


class Overview:
    """An interview drawn on so many cells, one below the other."""

    def __init__(
        self, rows: Rows, codings: Iterable[ShownCoding], suggestions: Iterable[ShownSuggestion], height: int
    ) -> None:
        """``codings`` are in order of their start."""
        last = len(rows) - 1
        height = max(1, height)
        self._starts = [rows.starts[min(last, number * len(rows) // height)] for number in range(height)]
        self._ends = [*self._starts[1:], max(rows.prose.end, self._starts[-1] + 1)]
        self._firsts: dict[int, int] = {}
        colours: list[Counter[str]] = [Counter() for _ in self._starts]
        covered = [0] * height
        others, suggested = set[int](), set[int]()
        reached = 0
        for coding in codings:
            for cell in self._cells(coding.start, coding.end):
                if coding.mine:
                    colours[cell][coding.colour] += 1
                    start = max(self._starts[cell], coding.start, reached)
                    covered[cell] += max(0, min(self._ends[cell], coding.end) - start)
                else:
                    others.add(cell)
            if coding.mine:
                reached = max(reached, coding.end)
        for suggestion in suggestions:
            suggested.update(self._cells(suggestion.start, suggestion.end))
        self.cells = [
            MapCell(
                SUGGESTED if cell in suggested else NOTHING,
                self._share(cell, covered[cell]) if own else OTHERS if cell in others else NOTHING,
                _most_common(own),
            )
            for cell, own in enumerate(colours)
        ]

    def offset_at(self, cell: int) -> int:
        """Where a click on a cell goes to: the first marked passage that begins there, else the first row it shows."""
        cell = max(0, min(cell, len(self._starts) - 1))
        return self._firsts.get(cell, self._starts[cell])

    def _share(self, cell: int, covered: int) -> str:
        """A bar for how much of a cell's text is covered; what is coded at all is seen."""
        whole = max(1, self._ends[cell] - self._starts[cell])
        steps = len(SHARES) - 1
        return SHARES[max(1, min(steps, -(-covered * steps // whole)))]

    def _cells(self, start: int, end: int) -> range:
        first = max(0, bisect_right(self._starts, start) - 1)
        self._firsts[first] = min(self._firsts.get(first, start), start)
        return range(first, max(first, bisect_right(self._starts, end - 1) - 1) + 1)


def _most_common(colours: Counter[str]) -> str:
    return max(colours, key=lambda name: (colours[name], name), default="")
