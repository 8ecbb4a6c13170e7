"""A table of whole rows that takes exactly the width there is. Cells are text as it stands, never markup."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable

from coder.tui import words

_UNBOUND = 1000


@dataclass(frozen=True)
class Field:
    """A column: at least ``width`` cells, and a share of what is left over by ``weight``."""

    title: "Cell"
    width: int
    weight: int = 0
    right: bool = False
    most: int = _UNBOUND
    """It grows to so many cells."""


Cell = str | Text | Callable[[int], Text]
"""Plain text; ``Text`` where it has colours; or what draws as many cells as its column has."""


@dataclass(frozen=True)
class TableRow:
    """A row under a key."""

    key: str
    cells: tuple[Cell, ...]


class RowTable(DataTable[Text], inherit_bindings=False):
    """Rows to go through with the arrows. Enter is left to the screen; a click on the row at hand is an enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "", show=False),
        Binding("down", "cursor_down", "", show=False),
        Binding("pageup", "page_up", "", show=False),
        Binding("pagedown", "page_down", "", show=False),
        Binding("home,ctrl+home", "scroll_top", "", show=False),
        Binding("end,ctrl+end", "scroll_bottom", "", show=False),
    ]

    class Moved(Message):
        """Another row is at hand; ``key`` is None where there are no rows."""

        def __init__(self, table: "RowTable", key: str | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> "RowTable":
            return self.table

    def __init__(self, fields: Sequence[Field], *, id: str | None = None, show_header: bool = True) -> None:
        super().__init__(id=id, cursor_type="row", cell_padding=0, show_header=show_header)
        self._fields = tuple(fields)
        self._shown: tuple[TableRow, ...] = ()
        self._laid_out_for = 0
        self._look: tuple[Style, ...] = ()
        self._restyled = True

    def notify_style_update(self) -> None:
        # Styles are told anew whenever a screen comes to the front. DataTable then draws every cell anew; here
        # ``render_lines`` looks whether anything looks otherwise.
        super(DataTable, self).notify_style_update()
        self._restyled = True
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._restyled:
            parts = (self.get_component_styles(name).rich_style for name in sorted(self.COMPONENT_CLASSES))
            before, self._look, self._restyled = self._look, (self.rich_style, *parts), False
            if self._look != before:
                self._clear_caches()
        return super().render_lines(crop)

    @property
    def key(self) -> str | None:
        """The key of the row at hand."""
        return self._shown[self.cursor_row].key if 0 <= self.cursor_row < len(self._shown) else None

    def lay_out(self, fields: Sequence[Field]) -> None:
        """Other columns, for the rows that are shown next."""
        if tuple(fields) != self._fields:
            self._fields = tuple(fields)
            self._laid_out_for = -1

    def show_rows(self, rows: Sequence[TableRow], at: str | None = None) -> None:
        """Other rows. The one at hand is that with the key ``at``, else it stays by its key, else by its place."""
        wanted = at or self.key
        keys = [row.key for row in rows]
        place = keys.index(wanted) if wanted in keys else min(self.cursor_row, max(0, len(rows) - 1))
        before, self._shown = self._shown, tuple(rows)
        if place == self.cursor_row and [row.key for row in before] == keys and self._is_laid_out:
            self._change(before)
        else:
            self._fill(place)
        if self.key != wanted or not rows:
            self.post_message(self.Moved(self, self.key))

    def go_to(self, key: str) -> None:
        """Make a row the one at hand."""
        for place, row in enumerate(self._shown):
            if row.key == key:
                self.move_cursor(row=place, animate=False)

    def on_resize(self, _event: events.Resize) -> None:
        if self.scrollable_content_region.width != self._laid_out_for:
            self._fill(self.cursor_row)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self.post_message(self.Moved(self, self.key))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.app.simulate_key("enter")

    @property
    def _is_laid_out(self) -> bool:
        return self.row_count > 0 and self._laid_out_for == self.scrollable_content_region.width

    def _change(self, before: Sequence[TableRow]) -> None:
        """The same rows with other cells: only those are set."""
        widths = self._widths()
        for place, (old, new) in enumerate(zip(before, self._shown, strict=True)):
            if old.cells != new.cells:
                for column, cell in enumerate(self._fitted(new.cells, widths)):
                    self.update_cell_at(Coordinate(place, column), cell)

    def _fill(self, place: int) -> None:
        top = self.scroll_y
        self._laid_out_for = self.scrollable_content_region.width
        widths = self._widths()
        with self.prevent(DataTable.RowHighlighted):
            self.clear(columns=True)
            titles = (field.title for field in self._fields)
            for title, width in zip(self._fitted(titles, widths), widths, strict=True):
                self.add_column(title, width=width + 1)
            for row in self._shown:
                self.add_row(*self._fitted(row.cells, widths))
            self.move_cursor(row=place, animate=False, scroll=False)
        self.scroll_to(y=top, animate=False, immediate=True)
        self.move_cursor(row=place, animate=False)

    def _widths(self) -> list[int]:
        """Each column's cells, without the blank on its left."""
        left = self._laid_out_for - sum(field.width + 1 for field in self._fields) - 1
        weights = sum(field.weight for field in self._fields)
        if left <= 0 or not weights:
            return [field.width for field in self._fields]
        given = [min(left * field.weight // weights, field.most - field.width) for field in self._fields]
        unbound = [place for place, field in enumerate(self._fields) if field.weight and field.most == _UNBOUND]
        if unbound:
            given[unbound[0]] += left - sum(given)
        return [field.width + more for field, more in zip(self._fields, given, strict=True)]

    def _fitted(self, cells: Iterable[Cell], widths: Sequence[int]) -> Iterator[Text]:
        """Cells cut or filled to their columns, each with a blank on its left."""
        for cell, width, field in zip(cells, widths, self._fields, strict=True):
            text = _drawn(cell, width)
            text.truncate(width, overflow="ellipsis")
            text.pad_left(1 + (width - text.cell_len if field.right else 0))
            text.end = ""
            yield text


def _drawn(cell: Cell, width: int) -> Text:
    if isinstance(cell, str):
        return Text(words.one_line(cell))
    return cell.copy() if isinstance(cell, Text) else cell(width)
