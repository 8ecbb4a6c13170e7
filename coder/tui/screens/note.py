"""Writing a note, and changing or removing those that one has written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from coder.i18n import N_, _
from coder.queries.notes import NoteRow
from coder.spans import folded
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_SAVE, _DISCARD = "save", "discard"


@dataclass(frozen=True)
class Written:
    """What is to be done: a new note, other words for a note, or, without words, that note taken away."""

    text: str
    note: str = ""
    """The note's identifier; "" for a new one."""


class NoteScreen(CoderModal[Written | None]):
    """Gives what was written, None for nothing. What is written is not lost by escape: it asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("ctrl+up", "turn(-1)", N_("Your earlier one"), priority=True),
        Binding("ctrl+down", "turn(1)", N_("Your later one"), priority=True),
        Binding("ctrl+d", "remove", N_("Remove it"), priority=True),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]

    def __init__(self, about: str, earlier: Sequence[NoteRow] = (), coder: str = "") -> None:
        super().__init__()
        self._about = about
        self._earlier = tuple(earlier)
        own = [note for note in earlier if folded(note.coder) == folded(coder)]
        self._drafts: list[tuple[NoteRow | None, str]] = [*((note, note.text) for note in own), (None, "")]
        """The coder's own notes, oldest first, and the new one, each with what its text would be."""
        self._at = len(self._drafts) - 1

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(id="title", classes="title", markup=False)
            with VerticalScroll(id="lines", can_focus=False):
                yield Static(id="earlier", markup=False)
            yield TextArea(id="note", show_line_numbers=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#lines").display = bool(self._earlier)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "remove":
            return self._drafts[self._at][0] is not None
        if action == "turn":
            return 0 <= self._at + int(str(parameters[0])) < len(self._drafts)
        return True

    @property
    def unsaved(self) -> bool:
        """True if something is written that would be lost."""
        self._keep()
        return any(text.strip() and text != (note.text if note else "") for note, text in self._drafts)

    def action_turn(self, by: int) -> None:
        """To another of the coder's own notes on this; what is written in this one stays until one saves or leaves."""
        self._keep()
        self._at += by
        self._show()

    def action_save(self) -> None:
        self._keep()
        note, text = self._drafts[self._at]
        if text.strip() and (note is None or note.text != text):
            self.dismiss(Written(text, note.note if note else ""))
        else:
            self.dismiss(None)

    def action_remove(self) -> None:
        note = self._drafts[self._at][0]
        if note is not None:
            self.dismiss(Written("", note.note))

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

    def _keep(self) -> None:
        note, _text = self._drafts[self._at]
        self._drafts[self._at] = (note, self.query_one(TextArea).text)

    def _show(self) -> None:
        note, text = self._drafts[self._at]
        title = _("Note on {target}") if note is None else _("Change your note on {target}")
        self.query_one("#title", Static).update(words.one_line(title.format(target=self._about)))
        area = self.query_one(TextArea)
        area.text = text
        area.move_cursor(area.document.end)
        self.query_one("#earlier", Static).update(Content("\n").join(self._line(each, note) for each in self._earlier))
        self.refresh_bindings()

    def _line(self, note: NoteRow, at_hand: NoteRow | None) -> Content:
        mark = "▸ " if note is at_hand else "– "
        whose = f"  {words.one_line(note.coder)} {note.at[:10]}"
        return Content.assemble((mark + glyphs.shown(note.text), "bold" if note is at_hand else ""), (whose, "$muted"))
