"""What a file brings or has brought: what is new, what was there, what is left out, a line each."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from coder.i18n import N_, ngettext
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar

_MOST_LINES = 300


class OutcomeScreen(CoderModal[bool]):
    """A preview, which Enter takes, or a report; gives whether it was taken. The arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Take over")),
        Binding("escape", "leave", N_("Back")),
    ]
    AUTO_FOCUS = "VerticalScroll"

    def __init__(self, title: str, lines: Sequence[str], can_take: bool) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(lines)
        self._can_take = can_take

    def compose(self) -> ComposeResult:
        more = len(self._lines) - _MOST_LINES
        shown = [words.one_line(line) for line in self._lines[:_MOST_LINES]]
        if more > 0:
            message = ngettext(
                "… and {number} more line, which 'coder import --preview' prints",
                "… and {number} more lines, which 'coder import --preview' prints",
                more,
            )
            shown.append(message.format(number=more))
        with Vertical(classes="box", id="outcome"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            with VerticalScroll():
                yield Static("\n".join(shown), id="lines", markup=False)
            yield KeyBar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._can_take or action != "take"

    def action_take(self) -> None:
        self.dismiss(True)

    def action_leave(self) -> None:
        self.dismiss(False)
