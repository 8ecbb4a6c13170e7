"""Two things crossed: codes, cases, places, groups, questions …; every cell opens the passages it counts."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.figures import crosstab_counted
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.crosstab import CrossTable, crosstab
from coder.queries.names import MEASURES
from coder.tui import dimensions, keys, words
from coder.tui.messages import ShowPassages
from coder.tui.passages import CellPassages
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.figure import Asked, FigureScreen
from coder.tui.widgets.grid import CellGrid, GridRow
from coder.tui.widgets.marks import code_name

_KEY = "crosstab"


class CrosstabScreen(FigureScreen[CrossTable]):
    """What is crossed and counted is chosen by keys, and stays for the next time."""

    NAME = "crosstab"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CROSSTAB, *keys.FAMILY]
    AUTO_FOCUS = "CellGrid"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        kept = project.remembered(_KEY)
        self._along = (str(kept.get("rows", "codes")), str(kept.get("columns", "cases")))
        self._measure = str(kept.get("count", "codings"))

    def compose_figure(self) -> Iterator[Widget]:
        yield CellGrid()
        yield Static(id="here", markup=False)

    @property
    def figure_widget(self) -> Widget:
        return self.query_one(CellGrid)

    @property
    def by_guide(self) -> bool:
        return "guide" in self._along

    def count(self, asked: Asked) -> CrossTable:
        rows, columns = self._along
        return self.project.ask(crosstab, rows, columns, self._measure, asked.selection, asked.guide, asked.filter)

    def show_figure(self, figure: CrossTable, asked: Asked) -> None:
        rows, columns = (dimensions.title(name) for name in (figure.row_name, figure.column_name))
        counted = crosstab_counted(figure, translator(current_language()))
        self.caption(f"{rows} × {columns}. {counted}", figure.scope)
        shown = [
            GridRow(row, self._called(figure, row), (words.number(total),), numbers)
            for row, numbers, total in zip(figure.rows, figure.numbers, figure.row_totals, strict=True)
        ]
        if shown:
            total = (words.number(figure.total),)
            shown.append(GridRow(None, Text(_("All")), total, figure.column_totals))
        titles = [self.labels.of(figure.column_name, value) for value in figure.columns]
        self.query_one(CellGrid).show(shown, titles, (_("All"),))
        self._show_here()

    def why_not(self, figure: CrossTable) -> str:
        empty = next(
            (n for n, v in ((figure.row_name, figure.rows), (figure.column_name, figure.columns)) if not v), ""
        )
        return _("There are no {dimension} here.").format(dimension=dimensions.title(empty)) if empty else ""

    def _called(self, figure: CrossTable, row: str) -> Text:
        code = self.labels.codes.get(row) if figure.row_name in ("codes", "themes") else None
        if code is not None:
            indent = 2 * code.depth if figure.row_name == "codes" else 0
            return code_name(code.name, code.colour, self.app, indent=indent, bold=code.parent is None)
        return Text(words.one_line(self.labels.whole(figure.row_name, row)))

    @on(CellGrid.Moved)
    def _show_here(self) -> None:
        """The cell at hand in words: ``Stuprör × AME Lycksele: 4 codings``."""
        figure, grid = self.figure, self.query_one(CellGrid)
        if figure is None or grid.row is None:
            return
        number = self._number(figure, grid.row, grid.column)
        told = f"{self._title(figure)}: {_measured(number, figure.measure)}"
        self.query_one("#here", Static).update(Content(words.one_line(told)))

    def _number(self, figure: CrossTable, row: int, column: int | None) -> int:
        if row == len(figure.rows):
            return figure.total if column is None else figure.column_totals[column]
        return figure.row_totals[row] if column is None else figure.numbers[row][column]

    def _at(self, figure: CrossTable) -> tuple[str | None, str | None]:
        """The row and the column at hand; None for a total."""
        grid = self.query_one(CellGrid)
        row = figure.rows[grid.row] if grid.row is not None and grid.row < len(figure.rows) else None
        return row, figure.columns[grid.column] if grid.column is not None else None

    def _title(self, figure: CrossTable) -> str:
        row, column = self._at(figure)
        everything = _("All")
        named = (
            self.labels.whole(name, value) if value is not None else everything
            for name, value in ((figure.row_name, row), (figure.column_name, column))
        )
        return " × ".join(named)

    # What the keys do.

    def action_open(self) -> None:
        figure, asked = self.figure, self.asked
        if figure is None or asked is None:
            return
        row, column = self._at(figure)
        across = (figure.column_name, column)
        cell = CellPassages(self._title(figure), *asked.chosen, figure.row_name, row, *across)
        self.post_message(ShowPassages(cell))

    def action_rows(self) -> None:
        self._choose(_("What are the rows?"), 0)

    def action_columns(self) -> None:
        self._choose(_("What are the columns?"), 1)

    def _choose(self, question: str, side: int) -> None:
        def chosen(name: str) -> None:
            other = self._along[1 - side]
            # The same on both sides would cross nothing: the other side takes what stood here.
            if name == other:
                other = self._along[side]
            self._cross(*((name, other) if side == 0 else (other, name)))

        self.choose_dimension(question, chosen)

    def action_swap(self) -> None:
        self._cross(*reversed(self._along))

    def _cross(self, rows: str, columns: str) -> None:
        if (rows, columns) != self._along:
            self._along = (rows, columns)
            self.query_one(CellGrid).go_to(0)
            self._changed_choice()

    def action_measure(self) -> None:
        """Choose what the cells count."""
        answers = [(name, _(dimensions.MEASURES[name])) for name in MEASURES]
        self.app.push_screen(ChooseScreen(_("What do the cells count?"), answers), self._count)

    def _count(self, measure: str | None) -> None:
        if measure is not None:
            self._measure = measure
            self._changed_choice()

    def _changed_choice(self) -> None:
        with self.complaining():
            kept = {"rows": self._along[0], "columns": self._along[1], "count": self._measure}
            self.project.remember(_KEY, kept)
        self.show_project()


def _measured(number: int, measure: str) -> str:
    told = {
        "cases": ngettext("{number} case", "{number} cases", number),
        "codings": ngettext("{number} coding", "{number} codings", number),
        "sources": ngettext("{number} source", "{number} sources", number),
        "characters": ngettext("{number} character", "{number} characters", number),
    }[measure]
    return told.format(number=words.number(number))
