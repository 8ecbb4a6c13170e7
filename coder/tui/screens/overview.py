"""How the study stands: how far, what stands out, where coders differ, what is new, what to do; Enter shows more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.beginning import NextStep, next_step
from coder.queries.overview import Overview, overview, week_ago
from coder.queries.overview_words import INTERVIEW, QUOTES, Line, lines, title
from coder.tui import keys
from coder.tui.messages import OpenInterview, ShowQuotes
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.widgets.bars import bar
from coder.tui.widgets.table import Cell, Field, RowTable, TableRow

_KEY = "overview"
_NOTHING = "-nothing"


@dataclass(frozen=True)
class _Answer:
    found: Overview
    suggestions: int
    next_step: NextStep | None


class OverviewScreen(AskingScreen[_Answer]):
    """The day since which something is new stays for the next time."""

    NAME = "overview"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.OVERVIEW, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._lines: tuple[Line, ...] = ()

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable((Field("", 13), Field("", 50, 1), Field("", 10, most=30)), show_header=False)

    def ask(self) -> _Answer:
        found = self.project.ask(overview, self._since)
        return _Answer(found, len(self.project.open_suggestions()), self.project.ask(next_step))

    @property
    def _since(self) -> str:
        return str(self.project.remembered(_KEY).get("since") or week_ago(date.today()))

    def show_answer(self, answer: _Answer) -> None:
        self._lines = lines(answer.found, answer.suggestions, translator(current_language()))
        told = (
            answer.next_step.words if answer.next_step else _("New is what was done since {day}; d names another day.")
        )
        self.query_one("#caption", Static).update(Content(told.format(day=answer.found.since)))
        before = ""
        rows = []
        for place, line in enumerate(self._lines):
            rows.append(self._row(place, line, first=line.part != before))
            before = line.part
        self.query_one(RowTable).show_rows(rows)

    def _row(self, place: int, line: Line, first: bool) -> TableRow:
        look = f"bold {self.app.theme_variables['accent']}"
        heading = Text(title(line.part, translator(current_language())) if first else "", style=look)
        return TableRow(f"{place}", (heading, line.words, self._bar(line)))

    def _bar(self, line: Line) -> Cell:
        """A share as a bar, where the line tells one."""
        if not line.of or line.number is None:
            return ""
        filled = Style(color=self.app.theme_variables["accent"])
        empty = Style(color=self.app.theme_variables["secondary"], dim=True)
        return partial(bar, line.number / line.of, filled=filled, empty=empty)

    async def action_open(self) -> None:
        """Go where more of the line at hand stands."""
        key = self.query_one(RowTable).key
        if key is None:
            return
        kind, name = self._lines[int(key)].leads
        if kind == QUOTES:
            self.post_message(ShowQuotes(name))
        elif kind == INTERVIEW:
            self.post_message(OpenInterview(name))
        else:
            await self.app.run_action(f"app.show('{name}')")

    def action_since(self) -> None:
        self.app.push_screen(
            PromptScreen(_("Since which day is something new? (2014-03-24; empty: a week ago)"), self._since),
            self._named,
        )

    def _named(self, day: str | None) -> None:
        if day is None:
            return
        with self.complaining():
            if day.strip():
                self.project.ask(overview, day)
            self.project.remember(_KEY, {"since": day.strip()})
            self.show_project()
