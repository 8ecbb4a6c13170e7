"""What still stands after names were replaced."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from coder.i18n import N_, _, ngettext
from coder.project.names.pseudonyms import NOT_ANONYMOUS
from coder.project.names.residues import Residue
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow


class ResiduesScreen(CoderModal[Residue | None]):
    """Gives the place somebody wants to look at; None for escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("In its place")),
        Binding("escape", "leave", N_("Close")),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, found: Sequence[Residue]) -> None:
        super().__init__()
        self._found = tuple(found)

    def compose(self) -> ComposeResult:
        number = len(self._found)
        said = ngettext("{number} place needs a look.", "{number} places need a look.", number).format(number=number)
        with Vertical(classes="box"):
            title = said if number else _("Nothing was found that still stands.")
            yield Static(title, classes="title", markup=False)
            yield Static(_(NOT_ANONYMOUS), id="lines", markup=False)
            fields = (Field(_("Where"), 16, 1, most=30), Field(_("What"), 24, 1, most=44), Field(_("Text"), 16, 2))
            yield RowTable(fields)
            yield KeyBar()

    def on_mount(self) -> None:
        rows = [
            TableRow(str(number), (each.where_in_words(), each.what_in_words(), each.text))
            for number, each in enumerate(self._found)
        ]
        self.query_one(RowTable).show_rows(rows)

    def action_choose(self) -> None:
        key = self.query_one(RowTable).key
        self.dismiss(self._found[int(key)] if key is not None else None)
