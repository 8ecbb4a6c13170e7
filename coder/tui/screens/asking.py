"""Screens that show the answer to one question about the whole project, asked beside the event loop."""

import asyncio
from typing import Generic, TypeVar

from textual import work

from coder.project import Project
from coder.tui.screens.base import CoderScreen

AnswerT = TypeVar("AnswerT")


class AskingScreen(CoderScreen, Generic[AnswerT]):
    """Asks again on arrival and after every change; what is asked while an answer is awaited is asked once more."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._asking = False
        self._changed = False

    def ask(self) -> AnswerT:
        """The answer, from one state of the project. Runs in a thread and touches no widget."""
        raise NotImplementedError

    def show_answer(self, answer: AnswerT) -> None:
        """Show it; back in the event loop."""
        raise NotImplementedError

    def show_project(self) -> None:
        self._changed = True
        if not self._asking:
            self._asking = True
            self._ask_and_show()

    @work(exit_on_error=False)
    async def _ask_and_show(self) -> None:
        try:
            while self._changed:
                self._changed = False
                with self.complaining():
                    self.show_answer(await asyncio.to_thread(self.ask))
        finally:
            self._asking = False
