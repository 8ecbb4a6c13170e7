"""Correcting one turn: its words, its speaker's label, and where it begins and ends."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea
from textual.widgets.text_area import Document

from coder.i18n import N_, _
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.widgets.keybar import KeyBar

RENAME, SPLIT, JOIN = "rename", "split", "join"
_SAVE, _DISCARD = "save", "discard"


@dataclass(frozen=True)
class TurnCorrection:
    """What is to be done with a turn."""

    text: str
    """What is said in it."""
    then: str = ""
    """One of ``rename``, ``split``, ``join``, once the text is saved."""
    at: int = 0
    """Where to split, counted in ``text``."""


class EditTurnScreen(CoderModal[TurnCorrection | None]):
    """Gives what is to be done, None for nothing. What is written is not lost by escape: it asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("ctrl+n", "then('rename')", N_("Label"), priority=True, tooltip=N_("Another label for the speaker")),
        Binding("ctrl+t", "then('split')", N_("Split"), priority=True, tooltip=N_("Two turns, from the cursor on")),
        Binding("ctrl+o", "then('join')", N_("Join"), priority=True, tooltip=N_("One turn with the next one")),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]

    def __init__(self, title: str, speech: str, at: int = 0, *, last: bool = False) -> None:
        super().__init__()
        self._title = title
        self._speech = speech
        self._at = at
        self._last = last

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="turn"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            yield TextArea(self._speech, show_line_numbers=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(TextArea).move_cursor(self._document.get_location_from_index(self._at))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "then" and parameters == (JOIN,) and self._last)

    @property
    def _document(self) -> Document:
        document = self.query_one(TextArea).document
        assert isinstance(document, Document)
        return document

    @property
    def unsaved(self) -> bool:
        """True if something is written that would be lost."""
        return self.query_one(TextArea).text.strip() != self._speech.strip()

    def action_save(self) -> None:
        self.dismiss(TurnCorrection(self.query_one(TextArea).text.strip()) if self.unsaved else None)

    def action_then(self, what: str) -> None:
        area = self.query_one(TextArea)
        text = area.text
        at = self._document.get_index_from_location(area.cursor_location)
        while 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace():
            at -= 1  # a turn is split between words
        lost = len(text) - len(text.lstrip())
        self.dismiss(TurnCorrection(text.strip(), what, max(0, at - lost)))

    def action_leave(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return
        answers = ((_SAVE, _("Save the turn")), (_DISCARD, _("Leave it as it was")))
        self.app.push_screen(ChooseScreen(_("The turn is not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)
