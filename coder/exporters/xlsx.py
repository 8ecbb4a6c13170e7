"""Tables as an Excel workbook, for people: a sheet a table, and a last sheet that says what each of them holds."""

import math
import re
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from coder.errors import CoderError
from coder.exporters.container import CREATOR, SPOOL_BYTES, rewrite
from coder.exporters.document import Document, Table, Value
from coder.guard import runnable, visible
from coder.i18n import _, translator

# Excel's specifications and limits; characters are counted in UTF-16 units.
MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
_MAX_SHEET_NAME = 31

# Excel reads such a run inside a text as the character it names (ECMA-376, ST_Xstring).
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# Column widths count digits, of which prose takes fewer; heights are points, limits Excel's.
_WIDTHS = (8.0, 60.0)
_CHARACTERS_PER_WIDTH = 1.15
_LINE_HEIGHT = 15
_MAX_HEIGHT = 409
_A4 = 9

_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_BOLD = Font(name="Calibri", size=11, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="E7ECF3")
# One hue from light to dark, which holds in every kind of colour vision; black text stays legible on it.
_PALE, _DARK = "FFFFFF", "6BAED6"
_HEADER_LINE = Border(bottom=Side(style="thin", color="7F8FA9"))

Sheet = Any  # openpyxl ships no types
Cell = Any


class XlsxExporter:
    """Writes every table: numbers as numbers, text never as a formula, headings by title."""

    def export(self, document: Document, out: BinaryIO) -> None:
        if not document.tables:
            raise CoderError(_("xlsx holds tables and this export has none; choose md or docx."))
        for table in document.tables:
            _check_size(table)
        workbook = Workbook(write_only=True)
        workbook.properties.creator = workbook.properties.lastModifiedBy = CREATOR
        workbook.properties.title = visible(document.title)
        workbook.properties.language = document.language
        _about(workbook, document, [_sheet(workbook, table, document.language) for table in document.tables])
        with SpooledTemporaryFile(max_size=SPOOL_BYTES) as packed:
            workbook.save(packed)
            packed.seek(0)
            rewrite(cast(BinaryIO, packed), out)


def _check_size(table: Table) -> None:
    if len(table.rows) >= MAX_ROWS:
        message = _("A sheet of xlsx holds {limit} rows and the table “{name}” has {count}; choose csv.")
        raise CoderError(message.format(limit=MAX_ROWS - 1, name=table.name, count=len(table.rows)))


def _sheet(workbook: Workbook, table: Table, language: str) -> tuple[str, str, int]:
    """Write one table; the sheet's name, the table's caption, and how many texts had to be cut."""
    sheet = _new_sheet(workbook, table.name)
    widths = [_width(length) for length in table.lengths(language)]
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    header = _Cells(sheet, language, font=_BOLD, fill=_HEADER_FILL, border=_HEADER_LINE)
    body = _Cells(sheet, language)
    sheet.append(header.row([column.title for column in table.columns]))
    for number, row in enumerate(table.rows, 2):
        _append(sheet, number, body, row, widths)
    _shade(sheet, table)
    return sheet.title, table.caption, header.cut + body.cut


def _shade(sheet: Sheet, table: Table) -> None:
    """Shade numbers by their size; the numbers stay, so that nothing rests on the colour."""
    if table.shaded is None or not table.rows or table.shaded[0] >= table.shaded[1]:
        return
    first, last = (get_column_letter(column) for column in (table.shaded[0] + 1, table.shaded[1]))
    scale = ColorScaleRule(start_type="num", start_value=0, start_color=_PALE, end_type="max", end_color=_DARK)
    sheet.conditional_formatting.add(f"{first}2:{last}{len(table.rows) + 1}", scale)


def _append(sheet: Sheet, number: int, cells: "_Cells", row: tuple[Value, ...], widths: list[float]) -> None:
    """Write row ``number`` (from 1, the next one), as high as its text needs."""
    lines = _lines(row, widths)
    if lines > 1:
        sheet.row_dimensions[number].height = min(_MAX_HEIGHT, _LINE_HEIGHT * lines)
    sheet.append(cells.row(row))
    sheet.row_dimensions.pop(number, None)  # written; a hundred thousand of them would fill the memory


def _width(length: int) -> float:
    """A column's width for texts of this length, and two more for the filter's button in the heading."""
    low, high = _WIDTHS
    return min(high, max(low, length + 2))


def _lines(row: tuple[Value, ...], widths: list[float]) -> int:
    """How many lines a row takes, estimated: Excel finds out when it opens a file, LibreOffice does not."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            room = width * _CHARACTERS_PER_WIDTH
            most = max(most, sum(max(1, math.ceil(len(line) / room)) for line in value.split("\n")))
    return most


def _about(workbook: Workbook, document: Document, written: list[tuple[str, str, int]]) -> None:
    """The last sheet: the document's title, what each sheet holds, and where texts were too long for Excel."""
    say = translator(document.language)
    sheet = _new_sheet(workbook, say.gettext("About this file"))
    widths = [24.0, 100.0]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = widths
    heading, body = _Cells(sheet, document.language, font=_BOLD), _Cells(sheet, document.language)
    sheet.append(heading.row([document.title]))
    sheet.append([])
    sheet.append(heading.row([say.gettext("Sheet"), say.gettext("Contents")]))
    rows: list[tuple[Value, ...]] = []
    for name, caption, cut in written:
        rows.append((name, caption))
        if cut:
            message = say.ngettext(
                "{count} text is longer than a cell can hold ({limit} characters) and is cut; csv has all of it.",
                "{count} texts are longer than a cell can hold ({limit} characters) and are cut; csv has all of them.",
                cut,
            )
            rows.append((None, message.format(count=cut, limit=MAX_CHARACTERS)))
    if document.notice:
        rows.append((say.gettext("Privacy"), document.notice))
    for number, row in enumerate(rows, 4):
        _append(sheet, number, body, row, widths)


def _new_sheet(workbook: Workbook, name: str) -> Sheet:
    """An empty sheet, A4 across, under a name that Excel takes and no other sheet has."""
    taken = {sheet.title.casefold() for sheet in workbook.worksheets}
    wanted = _NOT_IN_SHEET_NAME.sub("-", visible(name)).strip("'").strip() or "-"
    title, number = wanted[:_MAX_SHEET_NAME], 1
    while title.casefold() in taken:
        number += 1
        ending = f"-{number}"
        title = wanted[: _MAX_SHEET_NAME - len(ending)] + ending
    sheet = workbook.create_sheet(title)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


class _Cells:
    """Fills cells of one look. One cell object serves a whole sheet: styling each anew takes minutes for long tables.

    That works because a row given as a generator is written cell by cell.
    """

    def __init__(self, sheet: Sheet, language: str, **look: Any) -> None:
        self.cut = 0
        """How many texts were too long for a cell."""
        self._say = translator(language)
        self._text = self._styled(sheet, look, alignment=_WRAPPED)
        self._quoted = self._styled(sheet, look, alignment=_WRAPPED, quotePrefix=True)
        self._whole = self._styled(sheet, look, alignment=_TOP)
        self._decimal = self._styled(sheet, look, alignment=_TOP, number_format="0.000")

    @staticmethod
    def _styled(sheet: Sheet, look: dict[str, Any], **more: Any) -> Cell:
        cell = WriteOnlyCell(sheet)
        for name, value in {**look, **more}.items():
            setattr(cell, name, value)
        return cell

    def row(self, values: Iterable[Value]) -> Iterator[Cell]:
        return (self._cell(value) for value in values)

    def _cell(self, value: Value) -> Cell:
        if isinstance(value, str):
            return self._text_cell(value) if value else None
        if value is None or not math.isfinite(value):
            return None
        cell = self._decimal if isinstance(value, float) else self._whole
        cell.value = value
        return cell

    def _text_cell(self, text: str) -> Cell:
        """A text; ``quotePrefix`` keeps Excel from running it when somebody edits the cell."""
        cell = self._quoted if runnable(text) else self._text
        cell.value = self._fitted(_ESCAPE_LOOKALIKE.sub("_x005F_", visible(text)))
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        return cell

    def _fitted(self, text: str) -> str:
        """The text, or as much of it as a cell holds with a remark that it goes on."""
        if len(text) * 2 <= MAX_CHARACTERS or len(text.encode("utf-16-le")) // 2 <= MAX_CHARACTERS:
            return text
        self.cut += 1
        message = self._say.gettext("[cut here: the text has {count} characters; csv has all of it]")
        remark = " … " + message.format(count=len(text))
        units = text.encode("utf-16-le")[: 2 * (MAX_CHARACTERS - len(remark))]
        return units.decode("utf-16-le", "ignore") + remark
