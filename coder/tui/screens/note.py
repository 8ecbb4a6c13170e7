"""Writing a note."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from coder.i18n import N_, _
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_SAVE, _DISCARD = "save", "discard"


class NoteScreen(CoderModal[str | None]):
    """Gives what was written, None for nothing. What is written is not lost by escape: it asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]

    def __init__(self, about: str, earlier: Sequence[str] = ()) -> None:
        super().__init__()
        self._about = about
        self._earlier = tuple(earlier)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            title = _("Note on {target}").format(target=self._about)
            yield Static(words.one_line(title), classes="title", markup=False)
            if self._earlier:
                yield Static("\n".join(f"– {glyphs.shown(note)}" for note in self._earlier), id="lines", markup=False)
            yield TextArea(id="note", show_line_numbers=False)
            yield KeyBar()

    @property
    def unsaved(self) -> bool:
        """True if something is written that would be lost."""
        return bool(self.query_one(TextArea).text.strip())

    def action_save(self) -> None:
        text = self.query_one(TextArea).text
        self.dismiss(text if text.strip() else None)

    def action_leave(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return
        answers = ((_SAVE, _("Save the note")), (_DISCARD, _("Throw it away")))
        self.app.push_screen(ChooseScreen(_("The note is not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)
