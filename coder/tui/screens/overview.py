"""How the study stands: how far, what stands out, where coders differ, what is new, what to do; Enter shows more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.beginning import NextStep, next_step
from coder.queries.overview import Overview, instant, overview, week_ago
from coder.queries.overview_words import (
    COMPARED,
    INTERVIEW,
    NEW,
    OUTSTANDING,
    PARTS,
    PROGRESS,
    QUOTES,
    TO_DO,
    Line,
    lines,
    title,
)
from coder.tui import keys
from coder.tui.messages import OpenInterview, ShowQuotes
from coder.tui.next_step import next_step_in_words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.widgets.panel import Panel, PanelLine

_KEY = "overview"
_NOTHING = "-nothing"
_SINGLE = "-single"
_TWO_FROM = 72
"""So many columns have room for two panels beside each other."""
_IDS = {PROGRESS: "progress", OUTSTANDING: "outstanding", COMPARED: "compared", NEW: "new", TO_DO: "to-do"}


@dataclass(frozen=True)
class _Answer:
    found: Overview
    suggestions: int
    next_step: NextStep | None


class OverviewScreen(AskingScreen[_Answer]):
    """A panel a question. The day since which something is new stays for the next time."""

    NAME = "overview"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.OVERVIEW, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "Panel"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._lines: dict[str, Line] = {}

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        with VerticalScroll(id="board", can_focus=False):
            with Container(id="columns"):
                with Vertical(classes="column"):
                    yield Panel(id=_IDS[PROGRESS])
                    yield Panel(id=_IDS[OUTSTANDING])
                with Vertical(classes="column"):
                    yield Panel(id=_IDS[COMPARED])
                    yield Panel(id=_IDS[NEW])
            yield Panel(id=_IDS[TO_DO])
        yield Static(id="instead", markup=False)

    def depends_on(self) -> object:
        return self._since, self.project.suggestions_known()

    def ask(self) -> _Answer:
        found = self.project.ask(overview, self._since)
        return _Answer(found, self.project.number_open(), self.project.ask(next_step))

    @property
    def _since(self) -> str:
        return str(self.project.remembered(_KEY).get("since") or week_ago(date.today()))

    def show_answer(self, answer: _Answer) -> None:
        step = answer.next_step
        self.set_class(step is not None and step.bare, _NOTHING)
        told = next_step_in_words(step) if step is not None else ""
        self.query_one("#instead", Static).update(Content(told))
        caption = self.query_one("#caption", Static)
        caption.update(Content.styled(told, "bold"))
        caption.display = bool(told) and not self.has_class(_NOTHING)
        t = translator(current_language())
        found = lines(answer.found, answer.suggestions, t)
        self._lines = {f"{place}": line for place, line in enumerate(found)}
        for part in PARTS:
            panel = self.query_one(f"#{_IDS[part]}", Panel)
            since = _("New since {day}").format(day=answer.found.since)
            panel.border_title = Content(since if part == NEW else title(part, t))
            panel.show_lines(
                [PanelLine(key, *_shown(line)) for key, line in self._lines.items() if line.part == part],
            )

    def on_resize(self) -> None:
        self.set_class(self.app.size.width < _TWO_FROM, _SINGLE)

    async def action_open(self) -> None:
        """Go where more of the line at hand stands."""
        panel = self.focused
        if not isinstance(panel, Panel) or panel.key is None:
            return
        kind, name = self._lines[panel.key].leads
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
                instant(day)
            self.project.remember(_KEY, {"since": day.strip()})
            self.show_project()


def _shown(line: Line) -> tuple[str, str, float | None]:
    return line.label, line.figure, line.share
