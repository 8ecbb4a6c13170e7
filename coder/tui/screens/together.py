"""Codes that stand together: pairs, most often together first; Enter shows the passages where both meet."""

from collections.abc import Iterator
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget

from coder.exporters.figures import window_in_words
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.agreement_words import number
from coder.queries.cooccurrence import OVERLAP, TURN, CoOccurrence, CoOccurrences, cooccurrence, reach_of
from coder.tui import keys, words
from coder.tui.messages import ShowPassages
from coder.tui.passages import MeetingPassages
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.figure import Asked, FigureScreen
from coder.tui.widgets.bars import Bar
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_OFFERED = (1, 2, 3, 5, 10, 20)
"""Turns apart."""


class TogetherScreen(FigureScreen[CoOccurrences]):
    """How near they have to stand is chosen by keys and stays while the app runs."""

    NAME = "together"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.TOGETHER, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._window = OVERLAP
        self._pairs: dict[str, CoOccurrence] = {}
        self._shown = OVERLAP
        """The window of the pairs that are shown."""

    def compose_figure(self) -> Iterator[Widget]:
        fields = (
            Field(_("Code"), 18, 3, most=44),
            Field(_("And code"), 18, 3, most=44),
            Field(_("Together"), 11, right=True),
            Field("", 8, 2, most=30),
            Field(_("Shared"), 9, right=True),
        )
        yield RowTable(fields)

    @property
    def figure_widget(self) -> Widget:
        return self.query_one(RowTable)

    def count(self, asked: Asked) -> CoOccurrences:
        return self.project.ask(cooccurrence, self._window, asked.selection, asked.guide, asked.filter)

    def why_not(self, figure: CoOccurrences) -> str:
        if figure.rows:
            return ""
        told = _("No two codes stand together here. w: how near they have to stand · /: the filter")
        return f"{window_in_words(figure.window, translator(current_language()))}\n\n{told}"

    def show_figure(self, figure: CoOccurrences, asked: Asked) -> None:
        self._pairs = {f"{row.code_a}\n{row.code_b}": row for row in figure.rows}
        most = max(row.count for row in figure.rows)
        first = next(iter(self._pairs)) if figure.window != self._shown else None
        self._shown = figure.window
        self.query_one(RowTable).show_rows([self._row(key, row, most) for key, row in self._pairs.items()], first)
        told = ngettext("{number} pair of codes.", "{number} pairs of codes.", len(figure.rows))
        told = told.format(number=words.number(len(figure.rows)))
        self.caption(f"{told} {window_in_words(figure.window, translator(current_language()))}", figure.scope)

    def _row(self, key: str, row: CoOccurrence, most: int) -> TableRow:
        filled = Style(color=self.app.theme_variables["primary"])
        empty = Style(color=self.app.theme_variables["secondary"], dim=True)
        drawn = Bar(row.count / most, filled, empty)
        shared = number(row.jaccard, translator(current_language()))
        return TableRow(
            key, (self._called(row.code_a), self._called(row.code_b), words.number(row.count), drawn, shared)
        )

    def _called(self, key: str) -> Text:
        code = self.labels.codes[key]
        return code_name(code.name, code.colour, self.app, bold=code.parent is None)

    # What the keys do.

    def action_open(self) -> None:
        pair, asked = self._pairs.get(self.query_one(RowTable).key or ""), self.asked
        if pair is not None and asked is not None:
            a, b = (self.labels.codes[key].name for key in (pair.code_a, pair.code_b))
            title = f"{a} + {b}"
            meeting = MeetingPassages(title, *asked.chosen, pair.code_a, pair.code_b, self._window)
            self.post_message(ShowPassages(meeting))

    def action_window(self) -> None:
        """Choose how near."""
        windows = [OVERLAP, TURN, *map(str, _OFFERED)]
        answers = [(f"window-{window}", _near_in_words(window)) for window in windows]
        self.app.push_screen(
            ChooseScreen(_("How near do codes have to stand?"), answers),
            lambda key: self._look_within(key.removeprefix("window-")) if key is not None else None,
        )

    def action_widen(self, by: int) -> None:
        """From overlapping to the same turn, and on by one turn, or back."""
        reach = reach_of(self._window)
        step = (-1 if reach is None else reach) + by
        self._look_within(OVERLAP if step < 0 else TURN if step == 0 else str(step))

    def _look_within(self, window: str) -> None:
        if window != self._window:
            self._window = window
            self.tell(_near_in_words(window))
            self.show_project()


def _near_in_words(window: str) -> str:
    if window == OVERLAP:
        return _("Overlapping: they share a character")
    if window == TURN:
        return _("In the same turn")
    return ngettext("At most {number} turn apart", "At most {number} turns apart", int(window)).format(number=window)
