"""A cross table to go about in, cell by cell: numbers, shaded by signs and colour, under titles that stay in sight.

Only the cells in sight are drawn, so that hundreds of columns cost no more than a few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.exporters.figures import SHADES, shade
from coder.tui import words
from coder.tui.transcript import glyphs

HEADING = 2
"""Rows of titles."""
_NAME_LEAST, _NAME_MOST = 18, 34
_CELL_LEAST, _CELL_READABLE, _CELL_MOST = 7, 11, 18
_TINTS = (0.0, 0.12, 0.22, 0.34, 0.48)
"""How much of the colour is in a cell of each of ``SHADES``; numbers stay readable on all of them."""


@dataclass(frozen=True)
class GridRow:
    """A row of numbers under a key."""

    key: str | None
    """None for the row of totals."""
    name: Text
    totals: tuple[str, ...]
    """What stands beside the name and stays in sight."""
    numbers: tuple[int, ...]
    marks: tuple[str, ...] = ()
    """A sign of one cell before a number, instead of its shading's; "" for none."""


class CellGrid(ScrollView, can_focus=True):
    """The arrows move the cell at hand; left of the first column is the row as a whole. Enter is left to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", "", show=False),
        Binding("down", "move(1, 0)", "", show=False),
        Binding("left", "move(0, -1)", "", show=False),
        Binding("right", "move(0, 1)", "", show=False),
        Binding("pageup", "page(-1)", "", show=False),
        Binding("pagedown", "page(1)", "", show=False),
        Binding("home", "edge(-1)", "", show=False),
        Binding("end", "edge(1)", "", show=False),
        Binding("ctrl+home", "corner(-1)", "", show=False),
        Binding("ctrl+end", "corner(1)", "", show=False),
        Binding("ctrl+left", "turn(-1)", "", show=False),
        Binding("ctrl+right", "turn(1)", "", show=False),
    ]

    class Moved(Message):
        """Another cell is at hand."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[GridRow, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._totals: tuple[str, ...] = ()
        self._at = (0, -1)
        self._left = 0
        """The first column in sight."""
        self._most = 0

    @property
    def row(self) -> int | None:
        """The row at hand, None where there are none."""
        return self._at[0] if self._rows else None

    @property
    def column(self) -> int | None:
        """The column at hand; None for the row as a whole."""
        return self._at[1] if self._at[1] >= 0 else None

    def show(self, rows: Sequence[GridRow], columns: Sequence[str], totals: Sequence[str]) -> None:
        """Other numbers; ``totals`` are the titles of what stands beside the names. The cell at hand stays by place."""
        shown = (tuple(rows), tuple(columns), tuple(totals))
        if shown == (self._rows, self._columns, self._totals):
            return
        self._rows, self._columns, self._totals = shown
        of_rows = [row.numbers for row in rows if row.key is not None]
        self._most = max((max(numbers, default=0) for numbers in of_rows), default=0)
        self._at = (min(self._at[0], max(0, len(rows) - 1)), min(self._at[1], len(columns) - 1))
        self._fit()

    def go_to(self, row: int, column: int = -1) -> None:
        """Make a cell the one at hand; -1 is the row as a whole."""
        self._at = (max(0, min(row, len(self._rows) - 1)), max(-1, min(column, len(self._columns) - 1)))
        self._fit()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self._fit()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    # How wide things are.

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.width)

    @property
    def _name_cells(self) -> int:
        longest = max((row.name.cell_len for row in self._rows), default=0)
        return max(_NAME_LEAST, min(_NAME_MOST, longest, self._room * 2 // 5))

    @property
    def _total_cells(self) -> list[int]:
        return [
            max([cell_len(title), *(cell_len(row.totals[place]) for row in self._rows)]) + 1
            for place, title in enumerate(self._totals)
        ]

    @property
    def _fixed(self) -> int:
        return self._name_cells + sum(self._total_cells) + 1

    @property
    def _cells(self) -> int:
        """A column's width, with the blank on its left: all titles in full where there is room for all columns."""
        digits = max((len(words.number(number)) for row in self._rows for number in row.numbers), default=1)
        least = max(_CELL_LEAST, digits + 4)
        longest = max((cell_len(title) for title in self._columns), default=0) + 1
        each = (self._room - self._fixed) // max(1, len(self._columns))
        # Where not all have room anyway, their titles may as well be read.
        return max(least, min(longest, _CELL_MOST, each if each >= least else _CELL_READABLE))

    @property
    def _in_sight(self) -> int:
        """How many columns have room."""
        return max(1, (self._room - self._fixed) // self._cells)

    def _fit(self) -> None:
        """Scroll so that the cell at hand is in sight, and draw anew."""
        self.virtual_size = Size(self._room, len(self._rows) + HEADING)
        self._widths = (self._name_cells, self._total_cells, self._cells, self._in_sight)
        row, column = self._at
        sight = self._widths[3]
        wanted = max(0, column)
        self._left = max(min(self._left, wanted), wanted - sight + 1, 0)
        self._left = max(0, min(self._left, len(self._columns) - sight))
        height = max(1, self.scrollable_content_region.height - HEADING)
        top = max(min(self.scroll_offset.y, row), row - height + 1)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, immediate=True)
        self.refresh()

    # Going about.

    def action_move(self, down: int, right: int) -> None:
        self.go_to(self._at[0] + down, self._at[1] + right)

    def action_page(self, by: int) -> None:
        self.action_move(by * max(1, self.scrollable_content_region.height - HEADING - 1), 0)

    def action_turn(self, by: int) -> None:
        self.action_move(0, by * self._in_sight)

    def action_edge(self, side: int) -> None:
        self.go_to(self._at[0], -1 if side < 0 else len(self._columns) - 1)

    def action_corner(self, side: int) -> None:
        if side < 0:
            self.go_to(0)
        else:
            self.go_to(len(self._rows) - 1, len(self._columns) - 1)

    def on_click(self, event: events.Click) -> None:
        """Go to the cell; a click on the one at hand is an enter."""
        row = event.y - HEADING + self.scroll_offset.y
        if not 0 <= row < len(self._rows) or event.y < HEADING:
            return
        beyond = event.x - self._fixed
        column = self._left + beyond // self._cells if beyond >= 0 else -1
        if (row, column) == self._at:
            self.app.simulate_key("enter")
        elif column < len(self._columns):
            self.go_to(row, column)

    # Drawing.

    def render_line(self, y: int) -> Strip:
        if not self._rows:
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._heading(y) if y < HEADING else self._row(y - HEADING + self.scroll_offset.y)
        return strip.adjust_cell_length(self.size.width, self.rich_style).crop(0, self.size.width)

    def _colour(self, name: str) -> Style:
        return Style(color=self.app.theme_variables[name], bgcolor=self.rich_style.bgcolor)

    @property
    def _sight(self) -> range:
        return range(self._left, min(len(self._columns), self._left + self._widths[3]))

    def _heading(self, y: int) -> Strip:
        """Titles in two rows; in the corner which columns are in sight."""
        name, totals, cells, _in_sight = self._widths
        muted, lit = self._colour("muted"), self._colour("accent") + Style(bold=True)
        corner = self._where() if y == 0 else ""
        segments = [Segment(glyphs.fitted(corner, name), lit)]
        for title, width in zip(self._totals, totals, strict=True):
            segments.append(Segment((title if y else "").rjust(width), muted))
        segments.append(Segment(" ", muted))
        for column in self._sight:
            part = _in_two(self._columns[column], cells - 1)[y]
            style = lit if column == self.column else muted
            segments.append(Segment(" " + " " * (cells - 1 - cell_len(part)) + part, style))
        return Strip(segments)

    def _where(self) -> str:
        """Which columns are in sight, where not all are."""
        sight = self._sight
        if len(sight) == len(self._columns):
            return ""
        before, after = "‹ " if sight.start else "", " ›" if sight.stop < len(self._columns) else ""
        return f"{before}{sight.start + 1}–{sight.stop} / {len(self._columns)}{after}"

    def _row(self, place: int) -> Strip:
        if place >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        row, (name, totals, cells, _in_sight) = self._rows[place], self._widths
        here = place == self._at[0]
        plain = self.rich_style + Style(bold=row.key is None)
        head = row.name.copy()
        head.truncate(name, overflow="ellipsis", pad=True)
        head.end = ""
        whole = self._cursor if here and self.column is None else None
        lit = whole or (plain + self._colour("accent") if here else plain)
        segments = list(Segment.apply_style(head.render(self.app.console), plain, whole))
        for text, width in zip(row.totals, totals, strict=True):
            segments.append(Segment(text.rjust(width), lit))
        segments.append(Segment(" ", whole or plain))
        for column in self._sight:
            number = row.numbers[column]
            at_hand = here and column == self.column
            style = self._cursor if at_hand else self._tinted(number, row.key is not None, plain)
            sign = shade(number, self._most) if row.key is not None else " "
            sign = (row.marks[column] if row.marks else "") or sign
            shown = words.number(number) if number else "·"
            segments.append(Segment(" ", plain))
            segments.append(Segment(sign + shown.rjust(cells - 2), style))
        return Strip(segments)

    @property
    def _cursor(self) -> Style:
        which = "block-cursor" if self.has_focus else "block-cursor-blurred"
        colours = self.app.theme_variables
        text = colours["block-cursor-foreground"] if self.has_focus else colours["foreground"]
        return Style(color=text, bgcolor=colours[f"{which}-background"], bold=True)

    def _tinted(self, number: int, shaded: bool, plain: Style) -> Style:
        """The ground that goes with the sign: the more, the more colour."""
        if not shaded or not number:
            return plain + self._colour("muted") if not number else plain
        step = SHADES.index(shade(number, self._most))
        ground = Color.parse(self.app.theme_variables["background"])
        tint = ground.blend(Color.parse(self.app.theme_variables["primary"]), _TINTS[step])
        return plain + Style(bgcolor=tint.rich_color, bold=step == len(SHADES) - 1)


def _in_two(title: str, cells: int) -> tuple[str, str]:
    """A title in two rows of so many cells, broken between words where there are some; what is too long is cut."""
    shown = words.one_line(title)
    if cell_len(shown) <= cells:
        return "", shown
    space = max((at for at, each in enumerate(shown) if each == " " and cell_len(shown[:at]) <= cells), default=-1)
    if space < 0:
        space = shown.find(" ")
    if space < 0:
        # One long word, as Swedish makes them.
        first = glyphs.cut(shown, cells - 1)
        return f"{first}-", _cut(shown[len(first) :], cells)
    return _cut(shown[:space], cells), _cut(shown[space + 1 :], cells)


def _cut(title: str, cells: int) -> str:
    return glyphs.fitted(title, cells) if cell_len(title) > cells else title
