"""Queries: codes combined in a line, what it finds as one types, and the lines that were saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.errors import CoderError
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.beginning import NextStep, next_step
from coder.queries.behind import Behind
from coder.queries.codes import CodeView, code_tree
from coder.queries.combining import Combined, combined, first_quotes
from coder.queries.expression import asks_for
from coder.queries.expression_names import read_expression
from coder.queries.going import Stopped
from coder.queries.guide import Guide
from coder.queries.quotes import Quote
from coder.queries.saved import Saved, saved_queries
from coder.queries.selection import DEFAULT, Selection
from coder.spans import Span, folded
from coder.tui import keys, words
from coder.tui.messages import OpenInterview, ShowPassages
from coder.tui.next_step import next_step_in_words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_SHOWN = 500
"""So many quotes are listed; all of them go to the list of quotes."""
_SAVED = "-saved"


@dataclass(frozen=True)
class QueryPassages:
    """What an expression finds, for the list of quotes."""

    title: str
    expression: str
    selection: Selection = DEFAULT

    def found(self, project: Project) -> Behind:
        found = project.ask(combined, self.expression, self.selection, guide_for(project, self.expression))
        return Behind(frozenset(found.ids), found.scope)


@dataclass(frozen=True)
class _Answer:
    text: str
    error: str
    found: Combined | None
    quotes: tuple[Quote, ...]
    saved: tuple[Saved, ...]
    codes: dict[str, CodeView]
    step: NextStep | None
    """What to do before anything can be found."""


class QueryScreen(AskingScreen[_Answer]):
    """With an empty line the saved queries, else the quotes that the expression finds."""

    NAME = "query"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.QUERIES, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "Input"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._text = ""
        self._given: _Answer | None = None

    def compose_body(self) -> Iterator[Widget]:
        example = _('For example: stuprör near praktik and kind=kommun and not "mellan stolarna"')
        yield Input(id="query", placeholder=example, compact=True)
        yield Static(id="caption", markup=False)
        yield RowTable((Field(_("Name"), 16, 1, most=40), Field(_("Expression"), 30, 3)), id="saved")
        fields = (Field(_("Quote"), 8), Field(_("Code"), 16, 1, most=34), Field(_("Case"), 11, 1, most=26))
        yield RowTable((*fields, Field(_("Text"), 20, 3)), id="found")
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="quote", markup=False)

    def ask(self) -> _Answer:
        text = self._text.strip()
        known = self.project.ask(
            lambda session: (
                saved_queries(session),
                {code.key: code for code in code_tree(session)},
                next_step(session),
            )
        )
        if not text:
            return _Answer(text, "", None, (), *known)
        try:
            found = self.project.ask(combined, text, DEFAULT, guide_for(self.project, text))
            rows = self.project.ask(first_quotes, found, DEFAULT, _SHOWN).rows
        except Stopped:
            raise
        except CoderError as error:
            return _Answer(text, str(error), None, (), *known)
        return _Answer(text, "", found, rows, *known)

    def show_answer(self, answer: _Answer) -> None:
        self._given = answer
        self.set_class(not answer.text, _SAVED)
        self.query_one("#caption", Static).update(self._caption(answer))
        self.query_one("#saved", RowTable).show_rows(
            [TableRow(each.name, (each.name, each.expression)) for each in answer.saved]
        )
        self.query_one("#found", RowTable).show_rows([self._row(quote, answer) for quote in answer.quotes])
        self._show_whole()

    def _caption(self, answer: _Answer) -> Content:
        if answer.error:
            return Content.styled(words.one_line(answer.error), "$warning")
        if answer.found is None:
            told = _(
                "and, or, not, near, within 3 turns of, overlapping, inside, followed by; kind=…, about=…, “words”"
            )
            number = ngettext("{number} saved query", "{number} saved queries", len(answer.saved))
            number = number.format(number=len(answer.saved))
            if not answer.saved:
                number = _("No query is saved yet: write one above, and s saves it.")
            what = next_step_in_words(answer.step) if answer.step is not None else number
            return Content.assemble((what, "bold"), "\n", (told, "$muted"))
        total = len(answer.found.ids)
        number = ngettext("{number} quote", "{number} quotes", total).format(number=words.number(total))
        first = " · " + _("the first {number} are shown").format(number=_SHOWN) if total > len(answer.quotes) else ""
        if not total:
            first = " · " + _("wider: or for and, near or within more turns, a theme for a code")
        scope = answer.found.scope.in_words(translator(current_language()))
        return Content.assemble((number, "bold"), first, "\n", (words.one_line(scope), "$muted"))

    def _row(self, quote: Quote, answer: _Answer) -> TableRow:
        code = answer.codes[quote.code]
        name = code_name(code.name, code.colour, self.app)
        return TableRow(quote.quote, (quote.quote, name, quote.case or quote.source, quote.text))

    @on(RowTable.Moved, "#found")
    def _show_whole(self) -> None:
        quote = self._at_hand
        whole = self.query_one("#quote", Static)
        if quote is None:
            whole.update(Content(""))
            return
        where = _("{case}, {source} turn {turn}").format(
            case=quote.case or quote.speaker, source=quote.source, turn=quote.turn
        )
        whole.update(Content.assemble(glyphs.shown(quote.text), "\n", (words.one_line(where), "$muted")))

    @property
    def _table(self) -> RowTable:
        return self.query_one("#found" if self._text.strip() else "#saved", RowTable)

    @property
    def _at_hand(self) -> Quote | None:
        quotes = self._given.quotes if self._given is not None else ()
        key = self.query_one("#found", RowTable).key
        return next((quote for quote in quotes if quote.quote == key), None)

    @property
    def _saved_at_hand(self) -> Saved | None:
        saved = self._given.saved if self._given is not None else ()
        key = self.query_one("#saved", RowTable).key
        return next((each for each in saved if each.name == key), None)

    # Typing.

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._text = event.value
        self.show_project()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._table.focus()

    # What the keys do.

    def action_open(self) -> None:
        if not self._text.strip():
            saved = self._saved_at_hand
            if saved is not None:
                self.query_one(Input).value = saved.expression
                self.query_one(Input).focus()
            return
        quote = self._at_hand
        if quote is not None:
            self.post_message(OpenInterview(quote.source, Span(quote.start, quote.end)))

    def action_line(self) -> None:
        self.query_one(Input).focus()

    def action_clear(self) -> None:
        self.query_one(Input).value = ""
        self.query_one(Input).focus()

    def action_quotes(self) -> None:
        found = self._given.found if self._given is not None else None
        if found is not None:
            self.post_message(ShowPassages(QueryPassages(found.expression, found.expression)))

    def action_save(self) -> None:
        """Save the expression; under the name it has already if it is a saved one's."""
        answer = self._given
        if answer is None or answer.found is None:
            self.tell(_("Write an expression that finds something to save it."))
            return
        expression = answer.found.expression
        same = next((each.name for each in answer.saved if each.expression == expression), "")
        names = [each.name for each in answer.saved]
        prompt = PromptScreen(_("Save the query under which name?"), same, names, [expression])

        def named(name: str | None) -> None:
            if name:
                with self.complaining():
                    self.project.save_query(name, expression)
                    told = _("Saved as “{name}”, instead of what had the name.")
                    plain = _("Saved as “{name}”.")
                    taken = folded(name) in {folded(each) for each in names}
                    self.tell((told if taken else plain).format(name=name))
                    self.show_project()

        self.app.push_screen(prompt, named)

    def action_forget(self) -> None:
        saved = self._saved_at_hand
        if saved is not None and not self._text.strip():
            with self.complaining():
                self.project.forget_query(saved.name)
                self.tell(_("Forgotten: {name}; u brings it back.").format(name=saved.name))
                self.show_project()

    async def action_back(self) -> None:
        """From the line to what it found; then the line is emptied; then to where one came from."""
        if not self._waiting and self.query_one(Input).has_focus and self._table.row_count:
            self._table.focus()
        else:
            await super().action_back()


def guide_for(project: Project, text: str) -> Guide | None:
    """The guide where an expression asks for it: matching it takes a second or two."""
    return project.guide() if asks_for(project.ask(read_expression, text), "guide") else None
