"""A matrix of short signs with a cursor on one cell; the names of rows stay in sight. Cells are text, never markup."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

from coder.tui import words

_NAME_LEAST, _NAME_MOST = 16, 40
_CELL_LEAST, _CELL_MOST = 8, 24


class SignMatrix(DataTable[Text], inherit_bindings=False):
    """Rows and columns under keys. Enter is left to the screen; a click on the cell at hand is an enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "", show=False),
        Binding("down", "cursor_down", "", show=False),
        Binding("left", "cursor_left", "", show=False),
        Binding("right", "cursor_right", "", show=False),
        Binding("pageup", "page_up", "", show=False),
        Binding("pagedown", "page_down", "", show=False),
        Binding("home", "scroll_home", "", show=False),
        Binding("end", "scroll_end", "", show=False),
        Binding("ctrl+home", "scroll_top", "", show=False),
        Binding("ctrl+end", "scroll_bottom", "", show=False),
    ]

    class Moved(Message):
        """Another cell is at hand."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, cursor_type="cell", cell_padding=0, fixed_columns=1)
        self._row_keys: tuple[str, ...] = ()
        self._column_keys: tuple[str, ...] = ()
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._titles: tuple[str, ...] = ()

    @property
    def at(self) -> tuple[str, str] | None:
        """The keys of the cell at hand, its row's and its column's; None where there is none."""
        row, column = self.cursor_coordinate
        if row >= len(self._row_keys) or not self._column_keys:
            return None
        return self._row_keys[row], self._column_keys[max(0, column - 1)]

    def show_cells(
        self, rows: Sequence[tuple[str, Sequence[str]]], columns: Sequence[tuple[str, str]], corner: str = ""
    ) -> None:
        """Other cells. ``rows``: each a key, with its name and cells; ``columns``: each a key with its title.

        The cell at hand stays by its keys, else by its place.
        """
        wanted = self.at
        self._row_keys = tuple(key for key, _cells in rows)
        self._column_keys = tuple(key for key, _title in columns)
        self._shown = tuple(tuple(words.one_line(cell) for cell in cells) for _key, cells in rows)
        self._titles = (corner, *(words.one_line(title) for _key, title in columns))
        self._fill(wanted)

    def go_to(self, row: str, column: str) -> None:
        """Make a cell the one at hand."""
        if row in self._row_keys and column in self._column_keys:
            place = Coordinate(self._row_keys.index(row), self._column_keys.index(column) + 1)
            self.move_cursor(row=place.row, column=place.column, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        self._fill(self.at)

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        event.stop()
        if event.coordinate.column == 0 and self._column_keys:
            self.move_cursor(column=1, animate=False)  # a name is no cell
        self.post_message(self.Moved())

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        event.stop()
        self.app.simulate_key("enter")

    def _fill(self, at: tuple[str, str] | None) -> None:
        if not self._titles:
            return
        place = self.cursor_coordinate
        with self.prevent(DataTable.CellHighlighted):
            self.clear(columns=True)
            for title, width in zip(self._titles, self._widths(), strict=True):
                self.add_column(_fitted(title, width - 1), width=width)
            widths = self._widths()
            for cells in self._shown:
                self.add_row(*(_fitted(cell, width - 1) for cell, width in zip(cells, widths, strict=True)))
            row, column = place.row, max(1, place.column)
            self.move_cursor(row=min(row, len(self._shown) - 1), column=min(column, len(self._column_keys)))
        if at is not None:
            self.go_to(*at)
        self.post_message(self.Moved())

    def _widths(self) -> list[int]:
        """Every column as wide as its longest cell; names and titles give way to the room there is."""
        room = self.scrollable_content_region.width or 80
        longest = [
            max([8, *(Text(cells[place]).cell_len for cells in self._shown)]) + 1
            for place in range(1, len(self._titles))
        ]
        wanted = [
            max(least, min(_CELL_MOST, Text(title).cell_len + 1))
            for least, title in zip(longest, self._titles[1:], strict=True)
        ]
        names = max([_NAME_LEAST, *(Text(cells[0]).cell_len for cells in self._shown)]) + 1
        cells = wanted if sum(wanted) + _NAME_MOST <= room else longest
        return [max(_NAME_LEAST, min(names, _NAME_MOST, room - sum(cells))), *cells]


def _fitted(text: str, width: int) -> Text:
    fitted = Text(" " + text, end="")
    fitted.truncate(width + 1, overflow="ellipsis")
    return fitted
