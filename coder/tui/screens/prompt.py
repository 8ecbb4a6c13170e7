"""Asking for a line of words."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from coder.i18n import _
from coder.tui import words
from coder.tui.screens.base import CoderModal


class PromptScreen(CoderModal[str | None]):
    """Gives what was typed, None for escape; ``offered`` are completed while typing, ``lines`` explain."""

    AUTO_FOCUS = "Input"

    def __init__(self, question: str, value: str = "", offered: Sequence[str] = (), lines: Sequence[str] = ()) -> None:
        super().__init__()
        self._question = question
        self._lines = tuple(lines)
        self._value = value
        self._offered = tuple(offered)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._question), classes="title", markup=False)
            if self._lines:
                yield Static("\n".join(map(words.one_line, self._lines)), id="lines", markup=False)
            yield Input(self._value, suggester=SuggestFromList(self._offered, case_sensitive=False), compact=True)
            hint = _("Enter takes it · → completes · Esc leaves everything as it is")
            yield Static(hint, classes="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())
