"""Reports in Word: body, tables, text boxes, notes, headers and footers; tracked changes count as accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coder.readers.report.base import ReportParagraph
from coder.readers.wordparts import CHARACTERS, DELETIONS, LEFT_OUT, W, WordDocument, end_deleted

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTE_STYLES = ("quote", "citat", "intense quote", "starkt citat", "block text", "blockcitat", "blockquote")
"""Names of styles, folded: in the file built-in ones are English in every language, people's own are not."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REFERENCES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_NOTE = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
_MARGINS = ("header", "footer")


@dataclass
class _Piece:
    """A paragraph being put together."""

    text: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)


def word_paragraphs(path: Path) -> Iterator[ReportParagraph]:
    """Paragraphs in the order of the document, a row of a table as one; text boxes after their paragraph, then all
    notes, which may hold quotations of their own, and what stands at the head and foot of pages."""
    yield from _Report(WordDocument(path.read_bytes())).paragraphs()


class _Report:
    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._quotes = _quote_styles(document)
        self._notes: dict[tuple[str, str], str] = {}
        self._of_notes: list[ReportParagraph] = []
        for kind in _NOTE:
            self._read_notes(kind)

    def paragraphs(self) -> Iterator[ReportParagraph]:
        yield from self._of(self._document.body)
        yield from self._of_notes
        roots = [root for kind in _MARGINS for root in self._document.related(kind)]
        yield from dict.fromkeys(each for root in roots for each in self._of(root))

    def _read_notes(self, kind: str) -> None:
        root = self._document.related_xml(kind)
        if root is None:
            return
        for note in root.iter(_NOTE[kind]):
            said = [each for each in self._of(note) if each.text.strip()]
            self._notes[kind, note.get(f"{W}id", "")] = "\n".join(each.text for each in said)
            self._of_notes += said

    def _of(self, element: "_Element") -> Iterator[ReportParagraph]:
        """The paragraphs under an element; what a deleted paragraph mark parted is one."""
        open_piece = _Piece()
        for child in element:
            if child.tag == f"{W}p":
                self._read(child, open_piece)
                if not end_deleted(child):
                    yield ReportParagraph(open_piece.text, self._is_quote(child), tuple(open_piece.notes))
                    open_piece = _Piece()
                for box in _boxes(child):
                    yield from self._of(box)
            elif child.tag == f"{W}tbl":
                yield from self._rows(child)
            elif child.tag not in LEFT_OUT:
                yield from self._of(child)
        if open_piece.text:
            yield ReportParagraph(open_piece.text, False, tuple(open_piece.notes))

    def _rows(self, table: "_Element") -> Iterator[ReportParagraph]:
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl"), None) is not table:
                continue  # of a table inside a cell: it is read with the cell
            inside = [each for cell in row.iter(f"{W}tc") if _row_of(cell) is row for each in self._of(cell)]
            quoted = [each for each in inside if each.block]
            plain = [each for each in inside if not each.block]
            yield from quoted
            yield _joined(plain)

    def _read(self, element: "_Element", piece: _Piece) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                piece.text += (child.text or "").replace("\r", "\n")
            elif tag == f"{W}br":
                piece.text += "\n"
            elif tag in CHARACTERS:
                piece.text += CHARACTERS[tag]
            elif tag in _REFERENCES:
                said = self._notes.get((_REFERENCES[tag], child.get(f"{W}id", "")))
                if said:
                    piece.notes.append((len(piece.text), said))
            elif tag not in LEFT_OUT:
                self._read(child, piece)

    def _is_quote(self, paragraph: "_Element") -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(f"{W}val", "") in self._quotes


def _joined(parts: list[ReportParagraph]) -> ReportParagraph:
    text, notes = "", []
    for part in parts:
        if not part.text.strip():
            continue
        text += "\n" if text else ""
        notes += [(at + len(text), said) for at, said in part.notes]
        text += part.text
    return ReportParagraph(text, False, tuple(notes))


def _row_of(cell: "_Element") -> "_Element | None":
    return next(cell.iterancestors(f"{W}tr"), None)


def _boxes(paragraph: "_Element") -> Iterator["_Element"]:
    """The text boxes that hang on a paragraph, each once: older programs' copies and what was deleted are left out."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = list(box.iterancestors())
        within = above[: above.index(paragraph)]
        if not any(each.tag == _FALLBACK or each.tag in DELETIONS or each.tag == f"{W}txbxContent" for each in within):
            yield box


def _quote_styles(document: WordDocument) -> frozenset[str]:
    """Ids of the styles for quotations, and of those based on them."""
    root = document.related_xml("styles")
    if root is None:
        return frozenset()
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style"):
        identity, name, base = style.get(f"{W}styleId", ""), style.find(f"{W}name"), style.find(f"{W}basedOn")
        names[identity] = name.get(f"{W}val", "").casefold() if name is not None else ""
        if base is not None:
            based[identity] = base.get(f"{W}val", "")
    found = {identity for identity, name in names.items() if name in _QUOTE_STYLES}
    return frozenset(found | {identity for identity, base in based.items() if base in found})
