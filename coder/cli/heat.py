"""A cross table on the terminal: numbers, each with a shading that needs no colour."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.cli.grid import Shown, fits, put_grid
from coder.cli.output import put, put_block, put_heading, width
from coder.i18n import _

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.queries.crosstab import CrossTable

_OPTIONS = {
    "codes": "--code",
    "themes": "--theme",
    "cases": "--case",
    "sources": "--source",
    "guide": "--guide",
    "groups": "--about",
    "about-actors": "--about",
    "about-places": "--about",
    "voice": "--voice",
    "mode": "--mode",
}
"""The filter that opens a row or column of each dimension; of the others it is ``--where``."""
_BAR = range(4, 21)
"""How long a bar is at least and at most, in cells."""
_BEFORE_NAME = 13
"""Cells that a number and the gaps take on a line of its own."""


def put_heat(table: "Table", found: "CrossTable") -> None:
    """The table; its columns by number where their names find no room, and else a list for each row."""
    most = max((max(numbers, default=0) for numbers in found.numbers), default=0)
    numbers = range(1, len(found.columns) + 1)
    named, numbered = _keyed(table, found, found.columns), _keyed(table, found, numbers)
    shown = {column.key: _cell(most) for column in named.columns[1:-1]}
    fitting = next((each for each in (named, numbered) if fits(each, shown)), None)
    if fitting is None:
        _put_listed(found, most)
    else:
        put_grid(fitting, shown=shown)
        if fitting is numbered:
            put_block(" · ".join(f"{n} {name}" for n, name in enumerate(found.columns, 1)), indent=0)
    if most:
        put_block(_("░ up to a quarter of the largest number, ▒ a half, ▓ three quarters, █ more."), indent=0)
        put_block(_("To read the fullest cell: {command}").format(command=cell_command(found, most)), indent=0)
    put_block(table.caption, indent=0)


def _keyed(table: "Table", found: "CrossTable", titles: Iterable[object]) -> "Table":
    """The table with these titles, room for the shading, and a last column over all; without its caption."""
    from coder.exporters.document import Column

    across = [Column(f"column {n}", str(title)) for n, title in enumerate(titles)]
    rows = [(*row, total) for row, total in zip(table.rows, found.row_totals, strict=True)]
    return replace(table, columns=(table.columns[0], *across, Column("all", _("All"))), rows=tuple(rows), caption="")


def _cell(most: int) -> Shown:
    from coder.exporters.figures import shade

    def shown(value: "Value") -> str:
        number = int(value or 0)
        return f"{shade(number, most)} {number}" if number else "·"

    return shown


def _put_listed(found: "CrossTable", most: int) -> None:
    from coder.exporters.figures import shade

    length = min(max(width() - _BEFORE_NAME - max(map(len, found.columns), default=0), _BAR[0]), _BAR[-1])
    for row, numbers, total in zip(found.rows, found.numbers, found.row_totals, strict=True):
        put_heading(f"{row}  {total}")
        for name, number in zip(found.columns, numbers, strict=True):
            if number:
                bar = shade(number, most) * max(1, round(number / most * length))
                put(f"  {number:>7}  {bar:<{length}}  {name}")


def cell_command(found: "CrossTable", number: int) -> str:
    """The command that opens the first cell with this number."""
    row, column = next(
        (row, column)
        for row, numbers in zip(found.rows, found.numbers, strict=True)
        for column, each in zip(found.columns, numbers, strict=True)
        if each == number
    )
    words = ["coder", "quotes"]
    for name, key, value in ((found.row_name, found.row_key, row), (found.column_name, found.column_key, column)):
        singular = {"actors": "actor", "kinds": "kind", "places": "place"}.get(name, key)
        words += [_OPTIONS[name], value] if name in _OPTIONS else ["--where", f"{singular}={value}"]
    return " ".join(word if re.fullmatch(r"[\w.=-]+", word) else f'"{word}"' for word in words)
