"""A cell of a framework matrix: on one side its passages, on the other what somebody writes of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from coder.i18n import _
from coder.queries.citations import citation, cited
from coder.queries.framework import Cell
from coder.queries.quotes import Quote
from coder.tui import keys, words
from coder.tui.screens.base import CoderModal
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar

_SAVE, _DISCARD = "save", "discard"


class CellScreen(CoderModal[int | None]):
    """The summary has the focus; the passage at hand is chosen and cited without leaving it.

    Gives where to go on: 1 to the next cell without a summary, -1 to the one before, 0 nowhere. What ``write`` refuses
    stays to be mended.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CELL]
    AUTO_FOCUS = "TextArea"

    def __init__(self, cell: Cell, code: str, passages: Sequence[Quote], write: Callable[[str], None] | None) -> None:
        """``write`` keeps a summary ("": none); None where nothing can be changed."""
        super().__init__()
        self._cell = cell
        self._code = code
        self._passages = tuple(passages)
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="framework-cell"):
            title = f"{self._cell.case} × {self._code}"
            yield Static(words.one_line(title), classes="title", markup=False)
            yield Static(Content("\n".join(self._doubts())), classes="passage", markup=False)
            with Horizontal(id="sides"):
                yield OptionList(*self._options(), id="passages", markup=False)
                yield TextArea(self._before, id="summary", show_line_numbers=False, read_only=self._write is None)
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(".passage").display = bool(self._doubts())
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        if self._passages:
            self.query_one(OptionList).highlighted = 0

    @property
    def _before(self) -> str:
        return self._cell.summary.text if self._cell.summary else ""

    def _doubts(self) -> list[str]:
        """What is to be said of the quotes that the summary cites."""
        summary = self._cell.summary
        told = []
        if summary and summary.outside:
            told.append(_("Cited from outside this cell: {quotes}.").format(quotes=", ".join(summary.outside)))
        if summary and summary.gone:
            told.append(_("Cited, but no quotes any more: {quotes}.").format(quotes=", ".join(summary.gone)))
        return told

    def _options(self) -> Iterator[Option]:
        used = cited(self._before)
        for passage in self._passages:
            where = _("{source}, turn {turn}").format(source=passage.source, turn=passage.turn)
            mark = " ✓" if passage.quote in used else ""
            parts: list[str | tuple[str, str]] = [
                (f"{passage.quote}{mark}", "bold"),
                (f"  {words.one_line(where)}", "$muted"),
            ]
            parts += ["\n", glyphs.shown(passage.text)]
            if passage.note:
                parts += ["\n", (f"– {glyphs.shown(passage.note)}", "italic")]
            yield Option(Content.assemble(*parts, "\n"), id=passage.quote)
        if not self._passages:
            yield Option(Content.styled(_("No passages here."), "$muted"), disabled=True)

    @property
    def unsaved(self) -> bool:
        """True if something is written that would be lost."""
        return self._write is not None and self._text != self._before.strip()

    @property
    def _text(self) -> str:
        return self.query_one(TextArea).text.strip()

    def action_passage(self, by: int) -> None:
        """Another passage at hand."""
        found = self.query_one(OptionList)
        if self._passages:
            found.highlighted = max(0, min(len(self._passages) - 1, (found.highlighted or 0) + by))

    def action_cite(self) -> None:
        """Put the citation of the passage at hand where one writes."""
        place = self.query_one(OptionList).highlighted
        if self._passages and place is not None and self._write is not None:
            area = self.query_one(TextArea)
            row, column = area.cursor_location
            before = area.document.get_line(row)[:column]
            blank = " " if before and not before[-1].isspace() else ""
            area.insert(f"{blank}{citation(self._passages[place].quote)}")

    def action_save(self) -> None:
        self._keep(0)

    def action_missing(self, by: int) -> None:
        self._keep(by)

    def _keep(self, onward: int) -> None:
        with self.complaining():
            if self._write is not None and self.unsaved:
                self._write(self._text)
            self.dismiss(onward)

    def action_leave(self) -> None:
        if not self.unsaved:
            self.dismiss(None)
            return
        answers = ((_SAVE, _("Save the summary")), (_DISCARD, _("Throw it away")))
        self.app.push_screen(ChooseScreen(_("The summary is not saved."), answers), self._decided)

    def _decided(self, answer: str | None) -> None:
        if answer == _SAVE:
            self.action_save()
        elif answer == _DISCARD:
            self.dismiss(None)
