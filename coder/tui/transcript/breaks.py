"""Where a paragraph may be broken into rows, worked out once for every measure.

After white space; at a soft hyphen, which is shown only there; after a hyphen, slash or dash that has long parts on
both sides (``arbetsförmedling/försäkringskassa``, but not ``AF-chef``, ``20-åring``, ``och/eller``, ``2013–2014``). A
word is cut only where it is wider than a whole row, after punctuation if there is any (addresses of web pages).
"""

import re
from bisect import bisect_right

from rich.cells import cell_len

from coder.tui.transcript import glyphs

BREAKING = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""White space at which a row may end; no-break spaces are not among it."""
_JOINTS = "-\u2010/\u2013\u2014"
_LETTERS = r"[^\W\d_]{4}"
INSIDE = re.compile(f"[{_JOINTS}](?<={_LETTERS}[{_JOINTS}])(?={_LETTERS})|{glyphs.SOFT_HYPHEN}(?=\\w)")
"""Where a word may be broken although a whole row has room for it."""
_BREAK = re.compile(f"[{BREAKING}]+|{INSIDE.pattern}")
_CUT_AFTER = "/?&=.,;:_-+%#@"


class Breaks:
    """The words of ``shown[start:end]`` and the cells up to each of them."""

    def __init__(self, shown: str, start: int, end: int) -> None:
        self._shown = shown
        self._start, self._end = start, end
        self._ends: list[int] = []
        """Where the next word begins."""
        self._contents: list[int] = []
        """Cells from the paragraph's beginning to the end of each word, without the white space after it."""
        self._totals: list[int] = [0]
        """Cells from the paragraph's beginning to the beginning of each word, and of the whole."""
        self._measure_words()

    def _measure_words(self) -> None:
        shown, total, begin = self._shown, 0, self._start
        stops = [match.end() for match in _BREAK.finditer(shown, self._start, self._end)]
        for stop in (*stops, self._end):
            if stop == begin or (stop < self._end and glyphs.continues(shown[stop])):
                continue
            token = shown[begin:stop]
            word = token.rstrip(BREAKING)
            hyphen = 1 if stop < self._end and token.endswith(glyphs.SOFT_HYPHEN) else 0
            self._contents.append(total + cell_len(word) + hyphen)
            total += cell_len(token)
            self._ends.append(stop)
            self._totals.append(total)
            begin = stop

    def wrap(self, measure: int, starts: list[int]) -> None:
        """Append where each row begins; words are split only where one is wider than the measure."""
        index, position = 0, self._start
        if not self._ends:
            starts.append(position)
        while index < len(self._ends):
            starts.append(position)
            last = bisect_right(self._contents, self._totals[index] + measure, lo=index) - 1
            if last < index:
                position, used = self._split(index, measure, starts)
                # At least the word itself: it may fill the row so that only its hyphen has no room.
                last = max(index, bisect_right(self._contents, self._totals[index] + used + measure, lo=index) - 1)
            index = last + 1
            position = self._ends[last]

    def _split(self, index: int, measure: int, starts: list[int]) -> tuple[int, int]:
        """Cut a word that is wider than the measure; gives the beginning of its last row and the cells before that."""
        begin = self._ends[index - 1] if index else self._start
        word = self._shown[begin : self._ends[index]].rstrip(BREAKING)
        position, before, used = begin, 0, 0
        good: tuple[int, int] | None = None
        for cluster in glyphs.clusters(word):
            if used - before + cluster.cells > measure and begin + cluster.start > position:
                position, before = good or (begin + cluster.start, used)
                good = None
                starts.append(position)
            used += cluster.cells
            if may_cut(word, cluster.end):
                good = (begin + cluster.end, used)
        return position, before


def may_cut(word: str, at: int) -> bool:
    """Whether a word that is wider than a row is better cut here than at any other place: after punctuation."""
    return at < len(word) and word[at - 1] in _CUT_AFTER and word[at] not in _CUT_AFTER
