"""Who did what, when."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text
from textual import work
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _
from coder.queries.log import LogLine, log
from coder.tui import words
from coder.tui.screens.base import CoderScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

_LINES = 500


class HistoryScreen(CoderScreen):
    """The latest steps, newest first; undo and redo work here as everywhere."""

    NAME = "history"
    AUTO_FOCUS = "RowTable"

    def compose_body(self) -> Iterator[Widget]:
        told = _("The latest steps. u takes back your own latest step, y does it again; nothing is ever lost.")
        yield Static(told, id="caption", markup=False)
        yield RowTable((Field(_("When"), 16), Field(_("Who"), 8, 1, most=20), Field(_("What"), 30, 3), Field("", 10)))

    def show_project(self) -> None:
        self._reload()

    @work(exclusive=True, group="reload")
    async def _reload(self) -> None:
        with self.complaining():
            self._show(await asyncio.to_thread(self.project.ask, log, _LINES))

    def _show(self, lines: Sequence[LogLine]) -> None:
        self.query_one(RowTable).show_rows([_row(line) for line in lines])


def _row(line: LogLine) -> TableRow:
    look = "strike dim" if line.undone else ""
    what = Text(words.one_line(line.what), style=look)
    undone = _("taken back") if line.undone else ""
    return TableRow(str(line.step), (_local(line.at), line.coder, what, undone))


def _local(instant: str) -> str:
    """An instant of the history in the time of this place."""
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")
