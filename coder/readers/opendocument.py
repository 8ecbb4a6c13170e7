"""OpenDocument texts: paragraphs, headings, list items and table cells in the order of the document, one line each.

Tracked changes count as accepted: the file keeps what was deleted apart. Comments are kept with their passages.
Blanks are read as the standard says (ODF 1.3, part 3, 6.1.2): runs are one, and none begins a paragraph.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import Comment, RawTranscript
from coder.readers.limits import Package
from coder.readers.margins import Lines, initials, moment

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _META = f"{{{_NAMES}text:1.0}}", f"{{{_NAMES}office:1.0}}", f"{{{_NAMES}meta:1.0}}"
_CREATOR, _DATE = (f"{{http://purl.org/dc/elements/1.1/}}{name}" for name in ("creator", "date"))
_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_INITIALS = (f"{_META}creator-initials", f"{_LIBREOFFICE}sender-initials")
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_NOTE, _TEXT_BOX = f"{_TEXT}note", f"{{{_NAMES}drawing:1.0}}text-box"
_LEFT_OUT = frozenset(
    {f"{_TEXT}tracked-changes", _NOTE, f"{{{_NAMES}drawing:1.0}}frame", f"{{{_NAMES}drawing:1.0}}custom-shape"}
    | {f"{_OFFICE}forms", f"{_TEXT}hidden-text", f"{_TEXT}ruby-text"}
)
_BLANKS = re.compile("[ \t\n\r]+")
_MOST_BLANKS = 1000


class OpenDocumentReader:
    """Reads ``.odt``."""

    def read(self, path: Path) -> RawTranscript:
        body = _body(path.read_bytes())
        reading = _Reading()
        reading.blocks(body)
        return reading.lines.transcript("odt", reading.comments, _remarks(body))


def _body(data: bytes) -> "_Element":
    if not data:
        raise Refused(_("The file is empty."))
    damaged = _("The OpenDocument text is damaged; open it in LibreOffice and save it again as .odt.")
    package = Package(data, damaged)
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in package or (manifest in package and b"encryption-data" in package.part(manifest)):
        raise Refused(_("The file is protected by a password; save it without one."))
    body = package.xml("content.xml").find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Refused(damaged)
    return body


class _Reading:
    """Walks through a document once."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.comments: list[tuple[str, Comment]] = []
        self._blank = True
        """Whether a further blank would be one too many."""

    def blocks(self, element: "_Element") -> None:
        for child in element:
            if child.tag in _PARAGRAPHS:
                self._blank = True
                self._inside(child)
                self.lines.end_line(heading=child.tag == f"{_TEXT}h")
            elif child.tag not in _LEFT_OUT:
                self.blocks(child)

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
        elif tag not in _LEFT_OUT:
            self._inside(child)

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

    def _comment(self, annotation: "_Element") -> None:
        key = annotation.get(f"{_OFFICE}name") or f"#{len(self.comments)}"
        if f"{_OFFICE}name" in annotation.attrib:
            self.lines.comment_begins(key)
        else:
            self.lines.comment_ends(key)
        own = _Reading()
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


def _remarks(body: "_Element") -> Iterator[str]:
    if next(body.iter(f"{_TEXT}tracked-changes"), None) is not None:
        yield _("The document has tracked changes: insertions were kept, deletions left out.")
    if next(body.iter(_NOTE), None) is not None:
        yield _("The document has footnotes: they were left out.")
    if next(body.iter(_TEXT_BOX), None) is not None:
        yield _("The document has text boxes: they were left out.")
