"""Reports as web pages: what a browser shows, ``q`` with quotation marks, ``blockquote`` as block quotations."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coder.readers.encoding import decode
from coder.readers.html import BLANKS, BLOCKS, DELETED, UNSEEN, parsed_page, told_by_page
from coder.readers.report.base import ReportParagraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW = "tr"
_CELLS = frozenset({"td", "th"})
_NOT_QUOTED = frozenset({"cite", "footer", "figcaption"})
"""Inside a block quotation: whom it is from, or its caption."""


def page_paragraphs(path: Path) -> Iterator[ReportParagraph]:
    """Blocks, list items and rows of tables in the order of the page."""
    text, _encoding = decode(path.read_bytes(), told_by_page(path))
    walk = _Walk()
    walk.through(parsed_page(text))
    yield from walk.found


class _Walk:
    """Goes through a page once, without recursion: pages are nested as deep as their makers like."""

    def __init__(self) -> None:
        self.found: list[ReportParagraph] = []
        self._pieces: list[str] = []
        self._quoting = 0
        self._naming = 0
        self._row = 0
        self._as_written = 0

    def through(self, root: "_Element") -> None:
        from lxml import etree

        unseen = None
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if unseen is None and event == "start":
                if tag in UNSEEN or tag in DELETED or "hidden" in element.attrib:
                    unseen = element
                    continue
                self._begin(tag)
                self._put(element.text)
            elif unseen is None and event == "end":
                self._end(tag)
            if event != "start" and unseen in (None, element):
                unseen = None
                self._put(element.tail)
        self._flush()

    def _begin(self, tag: str) -> None:
        if tag in _CELLS or tag == "br":
            self._pieces.append("\n")
        elif tag in BLOCKS or tag in _NOT_QUOTED:
            self._break()
        if tag == "q":
            self._pieces.append("”")
        self._quoting += tag == "blockquote"
        self._naming += tag in _NOT_QUOTED
        self._row += tag == _ROW
        self._as_written += tag == "pre"

    def _end(self, tag: str) -> None:
        if tag == "q":
            self._pieces.append("”")
        if tag == _ROW:
            self._row -= 1
        if tag in BLOCKS - _CELLS or tag in _NOT_QUOTED:
            self._break()
        self._quoting -= tag == "blockquote"
        self._naming -= tag in _NOT_QUOTED
        self._as_written -= tag == "pre"

    def _put(self, text: str | None) -> None:
        if text:
            self._pieces.append(text if self._as_written else BLANKS.sub(" ", text))

    def _break(self) -> None:
        """A block ends; inside a row of a table it only ends a line."""
        if self._row:
            self._pieces.append("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        lines = (line.strip(" ") for line in "".join(self._pieces).split("\n"))
        text = "\n".join(line for line in lines if line)
        if text:
            block = self._quoting > 0 and not self._naming
            self.found.append(ReportParagraph(text, block))
        self._pieces = []
