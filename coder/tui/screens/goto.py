"""Going somewhere in the interview: a line that takes a turn's number, a time stamp, or words of a guide question."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import _
from coder.queries.guide import Guide
from coder.queries.transcript import TranscriptView
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.targets import Target, targets
from coder.tui.widgets.table import Field, RowTable, TableRow


class GoToScreen(CoderModal[int | None]):
    """Gives an offset, or None for escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "", show=False),
        Binding("up", "move(-1)", "", show=False),
    ]

    def __init__(self, view: TranscriptView, guide: Guide | None) -> None:
        super().__init__()
        self._view = view
        self._guide = guide
        self._targets: list[Target] = []

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Go to"), classes="title", markup=False)
            yield Input(placeholder=_("12 for a turn, 00:14:30 for a time, or words of a guide question"), compact=True)
            yield RowTable((Field("", 30, 3), Field("", 14, 2)), show_header=False)
            yield Static(_("↑ ↓ choose · Enter goes there · Esc"), classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(RowTable).can_focus = False
        self.query_one(Input).focus()
        self._show("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        self._targets = targets(typed, self._view, self._guide)
        rows = [TableRow(str(number), self._cells(target)) for number, target in enumerate(self._targets)]
        self.query_one(RowTable).show_rows(rows, at="0")

    def _cells(self, target: Target) -> tuple[Text, Text]:
        look = "" if target.offset is not None else "dim"
        return Text(words.one_line(target.title), style=look), Text(words.one_line(target.about), style="dim")

    def action_move(self, by: int) -> None:
        table = self.query_one(RowTable)
        if by > 0:
            table.action_cursor_down()
        else:
            table.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self) -> None:
        key = self.query_one(RowTable).key
        if key is None:
            self.complain(_("Nothing here is called so; write a turn's number, a time, or words of a guide question."))
            return
        target = self._targets[int(key)]
        if target.offset is None:
            self.complain(f"{target.title}: {target.about}")
        else:
            self.dismiss(target.offset)
