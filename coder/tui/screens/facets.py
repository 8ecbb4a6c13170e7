"""A coding's facets: whom it is about, whose voice it is, and whether it is so, wanted, or missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coder.i18n import N_, _
from coder.project import Facets
from coder.tui import words
from coder.tui.facet_choices import Choice, fitting, goes_on, near_in_words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_KINDS = {"actor": N_("actor"), "group": N_("group"), "place": N_("place")}
_LABEL_CELLS = 8
_VOICE_KEYS = {"1": "self", "2": "other"}
_MODE_KEYS = {"3": "now", "4": "wanted", "5": "missing"}
_ABOUT_KEYS = ("6", "7", "8", "9")
"""For the first choices in the list."""


@dataclass(frozen=True)
class FacetsOf:
    """The coding whose facets are asked for, and what they are now."""

    code: str
    passage: str
    facets: Facets


class LetterField(Input):
    """Takes letters; digits and blanks mean something else here, and an input would swallow them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.enter", N_("Choose, else save")),
        Binding("space", "screen.space", N_("Choose"), priority=True),
        Binding("ctrl+s", "screen.save", N_("Save"), priority=True),
        Binding("escape", "screen.leave", N_("Cancel")),
        *(Binding(key, f"screen.voice('{voice}')", "", priority=True) for key, voice in _VOICE_KEYS.items()),
        *(Binding(key, f"screen.mode('{mode}')", "", priority=True) for key, mode in _MODE_KEYS.items()),
        *(Binding(key, f"screen.about({place})", "", priority=True) for place, key in enumerate(_ABOUT_KEYS)),
    ]


class FacetsScreen(CoderModal[Facets | None]):
    """Letters find whom it is about, digits set voice and mode and take the first found, Enter saves.

    None for escape.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", "", show=False),
        Binding("down", "move('cursor_down')", "", show=False),
        Binding("pageup", "move('page_up')", "", show=False),
        Binding("pagedown", "move('page_down')", "", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, coding: FacetsOf, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._coding = coding
        self._choices = tuple(choices)
        self._about = list(coding.facets.about)
        self._voice = coding.facets.voice
        self._mode = coding.facets.mode

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._coding.code), classes="title", markup=False)
            yield Static(words.one_line(self._coding.passage), classes="passage", markup=False)
            yield Static(id="voice", markup=False)
            yield Static(id="mode", markup=False)
            yield Static(id="about", markup=False)
            yield LetterField(placeholder=_("Letters of an actor, a group or a place"), compact=True)
            yield RowTable((Field("", 1), Field("", 1), Field("", 24, 1), Field("", 22)), show_header=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(RowTable).can_focus = False
        self._renew()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._show_choices(to_top=True)

    def action_enter(self) -> None:
        """With letters typed: take the one at hand. Without: done."""
        field = self.query_one(Input)
        if not field.value.strip():
            self.action_save()
            return
        self._toggle()
        field.value = ""

    def action_space(self) -> None:
        """A blank where some name goes on with one after what is typed, else: take the one at hand."""
        field = self.query_one(Input)
        if goes_on(field.value, self._choices):
            field.insert_text_at_cursor(" ")
        else:
            self._toggle()
            field.value = ""

    def action_about(self, place: int) -> None:
        """Take the choice on a key, or take it out again."""
        rows = fitting(self.query_one(Input).value, self._choices)
        if place < len(rows):
            self._toggle(rows[place].key)
            self.query_one(Input).value = ""

    def action_save(self) -> None:
        self.dismiss(Facets(tuple(self._about), self._voice, self._mode))

    def action_voice(self, voice: str) -> None:
        self._voice = None if self._voice == voice else voice
        self._renew()

    def action_mode(self, mode: str) -> None:
        self._mode = None if self._mode == mode else mode
        self._renew()

    def action_move(self, action: str) -> None:
        getattr(self.query_one(RowTable), f"action_{action}")()

    def _toggle(self, choice: str | None = None) -> None:
        key = choice or self.query_one(RowTable).key
        if key in self._about:
            self._about.remove(key)
        elif key is not None:
            self._about.append(key)
        self._renew()

    def _renew(self) -> None:
        voices = [(key, words.voice_in_words(voice), voice == self._voice) for key, voice in _VOICE_KEYS.items()]
        modes = [(key, words.mode_in_words(mode), mode == self._mode) for key, mode in _MODE_KEYS.items()]
        self.query_one("#voice", Static).update(_line(_("Voice"), voices))
        self.query_one("#mode", Static).update(_line(_("Mode"), modes))
        names = {choice.key: choice.name for choice in self._choices}
        about = ", ".join(words.one_line(names.get(key, key)) for key in self._about) or "–"
        label = _("About").ljust(_LABEL_CELLS)
        self.query_one("#about", Static).update(Content.assemble((label, "$muted"), (about, "bold")))
        self._show_choices()

    def _show_choices(self, to_top: bool = False) -> None:
        table = self.query_one(RowTable)
        found = fitting(self.query_one(Input).value, self._choices)
        rows = [self._row(choice, place) for place, choice in enumerate(found)]
        table.show_rows(rows, at=rows[0].key if rows and to_top else None)

    def _row(self, choice: Choice, place: int) -> TableRow:
        key = Text(_ABOUT_KEYS[place] if place < len(_ABOUT_KEYS) else "", style="bold")
        mark = Text("✓" if choice.key in self._about else "", style="bold")
        name = Text(words.one_line(choice.name), style="bold" if choice.near else "")
        told = " · ".join([_(_KINDS[choice.kind]), *([near_in_words(choice)] if choice.near else [])])
        return TableRow(choice.key, (key, mark, name, told))


def _line(label: str, options: Sequence[tuple[str, str, bool]]) -> Content:
    """One facet with its keys; what holds is marked."""
    parts: list[tuple[str, str]] = [(label.ljust(_LABEL_CELLS), "$muted")]
    for key, name, chosen in options:
        parts.append((f"{key} ", "bold $accent"))
        parts.append((f"● {name}" if chosen else f"○ {name}", "bold" if chosen else "$muted"))
        parts.append(("  ", ""))
    return Content.assemble(*parts)
