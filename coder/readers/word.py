"""Word documents: paragraphs and table cells in the order of the document, one line each.

Read from the document's XML rather than through python-docx's paragraphs, which leave out tracked insertions,
content controls and links. Tracked changes count as accepted; comments are kept with the passages they are about.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coder.readers.base import Comment, RawTranscript
from coder.readers.beside import (
    BOXES,
    CHANGES,
    FOOTNOTES,
    HEADERS,
    HIDDEN,
    NUMBERING,
    OBJECTS,
    PICTURES,
    SYMBOLS,
    Beside,
)
from coder.readers.margins import Lines, initials, moment
from coder.readers.speech_tables import may_hold_speech, speech_rows
from coder.readers.wordparts import (
    CHARACTERS,
    COMPATIBLE,
    DELETIONS,
    LEFT_OUT,
    W,
    WordDocument,
    end_deleted,
    is_outlined,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT, _RUN, _PARAGRAPH, _ROW = f"{W}t", f"{W}r", f"{W}p", f"{W}tr"
_TABLE, _CELL = f"{W}tbl", f"{W}tc"
_OF_TABLES = frozenset({_ROW, _CELL, f"{W}tblPr", f"{W}tblGrid", f"{W}trPr", f"{W}tblPrEx"})
_OF_TABLES |= {f"{W}bookmarkStart", f"{W}bookmarkEnd"}
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
_TEXTS = frozenset({_TEXT, "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_INSERTIONS = frozenset({f"{W}ins", f"{W}moveTo"})
_ALTERNATE, _FALLBACK = f"{COMPATIBLE}AlternateContent", f"{COMPATIBLE}Fallback"
_DRAWN = frozenset({f"{W}drawing", f"{W}pict"})
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_EMBEDDED = frozenset({f"{W}object", f"{W}altChunk"})
_NOTES = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_UNSET = ("0", "false", "off")
# What Word makes of -->, <--, :) and :( while people type.
_SYMBOLS = {"F0E0": "→", "F0DF": "←", "F0F3": "⇔", "F04A": "☺", "F04C": "☹"}
_UNKNOWN_SYMBOL = "□"


class WordReader:
    """Reads ``.docx``."""

    def read(self, path: Path) -> RawTranscript:
        document = WordDocument(path.read_bytes())
        reading = _Reading(document)
        reading.blocks(document.body)
        if any(_has_text(part) for kind in ("header", "footer") for part in document.related(kind)):
            reading.beside[HEADERS] += 1
        return reading.lines.transcript("docx", _comments(document), reading.beside.remarks())


class _Reading:
    """Walks through a document once."""

    def __init__(self, document: WordDocument) -> None:
        self.lines = Lines()
        self.beside = Beside()
        self._document = document
        self._headings: frozenset[str] | None = None
        self._broken = False
        """Whether a page ended here, which parts the words before and after it."""

    def blocks(self, element: "_Element") -> None:
        """The paragraphs under an element; one whose end was deleted or is hidden runs on into the next."""
        for child in element:
            if child.tag == _PARAGRAPH:
                self._paragraph(child)
            elif _is_deleted(child):
                self.beside[CHANGES] += 1
            elif child.tag == _TABLE:
                self._table(child)
            elif child.tag not in LEFT_OUT:
                self.blocks(child)
            else:
                self._left_out(child)

    def _table(self, table: "_Element") -> None:
        """A table of speakers and what they say gives turns, any other its cells one by one."""
        rows = [row for row in table if row.tag == _ROW and not _is_deleted(row)]
        cells = [[cell for cell in row if cell.tag == _CELL] for row in rows]
        told = None
        if may_hold_speech(list(map(len, cells))) and _is_plain(table):
            told = speech_rows([list(map(self._cell_text, row)) for row in cells])
        if told is None:
            self.blocks(table)
            return
        self.beside[CHANGES] += sum(map(_is_deleted, table))
        self.lines.speech(told, rows, cells, self.blocks, self._comments_in)

    def _comments_in(self, cell: "_Element") -> None:
        for mark in cell.iter(f"{W}commentReference"):
            self.lines.comment_ends(mark.get(f"{W}id", ""))

    def _cell_text(self, cell: "_Element") -> str:
        own = _Reading(self._document)
        own.blocks(cell)
        return own.lines.text

    def _paragraph(self, paragraph: "_Element") -> None:
        parts = [(child.tag, child) for child in paragraph]
        properties = next((child for tag, child in parts if tag == _PARAGRAPH_PROPERTIES), None)
        self._broken = False
        self._put_all(parts)
        if properties is None:
            self.lines.end_line()
            return
        if properties.find(f"{W}numPr") is not None:
            self.beside[NUMBERING] += 1
        marks = properties.find(_RUN_PROPERTIES)
        deleted = end_deleted(paragraph)
        self.beside[CHANGES] += deleted
        if not deleted and not _is_hidden(marks):
            self.lines.end_line(heading=self._is_heading(properties))

    def _inside(self, element: "_Element") -> None:
        self._put_all([(child.tag, child) for child in element])

    def _put_all(self, parts: "list[tuple[str, _Element]]") -> None:
        """What these elements say, one after the other."""
        for tag, child in parts:
            if tag == _RUN:
                self._run(child)
            elif tag in _TEXTS:
                self._put((child.text or "").replace("\r", "\n"))
            elif tag in CHARACTERS:
                self._put(CHARACTERS[tag])
            elif tag in LEFT_OUT:
                self._left_out(child)
            else:
                self._marked(tag, child)

    def _run(self, run: "_Element") -> None:
        # Searching the tree by a path for each run would take longer than all else.
        parts = [(child.tag, child) for child in run]
        properties = next((child for tag, child in parts if tag == _RUN_PROPERTIES), None)
        if properties is not None and _is_hidden(properties):
            self.beside[HIDDEN] += 1
        else:
            self._put_all(parts)

    def _marked(self, tag: str, child: "_Element") -> None:
        if tag == f"{W}br":
            if child.get(f"{W}type", "textWrapping") == "textWrapping":
                self._put("\n")
            else:
                self._broken = self.lines.in_line
        elif tag == f"{W}sym":
            self._symbol(child.get(f"{W}char", "").upper())
        elif tag == f"{W}commentRangeStart":
            self.lines.comment_begins(child.get(f"{W}id", ""))
        elif tag in (f"{W}commentRangeEnd", f"{W}commentReference"):
            self.lines.comment_ends(child.get(f"{W}id", ""))
        elif tag in _NOTES:
            self.beside[FOOTNOTES] += 1
        else:
            self.beside[CHANGES] += tag in _INSERTIONS
            self._inside(child)

    def _put(self, text: str) -> None:
        if self._broken:
            self._broken = False
            self.lines.put("\n")
        self.lines.put(text)

    def _symbol(self, char: str) -> None:
        self._put(_SYMBOLS.get(char, _UNKNOWN_SYMBOL))
        self.beside[SYMBOLS] += char not in _SYMBOLS

    def _left_out(self, element: "_Element") -> None:
        tag = element.tag
        if tag in DELETIONS:
            self.beside[CHANGES] += 1
        elif tag == _ALTERNATE:
            # Word's own emoji: programs that know none of its newer marks find the letter itself here.
            fallback = element.find(_FALLBACK)
            if fallback is not None:
                self._inside(fallback)
        elif tag in _EMBEDDED:
            self.beside[OBJECTS] += 1
        elif tag in _DRAWN:
            if next(element.iter(f"{W}txbxContent"), None) is not None:
                self.beside[BOXES] += 1
            elif next(element.iter(*_PICTURES), None) is not None:
                self.beside[PICTURES] += 1

    def _is_heading(self, properties: "_Element") -> bool:
        style = properties.find(f"{W}pStyle")
        if style is not None:
            # Templates bring hundreds of styles; many transcripts use none of them.
            if self._headings is None:
                self._headings = self._document.heading_styles()
            if style.get(f"{W}val", "") in self._headings:
                return True
        return is_outlined(properties)


def _is_deleted(element: "_Element") -> bool:
    """True of a row of a table that a tracked change took away."""
    return element.tag == _ROW and element.find(f"{W}trPr/{W}del") is not None


def _is_plain(table: "_Element") -> bool:
    """Whether all that a table holds stands in cells of its own rows."""
    parts = [part for child in table for part in (child, *(child if child.tag == _ROW else ()))]
    return all(part.tag in _OF_TABLES for part in parts) and next(table.iterdescendants(_TABLE), None) is None


def _is_hidden(properties: "_Element | None") -> bool:
    mark = properties.find(f"{W}vanish") if properties is not None else None
    return mark is not None and mark.get(f"{W}val", "1") not in _UNSET


def _has_text(part: "_Element") -> bool:
    return any((text.text or "").strip() for text in part.iter(_TEXT))


def _comments(document: WordDocument) -> Iterator[tuple[str, Comment]]:
    """What stands in the margin, by the keys of the passages."""
    root = document.related_xml("comments")
    for comment in root.iter(f"{W}comment") if root is not None else ():
        own = _Reading(document)
        own.blocks(comment)
        by = initials(comment.get(f"{W}initials"), comment.get(f"{W}author"))
        text = own.lines.text.strip()
        yield comment.get(f"{W}id", ""), Comment(0, 0, text, by, moment(comment.get(f"{W}date")))
