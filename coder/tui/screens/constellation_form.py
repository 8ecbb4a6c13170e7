"""All that is said of a constellation, in fields."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from coder.i18n import N_, _
from coder.project.synthesis.constellations import Wording
from coder.queries.constellations import STATES
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar

_TITLES = {
    "name": N_("Name"),
    "members": N_("Members: ids of actors, with commas between them"),
    "place": N_("Place: an id, or nothing"),
    "groups": N_("Target groups: ids, with commas between them"),
    "purpose": N_("Purpose"),
    "state": N_("State: running, ended, planned or unknown"),
}


class ConstellationForm(CoderModal[Wording | None]):
    """Gives what is to be said, None for nothing. Enter goes to the next field, and saves on the last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("tab", "app.focus_next", N_("Next field")),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, said: Wording, places: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._places = tuple(places)
        self._texts = {
            "name": said.name or "",
            "members": ", ".join(said.members or ()),
            "place": said.place or "",
            "groups": ", ".join(said.groups or ()),
            "purpose": said.purpose or "",
            "state": said.state or "unknown",
        }

    def compose(self) -> ComposeResult:
        offered = {"place": self._places, "state": STATES}
        with Vertical(classes="box"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            with VerticalScroll(id="fields", can_focus=False):
                for name, title in _TITLES.items():
                    yield Static(_(title), classes="field", markup=False)
                    suggester = SuggestFromList(offered[name], case_sensitive=False) if name in offered else None
                    yield Input(self._texts[name], id=name, suggester=suggester, compact=True)
            yield KeyBar()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "state":
            self.action_save()
        else:
            self.screen.focus_next()

    def action_save(self) -> None:
        said = {name: self.query_one(f"#{name}", Input).value.strip() for name in _TITLES}
        self.dismiss(
            Wording(
                name=said["name"],
                members=_listed(said["members"]),
                place=said["place"],
                groups=_listed(said["groups"]),
                purpose=said["purpose"],
                state=said["state"],
            )
        )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())
