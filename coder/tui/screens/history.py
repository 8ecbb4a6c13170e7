"""Who did what, when."""

from collections.abc import Iterator
from datetime import datetime

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _
from coder.queries.log import LogLine, log
from coder.tui import words
from coder.tui.screens.asking import AskingScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

_LINES = 500


class HistoryScreen(AskingScreen[tuple[LogLine, ...]]):
    """The latest steps, newest first; undo and redo work here as everywhere."""

    NAME = "history"
    AUTO_FOCUS = "RowTable"

    def compose_body(self) -> Iterator[Widget]:
        told = _("The latest steps. u takes back your own latest step, y does it again; nothing is ever lost.")
        yield Static(told, id="caption", markup=False)
        yield RowTable((Field(_("When"), 16), Field(_("Who"), 8, 1, most=20), Field(_("What"), 30, 3), Field("", 10)))

    def ask(self) -> tuple[LogLine, ...]:
        return self.project.ask(log, _LINES)

    def show_answer(self, answer: tuple[LogLine, ...]) -> None:
        self.query_one(RowTable).show_rows([_row(line) for line in answer])


def _row(line: LogLine) -> TableRow:
    look = "strike dim" if line.undone else ""
    what = Text(words.one_line(line.what), style=look)
    undone = _("taken back") if line.undone else ""
    return TableRow(str(line.step), (_local(line.at), line.coder, what, undone))


def _local(instant: str) -> str:
    """An instant of the history in the time of this place."""
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")
