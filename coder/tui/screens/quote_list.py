"""The list of quotes: chosen by a line of words, gone through, marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.codebook.book import CodeEntry
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.quotes import Quote, Quotes, quotes
from coder.queries.registers import Entry, register_entries
from coder.queries.sources import source_rows
from coder.spans import Span
from coder.terms import ABOUT_REGISTERS
from coder.tui import words
from coder.tui.messages import OpenInterview
from coder.tui.quote_filter import parse_filter, with_part, with_star
from coder.tui.recent import RecentCodes
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow


@dataclass(frozen=True)
class Found:
    """Quotes, and what is needed to name things."""

    codes: dict[str, CodeView]
    quotes: Quotes
    registers: tuple[Entry, ...]


class QuoteListScreen(AskingScreen[Found]):
    """A table of quotes and, under it, the one at hand in full."""

    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.codes: dict[str, CodeView] = {}
        self.registers: tuple[Entry, ...] = ()
        self._quotes: dict[str, Quote] = {}
        self._marked: set[str] = set()
        self._found: Found | None = None
        self._asked = ""

    def compose_body(self) -> Iterator[Widget]:
        placeholder = _('Filter: words, code:…, theme:…, case:"…", source:…, about:…, * for starred')
        yield Input(id="filter", placeholder=placeholder, compact=True)
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Quote"), 8),
                Field("", 2),
                Field(_("Code"), 16, 1, most=34),
                Field(_("Case"), 11, 1, most=26),
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

    def ask(self) -> Found:
        codes, rows = self.project.ask(lambda session: (code_tree(session), source_rows(session)))
        entries = [CodeEntry(code.key, code.name, code.parent, keywords=code.keywords) for code in codes]
        cases = [case for row in rows for case in row.case.split("; ")]
        wanted = parse_filter(self._asked, entries, cases, [row.source for row in rows])
        return self.project.ask(
            lambda session: Found(
                codes={code.key: code for code in code_tree(session)},
                quotes=quotes(session, wanted),
                registers=register_entries(session, *ABOUT_REGISTERS),
            )
        )

    def show_answer(self, answer: Found) -> None:
        self._found = answer
        self.codes = answer.codes
        self.registers = answer.registers
        self._quotes = {quote.quote: quote for quote in answer.quotes.rows}
        self._marked &= set(self._quotes)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._found is None:
            return
        number = ngettext("{number} quote", "{number} quotes", len(self._quotes)).format(
            number=words.number(len(self._quotes))
        )
        marked = ""
        if self._marked:
            marked = " · " + ngettext("{number} marked", "{number} marked", len(self._marked)).format(
                number=words.number(len(self._marked))
            )
        scope = self._found.quotes.scope.in_words(translator(current_language()))
        caption = Content.assemble((number, "bold"), (marked, "bold $accent"), (f" · {scope}", "$muted"))
        self.query_one("#caption", Static).update(caption)
        table = self.query_one(RowTable)
        table.show_rows([self._row(quote) for quote in self._quotes.values()])
        self._show_whole(self._quotes.get(table.key or ""))

    def _row(self, quote: Quote) -> TableRow:
        code = self.codes[quote.code]
        name = code_name(code.name, code.colour, self.app)
        marks = ("✓" if quote.quote in self._marked else "") + ("★" if quote.starred else "")
        return TableRow(quote.quote, (quote.quote, marks, name, quote.case or quote.source, quote.text))

    def _show_whole(self, quote: Quote | None) -> None:
        if quote is None:
            self.query_one("#quote", Static).update(Content.styled(_("No quotes here."), "$muted"))
            return
        where = _("{case}, {source} turn {turn}").format(
            case=quote.case or quote.speaker, source=quote.source, turn=quote.turn
        )
        names = {entry.key: entry.name for entry in self.registers}
        facets = words.facets_in_words(quote.voice, quote.mode, quote.about, names)
        origin = " · ".join(part for part in (where, quote.coder, facets) if part)
        parts: list[str | tuple[str, str]] = [glyphs.shown(quote.text), "\n", (words.one_line(origin), "$muted")]
        if quote.note:
            parts += ["\n", ("– " + glyphs.shown(quote.note), "italic")]
        self.query_one("#quote", Static).update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    @property
    def at_hand(self) -> Quote | None:
        """The quote of the row at hand."""
        return self._quotes.get(self.query_one(RowTable).key or "")

    @property
    def meant(self) -> list[Quote]:
        """The marked quotes in the order shown, else the one at hand."""
        marked = [quote for key, quote in self._quotes.items() if key in self._marked]
        at_hand = self.at_hand
        return marked or ([at_hand] if at_hand is not None else [])

    # Going about.

    def action_open(self) -> None:
        quote = self.at_hand
        if quote is not None:
            self.post_message(OpenInterview(quote.source, Span(quote.start, quote.end)))

    def action_mark(self) -> None:
        """Mark the row at hand or take its mark off, and go on to the next."""
        quote = self.at_hand
        if quote is not None:
            self._marked ^= {quote.quote}
            self._show_rows()
            self.query_one(RowTable).action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all that are shown; none where all are."""
        self._marked = set() if self._marked == set(self._quotes) else set(self._quotes)
        self._show_rows()

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    def action_starred(self) -> None:
        field = self.query_one(Input)
        field.value = with_star(field.value)

    def action_code(self) -> None:
        picker = PickerScreen(tuple(self.codes.values()), RecentCodes(), _("Quotes of which code?"), new=False)
        self.app.push_screen(picker, self._filter_by_code)

    def _filter_by_code(self, picked: Picked | None) -> None:
        if picked is not None and picked.codes:
            field = self.query_one(Input)
            field.value = with_part(field.value, "code", picked.codes[0])

    def action_clear(self) -> None:
        self.query_one(Input).value = ""

    async def action_back(self) -> None:
        """From the filter line to the quotes; the marks go; then to where one came from."""
        if self.query_one(Input).has_focus:
            self.query_one(RowTable).focus()
        elif self._marked:
            self._marked = set()
            self._show_rows()
        else:
            await super().action_back()
