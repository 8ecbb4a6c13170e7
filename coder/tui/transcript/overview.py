"""The map of a whole interview in one column: where codings and open suggestions lie. Pure, no screen.

Worked out when the width or the marks change, never while painting. Without colour its characters say the same:
``█`` coded by oneself, ``▌`` coded by oneself and something is suggested there, ``▒`` coded by others only, ``?``
suggested only.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.layout import Rows

OWN, OWN_AND_SUGGESTED, OTHERS, SUGGESTED, NOTHING = "█", "▌", "▒", "?", " "


class MapCell(NamedTuple):
    """What lies in the rows that one cell stands for."""

    character: str
    colour: str
    """Of the code that most of one's own codings there have; "" without any."""


class Overview:
    """An interview drawn on so many cells, one below the other."""

    def __init__(
        self, rows: Rows, codings: Iterable[ShownCoding], suggestions: Iterable[ShownSuggestion], height: int
    ) -> None:
        last = len(rows) - 1
        height = max(1, height)
        self._starts = [rows.starts[min(last, number * len(rows) // height)] for number in range(height)]
        own: list[Counter[str]] = [Counter() for _ in self._starts]
        others, suggested = set[int](), set[int]()
        self._firsts: dict[int, int] = {}
        for coding in codings:
            for cell in self._cells(coding.start, coding.end):
                if coding.mine:
                    own[cell][coding.colour] += 1
                else:
                    others.add(cell)
        for suggestion in suggestions:
            suggested.update(self._cells(suggestion.start, suggestion.end))
        self.cells = [_cell(own[cell], cell in others, cell in suggested) for cell in range(height)]

    def offset_at(self, cell: int) -> int:
        """Where a click on a cell goes to: the first marked passage that begins there, else the first row it shows."""
        cell = max(0, min(cell, len(self._starts) - 1))
        return self._firsts.get(cell, self._starts[cell])

    def _cells(self, start: int, end: int) -> range:
        first = max(0, bisect_right(self._starts, start) - 1)
        known = self._firsts.get(first)
        self._firsts[first] = start if known is None else min(known, start)
        return range(first, max(first, bisect_right(self._starts, end - 1) - 1) + 1)


def _cell(own: Counter[str], others: bool, suggested: bool) -> MapCell:
    if own:
        colour = max(own, key=lambda name: (own[name], name))
        return MapCell(OWN_AND_SUGGESTED if suggested else OWN, colour)
    return MapCell(SUGGESTED if suggested else OTHERS if others else NOTHING, "")
