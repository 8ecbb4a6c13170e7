"""Lanes for codings: the bracket beside the text that shows which rows a coding reaches over.

A coding keeps its lane while the text is wrapped anew and while other codings come and go, so that the eye finds it
again. Two codings that share a character never share a lane; what finds none is shown as ``+``.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from coder.tui.transcript.columns import MEASURE
from coder.tui.transcript.data import ShownCoding

LANES = 6
# So far apart two codings can hardly stand in one row; nearer ones share a lane only if no other is free.
_APART = MEASURE

Known = Mapping[str, tuple[int, int, int | None]]
"""By coding: start, end, lane."""


class _Lane:
    """The passages in one lane, in order; none overlaps another."""

    def __init__(self, passages: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(passages)
        self._starts = [start for start, _end in ordered]
        self._ends = [end for _start, end in ordered]

    def is_free(self, start: int, end: int, apart: int) -> bool:
        """True if nothing here comes nearer than ``apart`` characters."""
        at = bisect_left(self._starts, end + apart)
        return at == 0 or self._ends[at - 1] + apart <= start

    def add(self, start: int, end: int) -> None:
        at = bisect_left(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)


def assign_lanes(codings: Iterable[ShownCoding], known: Known | None = None) -> dict[str, tuple[int, int, int | None]]:
    """By coding its start, end and lane (0 to 5; None where all are taken).

    ``known`` is an earlier answer: codings whose passage is the same stay in their lane. New ones take the first free
    lane, one's own codings before others', earlier before later, longer before shorter.
    """
    known = known or {}
    kept: list[list[tuple[int, int]]] = [[] for _ in range(LANES)]
    result: dict[str, tuple[int, int, int | None]] = {}
    new: list[ShownCoding] = []
    for coding in codings:
        start, end, lane = known.get(coding.coding_id, (0, 0, None))
        if lane is not None and (start, end) == (coding.start, coding.end):
            kept[lane].append((start, end))
            result[coding.coding_id] = (start, end, lane)
        else:
            new.append(coding)
    lanes = [_Lane(passages) for passages in kept]
    for coding in sorted(new, key=lambda coding: (not coding.mine, coding.start, -coding.end, coding.coding_id)):
        start, end = coding.start, coding.end
        lane = _first_free(lanes, start, end, _APART)
        if lane is None:
            lane = _first_free(lanes, start, end, 0)
        if lane is not None:
            lanes[lane].add(start, end)
        result[coding.coding_id] = (start, end, lane)
    return result


def _first_free(lanes: list[_Lane], start: int, end: int, apart: int) -> int | None:
    return next((number for number, lane in enumerate(lanes) if lane.is_free(start, end, apart)), None)
