"""A few lines under a title: what each is about, a bar, and what is said of it; the arrows go on to the next panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType

from coder.tui.widgets.bars import Bar
from coder.tui.widgets.table import Cell, Field, RowTable, TableRow

_LEAST_LABEL, _LABEL = 12, 18
"""So much of a label is always read, and so much of it before there is room for a bar."""
_BAR, _MOST_BAR = 5, 30


@dataclass(frozen=True)
class PanelLine:
    """A line under a key."""

    key: str
    label: str
    figure: str
    share: float | None
    """From 0 to 1; None for no bar."""


class Panel(RowTable):
    """The line at hand is marked only where the focus is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "beside(1)", "", show=False),
        Binding("left", "beside(-1)", "", show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__((Field("", _LEAST_LABEL, 1),), id=id, show_header=False)
        self._lines: tuple[PanelLine, ...] = ()
        self.show_cursor = False

    def show_lines(self, lines: Sequence[PanelLine]) -> None:
        """Other lines."""
        self._lines = tuple(lines)
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        self._show()
        super().on_resize(event)

    def _show(self) -> None:
        """Labels and figures in full where there is room for both, then bars."""
        room = self.scrollable_content_region.width - 1
        longest = max((cell_len(line.label) for line in self._lines), default=0)
        figure = max((cell_len(line.figure) for line in self._lines), default=0)
        drawn = any(line.share is not None for line in self._lines)
        # Words may be cut at their end, numbers not.
        label = max(_LEAST_LABEL, min(longest, _LABEL, room - figure - 2) if drawn else longest)
        figure = max(0, min(figure, room - label - 2))
        bars = drawn and room - label - figure - 3 >= _BAR
        fields = [Field("", label, 2)]
        fields += [Field("", _BAR, 2, most=_MOST_BAR)] if bars else []
        fields += [Field("", figure, 0 if drawn else 9, right=drawn)] if figure else []
        self.lay_out(fields)
        self.show_rows([self._row(line, bars, bool(figure)) for line in self._lines])

    def _row(self, line: PanelLine, bars: bool, figures: bool) -> TableRow:
        drawn: Cell = ""
        if line.share is not None:
            filled = Style(color=self.app.theme_variables["accent"])
            empty = Style(color=self.app.theme_variables["secondary"], dim=True)
            drawn = Bar(line.share, filled, empty)
        cells = [line.label, *([drawn] if bars else []), *([line.figure] if figures else [])]
        return TableRow(line.key, tuple(cells))

    def on_focus(self) -> None:
        self.show_cursor = True

    def on_blur(self) -> None:
        self.show_cursor = False

    # Going about: from the last line to the panel after it, from the first to the one before.

    def action_cursor_down(self) -> None:
        if self.cursor_row < self.row_count - 1:
            super().action_cursor_down()
        else:
            self.action_beside(1)

    def action_cursor_up(self) -> None:
        if self.cursor_row > 0:
            super().action_cursor_up()
        else:
            self.action_beside(-1)

    def action_beside(self, by: int) -> None:
        """To the next panel (1) or the one before (-1)."""
        panels = [panel for panel in self.screen.query(Panel) if panel.display]
        place = panels.index(self) + by
        if 0 <= place < len(panels):
            panels[place].focus()
