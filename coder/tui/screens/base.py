"""What all screens have in common: keys in the interface's language, errors in one line, undo and redo."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from coder.errors import CoderError
from coder.history import TakenBack
from coder.history.names import in_words
from coder.i18n import _, ngettext
from coder.project import Project
from coder.tui import keys, words
from coder.tui.families import family_of
from coder.tui.widgets.family_bar import FamilyBar
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.topbar import TopBar

ResultT = TypeVar("ResultT")

WIDE = 100
"""The side pane has room from so many columns on; under it a key shows it."""
NARROW = "-narrow"
BREAKPOINTS: list[tuple[int, str]] | None = [(0, NARROW), (WIDE, "-wide")]


class Translated(Screen[ResultT]):
    """A screen whose keys are described in the interface's language, and which speaks to a person in one line."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return {key: _translated(active) for key, active in super().active_bindings.items()}

    def complain(self, message: str) -> None:
        """What went wrong, in one line."""
        self.notify(words.one_line(message), severity="error", markup=False, timeout=10)

    @contextmanager
    def complaining(self) -> Iterator[None]:
        """What is refused in this block is told to the person; the rest of the block is left out."""
        try:
            yield
        except CoderError as error:
            self.complain(str(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that failed says so; the app goes on."""
        if event.state is WorkerState.ERROR:
            self.complain(str(event.worker.error))


class CoderModal(Translated[ResultT], ModalScreen[ResultT]):
    """A screen over the others; escape leaves it without a result."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "", show=False)]

    def action_leave(self) -> None:
        self.dismiss(None)


class CoderScreen(Translated[None]):
    """One of the app's main screens: the bar with all of them, what it shows, and its keys."""

    NAME = ""
    """The screen's name in ``app.show``."""
    BINDINGS: ClassVar[list[BindingType]] = [*keys.ANYWHERE]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project

    def compose(self) -> ComposeResult:
        # Textual sets the class after the first layout, which would be one for nothing.
        self.set_class(self.app.size.width < WIDE, NARROW)
        name, past = self.project.info().name, self.project.past
        # Nobody codes in what was: the moment takes the coder's place, which is never cut short for the project's.
        yield TopBar(self.NAME, name, _("AS OF {moment}").format(moment=past) if past else self.project.coder)
        if family := family_of(self.NAME):
            yield FamilyBar(family, self.NAME)
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> Iterator[Widget]:
        """What stands between the bars."""
        raise NotImplementedError

    def tell(self, message: str) -> None:
        """A remark that goes away by itself, in the bar at the bottom, where it covers no text."""
        self.query_one(KeyBar).say(words.one_line(message))

    def show_project(self) -> None:
        """Ask the project anew and show it: on arrival, and after every change."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        # Textual calls the handler of every class there is: whoever does more does it in ``arrive``.
        with self.complaining():
            self.arrive()

    def arrive(self) -> None:
        """Show the project to somebody who has just come here."""
        self.show_project()

    async def action_help(self) -> None:
        await self.app.run_action(f"app.help('{self.NAME}')")

    def action_undo(self) -> None:
        self._take_back(self.project.undo, _("Taken back: {step}"), _("There is nothing of yours to take back."))

    def action_redo(self) -> None:
        self._take_back(self.project.redo, _("Done again: {step}"), _("There is nothing to do again."))

    def _take_back(self, use_case: Callable[[], list[TakenBack]], done: str, nothing: str) -> None:
        with self.complaining():
            taken = use_case()
            if not taken:
                self.tell(nothing)
                return
            self.show_taken_back()
            told, more = done.format(step=in_words(taken[0].kind, taken[0].detail)), len(taken) - 1
            if more:
                told += " " + ngettext("(and {number} more step)", "(and {number} more steps)", more).format(
                    number=more
                )
            self.tell(told)

    def show_taken_back(self) -> None:
        """Show the project after a step was taken back or done again: anything may be different."""
        self.show_project()

    async def action_view(self, digit: int) -> None:
        """Go to another screen of the family."""
        family = family_of(self.NAME)
        if digit <= len(family):
            await self.app.run_action(f"app.show('{family[digit - 1].screen}')")

    async def action_back(self) -> None:
        await self.app.run_action("go_back")


def _translated(active: ActiveBinding) -> ActiveBinding:
    binding = active.binding
    tooltip = _(binding.tooltip) if binding.tooltip else ""
    description = _(binding.description) if binding.description else ""
    return active._replace(binding=replace(binding, description=description, tooltip=tooltip), tooltip=tooltip)
