"""White spots: a table of places (or actors) and target groups, with what each cell rests on beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.synthesis_tables import cell_in_words, figure_in_words, overlap_remark
from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.quoted import quoted
from coder.queries.quotes import Quote
from coder.queries.statistics import Figure, figures
from coder.queries.whitespots import ACTOR, PLACE, STATES
from coder.synthesis.whitespots import Cell, WhiteSpots, legend, mark, no_proof, of_cell, state_in_words
from coder.tui import keys, words
from coder.tui.messages import ShowPassages
from coder.tui.passages import QuotedPassages
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

_OPEN, _REOPEN = "passages", "reopen"


@dataclass(frozen=True)
class _Known:
    spots: WhiteSpots
    quotes: Mapping[str, Quote]
    figures: tuple[Figure, ...]


class WhiteSpotsScreen(AskingScreen[_Known]):
    """Up and down go to another place, left and right to another group; the cell at hand stands in brackets."""

    NAME = "whitespots"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.WHITE_SPOTS, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._known: _Known | None = None
        self._kind = PLACE
        self._group = 0

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        with Horizontal(classes="synthesis"):
            yield Horizontal(id="spots")
            with VerticalScroll(classes="beside"):
                yield Static(id="one", markup=False)

    def ask(self) -> _Known:
        spots = self.project.white_spots(self._kind)
        wanted = {quote for cell in spots.cells for quote in cell.quotes}
        return _Known(spots, self.project.ask(quoted, wanted), self.project.ask(figures))

    def show_answer(self, answer: _Known) -> None:
        before, self._known = self._known, answer
        spots = answer.spots
        t = translator(current_language())
        if not spots.cells:
            told = _("The codebook has no target groups and places (actors); white spots need both.")
            self.query_one("#caption", Static).update(Content(told))
            return
        self._group = min(self._group, len(spots.groups) - 1)
        self.query_one("#caption", Static).update(Content.assemble((no_proof(t), "bold"), "\n", (legend(t), "$muted")))
        if before is None or (before.spots.kind, before.spots.groups) != (spots.kind, spots.groups):
            self._make_table()
        self._show_rows()
        self._show_one()

    def _make_table(self) -> None:
        assert self._known is not None
        spots = self._known.spots
        title = _("Place") if spots.kind == PLACE else _("Actor")
        fields = (Field(title, 12, 2, most=36), *(Field(group.name, 7, 1, most=16) for group in spots.groups))
        holder = self.query_one("#spots", Horizontal)
        holder.remove_children()
        table = RowTable(fields)
        holder.mount(table)
        table.focus()

    @property
    def _table(self) -> RowTable:
        return list(self.query("#spots RowTable").results(RowTable))[-1]

    def _show_rows(self) -> None:
        assert self._known is not None
        spots, here = self._known.spots, self._table.key or self._known.spots.across[0].key
        self._table.show_rows(
            [
                TableRow(
                    entry.key,
                    (
                        entry.name,
                        *(
                            _drawn(cell, entry.key == here and number == self._group)
                            for number, cell in enumerate(spots.row(entry.key))
                        ),
                    ),
                )
                for entry in spots.across
            ]
        )

    @on(RowTable.Moved)
    def _moved(self) -> None:
        if self._known is not None:
            self._show_rows()
            self._show_one()

    def action_group(self, by: int) -> None:
        if self._known is not None and self._known.spots.groups:
            self._group = max(0, min(self._group + by, len(self._known.spots.groups) - 1))
            self._show_rows()
            self._show_one()

    @property
    def _cell(self) -> Cell | None:
        if self._known is None or not self._known.spots.cells:
            return None
        spots = self._known.spots
        return spots.cell(spots.groups[self._group].key, self._table.key or "")

    def _title(self, cell: Cell) -> str:
        assert self._known is not None
        names = {entry.key: entry.name for entry in (*self._known.spots.groups, *self._known.spots.across)}
        return f"{names[cell.group]} · {names[cell.across]}"

    def _show_one(self) -> None:
        cell = self._cell
        self.query_one("#one", Static).update(self._content(cell) if cell is not None else Content(""))

    def _content(self, cell: Cell) -> Content:
        assert self._known is not None
        t = translator(current_language())
        lines = [
            Content.styled(words.one_line(self._title(cell)), "bold"),
            Content.assemble(
                (f"{mark(cell)} {state_in_words(cell.state, t)}", "bold $accent"), f" · {self._who(cell)}"
            ),
            Content.styled(cell_in_words(cell, t), "$muted"),
        ]
        found = of_cell(self._known.figures, cell)
        lines += [Content(figure_in_words(each, t)) for each in found]
        if found:
            lines.append(Content.styled(overlap_remark(t), "$muted"))
        for title, ids in ((_("Missing"), cell.missing), (_("Exists"), cell.exists), (_("Neither"), cell.other)):
            if ids:
                lines.append(Content.styled(f"\n{title}", "bold"))
            for row in (self._known.quotes[quote] for quote in ids if quote in self._known.quotes):
                lines.append(Content.styled(f"{row.quote} · {row.source}, {row.turn} · {row.code}", "$muted"))
                lines.append(Content(words.one_line(row.text)))
        return Content("\n").join(lines)

    def _who(self, cell: Cell) -> str:
        """Whether a person has settled it, and what the rules would say."""
        if cell.decided is None:
            return _("by the rules")
        t = translator(current_language())
        told = _("settled by {coder}").format(coder=words.one_line(cell.decided.decided_by))
        if cell.decided.why:
            told += f": {words.one_line(cell.decided.why)}"
        if cell.derived != cell.state:
            told += " · " + _("by the rules: {state}").format(state=state_in_words(cell.derived, t))
        return told

    # What can be done.

    def action_across(self) -> None:
        self._kind = ACTOR if self._kind == PLACE else PLACE
        self.show_project()

    def action_open(self) -> None:
        cell = self._cell
        if cell is not None and cell.quotes:
            self.post_message(ShowPassages(QuotedPassages(self._title(cell), cell.quotes)))
        elif cell is not None:
            self.tell(_("Nothing is said here. {warning}").format(warning=no_proof(translator(current_language()))))

    def action_confirm(self) -> None:
        cell = self._cell
        if cell is not None:
            self._settle(cell, cell.state)

    def action_reopen(self) -> None:
        cell = self._cell
        if cell is not None:
            with self.complaining():
                self.project.reopen_white_spot(cell.group, cell.across)
                self.show_project()
                self.tell(_("{cell}: the rules count again. u: undo").format(cell=self._title(cell)))

    def action_settle(self) -> None:
        """What the cell rests on, and what can be made of it."""
        cell = self._cell
        if cell is None or self._known is None:
            return
        t = translator(current_language())
        answers = [(cell.state, _("Confirm: {state}").format(state=state_in_words(cell.state, t)))]
        if cell.quotes:
            answers.append((_OPEN, _("Read the passages ({number})").format(number=len(cell.quotes))))
        for state in STATES:
            if state != cell.state:
                answers.append((state, _("No: {state}").format(state=state_in_words(state, t))))
        if cell.decided is not None:
            answers.append((_REOPEN, _("Let the rules count again")))
        rows = [self._known.quotes[quote] for quote in cell.quotes if quote in self._known.quotes]
        lines = [
            f"{state_in_words(cell.state, t)} · {self._who(cell)}",
            cell_in_words(cell, t),
            *(f"{row.quote} {row.text}" for row in rows[:3]),
        ]
        self.app.push_screen(ChooseScreen(self._title(cell), answers, lines), lambda answer: self._chosen(cell, answer))

    def _chosen(self, cell: Cell, answer: str | None) -> None:
        if answer == _OPEN:
            self.action_open()
        elif answer == _REOPEN:
            self.action_reopen()
        elif answer is not None and answer != cell.derived:
            why = cell.decided.why if cell.decided is not None and cell.decided.state == answer else ""
            self.app.push_screen(
                PromptScreen(_("Why? The interviews say otherwise by the rules."), why),
                lambda said: self._settle(cell, answer, said) if said is not None else None,
            )
        elif answer is not None:
            self._settle(cell, answer)

    def _settle(self, cell: Cell, state: str, why: str = "") -> None:
        t = translator(current_language())
        with self.complaining():
            self.project.decide_white_spot(cell.group, cell.across, state, why)
            self.show_project()
            told = _("{cell}: {state}. u: undo")
            self.tell(told.format(cell=self._title(cell), state=state_in_words(state, t)))


def _drawn(cell: Cell, here: bool) -> Text:
    """A cell's sign; in brackets where it is at hand."""
    sign = mark(cell)
    return Text(f"[{sign}]", style="bold reverse") if here else Text(f" {sign} ")
