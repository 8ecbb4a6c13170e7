"""Workbooks (``.xlsx``) as tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import _
from coder.readers.csv_rows import Table
from coder.readers.limits import Package

_MOST_ROWS = 200_000


def read_workbook(path: Path) -> Table:
    """The first sheet that has rows. Formulas count as what was last computed for them."""
    from openpyxl import load_workbook

    damaged = _("The workbook cannot be read; save it again as .xlsx or .csv.")
    Package(path.read_bytes(), damaged).check_parts()
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            found = [
                (line, tuple(map(_cell, cells)))
                for line, cells in enumerate(sheet.iter_rows(values_only=True, max_row=_MOST_ROWS), start=1)
                if any(value is not None for value in cells)
            ]
            if len(found) > 1:
                return _as_table(found)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, SyntaxError):
        raise Refused(damaged) from None
    raise Refused(_("The workbook has no sheet with rows below headings."))


def _as_table(found: Sequence[tuple[int, tuple[str, ...]]]) -> Table:
    width = max(len(cells) for _line, cells in found)
    padded = [(line, (*cells, *[""] * (width - len(cells)))) for line, cells in found]
    return Table(tuple(" ".join(cell.split()) for cell in padded[0][1]), tuple(padded[1:]))


def _cell(value: Any) -> str:
    """A cell's value in words: 2013, not 2013.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
