"""A document as a Word file: real heading styles, quotes in the quote style, tables whose heads repeat.

Built element by element: python-docx looks up its styles and the last section anew for every paragraph, and walks a
table's grid for every cell, which takes minutes for long exports. The look is in ``docx_styles.xml`` beside this file,
or in an organisation's template.
"""

import io
from copy import deepcopy
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import nsmap
from docx.shared import Emu, Twips

from coder.errors import CoderError
from coder.exporters.container import CREATOR, FIXED_DATE, SPOOL_BYTES, rewrite
from coder.exporters.document import (
    Block,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Table,
    Term,
)
from coder.exporters.docx_contents import contents, heading_bookmark, is_listed
from coder.exporters.docx_elements import Element, Pen, W, add, bookmarked, paragraph, run, runs
from coder.exporters.docx_lists import Lists
from coder.exporters.docx_tables import fits, write_table
from coder.exporters.docx_template import plain_file, templated_file
from coder.guard import visible
from coder.i18n import _

MAX_COLUMNS = 63
"""Word calls a file with wider tables damaged."""

MOST_PARTS = 200_000
"""Paragraphs and cells: what Word still opens, about a gigabyte while it is written."""

LOCALES = {"sv": "sv-SE", "en": "en-GB"}

# A4 and its margins, in twentieths of a point.
_SHORT, _LONG, _MARGIN = 11906, 16838, 1418
# Of a document that is not read page by page: a table with more columns than this turns its pages.
_UPRIGHT_COLUMNS = 7
# A picture leaves room for its caption and some text: so much of a page's height, at most.
_HIGHEST_PICTURE = 0.6
_DRAWING = "{" + nsmap["wp"] + "}"


class DocxExporter:
    """Writes all blocks on A4 pages, across if a table is wide; the title and language are the file's own too.

    A document with a table of contents is read page by page: there only the wide tables lie across.
    """

    def export(self, document: Document, out: BinaryIO, template: Path | None = None) -> None:
        """``template`` is a Word file whose pages and styles the document takes; ``CoderError`` if it is none."""
        _check_length(document)
        for table in document.tables:
            _check_size(table)
        file, styles = (plain_file(), {}) if template is None else templated_file(template)
        _prepare(file, document, pages=template is None)
        _Body(file, document, styles).write()
        with SpooledTemporaryFile(max_size=SPOOL_BYTES) as packed:
            file.save(packed)
            packed.seek(0)
            rewrite(cast(BinaryIO, packed), out)


def _check_length(document: Document) -> None:
    number = len(document.blocks) + sum(len(table.columns) * len(table.rows) for table in document.tables)
    if number > MOST_PARTS:
        message = _(
            "A Word file holds {limit} paragraphs and cells at most, and this would have {number}; ask for less, or "
            "choose csv or xlsx."
        )
        raise CoderError(message.format(limit=MOST_PARTS, number=number))


def _check_size(table: Table) -> None:
    if len(table.columns) > MAX_COLUMNS:
        message = _("A table in Word holds {limit} columns and the table “{name}” has {count}; choose xlsx.")
        raise CoderError(message.format(limit=MAX_COLUMNS, name=table.name, count=len(table.columns)))


class _Body:
    """A document's blocks as the elements of the file's body."""

    def __init__(self, file: Any, document: Document, styles: dict[str, str]) -> None:
        self.document = document
        self.body: Element = file.element.body
        self.section = self.body[-1]
        self.size = file.sections[-1]
        self.pen = Pen(file, document.language, self._width(self.size.page_width), styles)
        self.lists = Lists(file, document)
        self.paged = any(isinstance(block, Contents) for block in document.blocks)

    def _width(self, page: int) -> int:
        """Of the text on a page of this width (EMU), in twentieths of a point."""
        return int(Emu(page - self.size.left_margin - self.size.right_margin).pt * 20)

    def write(self) -> None:
        body = self.body
        body.remove(self.section)  # it must come last
        if self.document.title:
            self._paragraph("Title", _one_line(self.document.title))
        if self.document.notice:
            self._paragraph("Remark", self.document.notice)
        for block in self.document.blocks:
            self._block(block)
        body.append(self.section)

    def _paragraph(self, style: str, text: str = "", bold: bool = False) -> Element:
        return paragraph(self.body, self.pen.style(style), text, bold=bold)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph("Remark" if block.emphasis else "Normal", block.text)
            case Term():
                run(self._paragraph("Term", block.label + ": ", bold=True), block.text)
            case Quote():
                self._quote(block)
            case Prose():
                runs(self._paragraph("Normal"), self.pen, block.runs)
            case Listing():
                self.lists.write(self.body, self.pen, block)
            case Picture():
                self._picture(block)
            case Contents():
                contents(self.body, self.pen, block, self.document)
            case Table():
                self._table(block)

    def _heading(self, block: Heading) -> None:
        element = self._paragraph(f"Heading{block.level}", _one_line(block.text))
        if is_listed(block.level, self.document):
            self.pen.headings += 1
            bookmarked(element, self.pen, heading_bookmark(self.pen.headings))

    def _quote(self, block: Quote) -> None:
        element = self._paragraph("Quote", block.text)
        if block.anchor and block.anchor not in self.pen.placed:
            self.pen.placed.add(block.anchor)
            bookmarked(element, self.pen, self.pen.bookmark(block.anchor))
        self._paragraph("QuoteSource", block.origin)
        if block.note:
            self._paragraph("QuoteNote", block.remark(self.document.language))

    def _picture(self, block: Picture) -> None:
        """As wide as the text, or as high as leaves room for the caption."""
        element = self._paragraph("Figure")
        part = self.pen.file.part
        highest = int((self.size.page_height - self.size.top_margin - self.size.bottom_margin) * _HIGHEST_PICTURE)
        inline = part.new_pic_inline(io.BytesIO(block.png), width=Twips(self.pen.width))
        if inline.extent.cy > highest:
            inline = part.new_pic_inline(io.BytesIO(block.png), height=highest)
        properties = inline.find(_DRAWING + "docPr")
        properties.set("name", block.name)
        properties.set("descr", visible(block.alt))
        add(add(element, "r"), "drawing").append(inline)
        if block.caption:
            self._paragraph("Caption", block.caption)

    def _table(self, block: Table) -> None:
        upright = self.size.page_width >= self.size.page_height or fits(block, self.pen.language, self.pen.width)
        across = self.paged and not upright
        if across:
            self._break()
        write_table(self.body, block, self.pen, self._width(self.size.page_height) if across else self.pen.width)
        if across:
            self._break(across=True)

    def _break(self, across: bool = False) -> None:
        """End a section of pages, upright or across."""
        section = deepcopy(self.section)
        if across:
            size = section.find(W + "pgSz")
            wide, high = size.get(W + "h"), size.get(W + "w")
            size.set(W + "w", wide)
            size.set(W + "h", high)
            size.set(W + "orient", "landscape")
        self._paragraph("AfterTable").find(W + "pPr").append(section)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _is_wide(document: Document) -> bool:
    paged = any(isinstance(block, Contents) for block in document.blocks)
    return not paged and any(len(table.columns) > _UPRIGHT_COLUMNS for table in document.tables)


def _prepare(file: Any, document: Document, pages: bool) -> None:
    """The file's language and properties; its pages too, where no template says what they are."""
    locale = LOCALES.get(document.language, document.language)
    for language in file.styles.element.iter(W + "lang"):
        language.set(W + "val", locale)
    if pages:
        _settings(file.settings.element, document.language, locale)
        _pages(file.sections[0], document)
    properties = file.core_properties
    properties.title, properties.language, properties.comments = visible(document.title), locale, ""
    properties.author = properties.last_modified_by = CREATOR
    properties.created = properties.modified = FIXED_DATE


def _settings(settings: Element, language: str, locale: str) -> None:
    comma = language == "sv"
    for name, value in (("decimalSymbol", "," if comma else "."), ("listSeparator", ";" if comma else ",")):
        settings.find(W + name).set(W + "val", value)
    settings.find(W + "themeFontLang").set(W + "val", locale)
    settings.find(W + "zoom").set(W + "percent", "100")
    # Word 2013 and later; an older number opens the file in "compatibility mode".
    next(settings.iter(W + "compatSetting")).set(W + "val", "15")


def _pages(section: Any, document: Document) -> None:
    wide = _is_wide(document)
    section.page_width, section.page_height = Twips(_LONG if wide else _SHORT), Twips(_SHORT if wide else _LONG)
    section.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_MARGIN // 2)
    footer = section.footer._element
    del footer[:]
    # "3 (12)", as Swedish public bodies number their pages.
    line = paragraph(footer, "Footer", right=True)
    for instruction, after in (("PAGE", " ("), ("NUMPAGES", ")")):
        run(add(line, "fldSimple", instr=instruction), "1")
        run(line, after)
