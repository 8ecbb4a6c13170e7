"""A page of words to read."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coder.i18n import _
from coder.tui import words
from coder.tui.screens.base import CoderModal


class TellScreen(CoderModal[None]):
    """Shows lines under a title; the arrows scroll, escape closes."""

    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="told"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            with VerticalScroll():
                yield Static("\n".join(map(words.one_line, self._lines)), markup=False)
            yield Static(_("Arrows scroll · Esc closes"), classes="hint", markup=False)
