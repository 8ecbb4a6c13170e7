"""The passphrase of the key to the names."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import _
from coder.project.names.pseudonyms import Key
from coder.tui import words
from coder.tui.screens.base import CoderModal


class KeyScreen(CoderModal[Key | None]):
    """Asks for a passphrase unseen, twice where a new key is made; None for escape."""

    AUTO_FOCUS = "#passphrase"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._is_new = not path.exists()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("The key to the names"), classes="title", markup=False)
            yield Static(words.one_line(str(self._path)), classes="passage", markup=False)
            yield Input(placeholder=_("Passphrase"), password=True, compact=True, id="passphrase")
            if self._is_new:
                yield Input(placeholder=_("The passphrase again"), password=True, compact=True, id="again")
            told = _("Nobody can open the key without it: keep the passphrase where the key is not.")
            yield Static(told, id="lines", markup=False)
            yield Static(_("Enter takes it · Esc leaves everything as it is"), classes="hint", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        passphrase = self.query_one("#passphrase", Input).value
        if not passphrase:
            self.complain(_("The key needs a passphrase."))
            self.query_one("#passphrase", Input).focus()
        elif self._is_new and event.input.id == "passphrase":
            self.query_one("#again", Input).focus()
        elif self._is_new and self.query_one("#again", Input).value != passphrase:
            self.complain(_("The two passphrases differ."))
        else:
            self.dismiss(Key(self._path, passphrase))
