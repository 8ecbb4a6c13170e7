"""Quotes: the coded passages that count, chosen by a line of words; Enter shows one where it was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.codebook.book import CodeEntry
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.quotes import Quote, Quotes, quotes
from coder.queries.registers import register_entries
from coder.queries.sources import source_rows
from coder.spans import Span
from coder.terms import ABOUT_REGISTERS
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.quote_filter import parse_filter, with_part, with_star
from coder.tui.recent import RecentCodes
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow


@dataclass(frozen=True)
class _Found:
    """Quotes, and what is needed to name things."""

    codes: dict[str, CodeView]
    quotes: Quotes
    names: dict[str, str]


class QuotesScreen(AskingScreen[_Found]):
    """A table of quotes and, under it, the one at hand in full."""

    NAME = "quotes"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.QUOTES]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._codes: dict[str, CodeView] = {}
        self._quotes: dict[str, Quote] = {}
        self._names: dict[str, str] = {}
        self._asked = ""

    def compose_body(self) -> Iterator[Widget]:
        placeholder = _('Filter: words, code:…, theme:…, case:"…", source:…, about:…, * for starred')
        yield Input(id="filter", placeholder=placeholder, compact=True)
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Quote"), 8),
                Field("", 1),
                Field(_("Code"), 16, 1, most=34),
                Field(_("Case"), 12, 1, most=26),
                Field(_("Text"), 20, 3),
            )
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="quote", markup=False)

    def show_code(self, code: str) -> None:
        """The quotes of a code, with those of the codes under it, and no other filter."""
        self.query_one(Input).value = with_part("", "code", code)
        self.query_one(RowTable).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._asked = event.value
        self.show_project()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(RowTable).focus()

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._show_whole(self._quotes.get(event.key or ""))

    def ask(self) -> _Found:
        codes, rows = self.project.ask(lambda session: (code_tree(session), source_rows(session)))
        entries = [CodeEntry(code.key, code.name, code.parent, keywords=code.keywords) for code in codes]
        cases = [case for row in rows for case in row.case.split("; ")]
        wanted = parse_filter(self._asked, entries, cases, [row.source for row in rows])
        return self.project.ask(
            lambda session: _Found(
                codes={code.key: code for code in code_tree(session)},
                quotes=quotes(session, wanted),
                names={entry.key: entry.name for entry in register_entries(session, *ABOUT_REGISTERS)},
            )
        )

    def show_answer(self, answer: _Found) -> None:
        self._codes = answer.codes
        self._quotes = {quote.quote: quote for quote in answer.quotes.rows}
        self._names = answer.names
        number = ngettext("{number} quote", "{number} quotes", len(self._quotes)).format(
            number=words.number(len(self._quotes))
        )
        scope = answer.quotes.scope.in_words(translator(current_language()))
        caption = Content.assemble((number, "bold"), (f" · {scope}", "$muted"))
        self.query_one("#caption", Static).update(caption)
        table = self.query_one(RowTable)
        table.show_rows([self._row(quote) for quote in answer.quotes.rows])
        self._show_whole(self._quotes.get(table.key or ""))

    def _row(self, quote: Quote) -> TableRow:
        code = self._codes[quote.code]
        name = code_name(code.name, code.colour, self.app)
        star = "★" if quote.starred else ""
        return TableRow(quote.quote, (quote.quote, star, name, quote.case or quote.source, quote.text))

    def _show_whole(self, quote: Quote | None) -> None:
        if quote is None:
            self.query_one("#quote", Static).update(Content.styled(_("No quotes here."), "$muted"))
            return
        where = _("{case}, {source} turn {turn}").format(
            case=quote.case or quote.speaker, source=quote.source, turn=quote.turn
        )
        facets = words.facets_in_words(quote.voice, quote.mode, quote.about, self._names)
        origin = " · ".join(part for part in (where, quote.coder, facets) if part)
        parts: list[str | tuple[str, str]] = [glyphs.shown(quote.text), "\n", (words.one_line(origin), "$muted")]
        if quote.note:
            parts += ["\n", ("– " + glyphs.shown(quote.note), "italic")]
        self.query_one("#quote", Static).update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    @property
    def _at_hand(self) -> Quote | None:
        return self._quotes.get(self.query_one(RowTable).key or "")

    def action_open(self) -> None:
        quote = self._at_hand
        if quote is not None:
            self.post_message(OpenInterview(quote.source, Span(quote.start, quote.end)))

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    def action_starred(self) -> None:
        field = self.query_one(Input)
        field.value = with_star(field.value)

    def action_code(self) -> None:
        picker = PickerScreen(tuple(self._codes.values()), RecentCodes(), _("Quotes of which code?"), new=False)
        self.app.push_screen(picker, self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is not None and picked.code:
            field = self.query_one(Input)
            field.value = with_part(field.value, "code", picked.code)

    def action_star(self) -> None:
        quote = self._at_hand
        if quote is not None:
            with self.complaining():
                self.project.star(quote.quote, not quote.starred)
                self.show_project()

    def action_note(self) -> None:
        quote = self._at_hand
        if quote is not None:
            earlier = (quote.note,) if quote.note else ()
            self.app.push_screen(NoteScreen(quote.quote, earlier), lambda text: self._noted(quote.quote, text))

    def _noted(self, quote: str, text: str | None) -> None:
        if text is None:
            return
        with self.complaining():
            self.project.write_note(quote, text)
            self.show_project()
            self.tell(_("The note is saved."))

    def action_clear(self) -> None:
        self.query_one(Input).value = ""

    async def action_back(self) -> None:
        """From the filter line to the quotes, from there to where one came from."""
        if self.query_one(Input).has_focus:
            self.query_one(RowTable).focus()
        else:
            await super().action_back()
