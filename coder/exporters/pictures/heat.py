"""Cross tables as heat maps: every cell has its number, and a shading by lightness alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.exporters.document import Table
from coder.exporters.figures import crosstab_table
from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.labels import Labels
from coder.exporters.pictures.style import (
    BODY,
    INK,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    Page,
    box,
    height_of,
    ink_on,
    shade,
    text_width,
    wrapped,
)
from coder.exporters.privacy import TEAM
from coder.exporters.tables import frequency_table
from coder.i18n import Translator
from coder.queries.crosstab import CrossTable
from coder.queries.frequencies import FrequencyTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_ROWS, MOST_COLUMNS = 120, 40
"""What a person can still read; of more the fullest are drawn, and the data beside the picture has all."""

_NAMES = 2.5
_ROW = 0.24
_LEAST_COLUMN, _MOST_COLUMN = 0.3, 0.75
_HEAD = 1.5
_LEAST_MOST = 3
"""A table of ones is no table of the largest there is: it stands in lighter colours."""


@dataclass(frozen=True)
class _Grid:
    """Rows and columns by name, with their numbers."""

    rows: tuple[str, ...]
    heads: tuple[bool, ...]
    """Which rows are themes over their codes."""
    columns: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        return max((max(row, default=0) for row in self.numbers), default=0)


def crosstab_picture(found: CrossTable, labels: Labels, t: Translator, table: Table | None = None) -> Drawing:
    """A cross table; ``table`` is the data beside it, where it is not the table as it stands."""
    _ = t.gettext
    titles = {
        "cases": _("{rows} by {columns}, in cases"),
        "codings": _("{rows} by {columns}, in codings"),
        "sources": _("{rows} by {columns}, in sources"),
        "characters": _("{rows} by {columns}, in characters"),
    }
    names = dimension_names(t)
    rows, columns = (names.get(name, name) for name in (found.row_name, found.column_name))
    grid = _Grid(
        rows=tuple(labels.value(found.row_name, row, t) for row in found.rows),
        heads=tuple(found.row_name == "codes" and labels.is_theme(row) for row in found.rows),
        columns=tuple(labels.value(found.column_name, column, t) for column in found.columns),
        numbers=found.numbers,
    )
    return _picture(
        f"matrix-{found.row_name}-{found.column_name}",
        titles[found.measure].format(rows=rows, columns=columns[:1].lower() + columns[1:]),
        grid,
        crosstab_table(found, t) if table is None else table,
        t,
    )


def frequencies_by_picture(
    found: FrequencyTable, by: str, labels: Labels, t: Translator, audience: str = TEAM
) -> Drawing:
    """Frequencies broken down (``coder freq --by``): codes by values, in codings."""
    _ = t.gettext
    grid = _Grid(
        rows=tuple(labels.code(row.code) for row in found.rows),
        heads=tuple(labels.is_theme(row.code) for row in found.rows),
        columns=tuple(labels.value(by, value, t) for value in found.values),
        numbers=tuple(row.values for row in found.rows),
    )
    title = _("Codes by {columns}, in codings").format(columns=dimension_names(t).get(by, by).lower())
    return _picture("frequencies", title, grid, frequency_table(found, t, audience), t)


def dimension_names(t: Translator) -> dict[str, str]:
    """What rows and columns are called in a title."""
    _ = t.gettext
    return {
        "codes": _("Codes"),
        "themes": _("Themes"),
        "cases": _("Cases"),
        "sources": _("Sources"),
        "actors": _("Actors"),
        "kinds": _("Kinds of actors"),
        "places": _("Places"),
        "groups": _("Target groups"),
        "guide": _("Questions of the guide"),
        "about-actors": _("Actors spoken of"),
        "about-places": _("Places spoken of"),
        "voice": _("Voice"),
        "mode": _("Mode"),
    }


def _picture(name: str, title: str, whole: _Grid, table: Table, t: Translator) -> Drawing:
    _ = t.gettext
    grid = _fullest(whole)
    remarks = [
        _("The darker a cell, the larger its number, up to {most}; an empty cell is none.").format(most=grid.most)
    ]
    if (len(grid.rows), len(grid.columns)) != (len(whole.rows), len(whole.columns)):
        told = _(
            "The fullest {rows} of {all_rows} rows and {columns} of {all_columns} columns are drawn; the data beside "
            "the picture has all."
        )
        remarks.append(
            told.format(
                rows=len(grid.rows), all_rows=len(whole.rows), columns=len(grid.columns), all_columns=len(whole.columns)
            )
        )
    column = min(_MOST_COLUMN, max(_LEAST_COLUMN, (WIDTH - _NAMES) / max(1, len(grid.columns))))
    column = max(column, text_width("0" * len(str(grid.most)), SMALL) + 0.1)
    deep = max(1, int(column / height_of(1, SMALL)))
    heads = [wrapped(each, _HEAD, SMALL, most=deep) for each in grid.columns]
    head = max((text_width(line, SMALL) for lines in heads for line in lines), default=0.0) + 0.1
    return Drawing(
        name=name,
        title=title,
        description=_description(grid, t),
        language=t.language,
        table=table,
        draw=lambda page: _draw(page, grid, column, heads, head),
        width=max(WIDTH, _NAMES + 0.1 + column * len(grid.columns)),
        height=head + _ROW * len(grid.rows),
        remarks=tuple(remarks),
    )


def _fullest(grid: _Grid) -> _Grid:
    """The rows and columns with the largest sums, in their order, where there are too many to read."""
    rows = _largest([sum(row) for row in grid.numbers], MOST_ROWS)
    columns = _largest([sum(column) for column in zip(*grid.numbers, strict=True)], MOST_COLUMNS)
    if not grid.numbers:
        columns = list(range(min(len(grid.columns), MOST_COLUMNS)))
    return _Grid(
        tuple(grid.rows[row] for row in rows),
        tuple(grid.heads[row] for row in rows),
        tuple(grid.columns[column] for column in columns),
        tuple(tuple(grid.numbers[row][column] for column in columns) for row in rows),
    )


def _largest(sums: Sequence[int], most: int) -> list[int]:
    return sorted(sorted(range(len(sums)), key=lambda place: (-sums[place], place))[:most])


def _description(grid: _Grid, t: Translator) -> str:
    _ = t.gettext
    words = _("A heat map of {rows} rows and {columns} columns with the number in every cell.").format(
        rows=len(grid.rows), columns=len(grid.columns)
    )
    cells = [
        (number, row, column)
        for row, numbers in zip(grid.rows, grid.numbers, strict=True)
        for column, number in zip(grid.columns, numbers, strict=True)
        if number
    ]
    largest = sorted(cells, key=lambda cell: -cell[0])[:3]
    if largest:
        said = "; ".join(f"{row} × {column}: {number}" for number, row, column in largest)
        words += " " + _("Largest: {names}.").format(names=said)
    return words


def _draw(page: Page, grid: _Grid, column: float, heads: Sequence[Sequence[str]], head: float) -> None:
    axes = page.canvas()
    left, most = _NAMES + 0.1, grid.most
    top = page.height - head
    for place, lines in enumerate(heads):
        middle = left + column * (place + 0.5)
        for number, line in enumerate(lines):
            x = middle + height_of(1, SMALL) * (number - (len(lines) - 1) / 2)
            axes.text(x, top + 0.06, line, size=SMALL, rotation=90, ha="center", va="bottom", color=INK)
    for down, (name, is_head, numbers) in enumerate(zip(grid.rows, grid.heads, grid.numbers, strict=True)):
        y = top - _ROW * (down + 1)
        indent = 0.0 if is_head or not any(grid.heads) else 0.15
        words = "".join(wrapped(name, _NAMES - indent, BODY, most=1, bold=is_head)[:1])
        axes.text(indent, y + _ROW / 2, words, size=BODY, va="center", weight="bold" if is_head else "normal")
        for place, number in enumerate(numbers):
            if number:
                x, colour = left + column * place, shade(number, max(_LEAST_MOST, most))
                box(axes, (x, y), column, _ROW, colour, PAPER)
                x, ink = x + column / 2, ink_on(colour)
                axes.text(x, y + _ROW / 2, str(number), size=SMALL, ha="center", va="center", color=ink)
    _lattice(axes, left, top, column, len(grid.columns), len(grid.rows))


def _lattice(axes: "Axes", left: float, top: float, column: float, columns: int, rows: int) -> None:
    """Lines between all cells, so that an empty one is seen to be there."""
    right, bottom = left + column * columns, top - _ROW * rows
    axes.vlines([left + column * n for n in range(columns + 1)], bottom, top, color=RULE, linewidth=0.5, zorder=0.5)
    axes.hlines([top - _ROW * n for n in range(rows + 1)], left, right, color=RULE, linewidth=0.5, zorder=0.5)
