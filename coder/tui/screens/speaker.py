"""Saying who a speaker is, or several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Select, Static

from coder.i18n import N_, _
from coder.queries.speakers import SpeakerRow
from coder.terms import CONSENTS, INTERVIEWEE, INTERVIEWER
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar

FIELDS = ("role", "case", "actor", "kind", "place", "consent")
_CLEAR = ("-", "–")
_OF_TEXTUAL = N_("Dismiss menu")
"""What the library calls the key that closes a list of choices; translated where keys are shown."""
_NAMES = {
    "role": N_("Role"),
    "case": N_("Case"),
    "actor": N_("Actor"),
    "kind": N_("Kind"),
    "place": N_("Place"),
    "consent": N_("Consent"),
}


@dataclass(frozen=True)
class Offered:
    """What is completed while typing."""

    case: Sequence[str] = ()
    actor: Sequence[str] = ()
    kind: Sequence[str] = ()
    place: Sequence[str] = ()


def role_in_words(role: str) -> str:
    return _("asks") if role == INTERVIEWER else _("answers")


def consent_in_words(consent: str) -> str:
    return {"named": _("by name"), "organisation": _("by organisation"), "anonymous": _("anonymous")}.get(consent, "")


class SpeakerScreen(CoderModal[dict[str, str] | None]):
    """Gives the fields that were changed, None for escape. Where speakers differ, a field that is left alone stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("escape", "leave", N_("Cancel")),
    ]
    AUTO_FOCUS = "#case"

    def __init__(self, title: str, rows: Sequence[SpeakerRow], offered: Offered) -> None:
        super().__init__()
        self._title = title
        self._offered = offered
        self._first = rows[0].first if len(rows) == 1 else ""
        self._values = {field: {getattr(row, field) for row in rows} for field in FIELDS}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            if self._first:
                yield Static(words.one_line(self._first), classes="passage", markup=False)
            for field in FIELDS:
                with Horizontal(classes="field"):
                    yield Label(_(_NAMES[field]), classes="name", markup=False)
                    yield self._widget(field)
            hint = _("Tab goes on · → completes · an empty line or – takes a word away")
            yield Static(hint, classes="hint", markup=False)
            yield KeyBar()

    def _widget(self, field: str) -> Input | Select[str]:
        value = self._shown(field)
        various = _("various; stays as it is") if len(self._values[field]) > 1 else ""
        if field in ("role", "consent"):
            return _choice(field, value, various)
        offered = SuggestFromList(getattr(self._offered, field), case_sensitive=False)
        return Input(value, id=field, placeholder=various, suggester=offered, compact=True)

    def _shown(self, field: str) -> str:
        """What all of the speakers have."""
        values = self._values[field]
        return next(iter(values)) if len(values) == 1 else ""

    def on_input_submitted(self) -> None:
        self.focus_next()

    def action_save(self) -> None:
        changed = {}
        for field in FIELDS:
            value = self._typed(field)
            if value is not None and value != self._shown(field):
                changed[field] = "" if value in _CLEAR else value
        self.dismiss(changed)

    def _typed(self, field: str) -> str | None:
        widget = self.query_one(f"#{field}")
        if isinstance(widget, Input):
            return widget.value.strip()
        assert isinstance(widget, Select)
        return None if widget.is_blank() else str(widget.value)


def _choice(field: str, value: str, various: str) -> Select[str]:
    """One of few words. What is so already is chosen; where speakers differ, nothing is."""
    if field == "role":
        options = {role: role_in_words(role) for role in (INTERVIEWEE, INTERVIEWER)}
    else:
        options = {consent: consent_in_words(consent) for consent in CONSENTS}
        if value or various:
            options[_CLEAR[1]] = _("nothing is said")
    pairs = [(name, key) for key, name in options.items()]
    if value:
        return Select(pairs, id=field, value=value, allow_blank=False, compact=True)
    return Select(pairs, id=field, prompt=various or _("nothing is said"), compact=True)
