"""Saying what a code means, when to use it and when not, which words speak for it, and what was said."""

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from coder.i18n import N_, _
from coder.queries.codes import CodeView
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.widgets.keybar import KeyBar

Fields = dict[str, str | list[str]]

_TITLES = {
    "definition": N_("Definition"),
    "use_when": N_("Use when"),
    "not_when": N_("Not when"),
    "keywords": N_("Keywords, with commas between them"),
    "examples": N_("Examples, one on a line"),
}
_SEPARATORS = {"keywords": re.compile(r"[,;\n]"), "examples": re.compile(r"\n")}
_SAVE, _DISCARD = "save", "discard"


class DescribeScreen(CoderModal[Fields | None]):
    """Gives the fields that were changed, None for none. Tab goes from field to field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("tab", "app.focus_next", N_("Next field")),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]
    AUTO_FOCUS = "TextArea"

    def __init__(self, code: CodeView) -> None:
        super().__init__()
        self._code = code
        self._texts = {name: _as_text(name, getattr(code, name)) for name in _TITLES}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._code.name), classes="title", markup=False)
            with VerticalScroll(id="fields", can_focus=False):
                for name, title in _TITLES.items():
                    yield Static(_(title), classes="field", markup=False)
                    yield TextArea(self._texts[name], id=name, show_line_numbers=False)
            yield KeyBar()

    def action_save(self) -> None:
        self.dismiss(self._changed or None)

    def action_leave(self) -> None:
        if not self._changed:
            self.dismiss(None)
            return
        answers = ((_SAVE, _("Save")), (_DISCARD, _("Throw it away")))
        self.app.push_screen(ChooseScreen(_("What you wrote is not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer is not None:
            self.dismiss(self._changed if answer == _SAVE else None)

    @property
    def _changed(self) -> Fields:
        now = {name: self.query_one(f"#{name}", TextArea).text for name in _TITLES}
        return {name: _as_value(name, text) for name, text in now.items() if text != self._texts[name]}


def _as_text(name: str, value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else (", " if name == "keywords" else "\n").join(value)


def _as_value(name: str, text: str) -> str | list[str]:
    if name not in _SEPARATORS:
        return text.strip()
    return [part.strip() for part in _SEPARATORS[name].split(text) if part.strip()]
