"""The distribution of roles: actors down, functions across; Enter opens a cell's quotes and the text written of it."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.document import Table
from coder.exporters.measures import beside_table, measures_table
from coder.exporters.roles import (
    ASIDE,
    MODE_TITLES,
    OTHERS,
    OWN,
    actor_name,
    contested_in_words,
    legend,
    matrix_table,
    no_functions,
    rule_in_words,
    said_in_words,
)
from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.claims import NOBODY
from coder.synthesis.roles import NOW, WANTED, Distribution, FunctionRow, RoleCell
from coder.tui import keys, words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.claims import ClaimsScreen, Side
from coder.tui.screens.telling import TellScreen
from coder.tui.widgets.sign_matrix import SignMatrix

_KEY = "roles"


class RolesScreen(AskingScreen[Distribution]):
    """Today or as wanted, by a key; the choice stays for the next time."""

    NAME = "roles"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.ROLES, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "SignMatrix"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._found: Distribution | None = None
        self._mode = WANTED if project.remembered(_KEY).get("mode") == WANTED else NOW

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield SignMatrix()
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="cell", markup=False)

    def ask(self) -> Distribution:
        return self.project.roles()

    def show_answer(self, answer: Distribution) -> None:
        self._found = answer
        t = translator(current_language())
        caption = self.query_one("#caption", Static)
        if not answer.functions:
            caption.update(Content(no_functions(t)))
            return
        told = (t.gettext(MODE_TITLES[self._mode]), "bold")
        divided = "  " + _("⇄ different people want it of different actors") if self._mode == WANTED else ""
        caption.update(Content.assemble(told, "  ", (legend(t) + divided, "$muted")))
        table = matrix_table(answer, self._mode, t)
        named = [*(actor.key for actor in answer.actors), NOBODY]
        shown = [key for key in named if any(not self._cell(f.code.key, key).empty for f in answer.functions)]
        rows = [(key, [str(cell) for cell in cells]) for key, cells in zip(shown, table.rows, strict=True)]
        columns = [
            (f.code.key, ("⇄ " if f.divided and self._mode == WANTED else "") + f.code.name) for f in answer.functions
        ]
        self.query_one(SignMatrix).show_cells(rows, columns)
        self._show_cell()

    def _cell(self, function: str, actor: str) -> RoleCell:
        assert self._found is not None
        return self._found.cell(function, actor, self._mode)

    @property
    def at_hand(self) -> RoleCell | None:
        """The cell at hand."""
        at = self.query_one(SignMatrix).at
        return self._cell(at[1], at[0]) if at is not None and self._found is not None else None

    @on(SignMatrix.Moved)
    def _show_cell(self) -> None:
        cell, found = self.at_hand, self._found
        pane = self.query_one("#cell", Static)
        if cell is None or found is None:
            pane.update("")
            return
        t = translator(current_language())
        title = words.one_line(f"{self._function(cell)} · {actor_name(found, cell.actor, t)}")
        parts: list[str | tuple[str, str]] = [(title, "bold"), "\n"]
        parts.append(said_in_words(cell, t) or _("Nothing is said of it."))
        if cell.contested:
            reason = contested_in_words(cell, t)
            parts += ["\n", (_("Contested: {reason}.").format(reason=reason), "bold")]
        if self._mode == WANTED and self._row(cell).divided:
            parts += ["\n", _("Different people want it of different actors.")]
        if cell.text:
            parts += ["\n", ("✎ " + words.one_line(cell.text), "italic")]
        pane.update(Content.assemble(*parts))

    def _row(self, cell: RoleCell) -> FunctionRow:
        assert self._found is not None
        return next(row for row in self._found.functions if row.code.key == cell.function)

    def _function(self, cell: RoleCell) -> str:
        return self._row(cell).code.name

    # What the keys do.

    def action_turn(self) -> None:
        """Today, or as wanted."""
        self._mode = NOW if self._mode == WANTED else WANTED
        with self.complaining():
            self.project.remember(_KEY, {"mode": self._mode})
        if self._found is not None:
            self.show_answer(self._found)

    def action_open(self) -> None:
        cell, found = self.at_hand, self._found
        if cell is None or found is None:
            return
        t = translator(current_language())
        mode = t.gettext(MODE_TITLES[cell.mode])
        title = f"{self._function(cell)} · {actor_name(found, cell.actor, t)} · {mode}"
        contested = contested_in_words(cell, t)
        lines = [said_in_words(cell, t), _("Contested: {reason}.").format(reason=contested) if contested else ""]
        sides = (
            Side(OWN, _("Own claim"), cell.own),
            Side(OTHERS, _("Others' claim"), cell.others),
            Side(ASIDE, _("Not counted"), cell.aside),
        )
        may_write = cell.actor != NOBODY and not self.project.past
        screen = ClaimsScreen(title, lines, sides, cell.text if may_write else None)
        self.app.push_screen(screen, lambda text: self._write(cell, text))

    def _write(self, cell: RoleCell, text: str | None) -> None:
        if text is None:
            return
        with self.complaining():
            self.project.write_role(cell.function, cell.actor, cell.mode, text)
            self.show_project()
            self.tell(_("Written. u: undo") if text else _("The text is taken away. u: undo"))

    def action_measures(self) -> None:
        """The projects of the registers, and how the money is spoken of."""
        if self._found is None:
            return
        t = translator(current_language())
        tables = (measures_table(self._found, t), beside_table(self._found, t))
        self.app.push_screen(TellScreen(_("Measures, and the money behind them"), list(_lines(tables))))

    def action_rule(self) -> None:
        if self._found is None:
            return
        t = translator(current_language())
        lines = [rule_in_words(t), "", legend(t), "", self._found.scope.in_words(t)]
        self.app.push_screen(TellScreen(_("What counts"), lines))


def _lines(tables: tuple[Table, ...]) -> Iterator[str]:
    """Tables as lines: the first two cells of a row, then the others with their titles."""
    for table in tables:
        yield table.caption
        for row in table.rows:
            told = [
                f"{column.title.lower()}: {value}"
                for column, value in zip(table.columns[2:], row[2:], strict=True)
                if value
            ]
            yield f"– {row[1]}. " + ". ".join(told)
        yield ""
