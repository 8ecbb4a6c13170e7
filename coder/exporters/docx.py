"""A document as a Word file: real heading styles, quotes in the quote style, tables whose heads repeat.

Built element by element: python-docx looks up its styles and the last section anew for every paragraph, and walks a
table's grid for every cell, which takes minutes for long exports. The look is in ``docx_styles.xml`` beside this file.
"""

from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

import docx
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.shared import Twips
from lxml.etree import SubElement

from coder.errors import CoderError
from coder.exporters.container import CREATOR, FIXED_DATE, SPOOL_BYTES, rewrite
from coder.exporters.document import Block, Document, Heading, Paragraph, Quote, Table, Term, Value, shown
from coder.guard import visible
from coder.i18n import _

MAX_COLUMNS = 63
"""Word calls a file with wider tables damaged."""

LOCALES = {"sv": "sv-SE", "en": "en-GB"}

_STYLES = Path(__file__).with_name("docx_styles.xml")
_W = "{" + nsmap["w"] + "}"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}

# A4 and its margins, in twentieths of a point.
_SHORT, _LONG, _MARGIN = 11906, 16838, 1418
# A table with more columns than this does not fit an upright page; the document is turned.
_UPRIGHT_COLUMNS = 7
# The width of a character of a table's text, measured over Swedish prose in Calibri 9.
_CHARACTER = 92
# What a cell's margins take, in characters.
_PADDING = 2

# Parts of python-docx's template that nothing here uses, by the ending of their relationship's type.
_UNUSED_PARTS = ("/stylesWithEffects", "/numbering", "/customXml", "/thumbnail")

Element = Any  # python-docx types its own properties, not the list of children that lxml gives


class DocxExporter:
    """Writes all blocks on A4 pages, across if a table is wide; the title and language are the file's own too."""

    def export(self, document: Document, out: BinaryIO) -> None:
        for table in document.tables:
            _check_size(table)
        file = docx.Document()
        _prepare(file, document)
        body = file.element.body
        section = body[-1]
        body.remove(section)  # it must come last
        if document.title:
            _paragraph(body, "Title", _one_line(document.title))
        if document.notice:
            _paragraph(body, "Remark", document.notice)
        width = _text_width(document)
        for block in document.blocks:
            _block(body, block, document.language, width)
        body.append(section)
        with SpooledTemporaryFile(max_size=SPOOL_BYTES) as packed:
            file.save(packed)
            packed.seek(0)
            rewrite(cast(BinaryIO, packed), out)


def _check_size(table: Table) -> None:
    if len(table.columns) > MAX_COLUMNS:
        message = _("A table in Word holds {limit} columns and the table “{name}” has {count}; choose xlsx.")
        raise CoderError(message.format(limit=MAX_COLUMNS, name=table.name, count=len(table.columns)))


def _block(body: Element, block: Block, language: str, width: int) -> None:
    match block:
        case Heading():
            _paragraph(body, f"Heading{block.level}", _one_line(block.text))
        case Paragraph():
            _paragraph(body, "Remark" if block.emphasis else "Normal", block.text)
        case Term():
            paragraph = _paragraph(body, "Term", block.label + ": ", bold=True)
            _run(paragraph, block.text)
        case Quote():
            _paragraph(body, "Quote", block.text)
            _paragraph(body, "QuoteSource", block.origin)
            if block.note:
                _paragraph(body, "QuoteNote", block.remark(language))
        case Table():
            _table(body, block, language, width)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _add(parent: Element, name: str, **attributes: str | int) -> Element:
    """A new last child ``w:name`` with attributes ``w:…``."""
    return SubElement(parent, _W + name, {_W + key: str(value) for key, value in attributes.items()})


def _paragraph(parent: Element, style: str, text: str, *, bold: bool = False, right: bool = False) -> Element:
    paragraph = _add(parent, "p")
    properties = _add(paragraph, "pPr")
    _add(properties, "pStyle", val=style)
    if right:
        _add(properties, "jc", val="right")
    _run(paragraph, text, bold=bold)
    return paragraph


def _run(paragraph: Element, text: str, *, bold: bool = False) -> None:
    run = _add(paragraph, "r")
    if bold:
        _add(_add(run, "rPr"), "b")
    for number, line in enumerate(visible(text).split("\n")):
        if number:
            _add(run, "br")
        for position, piece in enumerate(line.split("\t")):
            if position:
                _add(run, "tab")
            if piece:
                SubElement(run, _W + "t", _PRESERVE).text = piece


def _table(body: Element, table: Table, language: str, width: int) -> None:
    if table.caption:
        _paragraph(body, "Caption", table.caption)
    element = _add(body, "tbl")
    properties = _add(element, "tblPr")
    _add(properties, "tblStyle", val="ReportTable")
    widths = _widths(table.lengths(language), width)
    _add(properties, "tblW", w=sum(widths), type="dxa")
    # The first row is a heading, for the table's style and for screen readers; so is the alternative text.
    _add(properties, "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    _add(properties, "tblCaption", val=visible(table.caption or table.name))
    grid = _add(element, "tblGrid")
    for column_width in widths:
        _add(grid, "gridCol", w=column_width)
    numeric = table.numeric()
    _row(element, tuple(column.title for column in table.columns), "TableHead", language, widths, numeric)
    for row in table.rows:
        _row(element, row, "TableText", language, widths, numeric)
    # Two tables in a row would grow together, and a file must not end in one.
    _paragraph(body, "AfterTable", "")


def _row(
    element: Element, values: tuple[Value, ...], style: str, language: str, widths: list[int], numeric: tuple[bool, ...]
) -> None:
    row = _add(element, "tr")
    properties = _add(row, "trPr")
    _add(properties, "cantSplit")
    if style == "TableHead":
        _add(properties, "tblHeader")
    for value, width, number in zip(values, widths, numeric, strict=True):
        cell = _add(row, "tc")
        _add(_add(cell, "tcPr"), "tcW", w=width, type="dxa")
        _paragraph(cell, style, shown(value, language), right=number)


def _widths(lengths: tuple[int, ...], width: int) -> list[int]:
    """Column widths that use the text's width: short columns get what they need, long ones share the rest."""
    room = max(1, width // _CHARACTER - _PADDING * len(lengths))
    longest = min(max(lengths), room)
    while longest > 1 and sum(min(length, longest) for length in lengths) > room:
        longest -= 1
    shares = [min(length, longest) + _PADDING for length in lengths]
    return [width * share // sum(shares) for share in shares]


def _text_width(document: Document) -> int:
    return (_LONG if _is_wide(document) else _SHORT) - 2 * _MARGIN


def _is_wide(document: Document) -> bool:
    return any(len(table.columns) > _UPRIGHT_COLUMNS for table in document.tables)


def _prepare(file: Any, document: Document) -> None:
    """Turn python-docx's template (American paper and fonts, 900 kB of styles) into ours."""
    for relations in (file.part.rels, file.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED_PARTS)]:
            del relations[key]
    locale = LOCALES.get(document.language, document.language)
    styles: Element = file.styles.element
    ours: Element = parse_xml(_STYLES.read_bytes())
    styles[:] = ours[:]
    for language in styles.iter(_W + "lang"):
        language.set(_W + "val", locale)
    _settings(file.settings.element, document.language, locale)
    _pages(file.sections[0], document)
    properties = file.core_properties
    properties.title, properties.language, properties.comments = visible(document.title), locale, ""
    properties.author = properties.last_modified_by = CREATOR
    properties.created = properties.modified = FIXED_DATE


def _settings(settings: Element, language: str, locale: str) -> None:
    comma = language == "sv"
    for name, value in (("decimalSymbol", "," if comma else "."), ("listSeparator", ";" if comma else ",")):
        settings.find(_W + name).set(_W + "val", value)
    settings.find(_W + "themeFontLang").set(_W + "val", locale)
    settings.find(_W + "zoom").set(_W + "percent", "100")
    # Word 2013 and later; an older number opens the file in "compatibility mode".
    next(settings.iter(_W + "compatSetting")).set(_W + "val", "15")


def _pages(section: Any, document: Document) -> None:
    wide = _is_wide(document)
    section.page_width, section.page_height = Twips(_LONG if wide else _SHORT), Twips(_SHORT if wide else _LONG)
    section.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_MARGIN // 2)
    footer = section.footer._element
    del footer[:]
    # "3 (12)", as Swedish public bodies number their pages.
    paragraph = _paragraph(footer, "Footer", "", right=True)
    for instruction, after in (("PAGE", " ("), ("NUMPAGES", ")")):
        _run(_add(paragraph, "fldSimple", instr=instruction), "1")
        _run(paragraph, after)
