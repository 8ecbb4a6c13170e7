"""Tables on the terminal: plain columns that fit its width, drawn with characters every terminal has."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from coder.cli.output import is_colourful, one_line, put_block, width
from coder.i18n import _, current_language

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value

_GAP = 2
_LEAST_TEXT = 30
"""Below this a column of running text is no longer read but spelled."""
_LEAST_NAME = 10

Shown = Callable[["Value"], str]


class _Column:
    """A column as it is drawn, with the least width it can be read at and the one it would like."""

    def __init__(self, key: str, title: str, cells: Sequence[str], numeric: bool, flexible: bool) -> None:
        from rich.cells import cell_len

        self.key = key
        self.title = title
        self.cells = cells
        self.numeric = numeric
        text = max(map(cell_len, cells), default=0)
        self.wanted = max(cell_len(title), text)
        # A heading may break between its words, running text anywhere.
        self.least = max([cell_len(word) for word in title.split()] + [min(text, _LEAST_TEXT) if flexible else text])


def put_grid(
    table: "Table", optional: Sequence[str] = (), flexible: str = "", shown: Mapping[str, Shown] | None = None
) -> None:
    """The table, then its caption. Of the columns named ``optional`` the first ones give way where room is short.

    Without rows there is no table: headings alone would tell nobody anything.
    ``flexible`` names the column whose text may wrap; ``shown`` says how a column's values are written for people.
    """
    columns = _columns(table, flexible, shown or {})
    kept = _fitting(columns, optional) if table.rows else []
    if kept:
        _draw(kept, _widths(kept))
    left_out = [column.title for column in columns if column not in kept and table.rows]
    if left_out:
        said = _("Left out for want of room: {names}; --format csv has everything.").format(names=", ".join(left_out))
        put_block(said, indent=0)
    if table.caption:
        put_block(table.caption, indent=0)


def fits(table: "Table", shown: Mapping[str, Shown] | None = None) -> bool:
    """True if every column of the table finds room on the terminal; ``shown`` as for ``put_grid``."""
    return _total([column.least for column in _columns(table, "", shown or {})]) <= width()


def _columns(table: "Table", flexible: str, shown: Mapping[str, Shown]) -> list[_Column]:
    from coder.exporters import document

    language = current_language()

    def cells(index: int, key: str) -> list[str]:
        write = shown.get(key) or (lambda value: document.shown(value, language))
        return [one_line(write(row[index])) for row in table.rows]

    return [
        _Column(column.key, column.title, cells(index, column.key), numeric, column.key == flexible)
        for index, (column, numeric) in enumerate(zip(table.columns, table.numeric(), strict=True))
    ]


def _fitting(columns: Sequence[_Column], optional: Sequence[str]) -> list[_Column]:
    kept = list(columns)
    for key in optional:
        if _total([column.least for column in kept]) <= width():
            break
        kept = [column for column in kept if column.key != key]
    return kept


def _widths(columns: Sequence[_Column]) -> list[int]:
    """Each column's width: what is missing is taken from the widest, what is left over goes from left to right."""
    widths = [column.least for column in columns]
    missing = _total(widths) - width()
    if missing > 0:
        widest = widths.index(max(widths))
        widths[widest] = max(_LEAST_NAME, widths[widest] - missing)
    for index, column in enumerate(columns):
        widths[index] += max(0, min(column.wanted - widths[index], width() - _total(widths)))
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _draw(columns: Sequence[_Column], widths: Sequence[int]) -> None:
    """Rich lays the columns out. Cells are ``Text``, so that nothing in them is taken for markup."""
    from rich.box import Box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    under_heads = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
    grid = RichTable(box=under_heads, show_edge=False, pad_edge=False, padding=(0, 1), collapse_padding=True)
    for column, size in zip(columns, widths, strict=True):
        justify = "right" if column.numeric else "left"
        grid.add_column(Text(column.title), justify=justify, overflow="fold", width=size)  # type: ignore[arg-type]
    for row in zip(*(column.cells for column in columns), strict=True):
        grid.add_row(*map(Text, row))
    colourful = is_colourful(sys.stdout)
    console = Console(
        file=sys.stdout, width=width(), force_terminal=colourful, no_color=not colourful, highlight=False, emoji=False
    )
    with console.capture() as captured:
        console.print(grid)
    for line in captured.get().splitlines():
        print(line.rstrip())
