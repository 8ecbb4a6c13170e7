"""What the columns of a table of quotes are for, and which quotes are taken, before they are looked for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coder.i18n import N_, _
from coder.project.exchange.quoted import QuoteWishes
from coder.readers.csv_rows import Table
from coder.readers.quote_rows import CODE, CODER, NEEDED, NOTE, QUOTE, ROLES, SOURCE, guessed_columns
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_NEW, _LEAST = "new", "least"
_NAMES = {
    QUOTE: N_("Quote"),
    CODE: N_("Code"),
    SOURCE: N_("Interview"),
    CODER: N_("Coder"),
    NOTE: N_("Note"),
}


class ColumnsScreen(CoderModal[QuoteWishes | None]):
    """Gives how the table is to be taken, None for escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", N_("Change")),
        Binding("p", "done", N_("Preview")),
        Binding("escape", "leave", N_("Cancel")),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, path: Path, table: Table) -> None:
        super().__init__()
        self._path = path
        self._table = table
        self._headings = [name for name in table.header if name]
        self._wishes = QuoteWishes(guessed_columns(table.header))

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._path.name), classes="title", markup=False)
            fields = (Field("", 16), Field(_("Column"), 20, 1, most=30), Field(_("In the first row"), 16, 3))
            yield RowTable(fields, id="columns")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def action_change(self) -> None:
        key = self.query_one(RowTable).key
        if key == _NEW:
            self._wish(replace(self._wishes, new_codes=not self._wishes.new_codes))
        elif key == _LEAST:
            question = _("How alike, in per cent, must a quote and what was said be where words differ?")
            self.app.push_screen(PromptScreen(question, str(round(100 * self._wishes.least))), self._set_least)
        elif key:
            none = [] if key in NEEDED else [("", _("no column"))]
            answers = [(str(number), name) for number, name in enumerate(self._headings)]
            question = _("Which column is it: {name}?").format(name=_(_NAMES[key]))
            self.app.push_screen(ChooseScreen(question, [*answers, *none]), lambda chosen: self._set(key, chosen))

    def action_done(self) -> None:
        missing = [_(_NAMES[role]) for role in NEEDED if not self._wishes.columns.get(role)]
        if missing:
            self.complain(_("Choose a column first: {names}.").format(names=", ".join(missing)))
        else:
            self.dismiss(self._wishes)

    def _set(self, role: str, chosen: str | None) -> None:
        if chosen is None:
            return
        heading = self._headings[int(chosen)] if chosen else ""
        others = {each: name for each, name in self._wishes.columns.items() if name != heading}
        self._wish(replace(self._wishes, columns={**others, role: heading}))

    def _set_least(self, typed: str | None) -> None:
        if typed is None:
            return
        number = typed.strip().rstrip("% ")
        if number.isdecimal() and 1 <= int(number) <= 100:
            self._wish(replace(self._wishes, least=int(number) / 100))
        else:
            self.complain(_("Give a whole number from 1 to 100, not “{text}”.").format(text=typed))

    def _wish(self, wishes: QuoteWishes) -> None:
        self._wishes = wishes
        self._show()

    def _show(self) -> None:
        wishes = self._wishes
        rows = [TableRow(role, (_(_NAMES[role]), *self._column(role))) for role in ROLES]
        new = _("made") if wishes.new_codes else _("refused, row by row")
        rows.append(TableRow(_NEW, (_("Unknown codes"), new, "")))
        rows.append(
            TableRow(_LEAST, (_("Edited quotes"), _("{number} % alike").format(number=round(100 * wishes.least)), ""))
        )
        self.query_one(RowTable).show_rows(rows)

    def _column(self, role: str) -> Sequence[str]:
        heading = self._wishes.columns.get(role, "")
        if not heading:
            return ("–", "")
        place = self._table.header.index(heading)
        return (words.one_line(heading), words.one_line(self._table.rows[0][1][place]))
