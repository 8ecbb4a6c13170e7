"""Adjusting the ends of a coding: its words in their place, and keys that move either end."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coder.i18n import N_, _
from coder.spans import Span
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.transcript import ShownTranscript, glyphs
from coder.tui.transcript.ends import Step, with_end, with_start
from coder.tui.transcript.prose import Prose
from coder.tui.widgets.keybar import KeyBar

_AROUND = 220
_MOST = 560
"""Characters shown around a passage, and of it; of a longer one its middle is left out."""


class AdjustScreen(CoderModal[Span | None]):
    """Gives the passage with its new ends, None for escape or where nothing changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", N_("Save")),
        Binding("tab", "other_end", N_("Other end")),
        Binding("right", "step('word', 1)", N_("Word on"), show=False),
        Binding("left", "step('word', -1)", N_("Word back"), show=False),
        Binding("full_stop,ctrl+right", "step('sentence', 1)", N_("Sentence on"), show=False),
        Binding("comma,ctrl+left", "step('sentence', -1)", N_("Sentence back"), show=False),
        Binding("l,alt+right", "step('character', 1)", N_("Character on"), show=False),
        Binding("h,alt+left", "step('character', -1)", N_("Character back"), show=False),
        Binding("escape", "leave", N_("Cancel")),
    ]

    def __init__(self, code: str, shown: ShownTranscript, passage: Span) -> None:
        super().__init__()
        self._code = code
        self._prose = Prose(shown.text, shown.turns)
        self._before = passage
        self._passage = passage
        self._at_start = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._code), classes="title", markup=False)
            yield Static(id="words", markup=False)
            yield Static(id="which", classes="hint", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def action_other_end(self) -> None:
        self._at_start = not self._at_start
        self._show()

    def action_step(self, step: Step, by: int) -> None:
        """Move the end at hand."""
        move = with_start if self._at_start else with_end
        self._passage = move(self._prose, self._passage, step, by)
        self._show()

    def action_save(self) -> None:
        self.dismiss(self._passage if self._passage != self._before else None)

    def _show(self) -> None:
        start, end = self._passage.start, self._passage.end
        text = self._prose.text
        spoken = glyphs.shown(text[start:end])
        if len(spoken) > _MOST:
            spoken = f"{spoken[: _MOST // 2]} […] {spoken[-_MOST // 2 :]}"
        here, there = "bold $accent", "$muted"
        self.query_one("#words", Static).update(
            Content.assemble(
                (glyphs.shown(text[max(0, start - _AROUND) : start]), "$muted"),
                ("⟦", here if self._at_start else there),
                (spoken, "bold"),
                ("⟧", there if self._at_start else here),
                (glyphs.shown(text[end : end + _AROUND]), "$muted"),
            )
        )
        which = _("The beginning moves") if self._at_start else _("The end moves")
        told = _("{which}: ← → by a word, , . by a sentence, h l by a character.").format(which=which)
        self.query_one("#which", Static).update(told)
