"""A page as Taguette keeps documents: its characters as a browser holds them, and the text that people read.

Positions count the characters between the tags. The text is put together as ``readers.html`` does it: a line for each
block, blanks as browsers show them.
"""

import re
from bisect import bisect_left, bisect_right
from html.parser import HTMLParser
from itertools import accumulate

from coder.readers.html import BLOCKS
from coder.spans import Span

_PIECES = re.compile("[ \t\n\r\f]+|[^ \t\n\r\f]+")


class Page(HTMLParser):
    """A page that has been cleaned: no scripts, nothing hidden."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._raw: list[str] = []
        self._text: list[str] = []
        self._held = self._length = self._line = 0
        self._as_written = 0
        self._after_pre = False
        self._blank: int | None = None
        """Where a blank begins that stands between two words, should another word follow on the line."""
        self._kept: list[int] = []
        self._places: list[int] = []
        self._lengths: list[int] = []
        self.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
        self.close()
        self.raw = "".join(self._raw)
        """All that stands between the tags."""
        self.text = "".join(self._text).removesuffix("\n")
        self._bytes = [0, *accumulate(len(char.encode("utf-8", "replace")) for char in self.raw)]

    def characters(self, start: int, end: int) -> Span | None:
        """What two positions in UTF-8 bytes mean in ``raw``; one inside a character is where it ends. None outside."""
        if not 0 <= start < end <= self._bytes[-1]:
            return None
        found = Span(bisect_left(self._bytes, start), bisect_left(self._bytes, end))
        return found if found.start < found.end else None

    def read_as(self, span: Span) -> Span | None:
        """Where characters of ``raw`` stand in ``text``; None where none of them do."""
        first = bisect_right(self._kept, span.start) - 1
        if first < 0 or self._kept[first] + self._lengths[first] <= span.start:
            first += 1
        last = bisect_left(self._kept, span.end) - 1
        if first > last:
            return None
        start = self._places[first] + max(0, span.start - self._kept[first])
        end = self._places[last] + min(self._lengths[last], span.end - self._kept[last])
        end = min(end, len(self.text))
        return Span(start, end) if start < end else None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BLOCKS:
            self._end_line()
        if tag == "br":
            self._break()
        self._as_written += tag == "pre"
        self._after_pre = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._end_line()
        self._as_written = max(0, self._as_written - (tag == "pre"))
        self._after_pre = False

    def handle_data(self, data: str) -> None:
        if self._after_pre:
            # What a browser does with the first line break in there.
            data = data.removeprefix("\n")
        self._after_pre = False
        data = data.replace("\r", "\n")
        if self._as_written:
            self._keep(self._held, data)
        else:
            for piece in _PIECES.finditer(data):
                self._put(self._held + piece.start(), piece[0])
        self._raw.append(data)
        self._held += len(data)

    def _put(self, at: int, piece: str) -> None:
        if piece[0] in " \t\n\r\f":
            if self._length > self._line and self._blank is None:
                self._blank = at
            return
        if self._blank is not None:
            self._keep(self._blank, " ")
            self._blank = None
        self._keep(at, piece)

    def _keep(self, at: int, piece: str) -> None:
        if piece:
            self._kept.append(at)
            self._places.append(self._length)
            self._lengths.append(len(piece))
            self._write(piece)

    def _write(self, piece: str) -> None:
        self._text.append(piece)
        self._length += len(piece)

    def _break(self) -> None:
        self._blank = None
        self._write("\n")
        self._line = self._length

    def _end_line(self) -> None:
        self._blank = None
        if self._length > self._line:
            self._break()
