"""Report quotes: what writers picked, in their order and sections, with light editing."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, ngettext
from coder.project import Project
from coder.project.reporting.picking import PickedRow
from coder.spans import Span, folded
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.copying import copy_quotes
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.wording import WordingScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.table import Field, RowTable, TableRow

_EDITED, _NO_LONGER = "✎", "!"


class PicksScreen(AskingScreen[tuple[PickedRow, ...]]):
    """The list, and under it the quote at hand as the report has it and as it was said."""

    NAME = "picks"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.PICKS, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._rows: dict[str, PickedRow] = {}
        self._searched = ""

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Heading"), 12, 1, most=30),
                Field(_("Quote"), 8),
                Field("", 1),
                Field(_("Case"), 11, 1, most=26),
                Field(_("Text"), 20, 3),
            )
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="quote", markup=False)

    def ask(self) -> tuple[PickedRow, ...]:
        return self.project.picked()

    def show_answer(self, answer: tuple[PickedRow, ...]) -> None:
        self._rows = {row.quote.quote: row for row in answer}
        number = ngettext("{number} quote", "{number} quotes", len(answer)).format(number=words.number(len(answer)))
        sections = len({row.pick.heading for row in answer if row.pick.heading})
        told = ngettext("{number} heading", "{number} headings", sections).format(number=words.number(sections))
        self.query_one("#caption", Static).update(Content.assemble((number, "bold"), (f" · {told}", "$muted")))
        table = self.query_one(RowTable)
        firsts = {row.quote.quote for row in answer[:1]}
        firsts |= {row.quote.quote for before, row in pairwise(answer) if before.pick.heading != row.pick.heading}
        table.show_rows([self._row(row, row.quote.quote in firsts) for row in answer])
        self._show_whole(self._rows.get(table.key or ""))

    def _row(self, row: PickedRow, first: bool) -> TableRow:
        heading = Text(words.one_line(row.pick.heading) if first else "", style="bold")
        mark = "" if not row.pick.edited else _EDITED if row.fits else _NO_LONGER
        quote = row.quote
        return TableRow(quote.quote, (heading, quote.quote, mark, quote.case or quote.source, row.text))

    def _show_whole(self, row: PickedRow | None) -> None:
        whole = self.query_one("#quote", Static)
        if row is None:
            nothing = _("Nothing is picked yet: p in the quotes (F5) picks the quote at hand, or all that are marked.")
            whole.update(Content.styled(nothing, "$muted"))
            return
        quote = row.quote
        where = _("{case}, {source} turn {turn}").format(
            case=quote.case or quote.speaker, source=quote.source, turn=quote.turn
        )
        parts: list[str | tuple[str, str]] = [glyphs.shown(row.text), "\n"]
        if row.pick.edited:
            said = _("As it was said: {text}").format(text=" ".join(quote.text.split()))
            parts += [(glyphs.shown(said), "italic"), "\n"]
        if not row.fits:
            told = _("The words were corrected since: the marks no longer say all that differs.")
            parts += [(told, "$error"), "\n"]
        parts.append((words.one_line(where), "$muted"))
        whole.update(Content.assemble(*parts))
        self.query_one("#whole").scroll_home(animate=False)

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._show_whole(self._rows.get(event.key or ""))

    @property
    def _at_hand(self) -> PickedRow | None:
        return self._rows.get(self.query_one(RowTable).key or "")

    def action_open(self) -> None:
        row = self._at_hand
        if row is not None:
            self.post_message(OpenInterview(row.quote.source, Span(row.quote.start, row.quote.end)))

    def action_shift(self, by: int) -> None:
        row = self._at_hand
        if row is not None:
            with self.complaining():
                self.project.move_pick(row.quote.quote, by)
                self.show_project()

    def action_head(self) -> None:
        row = self._at_hand
        if row is None:
            return
        known = sorted({each.pick.heading for each in self._rows.values() if each.pick.heading})

        def named(heading: str | None) -> None:
            if heading is not None:
                with self.complaining():
                    self.project.head_pick(row.quote.quote, heading)
                    self.show_project()

        question = _("Heading over {quote}; empty for none").format(quote=row.quote.quote)
        self.app.push_screen(PromptScreen(question, row.pick.heading, known), named)

    def action_edit(self) -> None:
        row = self._at_hand
        if row is None:
            return

        def kept(changed: bool | None) -> None:
            if changed:
                self.show_project()

        quote = row.quote.quote
        screen = WordingScreen(quote, row.quote.text, row.pick.edited, lambda text: self.project.edit_pick(quote, text))
        self.app.push_screen(screen, kept)

    def action_unpick(self) -> None:
        row = self._at_hand
        if row is not None:
            with self.complaining():
                self.project.unpick((row.quote.quote,))
                self.show_project()
                self.tell(_("{quote} taken off the list. u: undo").format(quote=row.quote.quote))

    def action_copy(self) -> None:
        row = self._at_hand
        if row is not None:
            copy_quotes(self, [row.quote])

    def action_search(self) -> None:
        self.app.push_screen(PromptScreen(_("Words to go to"), self._searched), self._go_to)

    def _go_to(self, typed: str | None) -> None:
        if not typed:
            return
        self._searched = typed
        order = list(self._rows)
        key = self.query_one(RowTable).key
        at = order.index(key) + 1 if key in order else 0
        for quote in [*order[at:], *order[:at]]:
            row = self._rows[quote]
            where = (quote, row.pick.heading, row.text, row.quote.text)
            if any(folded(typed) in folded(each) for each in where):
                self.query_one(RowTable).go_to(quote)
                return
        self.complain(_("“{words}” stands in no picked quote.").format(words=typed))
