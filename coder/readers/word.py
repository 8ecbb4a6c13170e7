"""Word documents: paragraphs and table cells in the order of the document, one line each.

Read from the document's XML rather than through python-docx's paragraphs, which leave out tracked insertions,
content controls and links. Tracked changes count as accepted; comments are kept with the passages they are about.
"""

import posixpath
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

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT_FOLDER = ""
DELETIONS = frozenset({f"{W}del", f"{W}moveFrom"})
# What is drawn, or says the same once more for older programs.
LEFT_OUT = DELETIONS | {
    f"{W}pPr",
    f"{W}rPr",
    f"{W}drawing",
    f"{W}pict",
    f"{W}object",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
CHARACTERS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_HEADINGS = ("heading ", "title", "subtitle")
"""Beginnings of the names of heading styles: in the file they are English in every language."""
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"


class WordReader:
    """Reads ``.docx``."""

    def read(self, path: Path) -> RawTranscript:
        document = WordDocument(path.read_bytes())
        lines = document.lines()
        return lines.transcript("docx", document.comments(), _remarks(document.body))


class WordDocument:
    """The parts of a document that hold text."""

    def __init__(self, data: bytes) -> None:
        if not data:
            raise Refused(_("The file is empty."))
        if data.startswith(_OLE_SIGNATURE):
            raise Refused(
                _("The file is protected by a password or in the old .doc format; save it in Word as a plain .docx.")
            )
        damaged = _("The Word document is damaged; open it in Word and save it again as .docx.")
        self._package = Package(data, damaged)
        # Read for its form only: a document without it is no document.
        if not self._package.xml("[Content_Types].xml").tag.endswith("}Types"):
            raise Refused(damaged)
        main = self._related(_ROOT_FOLDER, "officeDocument")
        body = self._package.xml(main).find(f"{W}body") if main else None
        if main is None or body is None:
            raise Refused(damaged)
        self._main = main
        self.body: _Element = body

    def _related(self, part: str, kind: str) -> str | None:
        """The part that another refers to, None where there is none."""
        return next(self._all_related(part, kind), None)

    def _all_related(self, part: str, kind: str) -> Iterator[str]:
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._package:
            return
        for relation in self._package.xml(relations):
            if relation.get("Type") == f"{_OFFICE}/{kind}" and relation.get("TargetMode") != "External":
                yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")

    def related_xml(self, kind: str) -> "_Element | None":
        """The root of a part that the main one refers to (``styles``, ``footnotes`` …), None where there is none."""
        part = self._related(self._main, kind)
        return self._package.xml(part) if part is not None and part in self._package else None

    def all_related_xml(self, kind: str) -> "Iterator[_Element]":
        """The roots of all parts of a kind, of which there may be several (``header``, ``footer``)."""
        return (self._package.xml(part) for part in self._all_related(self._main, kind) if part in self._package)

    def lines(self) -> Lines:
        """The paragraphs; one whose end was deleted runs on into the next."""
        lines, headings = Lines(), self._heading_styles()
        for paragraph in _paragraphs(self.body):
            for text in _texts(paragraph, lines):
                lines.put(text)
            if not end_deleted(paragraph):
                lines.end_line(heading=_is_heading(paragraph, headings))
        return lines

    def _heading_styles(self) -> frozenset[str]:
        root = self.related_xml("styles")
        if root is None:
            return frozenset()
        found = set()
        for style in root.iter(f"{W}style"):
            name = style.find(f"{W}name")
            named = name is not None and name.get(f"{W}val", "").casefold().startswith(_HEADINGS)
            if named or _outline(style.find(f"{W}pPr")):
                found.add(style.get(f"{W}styleId", ""))
        return frozenset(found)

    def comments(self) -> Iterator[tuple[str, Comment]]:
        """What stands in the margin, by the keys of the passages."""
        root = self.related_xml("comments")
        if root is None:
            return
        for comment in root.iter(f"{W}comment"):
            own = Lines()
            for paragraph in _paragraphs(comment):
                for text in _texts(paragraph, own):
                    own.put(text)
                own.end_line()
            by = initials(comment.get(f"{W}initials"), comment.get(f"{W}author"))
            yield comment.get(f"{W}id", ""), Comment(0, 0, own.text.strip(), by, moment(comment.get(f"{W}date")))


def _paragraphs(element: "_Element") -> Iterator["_Element"]:
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag not in LEFT_OUT:
            yield from _paragraphs(child)


def _texts(element: "_Element", lines: Lines) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield (child.text or "").replace("\r", "\n")
        elif tag == f"{W}br":
            yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        elif tag in CHARACTERS:
            yield CHARACTERS[tag]
        elif tag == f"{W}commentRangeStart":
            lines.comment_begins(child.get(f"{W}id", ""))
        elif tag in (f"{W}commentRangeEnd", f"{W}commentReference"):
            lines.comment_ends(child.get(f"{W}id", ""))
        elif tag not in LEFT_OUT:
            yield from _texts(child, lines)


def end_deleted(paragraph: "_Element") -> bool:
    """True if a tracked change took the paragraph's end away: it runs on into the next one."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in DELETIONS for mark in marks)


def _is_heading(paragraph: "_Element", styles: frozenset[str]) -> bool:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return False
    style = properties.find(f"{W}pStyle")
    return (style is not None and style.get(f"{W}val", "") in styles) or _outline(properties)


def _outline(properties: "_Element | None") -> bool:
    """True of the nine levels of headings; level 9 is body text."""
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    return level is not None and level.get(f"{W}val", "9") in "012345678"


def _remarks(body: "_Element") -> Iterator[str]:
    if next(body.iter(f"{W}del", f"{W}ins", f"{W}moveFrom"), None) is not None:
        yield _("The document has tracked changes: insertions were kept, deletions left out.")
    if next(body.iter(f"{W}footnoteReference", f"{W}endnoteReference"), None) is not None:
        yield _("The document has footnotes: they were left out.")
    if next(body.iter(f"{W}txbxContent"), None) is not None:
        yield _("The document has text boxes: they were left out.")
