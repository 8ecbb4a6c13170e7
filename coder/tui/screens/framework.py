"""Framework matrices: a theme's cases and codes; Enter opens a cell, to sum up what stands in it."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView
from coder.queries.framework import Cell, Framework, cell_passages, framework, themes
from coder.tui import keys, words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.exporting import ExportingScreen
from coder.tui.screens.framework_cell import CellScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.grid import CellGrid, GridRow

_EMPTY = "-instead"
_WRITTEN = "✎"


@dataclass(frozen=True)
class _Known:
    themes: tuple[CodeView, ...]
    matrix: Framework | None
    """None where the codebook has no theme."""


class FrameworkScreen(ExportingScreen, AskingScreen[_Known]):
    """One theme at a time; ✎ marks the cells that somebody has summed up."""

    NAME = "framework"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.FRAMEWORK, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "CellGrid"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._theme = ""
        self._known: _Known | None = None

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield CellGrid()
        yield Static(id="here", markup=False)
        yield Static(id="instead", markup=False)

    def ask(self) -> _Known:
        found = self.project.ask(themes)
        keys_ = [theme.key for theme in found]
        theme = self._theme if self._theme in keys_ else next(iter(keys_), "")
        return _Known(found, self.project.ask(framework, theme) if theme else None)

    def show_answer(self, answer: _Known) -> None:
        self._known = answer
        matrix = answer.matrix
        instead = _nothing(matrix)
        self.set_class(bool(instead), _EMPTY)
        self.query_one("#instead", Static).update(Content(instead))
        if matrix is None:
            return
        self._theme = matrix.theme.key
        self.query_one("#caption", Static).update(self._caption(matrix, len(answer.themes)))
        rows = [
            GridRow(
                case,
                Text(words.one_line(case)),
                (),
                tuple(cell.codings for cell in row),
                tuple(_WRITTEN if cell.summary else "" for cell in row),
            )
            for case, row in zip(matrix.cases, matrix.cells, strict=True)
        ]
        grid = self.query_one(CellGrid)
        grid.show(rows, [code.name for code in matrix.codes], ())
        if grid.column is None and matrix.codes and rows:
            grid.go_to(grid.row or 0, 0)
        self._show_here()

    def _caption(self, matrix: Framework, number: int) -> Content:
        place = next(n for n, theme in enumerate(self._themes, 1) if theme.key == matrix.theme.key)
        missing = len(matrix.missing)
        left = ngettext(
            "{number} cell with passages waits for a summary",
            "{number} cells with passages wait for a summary",
            missing,
        ).format(number=words.number(missing))
        # The theme stands in front: as a filter, by its id, it would stand there twice.
        scope = replace(matrix.scope, conditions=()).in_words(translator(current_language()))
        name, written = f"{words.one_line(matrix.theme.name)} ({place}/{number})", _("✎ summed up")
        return Content.assemble((name, "bold"), f" · {left}\n", (f"{written} · {scope}", "$muted"))

    @property
    def _themes(self) -> tuple[CodeView, ...]:
        return self._known.themes if self._known is not None else ()

    @property
    def _matrix(self) -> Framework | None:
        return self._known.matrix if self._known is not None else None

    @property
    def _cell(self) -> Cell | None:
        """The cell at hand; None beside the columns."""
        matrix, grid = self._matrix, self.query_one(CellGrid)
        if matrix is None or grid.row is None or grid.column is None:
            return None
        return matrix.cells[grid.row][grid.column]

    @on(CellGrid.Moved)
    def _show_here(self) -> None:
        """The cell at hand in words: its number of passages, and its summary."""
        cell, matrix = self._cell, self._matrix
        if cell is None or matrix is None:
            self.query_one("#here", Static).update(Content(""))
            return
        name = next(code.name for code in matrix.codes if code.key == cell.code)
        number = ngettext("{number} passage", "{number} passages", cell.codings).format(number=cell.codings)
        told = f"{words.one_line(cell.case)} × {words.one_line(name)}: {number}"
        said = cell.summary.text if cell.summary else _("Nobody has summed this up yet.") if cell.codings else ""
        look = "" if cell.summary else "$muted"
        self.query_one("#here", Static).update(Content.assemble((told, "bold"), "\n", (glyphs.shown(said), look)))

    # What the keys do.

    def figure_to_export(self) -> tuple[Framework, str] | None:
        matrix = self._matrix
        return (matrix, "") if matrix is not None and not self.has_class(_EMPTY) else None

    def action_open(self) -> None:
        cell, matrix = self._cell, self._matrix
        if cell is None or matrix is None:
            self.tell(_("Choose a cell: → goes to the first code."))
            return
        name = next(code.name for code in matrix.codes if code.key == cell.code)
        self._open(cell, name)

    @work(exclusive=True, group="cell", exit_on_error=False)
    async def _open(self, cell: Cell, name: str) -> None:
        """Its passages are read beside the event loop: that takes long in a large project."""
        passages = await asyncio.to_thread(self.project.ask, cell_passages, cell.case, cell.code)
        write = None if self.project.past else partial(self._write, cell)
        self.app.push_screen(CellScreen(cell, name, passages, write), self._left)

    def _left(self, onward: int | None) -> None:
        if onward is not None:
            self._go_on(onward)

    @work(exclusive=True, group="cell", exit_on_error=False)
    async def _go_on(self, onward: int) -> None:
        """Show what was written, and go on to another cell if that was asked for."""
        with self.complaining():
            self.show_answer(await asyncio.to_thread(self.ask))
            if onward and self._go_missing(onward):
                self.action_open()

    def _write(self, cell: Cell, text: str) -> None:
        outside = self.project.write_summary(cell.case, cell.code, text)
        self.tell(_("Saved.") if text else _("The summary is taken away."))
        if outside:
            told = _("Cited from outside this cell: {quotes}.").format(quotes=", ".join(outside))
            self.notify(words.one_line(told), severity="warning", markup=False, timeout=8)

    def action_remove(self) -> None:
        cell = self._cell
        if cell is not None and cell.summary is not None:
            with self.complaining():
                self._write(cell, "")
            self.show_project()

    def action_missing(self, by: int) -> None:
        if not self._go_missing(by):
            self.tell(_("Every cell that has passages has a summary."))

    def _go_missing(self, by: int) -> bool:
        """To the next cell, or the one before, that waits for a summary; round the matrix. False if there is none."""
        matrix, grid = self._matrix, self.query_one(CellGrid)
        if matrix is None or grid.row is None or not matrix.missing:
            return False
        across = len(matrix.codes)
        here = grid.row * across + (grid.column if grid.column is not None else -1)
        all_cells = [cell for row in matrix.cells for cell in row]
        for apart in range(1, len(all_cells) + 1):
            place = (here + by * apart) % len(all_cells)
            if all_cells[place].missing:
                grid.go_to(place // across, place % across)
                return True
        return False

    def action_theme(self) -> None:
        answers = [(theme.key, theme.name) for theme in self._themes]
        if answers:
            self.app.push_screen(ChooseScreen(_("The matrix of which theme?"), answers), self._choose)

    def action_turn_theme(self, by: int) -> None:
        found = [theme.key for theme in self._themes]
        if self._theme in found:
            self._choose(found[(found.index(self._theme) + by) % len(found)])

    def _choose(self, theme: str | None) -> None:
        if theme is not None and theme != self._theme:
            self._theme = theme
            self.query_one(CellGrid).go_to(0, 0)
            self.show_project()


def _nothing(matrix: Framework | None) -> str:
    """What to do where there is no matrix, "" where there is one."""
    if matrix is None:
        return _("The codebook has no themes yet; every theme has a matrix. F3, then b and n, makes a code.")
    if not matrix.cases:
        return _("The rows are cases, and no interview is loaded yet: F2, then l, loads transcripts.")
    if not matrix.codes:
        return _("This theme has no codes yet; t goes to another theme.")
    return ""
