"""Web pages: blocks, list items and table cells in the order of the page, one line each, blanks as browsers show them.

What no browser shows is left out (scripts, styles, the page's title), and so is what is marked as deleted.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.readers.base import NOTHING_TOLD, RawTranscript, Told
from coder.readers.beside import HIDDEN, NUMBERING, Beside
from coder.readers.decoding import TextReader
from coder.readers.encoding import encoding_named
from coder.readers.margins import Lines
from coder.readers.speech_tables import SpeechRow, may_hold_speech, speech_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = _HEADINGS | frozenset(
    re.findall(
        r"\w+",
        """
        address article aside blockquote body caption center dd details dialog dir div
        dl dt fieldset figcaption figure footer form header hgroup hr legend li
        main menu nav ol p pre section summary table tbody td tfoot
        th thead tr ul
        """,
    )
)
UNSEEN = frozenset(
    re.findall(r"\w+", "head script style template noscript title textarea select object iframe svg math")
)
DELETED = frozenset({"del"})
BLANKS = re.compile("[ \t\n\r\f]+")


class HtmlReader(TextReader):
    """Reads ``.html`` and ``.htm``."""

    def read(self, path: Path, told: Told = NOTHING_TOLD) -> RawTranscript:
        """As other text, except that the page itself may say its encoding."""
        return super().read(path, told_by_page(path, told))

    def parsed(self, text: str, path: Path) -> RawTranscript:
        root = parsed_page(text)
        reading = _Reading()
        reading.walk(root)
        return reading.lines.transcript("html", (), (*_remarks(root), *reading.beside.remarks()))


def parsed_page(text: str) -> "_Element":
    """A page's root; ``Refused`` where it holds no text or cannot be read to its end."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(huge_tree=True)
        root: _Element = html.document_fromstring(_DECLARATION.sub("", text, count=1), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refused(_("There is no text in the page.")) from None
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        # What comes after such a fault would be missing without a word.
        raise Refused(_("The page cannot be read to its end; open it in a browser and save its text as .txt."))
    return root


def told_by_page(path: Path, told: Told = NOTHING_TOLD) -> Told:
    """What is known of a page's encoding: what a person named, else what the page says itself."""
    return told if told.encoding else Told(_declared(path.read_bytes()[:_HEAD_BYTES]), told.before)


def _declared(beginning: bytes) -> str:
    """The encoding that a page says it has, "" where it says none that there is, or has a byte order mark."""
    match = _CHARSET.search(beginning)
    if match is None or beginning.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        name = encoding_named(match[1].decode("ascii"))
    except CoderError:
        return ""
    # Browsers read ISO-8859-1 and ASCII as Windows-1252, and so do the programs that write it (HTML standard, 4.2.5.4).
    return "windows-1252" if name in ("iso8859-1", "ascii") else "" if name.startswith("utf-16") else name


class _Reading:
    """Walks through a page once, without recursion: pages are nested as deep as their makers like."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.beside = Beside()
        self._blank = ""
        """A blank that stands between two words, should another word follow on the line."""
        self._as_written = 0
        self._speech: dict[_Element, SpeechRow] = {}
        self._aside: set[_Element] = set()
        """Cells that say whose speech stands beside them, and rows of headings."""

    def walk(self, root: "_Element") -> None:
        from lxml import etree

        unseen = None
        heading = False
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if unseen is None and event == "start":
                if tag in UNSEEN or tag in DELETED or "hidden" in element.attrib:
                    unseen = element
                    self.beside[HIDDEN] += "hidden" in element.attrib
                    continue
                if element in self._aside:
                    unseen = element
                    continue
                if tag == "table":
                    self._table(element)
                self.beside[NUMBERING] += tag == "li"
                if tag in BLOCKS:
                    self._end_line(heading)
                    heading = tag in _HEADINGS
                if element in self._speech:
                    self.lines.turn_begins(self._speech[element])
                self._as_written += tag == "pre"
                if tag == "br":
                    self._break()
                self._put(element.text)
            elif unseen is None and event == "end":
                if tag in BLOCKS:
                    self._end_line(heading)
                    heading = False
                self._as_written -= tag == "pre"
            if event != "start" and unseen in (None, element):
                unseen = None
                self._put(element.tail)
        self._end_line(False)

    def _table(self, table: "_Element") -> None:
        """Looks whether a table holds speakers and what they say."""
        rows = list(table.iter("tr"))
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        if not may_hold_speech(list(map(len, cells))) or next(table.iterdescendants("table"), None) is not None:
            return
        told = speech_rows([["".join(cell.itertext()) for cell in row] for row in cells]) or ()
        for row, cells_of_row, found in zip(rows, cells, told, strict=False):
            if found is None:
                continue
            if found.cell is None:
                self._aside.add(row)
                continue
            self._speech[cells_of_row[found.cell]] = found
            self._aside.update(cell for n, cell in enumerate(cells_of_row) if n != found.cell)

    def _put(self, text: str | None) -> None:
        if not text:
            return
        if self._as_written:
            self.lines.put(text)
            return
        text = BLANKS.sub(" ", text)
        if text[0] == " ":
            self._blank = " " if self.lines.in_line else ""
        if text.strip(" "):
            self.lines.put(self._blank + text.strip(" "))
            self._blank = " " if text.endswith(" ") else ""

    def _break(self) -> None:
        self._blank = ""
        self.lines.end_line()

    def _end_line(self, heading: bool) -> None:
        self._blank = ""
        if self.lines.in_line:
            self.lines.end_line(heading)


def _remarks(root: "_Element") -> Iterator[str]:
    if next(root.iter(*DELETED), None) is not None:
        yield _("The page has text that is marked as deleted: it was left out.")
    if next(root.iter("img", "video", "audio", "iframe", "object"), None) is not None:
        yield _("The page has pictures or the like: they were left out.")
