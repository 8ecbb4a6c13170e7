"""How often each theme and code occurs."""

from collections.abc import Iterator
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.tables import FEW_CASES, percent
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView
from coder.queries.frequencies import Frequency, FrequencyTable
from coder.queries.theme_counts import ThemeCounts, theme_counts
from coder.tui import dimensions, keys, words
from coder.tui.messages import ShowPassages, ShowQuotes, ShowWalk
from coder.tui.passages import CellPassages, RowPassages
from coder.tui.screens.base import WIDE
from coder.tui.screens.figure import Asked, FigureScreen
from coder.tui.screens.noting import ask_note
from coder.tui.widgets.bars import Bar
from coder.tui.widgets.grid import CellGrid, GridRow
from coder.tui.widgets.marks import code_name, code_style
from coder.tui.widgets.table import Field, RowTable, TableRow

_BY = "-by"
_PLAIN = "plain"
"""The answer that asks for no breaking down."""


class ThemesScreen(FigureScreen[ThemeCounts]):
    """Themes with all their codes, and each code by itself; Enter shows the quotes."""

    NAME = "themes"
    SHOWS_UNCODED = True
    BINDINGS: ClassVar[list[BindingType]] = [*keys.THEMES, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._themes_only = False
        self._by = ""
        """The dimension that the figures are broken down by; "" for none."""
        self._codes: list[CodeView] = []
        """In the order shown."""

    def compose_figure(self) -> Iterator[Widget]:
        yield RowTable(_fields(with_share=False))
        yield CellGrid()
        yield Static(id="here", markup=False)

    @property
    def figure_widget(self) -> Widget:
        return self.query_one(CellGrid if self._by else RowTable)

    @property
    def by_guide(self) -> bool:
        return self._by == "guide"

    def count(self, asked: Asked) -> ThemeCounts:
        return self.project.ask(theme_counts, self._by, asked.selection, asked.guide, asked.filter)

    def show_figure(self, figure: ThemeCounts, asked: Asked) -> None:
        self.set_class(bool(figure.by_code.values), _BY)
        listed = {row.code for row in figure.by_code.rows} | {row.theme for row in figure.by_theme.rows}
        self._codes = [
            code for code in asked.known.codes if code.key in listed and (code.parent is None or not self._themes_only)
        ]
        told = _("A theme's row counts all its codes; a code's row its own codings.")
        if figure.by_code.values:
            told = _("Codings by {dimension}.").format(dimension=dimensions.title(self._by)) + " " + told
            self._show_broken_down(figure)
        else:
            self._show_plain(figure)
        self.caption(told, figure.by_code.scope)

    def _show_plain(self, figure: ThemeCounts) -> None:
        with_share = figure.by_code.all_cases >= FEW_CASES and self.app.size.width >= WIDE
        table = self.query_one(RowTable)
        table.lay_out(_fields(with_share))
        table.show_rows([self._row(code, figure.of(code), figure, with_share) for code in self._codes])

    def _row(self, code: CodeView, counts: Frequency, figure: ThemeCounts, with_share: bool) -> TableRow:
        empty = Style(color=self.app.theme_variables["secondary"], dim=True)
        share = counts.cases / max(1, figure.by_code.all_cases)
        drawn = Bar(share, code_style(code.colour, self.app), empty)
        numbers = [words.number(each) if each else "–" for each in (counts.sources, counts.codings, counts.characters)]
        if with_share:
            numbers.append(percent(counts.share, translator(current_language())))
        return TableRow(code.key, (self._called(code), drawn, _cases(counts, figure), *numbers))

    def _show_broken_down(self, figure: ThemeCounts) -> None:
        rows = [
            GridRow(
                code.key,
                self._called(code),
                (_cases(counts, figure), words.number(counts.codings)),
                figure.numbers[code.key],
            )
            for code, counts in ((code, figure.of(code)) for code in self._codes)
        ]
        titles = [self.labels.of(self._by, value) for value in figure.by_code.values]
        self.query_one(CellGrid).show(rows, titles, (_("Cases"), _("Codings")))
        self._show_here()

    def _called(self, code: CodeView) -> Text:
        return code_name(code.name, code.colour, self.app, indent=2 * code.depth, bold=code.parent is None)

    @on(CellGrid.Moved)
    def _show_here(self) -> None:
        """The cell at hand in words."""
        grid, code = self.query_one(CellGrid), self._code
        if code is None or self.figure is None:
            return
        told = self._codings(self.figure.of(code).codings)
        if grid.column is not None:
            value = self.figure.by_code.values[grid.column]
            told = self._codings(self.figure.numbers[code.key][grid.column])
            told = f"{self.labels.whole(self._by, value)}: {told}"
        self.query_one("#here", Static).update(Content(words.one_line(f"{code.name} · {told}")))

    def _codings(self, number: int) -> str:
        return ngettext("{number} coding", "{number} codings", number).format(number=words.number(number))

    @property
    def _code(self) -> CodeView | None:
        """The code at hand."""
        if self.has_class(_BY):
            row = self.query_one(CellGrid).row
            return self._codes[row] if row is not None else None
        key = self.query_one(RowTable).key
        return next((code for code in self._codes if code.key == key), None)

    # What the keys do.

    def figure_to_export(self) -> tuple[FrequencyTable, str] | None:
        if self.figure is None:
            return None
        return self.figure.by_theme if self._themes_only and not self._by else self.figure.by_code, self._by

    def action_quotes(self) -> None:
        """Of a cell exactly what it counts. Without a filter and columns, a code with the codes under it."""
        code, asked = self._code, self.asked
        if code is None or asked is None:
            return
        grid = self.query_one(CellGrid)
        along = "themes" if code.parent is None else "codes"
        if self.has_class(_BY) and grid.column is not None and self.figure is not None:
            value = self.figure.by_code.values[grid.column]
            title = f"{code.name} × {self.labels.of(self._by, value)}"
            cell = (along, code.key, self._by, value)
            self.post_message(ShowPassages(CellPassages(title, *asked.chosen, *cell)))
        elif self.has_class(_BY) or asked.narrowed:
            self.post_message(ShowPassages(RowPassages(code.name, *asked.chosen, along, (code.key,))))
        else:
            self.post_message(ShowQuotes(code.key))

    def action_walk(self) -> None:
        if self._code is not None:
            self.post_message(ShowWalk(self._code.key))

    def action_toggle_codes(self) -> None:
        self._themes_only = not self._themes_only
        self.show_project()

    def action_by(self) -> None:
        """Choose what the columns are, or that there are none."""
        plain = (_PLAIN, _("No columns: cases, sources, codings, characters"))
        self.choose_dimension(_("Codings by what?"), self._break_down, plain)

    def _break_down(self, by: str) -> None:
        self._by = "" if by == _PLAIN else by
        self.set_class(bool(self._by), _BY)
        self.figure_widget.focus()
        self.show_project()

    def action_note(self) -> None:
        if self._code is not None:
            ask_note(self, f"code:{self._code.key}", self._code.key, self.show_project)


def _fields(with_share: bool) -> tuple[Field, ...]:
    fields = (
        Field(_("Theme and code"), 19, 4),
        Field("", 10, 2, most=30),
        Field(_("Cases"), 9, right=True),
        Field(_("Sources"), 7, 1, right=True, most=9),
        Field(_("Codings"), 9, 1, right=True, most=10),
        Field(_("Characters"), 10, 1, right=True, most=11),
    )
    return (*fields, Field(_("Share of talk"), 13, 1, right=True, most=14)) if with_share else fields


def _cases(counts: Frequency, figure: ThemeCounts) -> str:
    return _("{cases} of {all}").format(cases=counts.cases, all=figure.by_code.all_cases)
