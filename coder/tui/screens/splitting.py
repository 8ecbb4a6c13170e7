"""Splitting a code: its quotes one by one, each dealt out to another code, to several, or left."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.i18n import N_, _, ngettext
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.quotes import Quote, QuoteFilter, quotes
from coder.queries.selection import EVERY_CODING, Selection
from coder.queries.sources import find_source, source_text
from coder.tui import words
from coder.tui.recent import RecentCodes
from coder.tui.screens.base import CoderModal
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_AROUND = 240
"""Characters shown before and after a quote."""
_MOST = 9


class SplitScreen(CoderModal[None]):
    """Each quote that is dealt out is in the database at once; ``u`` takes back the last one of this walk.

    Everybody's codings are dealt out: it is the codebook that changes, as when codes are merged.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"deal({digit})", "", show=False) for digit in range(1, _MOST + 1)),
        Binding("plus,a", "add", N_("Another code")),
        Binding("c", "several", N_("Several codes")),
        Binding("n,right,down", "step(1)", N_("Next")),
        Binding("p,left,up", "step(-1)", N_("Previous")),
        Binding("u", "undo", N_("Undo")),
        Binding("escape", "leave", N_("Done")),
    ]

    def __init__(self, project: Project, code: CodeView, recent: RecentCodes) -> None:
        super().__init__()
        self._project = project
        self._code = code
        self._recent = recent
        self._codes: dict[str, CodeView] = {}
        self._targets: list[str] = []
        self._quotes: list[Quote] = []
        self._dealt: dict[str, tuple[str, ...]] = {}
        """The codes that each quote of this walk was given, by its identifier."""
        self._order: list[tuple[str, int]] = []
        """What was dealt out, latest last: the quote and where it stands in the walk."""
        self._at = 0
        self._texts: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(id="title", classes="title", markup=False)
            yield Static(id="origin", classes="hint", markup=False)
            with VerticalScroll(id="spoken", can_focus=False):
                yield Static(id="words", markup=False)
            yield Static(id="targets", markup=False)
            yield Static(id="dealt", classes="hint", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        everybody = Selection(EVERY_CODING, with_interviewer=True)
        self._read_codes()
        self._quotes = list(self._project.ask(quotes, QuoteFilter(code=self._code.key), everybody).rows)
        self._show()
        self.action_add()

    def action_add(self) -> None:
        """Codes to deal out to: several may be marked, and a new one made, under the theme that it is asked for."""
        question = _("Deal out the quotes of {code} to which codes?").format(code=self._code.name)
        self.app.push_screen(self._picker(question), self._added)

    def _added(self, picked: Picked | None) -> None:
        with self.complaining():
            for key in self._keys(picked):
                if key not in self._targets and len(self._targets) < _MOST:
                    self._targets.append(key)
        self._show()

    def action_deal(self, digit: int) -> None:
        if digit <= len(self._targets):
            self._deal((self._targets[digit - 1],))

    def action_several(self) -> None:
        if self._quotes:
            question = _("Which codes for this quote?")
            self.app.push_screen(self._picker(question), self._several)

    def _several(self, picked: Picked | None) -> None:
        with self.complaining():
            keys = self._keys(picked)
            if keys:
                self._deal(keys)

    def action_step(self, by: int) -> None:
        if self._quotes:
            self._at = max(0, min(self._at + by, len(self._quotes) - 1))
            self._show()

    def action_undo(self) -> None:
        """Only what was dealt out here."""
        if not self._order:
            return
        with self.complaining():
            self._project.undo()
            quote, self._at = self._order.pop()
            self._dealt.pop(quote, None)
            self._show()

    def _deal(self, keys: tuple[str, ...]) -> None:
        if not self._quotes or self._quotes[self._at].quote in self._dealt:
            return
        quote = self._quotes[self._at].quote
        with self.complaining():
            self._project.recode_all((quote,), keys)
            self._dealt[quote] = keys
            self._order.append((quote, self._at))
            left = [place for place, each in enumerate(self._quotes) if each.quote not in self._dealt]
            self._at = next((place for place in left if place > self._at), self._at)
            self._show()

    def _picker(self, question: str) -> PickerScreen:
        others = [code for code in self._codes.values() if code.key != self._code.key]
        return PickerScreen(others, self._recent, question, several=True)

    def _keys(self, picked: Picked | None) -> tuple[str, ...]:
        """The codes that were picked, a new one made where one was named."""
        if picked is None:
            return ()
        new = (self._project.add_code(picked.new, picked.parent),) if picked.new else ()
        if new:
            # What was made in between stands in the history: what was dealt out before is no longer the latest.
            self._order.clear()
            self._read_codes()
        return (*picked.codes, *new)

    def _read_codes(self) -> None:
        self._codes = {code.key: code for code in self._project.ask(code_tree)}

    def _show(self) -> None:
        number = len(self._quotes)
        title = _("Split {code}: quote {at} of {number}").format(
            code=self._code.name, at=min(self._at + 1, number), number=number
        )
        self.query_one("#title", Static).update(words.one_line(title))
        left = number - len(self._dealt)
        told = ngettext("{number} quote is left", "{number} quotes are left", left).format(number=left)
        self.query_one("#targets", Static).update(self._targets_in_words())
        if not self._quotes:
            return
        quote = self._quotes[self._at]
        origin = _("{source}, turn {turn}, {speaker}").format(
            source=quote.source, turn=quote.turn, speaker=quote.speaker or "–"
        )
        self.query_one("#origin", Static).update(words.one_line(f"{quote.quote} · {origin} · {quote.coder}"))
        self.query_one("#words", Static).update(self._in_its_place(quote))
        self.query_one("#spoken").scroll_home(animate=False)
        given = " + ".join(self._codes[key].name for key in self._dealt.get(quote.quote, ()))
        self.query_one("#dealt", Static).update(words.one_line(f"→ {given} · {told}" if given else told))

    def _targets_in_words(self) -> Content:
        parts = [
            Content.assemble((f"{place} ", "bold $accent"), words.one_line(self._codes[key].name))
            for place, key in enumerate(self._targets, 1)
        ]
        if not parts:
            return Content.styled(_("No code to deal out to yet."), "$muted")
        return Content.styled(_("Deal out to") + "   ", "$muted") + Content("   ").join(parts)

    def _in_its_place(self, quote: Quote) -> Content:
        if quote.source not in self._texts:
            self._texts[quote.source] = self._project.ask(
                lambda session: source_text(session, find_source(session, quote.source))
            )
        text = self._texts[quote.source]
        before = text[max(0, quote.start - _AROUND) : quote.start]
        after = text[quote.end : quote.end + _AROUND]
        note = ("\n– " + glyphs.shown(quote.note), "italic") if quote.note else ""
        return Content.assemble(
            (glyphs.shown(before), "$muted"),
            ("⟦", "$accent"),
            (glyphs.shown(quote.text), "bold"),
            ("⟧", "$accent"),
            (glyphs.shown(after), "$muted"),
            note,
        )
