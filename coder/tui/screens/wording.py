"""Editing the words of a picked quote, with those that were said above."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static, TextArea

from coder.errors import CoderError
from coder.i18n import N_, _
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_SAVE, _DISCARD = "save", "discard"


class WordingScreen(CoderModal[bool]):
    """Gives True once the words were kept. What is refused is told, and can be mended; escape asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("ctrl+r", "verbatim", N_("As it was said"), priority=True, tooltip=N_("The words as they were said")),
        Binding("escape", "leave", N_("Cancel"), priority=True),
    ]

    def __init__(self, quote: str, said: str, edited: str, keep: Callable[[str], None]) -> None:
        """``keep`` keeps the words, or raises ``CoderError``."""
        super().__init__()
        self._quote = quote
        self._said = " ".join(said.split())
        self._before = edited or self._said
        self._keep = keep

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="wording"):
            title = _("The words of {quote} in the report").format(quote=self._quote)
            yield Static(words.one_line(title), classes="title", markup=False)
            with VerticalScroll(id="said", can_focus=False):
                yield Static(glyphs.shown(self._said), markup=False)
            yield TextArea(self._before, show_line_numbers=False)
            hint = _("Mark what is cut with […] and what is added with [ ].")
            yield Static(hint, classes="hint", markup=False)
            yield KeyBar()

    def action_save(self) -> None:
        try:
            self._keep(self.query_one(TextArea).text)
        except CoderError as error:
            self.complain(str(error))
        else:
            self.dismiss(True)

    def action_verbatim(self) -> None:
        self.query_one(TextArea).text = self._said

    def action_leave(self) -> None:
        if self.query_one(TextArea).text == self._before:
            self.dismiss(False)
            return
        answers = ((_SAVE, _("Save the words")), (_DISCARD, _("Leave them as they were")))
        self.app.push_screen(ChooseScreen(_("The words are not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(False)
