"""The codings at the cursor: in the side pane one under the other, or in one line where there is no side pane."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _
from coder.tui import words
from coder.tui.transcript import glyphs
from coder.tui.transcript.colours import colour_of


@dataclass(frozen=True)
class CodingCard:
    """A coding in words."""

    name: str
    colour: str
    quote: str
    coder: str
    """"" where it is the coder's own."""
    facets: str
    notes: tuple[str, ...]
    starred: bool


PassageNote = tuple[str, str]
"""A note on a passage, and whose it is ("" for one's own)."""


_Shown = tuple[str, Sequence[CodingCard], Sequence[PassageNote]]
"""The theme, and what is shown under it."""


class Details(VerticalScroll, can_focus=False):
    """Everything about the codings at the cursor."""

    def compose(self) -> ComposeResult:
        yield Static(id="cards", markup=False)

    _shown: _Shown | None = None

    def show(self, cards: Sequence[CodingCard], notes: Sequence[PassageNote] = ()) -> None:
        """The codings and the notes on passages at the cursor now."""
        shown = (self.app.theme, cards, notes)
        if self._shown == shown:
            return  # most moves of the cursor change nothing here, and another text would lay the screen out anew
        self._shown = shown
        parts = [self._card(card) for card in cards] + [_note(text, coder) for text, coder in notes]
        nothing = Content.styled(_("No coding at the cursor."), "$muted")
        self.query_one("#cards", Static).update(Content("\n\n").join(parts) if parts else nothing)
        self.scroll_home(animate=False)

    def _card(self, card: CodingCard) -> Content:
        star = " ★" if card.starred else ""
        whose = " · ".join(part for part in (card.quote, words.one_line(card.coder)) if part)
        lines = [
            Content.assemble(_block(self, card.colour), (words.one_line(card.name), "bold"), (star, "$accent")),
            Content.styled(whose, "$muted"),
        ]
        if card.facets:
            lines.append(Content(card.facets))
        lines += [Content.styled("– " + glyphs.shown(note), "italic") for note in card.notes]
        return Content("\n").join(lines)


class HereLine(Static):
    """The names of the codes at the cursor."""

    _shown: _Shown | None = None

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, cards: Sequence[CodingCard], notes: Sequence[PassageNote] = ()) -> None:
        """The codings and the notes on passages at the cursor now."""
        shown = (self.app.theme, cards, notes)
        if self._shown == shown:
            return
        self._shown = shown
        parts = [Content.assemble(_block(self, card.colour), words.one_line(card.name)) for card in cards]
        parts += [Content.styled(f"– {words.one_line(text)}", "italic") for text, _coder in notes]
        head = Content.styled(_("Here:") + " ", "$muted")
        self.update(head + (Content("  ").join(parts) if parts else Content.styled("–", "$muted")))


def _note(text: str, coder: str) -> Content:
    whose = f"  {words.one_line(coder)}" if coder else ""
    return Content.assemble(("– " + glyphs.shown(text), "italic"), (whose, "$muted"))


def _block(widget: Widget, colour: str) -> Content:
    return Content.styled("▌", Style(foreground=colour_of(colour, widget.app)))
