"""Asking for the moment as of which the project is to be shown."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import _
from coder.tui.screens.base import CoderModal


class MomentScreen(CoderModal[str | None]):
    """Gives what was typed, None for escape."""

    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Show the project as of when?"), classes="title", markup=False)
            yield Input(placeholder=_("2026-11-20, or 2026-11-20 14:30"), compact=True)
            yield Static(_("Enter shows it · Esc leaves everything as it is"), classes="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
