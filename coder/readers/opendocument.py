"""OpenDocument texts: paragraphs, headings, list items and table cells in the order of the document, one line each.

Tracked changes count as accepted: the file keeps what was deleted apart. Comments are kept with their passages.
Blanks are read as the standard says (ODF 1.3, part 3, 6.1.2): runs are one, and none begins a paragraph.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import Comment, RawTranscript
from coder.readers.beside import BOXES, CHANGES, FOOTNOTES, HEADERS, HIDDEN, NUMBERING, OBJECTS, PICTURES, Beside
from coder.readers.limits import Package, refuse_old_word
from coder.readers.margins import Lines, initials, moment
from coder.readers.speech_tables import may_hold_speech, speech_rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _META = f"{{{_NAMES}text:1.0}}", f"{{{_NAMES}office:1.0}}", f"{{{_NAMES}meta:1.0}}"
_CREATOR, _DATE = (f"{{http://purl.org/dc/elements/1.1/}}{name}" for name in ("creator", "date"))
_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_INITIALS = (f"{_META}creator-initials", f"{_LIBREOFFICE}sender-initials")
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_TABLE = f"{{{_NAMES}table:1.0}}"
_DRAWING = f"{{{_NAMES}drawing:1.0}}"
_TEXT_BOX, _OBJECTS = f"{_DRAWING}text-box", (f"{_DRAWING}object", f"{_DRAWING}object-ole", f"{_DRAWING}plugin")
_DRAWN = frozenset({f"{_DRAWING}frame", f"{_DRAWING}custom-shape"})
_LEFT_OUT = {
    f"{_TEXT}tracked-changes": CHANGES,
    f"{_TEXT}note": FOOTNOTES,
    f"{_TEXT}hidden-text": HIDDEN,
    f"{_OFFICE}forms": "",
    f"{_TEXT}ruby-text": "",
}
"""What is no text of the document, and as what it is told; empty for what nobody misses."""
_STYLE = f"{{{_NAMES}style:1.0}}"
_HEADERS = tuple(f"{_STYLE}{name}" for name in ("header", "footer", "header-first", "footer-first"))
_BLANKS = re.compile("[ \t\n\r]+")
_MOST_BLANKS = 1000


class OpenDocumentReader:
    """Reads ``.odt``."""

    def read(self, path: Path) -> RawTranscript:
        package = _package(path.read_bytes())
        content = package.xml("content.xml")
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise Refused(_damaged())
        reading = _Reading(_hidden_styles(content))
        reading.blocks(body)
        if "styles.xml" in package and _has_headers(package.xml("styles.xml")):
            reading.beside[HEADERS] += 1
        return reading.lines.transcript("odt", reading.comments, reading.beside.remarks())


def _damaged() -> str:
    return _("The OpenDocument text is damaged; open it in LibreOffice and save it again as .odt.")


def _package(data: bytes) -> Package:
    if not data:
        raise Refused(_("The file is empty."))
    refuse_old_word(data)
    package = Package(data, _damaged())
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or (manifest in package and b"encryption-data" in package.part(manifest)):
        raise Refused(_("The file is protected by a password; save it without one."))
    return package


def _hidden_styles(content: "_Element") -> frozenset[str]:
    """The names of styles whose text nobody sees."""
    found = set()
    for style in content.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}text-properties")
        if properties is not None and properties.get(f"{_TEXT}display") == "none":
            found.add(style.get(f"{_STYLE}name", ""))
    return frozenset(found)


def _has_headers(styles: "_Element") -> bool:
    return any("".join(part.itertext()).strip() for part in styles.iter(*_HEADERS))


class _Reading:
    """Walks through a document once."""

    def __init__(self, hidden: Collection[str]) -> None:
        self.lines = Lines()
        self.comments: list[tuple[str, Comment]] = []
        self.beside = Beside()
        self._hidden = hidden
        self._blank = True
        """Whether a further blank would be one too many."""

    def blocks(self, element: "_Element") -> None:
        for child in element:
            if child.tag in _PARAGRAPHS:
                self._blank = True
                self._inside(child)
                self.lines.end_line(heading=child.tag == f"{_TEXT}h")
            elif child.tag == f"{_TABLE}table":
                self._table(child)
            elif not self._left_out(child):
                self.beside[NUMBERING] += child.tag == f"{_TEXT}list-item"
                self.blocks(child)

    def _table(self, table: "_Element") -> None:
        """A table of speakers and what they say gives turns, any other its cells one by one."""
        rows = list(table.iter(f"{_TABLE}table-row"))
        cells = [[cell for cell in row if cell.tag == f"{_TABLE}table-cell"] for row in rows]
        told = None
        if may_hold_speech(list(map(len, cells))) and next(table.iterdescendants(f"{_TABLE}table"), None) is None:
            told = speech_rows([list(map(self._cell_text, row)) for row in cells])
        if told is None:
            for child in table:
                self.blocks(child)
            return
        self.lines.speech(told, rows, cells, self.blocks, self._comments_in)

    def _cell_text(self, cell: "_Element") -> str:
        own = _Reading(self._hidden)
        own.blocks(cell)
        return own.lines.text

    def _inside(self, element: "_Element") -> None:
        self._put(element.text)
        for child in element:
            self._child(child)
            self._put(child.tail)

    def _child(self, child: "_Element") -> None:
        tag = child.tag
        if tag == f"{_TEXT}s":
            number = child.get(f"{_TEXT}c", "1")
            self._as_is(" " * min(int(number) if number.isdigit() else 1, _MOST_BLANKS))
        elif tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            self._as_is("\t" if tag == f"{_TEXT}tab" else "\n")
        elif tag == f"{_OFFICE}annotation":
            self._comment(child)
        elif tag == f"{_OFFICE}annotation-end":
            self.lines.comment_ends(child.get(f"{_OFFICE}name", ""))
        elif tag == f"{_TEXT}span" and child.get(f"{_TEXT}style-name") in self._hidden:
            self.beside[HIDDEN] += 1
        elif not self._left_out(child):
            self._inside(child)

    def _left_out(self, element: "_Element") -> bool:
        """Whether an element is no text that is read; then it is told what it is."""
        tag = element.tag
        if tag in _DRAWN:
            if next(element.iter(_TEXT_BOX), None) is not None:
                self.beside[BOXES] += 1
            elif next(element.iter(*_OBJECTS), None) is not None:
                self.beside[OBJECTS] += 1
            else:
                self.beside[PICTURES] += next(element.iter(f"{_DRAWING}image"), None) is not None
        elif tag in _LEFT_OUT:
            if kind := _LEFT_OUT[tag]:
                self.beside[kind] += 1
        else:
            return False
        return True

    def _put(self, text: str | None) -> None:
        if text:
            text = _BLANKS.sub(" ", text)
            text = text[1:] if self._blank and text.startswith(" ") else text
            if text:
                self.lines.put(text)
                self._blank = text.endswith(" ")

    def _as_is(self, text: str) -> None:
        self.lines.put(text)
        self._blank = False

    def _comments_in(self, cell: "_Element") -> None:
        for annotation in cell.iter(f"{_OFFICE}annotation"):
            self._comment(annotation)

    def _comment(self, annotation: "_Element") -> None:
        key = annotation.get(f"{_OFFICE}name") or f"#{len(self.comments)}"
        if f"{_OFFICE}name" in annotation.attrib:
            self.lines.comment_begins(key)
        else:
            self.lines.comment_ends(key)
        own = _Reading(self._hidden)
        own.blocks(annotation)
        by = next((annotation.findtext(name) for name in _INITIALS if annotation.findtext(name)), None)
        found = Comment(
            0,
            0,
            own.lines.text.strip(),
            initials(by, annotation.findtext(_CREATOR)),
            moment(annotation.findtext(_DATE)),
        )
        self.comments.append((key, found))
