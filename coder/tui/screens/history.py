"""Who did what, when."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from coder.history import TakenBack
from coder.history.names import in_words
from coder.i18n import _
from coder.queries.log import LogLine, log
from coder.tui import keys, words
from coder.tui.messages import ShowPast
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.moment import MomentScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

_LINES = 500

Answer = tuple[tuple[LogLine, ...], TakenBack | None]


class HistoryScreen(AskingScreen[Answer]):
    """The latest steps, newest first; undo and redo work here as everywhere."""

    NAME = "history"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.HISTORY]
    AUTO_FOCUS = "RowTable"

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable((Field(_("When"), 16), Field(_("Who"), 8, 1, most=20), Field(_("What"), 30, 3), Field("", 10)))

    def ask(self) -> Answer:
        return self.project.ask(log, _LINES), self.project.next_undo()

    def show_answer(self, answer: Answer) -> None:
        lines, next_undo = answer
        self.query_one("#caption", Static).update(self._caption(next_undo))
        self.query_one(RowTable).show_rows([_row(line) for line in lines])

    def _caption(self, next_undo: TakenBack | None) -> str:
        if self.project.past:
            told = _("The project as of {moment}: look, but nothing can be changed. Ctrl+Q goes back to today.")
            return words.one_line(told.format(moment=self.project.past))
        if next_undo is None:
            return _("The latest steps. There is nothing of yours to take back. Enter shows the project after a step.")
        told = _("u takes back: {step}. y does again what was taken back. Enter shows the project after a step.")
        return words.one_line(told.format(step=in_words(next_undo.kind, next_undo.detail)))

    def action_show_past(self) -> None:
        """The project as it was when the step at hand had been done."""
        step = self.query_one(RowTable).key
        if step:
            self.post_message(ShowPast(step))

    def action_ask_past(self) -> None:
        self.app.push_screen(MomentScreen(), self._asked)

    def _asked(self, moment: str | None) -> None:
        if moment is None:
            return
        with self.complaining():
            self.project.step_as_of(moment)
            self.post_message(ShowPast(moment))


def _row(line: LogLine) -> TableRow:
    look = "strike dim" if line.undone else ""
    what = Text(words.one_line(line.what), style=look)
    undone = _("taken back") if line.undone else ""
    return TableRow(str(line.step), (_local(line.at), line.coder, what, undone))


def _local(instant: str) -> str:
    """An instant of the history in the time of this place."""
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")
