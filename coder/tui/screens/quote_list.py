"""The list of quotes: chosen by a line of words, gone through, marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.codes import CodeView
from coder.queries.filterable import Filterable, filterable
from coder.queries.picks import ExportUse, exports_by_quote
from coder.queries.quotes import Quote, Quotes, quotes
from coder.queries.registers import Entry
from coder.spans import Span
from coder.tui import words
from coder.tui.messages import OpenInterview
from coder.tui.passages import Passages
from coder.tui.quote_filter import parse_filter, with_part, with_star
from coder.tui.recent import RecentCodes
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.filter_line import FilterLine
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow


@dataclass(frozen=True)
class Found:
    """Quotes, and what is needed to name things."""

    known: Filterable
    quotes: Quotes
    title: str
    """Which figure they stand behind, "" where they are all that pass the filter."""
    exports: Mapping[str, tuple[ExportUse, ...]] = field(default_factory=dict)
    """The exports that quotes stand in."""


class QuoteListScreen(AskingScreen[Found]):
    """A table of quotes and, under it, the one at hand in full."""

    AUTO_FOCUS = "RowTable"
    STOPPABLE = True

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.codes: dict[str, CodeView] = {}
        self.registers: tuple[Entry, ...] = ()
        self._quotes: dict[str, Quote] = {}
        self._marked: set[str] = set()
        self._found: Found | None = None
        self._asked = ""
        self._exports: Mapping[str, tuple[ExportUse, ...]] = {}
        self._passages: Passages | None = None
        """What a figure counts: the filter chooses among these."""

    def compose_body(self) -> Iterator[Widget]:
        yield FilterLine(_('Filter: words, code:…, theme:…, case:"…", source:…, about:…, * for starred'))
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
        self._show(None, with_part("", "code", code))

    def show_passages(self, passages: Passages) -> None:
        """What a figure counts, and no filter."""
        self._show(passages, "")

    def _show(self, passages: Passages | None, line: str) -> None:
        self._passages = passages
        self._asked = self.query_one(Input).value = line
        self.query_one(RowTable).focus()
        self.show_project()

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
        passages, known = self._passages, self.project.ask(filterable)
        asked = parse_filter(self._asked, known)
        guide = self.project.guide() if asked.filter.guide else None
        if passages is None:
            found = self.project.ask(quotes, asked.filter, asked.selection, guide)
            return Found(known, found, "", self.project.ask(exports_by_quote))
        behind = passages.found(self.project)
        among = replace(asked.filter, ids=behind.ids)
        found = self.project.ask(
            quotes, among, asked.selection if asked.selection.coders else passages.selection, guide
        )
        conditions = (*behind.scope.conditions, *asked.filter.conditions)
        found = replace(found, scope=replace(behind.scope, conditions=conditions))
        return Found(known, found, passages.title, self.project.ask(exports_by_quote))

    def show_answer(self, answer: Found) -> None:
        self._found = answer
        self._exports = answer.exports
        self.codes = {code.key: code for code in answer.known.codes}
        self.registers = answer.known.about
        self.query_one(FilterLine).know(answer.known)
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
        title = f"{words.one_line(self._found.title)} · " if self._found.title else ""
        caption = Content.assemble(
            (title, "bold $accent"), (number, "bold"), (marked, "bold $accent"), (f" · {scope}", "$muted")
        )
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
        if exports := self._exports.get(quote.quote):
            files = ", ".join(f"{each.file_name} ({each.audience}, {each.at[:10]})" for each in exports)
            parts += ["\n", (words.one_line(_("In: {files}").format(files=files)), "$muted")]
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
        """All quotes again."""
        if self._passages is not None or self._asked:
            self._show(None, "")

    async def action_back(self) -> None:
        """From the filter line to the quotes; the marks go; then to where one came from."""
        if self.query_one(Input).has_focus:
            self.query_one(RowTable).focus()
        elif self._marked:
            self._marked = set()
            self._show_rows()
        else:
            await super().action_back()
