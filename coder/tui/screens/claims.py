"""Claims to read one by one: whose they are, of when, and their words; with a text to write where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from coder.i18n import N_, _
from coder.queries.claims import Claim
from coder.queries.quotes import Quote
from coder.spans import Span
from coder.tui import words
from coder.tui.messages import OpenInterview
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_SAVE, _DISCARD = "save", "discard"


@dataclass(frozen=True)
class Side:
    """Claims under a sign: own, others', not counted."""

    sign: str
    name: str
    claims: Sequence[Claim]


class ClaimsScreen(CoderModal[str | None]):
    """Gives the text as it is to be, None for no change. What is written is not lost by escape: it asks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", N_("Save"), priority=True),
        Binding("enter", "open", N_("Open the interview")),
        Binding("tab", "app.focus_next", N_("To the text and back")),
        Binding("escape", "leave", N_("Close"), priority=True),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, title: str, lines: Sequence[str], sides: Sequence[Side], text: str | None = None) -> None:
        super().__init__()
        self._title = title
        self._lines = tuple(line for line in lines if line)
        self._sides = tuple(sides)
        self._text = text
        self._claims: dict[str, tuple[Side, Claim]] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="claims"):
            yield Static(words.one_line(self._title), classes="title", markup=False)
            yield Static("\n".join(map(words.one_line, self._lines)), id="lines", markup=False)
            yield RowTable(
                (
                    Field("", 2),
                    Field(_("Code"), 10, 1, most=20),
                    Field(_("Case"), 12, 1, most=30),
                    Field(_("Text"), 20, 3),
                )
            )
            with VerticalScroll(id="claim", can_focus=False):
                yield Static(id="words", markup=False)
            if self._text is not None:
                yield Static(_("What is written of it:"), classes="hint", markup=False)
                yield TextArea(self._text, show_line_numbers=False)
            yield KeyBar()

    def on_mount(self) -> None:
        rows = []
        for number, side in enumerate(self._sides):
            for claim in side.claims:
                key = f"{number} {claim.quote.quote}"
                self._claims[key] = side, claim
                cells = (side.sign, claim.code, "; ".join(claim.by), claim.quote.text)
                rows.append(TableRow(key, cells))
        self.query_one(RowTable).show_rows(rows)
        self._show(next(iter(self._claims), None))
        if not rows and self._text is not None:
            self.query_one(TextArea).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "save" or action == "app.focus_next":
            return self._text is not None
        return not (action == "open" and not self._claims)

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._show(event.key)

    def _show(self, key: str | None) -> None:
        shown = self.query_one("#words", Static)
        if key is None or key not in self._claims:
            shown.update(Content.styled(_("No quotes here."), "$muted"))
            return
        side, claim = self._claims[key]
        quote: Quote = claim.quote
        where = _("{case}, {source} turn {turn}").format(case="; ".join(claim.by), source=quote.source, turn=quote.turn)
        facets = words.facets_in_words(quote.voice, quote.mode, quote.about, {})
        origin = " · ".join(part for part in (side.name, where, quote.coder, facets, quote.quote) if part)
        shown.update(Content.assemble(glyphs.shown(quote.text), "\n", (words.one_line(origin), "$muted")))
        self.query_one("#claim").scroll_home(animate=False)

    @property
    def unsaved(self) -> bool:
        """True if something is written that would be lost."""
        return self._text is not None and self.query_one(TextArea).text.strip() != self._text.strip()

    def action_open(self) -> None:
        found = self._claims.get(self.query_one(RowTable).key or "")
        if found is None or self.unsaved:
            self.action_leave()
            return
        quote = found[1].quote
        self.dismiss(None)
        self.app.post_message(OpenInterview(quote.source, Span(quote.start, quote.end)))

    def action_save(self) -> None:
        self.dismiss(self.query_one(TextArea).text.strip() if self.unsaved else None)

    def action_leave(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return
        answers = ((_SAVE, _("Save the text")), (_DISCARD, _("Leave it as it was")))
        self.app.push_screen(ChooseScreen(_("The text is not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)
