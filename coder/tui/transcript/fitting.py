"""A transcript fitted to its width: wrapped, scrolled, and kept in its place while the width or the rows change.

A long text is wrapped near the line that is read first, and painted; the rest is wrapped beside the work, bit by bit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView

from coder.spans import Span
from coder.tui.transcript import glyphs
from coder.tui.transcript.columns import Columns, columns
from coder.tui.transcript.layout import Layout, Rows
from coder.tui.transcript.painting import time_stamp
from coder.tui.transcript.prose import Prose

_CONTEXT = 3
_AT_ONCE = 100_000
"""A text of so many characters is wrapped in less time than a frame takes."""
_STRETCH, _BREATH = 0.006, 0.004
"""Seconds that are wrapped at a stretch, and left to other work after it."""


@dataclass(frozen=True, slots=True)
class View:
    """What is pointed at; offsets are code points."""

    cursor: int = 0
    passage: Span | None = None
    selected: bool = False
    """The passage was selected, and is not just the sentence at the cursor."""


class FittedView(ScrollView):
    """Rows of a transcript in their columns; what they look like is the affair of the class built on it."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._layout = Layout(Prose("", ()))
        self._rows: Rows | None = None
        self._bits: Iterator[Rows | None] | None = None
        """What is left to wrap."""
        self._columns: Columns | None = None
        self._view = View()
        # An offset and the screen row it is to stand in: what a resize keeps, or what waits for the first size.
        self._held: tuple[int, int | None] | None = None
        self._holding = False
        self._height = 0

    def _rows_changed(self) -> None:
        """The rows or columns are others: whatever was made from them is to be made anew."""
        raise NotImplementedError

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

    def is_in_view(self, passage: Span) -> bool:
        """Whether any row of a passage is on the screen."""
        if self._rows is None:
            return False
        first, last = self._rows.rows_of(passage)
        return first < self.scroll_offset.y + self.size.height and last >= self.scroll_offset.y

    def _load(self, prose: Prose) -> None:
        self._layout = Layout(prose)
        self._rows = self._columns = self._bits = None
        self._held = (prose.start, 0)
        self._fit()

    def _fit(self) -> None:
        """Wrap to the width there is, keeping in place the line that is being read."""
        width = self.scrollable_content_region.width
        wanted = columns(width, *self._margin_cells) if width else None
        if wanted is None or (wanted == self._columns and self._rows is not None):
            return
        held = self._held or self._line_being_read()
        self._columns = wanted
        if self._rows is None or self._rows.measure != wanted.measure:
            self._take(self._wrapped(wanted.measure, held[0]), held)
        else:
            self._take(self._rows, held)

    def _wrapped(self, measure: int, offset: int) -> Rows:
        """Rows to begin with: of a long text only those near an offset, and the others soon."""
        self._bits = None
        if self.prose.end - self.prose.start <= _AT_ONCE:
            return self._layout.wrap(measure)
        self._bits = self._layout.wrapping(measure)
        self.call_after_refresh(self._wrap_on)
        return self._layout.around(measure, offset)

    def _wrap_on(self) -> None:
        """Wrap for a short while, and come back later if that was not all."""
        until = monotonic() + _STRETCH
        while self._bits is not None:
            rows = next(self._bits)
            if rows is not None:
                self._bits = None
                self._take(rows, self._held or self._line_being_read())
            elif monotonic() > until:
                self.set_timer(_BREATH, self._wrap_on)
                return

    def _wrap_rest(self) -> None:
        """Wrap now what is left: somebody goes where only estimated rows are."""
        if self._bits is not None:
            bits, self._bits = self._bits, None
            held = self._held or self._line_being_read()
            self._take(next(rows for rows in bits if rows is not None), held)

    def _take(self, rows: Rows, held: tuple[int, int | None]) -> None:
        """Show other rows, with an offset in its row of the screen."""
        assert self._columns is not None
        self._rows = rows
        self._rows_changed()
        self.virtual_size = Size(self._columns.width, len(rows))
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
        return self._at_top(self.top_offset)

    def _at_top(self, offset: int) -> tuple[int, int]:
        """What to hold where, so that the row that begins with an offset is the first on the screen.

        A blank row begins with the end of its turn, where a cursor stands in the row before it.
        """
        number = self.prose.turn_at(offset)
        turns = self.prose.turns
        if number + 1 < len(turns) and offset == turns[number].end > turns[number].speech_start:
            return turns[number + 1].speech_start, 1
        return self.prose.clamp(offset), 0

    def _hold(self, offset: int, place: int | None) -> None:
        """Scroll so that an offset stands in a row of the screen (None: wherever it is seen with context)."""
        self._held = (offset, place)
        if self._rows is None:
            return
        if not self._rows.is_wrapped_at(offset):
            self._take(self._layout.around(self._rows.measure, offset), (offset, place))
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
        if not self._rows.is_wrapped_at(offset) or (jump and not top <= row < top + height):
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

    def on_resize(self, event: events.Resize) -> None:
        before, self._height = self._height, self.size.height
        self._fit()
        if self._rows is not None:
            # What grows under the reader takes rows from its lower end; the cursor is not lost there.
            place = self._rows.row_of(self._view.cursor) - self.scroll_offset.y
            if self._height <= place < before:
                self._reveal(self._view.cursor, None)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if not self._holding:
            self._held = None
