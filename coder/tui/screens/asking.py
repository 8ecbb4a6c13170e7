"""Screens that show the answer to one question about the whole project, asked beside the event loop."""

import asyncio
from datetime import date
from threading import Event
from typing import ClassVar, Generic, TypeVar

from textual import work

from coder.i18n import _
from coder.project import Project
from coder.queries import going
from coder.queries.steps import newest
from coder.tui import words
from coder.tui.screens.base import CoderScreen
from coder.tui.widgets.keybar import KeyBar

AnswerT = TypeVar("AnswerT")

_PATIENCE = 0.4
"""Seconds after which somebody who waits wants to know how far it is."""


class AskingScreen(CoderScreen, Generic[AnswerT]):
    """Asks again on arrival and after every change; what is asked while an answer is awaited is asked once more."""

    STOPPABLE: ClassVar[bool] = False
    """Whether escape stops a question that takes long; then another one stops the one before it, too."""

    OF_STEPS: ClassVar[bool] = False
    """Whether the answer follows from what is in the history and from ``depends_on``: then whoever comes back to what
    nobody has changed since finds it as it was."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._answered: object = None
        """From what the answer follows that is shown."""
        self._asking = False
        self._changed = False
        self._stop = Event()
        self._far = (0, 0)
        self._waiting = False
        """Whether somebody has been told that an answer takes long."""

    def ask(self) -> AnswerT:
        """The answer, from one state of the project. Runs in a thread and touches no widget."""
        raise NotImplementedError

    def show_answer(self, answer: AnswerT) -> None:
        """Show it; back in the event loop."""
        raise NotImplementedError

    def depends_on(self) -> object:
        """What else the answer follows from that may be changed elsewhere."""
        return None

    def arrive(self) -> None:
        if not self.OF_STEPS or self._answered != self._basis():
            self.show_project()

    def _basis(self) -> object:
        look = (self.app.theme, self.app.size)
        return look, date.today(), self.project.ask(newest), self.depends_on()

    def show_project(self) -> None:
        self._changed = True
        if self.STOPPABLE:
            self._stop.set()
        if not self._asking:
            self._asking = True
            self._ask_and_show()

    async def action_back(self) -> None:
        """Stop a question that takes long; else go back."""
        if self._waiting:
            self._stop.set()
        else:
            await super().action_back()

    @work(exit_on_error=False)
    async def _ask_and_show(self) -> None:
        try:
            while self._changed:
                self._changed = False
                self._stop.clear()
                self._far = (0, 0)
                with self.complaining():
                    try:
                        basis, self._answered = self._basis(), None
                        self.show_answer(await self._answer())
                        self._answered = basis
                    except going.Stopped:
                        if not self._changed:
                            self.tell(_("Stopped. What is shown was counted before."))
        finally:
            self._asking = False

    async def _answer(self) -> AnswerT:
        """The answer; meanwhile how far it is, once it takes long."""
        asked = asyncio.ensure_future(asyncio.to_thread(self._ask_heard))
        try:
            while not (await asyncio.wait([asked], timeout=_PATIENCE))[0]:
                self._waiting = self.STOPPABLE
                if self._waiting:
                    self.query_one(KeyBar).say(self._far_in_words())
        finally:
            if self._waiting:
                self._waiting = False
                self.query_one(KeyBar).remark = ""
        return await asked

    def _ask_heard(self) -> AnswerT:
        def heard(done: int, total: int) -> bool:
            self._far = (done, total)
            return not self._stop.is_set()

        with going.heard(heard):
            return self.ask()

    def _far_in_words(self) -> str:
        done, total = self._far
        if self._stop.is_set():
            return _("Stopping …")
        if not total:
            return _("Counting … Esc stops it.")
        return _("Counting: {share} … Esc stops it.").format(share=words.per_cent(min(done, total) / total))
