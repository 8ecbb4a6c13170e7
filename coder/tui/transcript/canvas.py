"""The part of the reader that shows: wraps to its width, paints rows, keeps its place. Nothing here is chosen or moved.

A Line-API widget: only visible rows are painted, each kept as a strip until its look changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.spans import Span
from coder.tui.transcript import glyphs
from coder.tui.transcript.columns import Columns, columns
from coder.tui.transcript.layout import Layout, Rows
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.painting import Painter, RowState, time_stamp
from coder.tui.transcript.prose import Prose
from coder.tui.transcript.styles import COMPONENTS, Styles

_CONTEXT = 3
_KEPT_STRIPS = 1000
# From so many changed marks on everything is painted anew.
_MANY = 20


@dataclass(frozen=True, slots=True)
class View:
    """What is pointed at; offsets are code points."""

    cursor: int = 0
    passage: Span | None = None
    selected: bool = False
    """The passage was selected, and is not just the sentence at the cursor."""


class TranscriptCanvas(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of a transcript with its marks, and a view of them."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = """
    TranscriptCanvas {
        width: 1fr;
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;

        & > .reader--label { text-style: bold; }
        & > .reader--time { color: $foreground 72%; }
        & > .reader--interviewer { color: $foreground 72%; }
        & > .reader--bar { color: $accent; }
        & > .reader--passage { background: $foreground 8%; }
        & > .reader--selection { background: $primary; color: auto 95%; }
        & > .reader--match { text-style: bold; background: $warning 45%; }
        & > .reader--cursor { background: $foreground; color: $background; }
        & > .reader--cursor-away { background: $foreground 35%; }
        & > .reader--suggestion { color: $text-warning; text-style: italic; }
        & > .reader--overflow { color: $foreground 72%; }
        & > .reader--other { color: $foreground 72%; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._marks = Marks()
        self._layout = Layout(Prose("", ()))
        self._rows: Rows | None = None
        self._columns: Columns | None = None
        self._painter: Painter | None = None
        self._strips: dict[int, tuple[RowState, Strip]] = {}
        self._view = View()
        # An offset and the screen row it is to stand in: what a resize keeps, or what waits for the first size.
        self._held: tuple[int, int | None] | None = None
        self._holding = False

    @property
    def prose(self) -> Prose:
        """The text shown and its units; empty before anything is."""
        return self._layout.prose

    @property
    def top_offset(self) -> int:
        """The first character on the screen."""
        if self._rows is None:
            return self._held[0] if self._held else self._view.cursor
        return self._rows.row(min(self.scroll_offset.y, len(self._rows) - 1)).start

    def _load(self, prose: Prose, marks: Marks) -> None:
        self._layout, self._marks = Layout(prose), marks
        self._rows = self._columns = None
        self._held = (prose.start, 0)
        self._fit()

    def _fit(self) -> None:
        """Wrap to the width there is, keeping in place the line that is being read."""
        width = self.scrollable_content_region.width
        wanted = columns(width, *self._margin_cells) if width else None
        if wanted is None or (wanted == self._columns and self._rows is not None):
            return
        held = self._held or self._line_being_read()
        if self._rows is None or self._rows.measure != wanted.measure:
            self._rows = self._layout.wrap(wanted.measure)
        self._columns = wanted
        self._painter = None
        self._strips.clear()
        self.virtual_size = Size(width, len(self._rows))
        self._hold(*held)
        self.refresh()

    @property
    def _margin_cells(self) -> tuple[int, int]:
        """The widest label and the widest time stamp."""
        turns = self.prose.turns
        labels = {turn.label for turn in turns}
        latest = max((turn.time_ms for turn in turns if turn.time_ms is not None), default=None)
        return (
            max((cell_len(glyphs.one_line(label)) for label in labels), default=0),
            0 if latest is None else len(time_stamp(latest)),
        )

    def _line_being_read(self) -> tuple[int, int | None]:
        """The cursor and its row on the screen, or the first row where the cursor is out of sight."""
        if self._rows is not None:
            place = self._rows.row_of(self._view.cursor) - self.scroll_offset.y
            if 0 <= place < self.size.height:
                return self._view.cursor, place
        return self.top_offset, 0

    def _hold(self, offset: int, place: int | None) -> None:
        """Scroll so that an offset stands in a row of the screen (None: wherever it is seen with context)."""
        self._held = (offset, place)
        if self._rows is None:
            return
        row, height = self._rows.row_of(offset), self.size.height
        place = height // 3 if place is None else min(place, max(0, height - 1 - _CONTEXT)) if place else 0
        self._holding = True
        self.scroll_to(y=max(0, row - place), animate=False, force=True)
        self._holding = False

    def _reveal(self, offset: int, passage: Span | None, *, jump: bool = False) -> None:
        """Scroll no more than it takes to see an offset, and all of a passage if it fits, with rows around them.

        ``jump``: what is out of sight comes to the upper third of the screen.
        """
        if self._rows is None:
            self._held = (offset, None)
            return
        height, top = self.size.height, self.scroll_offset.y
        context = min(_CONTEXT, (height - 1) // 4)
        row = self._rows.row_of(offset)
        if jump and not top <= row < top + height:
            self._hold(offset, None)
            return
        first, last = self._rows.rows_of(passage) if passage else (row, row)
        first, last = min(first, row), max(last, row)
        if last - first + 1 > height - 2 * context:
            first = last = row
        if first - context < top:
            top = first - context
        elif last + context >= top + height:
            top = last + context - height + 1
        self.scroll_to(y=max(0, top), animate=False, force=True)

    def _look_at(self, view: View) -> None:
        """Another view: paint the rows anew whose look it changes."""
        before, self._view = self._view, view
        changed = [Span(place.cursor, place.cursor) for place in (before, view)] if before.cursor != view.cursor else []
        if (before.passage, before.selected) != (view.passage, view.selected):
            changed += [place.passage for place in (before, view) if place.passage]
        self._repaint(changed)

    def _marks_changed(self, changed: list[Span]) -> None:
        """Marks came, went or became others: paint their rows and those of their turns' names anew."""
        if self._rows is None or self._painter is None:
            return
        self._painter.forget_names()
        if len(changed) > _MANY:
            self._strips.clear()
            self.refresh()
            return
        for span in changed:
            first, last = self._rows.rows_of(span)
            first = self._rows.first_rows[self._rows.row(first).turn]
            last = self._rows.first_rows[self._rows.row(last).turn + 1] - 1
            for number in [number for number in self._strips if first <= number <= last]:
                del self._strips[number]
            self._refresh_rows(first, last)

    def _repaint(self, changed: Iterable[Span]) -> None:
        if self._rows is not None:
            for span in changed:
                self._refresh_rows(*self._rows.rows_of(span))

    def _refresh_rows(self, first: int, last: int) -> None:
        top = self.scroll_offset.y
        first, last = max(first, top), min(last, top + self.size.height - 1)
        if first <= last:
            self.refresh_lines(first, last - first + 1)

    def _cell_at(self, x: int, y: int) -> tuple[int, int]:
        """The row and the cell of its text at a place of the widget; rows outside the text are the nearest."""
        assert self._rows is not None and self._columns is not None
        number = max(0, min(self.scroll_offset.y + y, len(self._rows) - 1))
        return number, max(0, x - self._columns.text)

    def on_resize(self, event: events.Resize) -> None:
        self._fit()

    def on_focus(self) -> None:
        self._repaint([Span(self._view.cursor, self._view.cursor)])

    def on_blur(self) -> None:
        self._repaint([Span(self._view.cursor, self._view.cursor)])

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if not self._holding:
            self._held = None

    def notify_style_update(self) -> None:
        """The theme or the style sheet changed: forget what was painted."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        if self._rows is None or self._columns is None or number >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        if self._painter is None:
            self._painter = Painter(self._rows, self._columns, self._marks, Styles(self))
        state = self._state(self._rows, number)
        kept = self._strips.get(number)
        if kept is not None and kept[0] == state:
            return kept[1]
        if len(self._strips) >= _KEPT_STRIPS:
            self._strips.clear()
        strip = self._painter.strip(number, state)
        self._strips[number] = (state, strip)
        return strip

    def _state(self, rows: Rows, number: int) -> RowState:
        row, view = rows.row(number), self._view
        passage = view.passage.clip(Span(row.start, row.end)) if view.passage else None
        cursor = view.cursor if rows.row_of(view.cursor) == number else None
        return RowState(passage, view.selected and passage is not None, cursor, cursor is not None and self.has_focus)
