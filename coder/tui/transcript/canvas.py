"""The part of the reader that shows: paints rows and the map beside them. Nothing here is chosen or moved.

A Line-API widget: only visible rows are painted, each kept as a strip until its look changes.
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from coder.spans import Span
from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.fitting import FittedView, View
from coder.tui.transcript.layout import Rows
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.overview import Overview
from coder.tui.transcript.painting import Painter, RowState
from coder.tui.transcript.prose import Prose
from coder.tui.transcript.styles import COMPONENTS, Styles

_KEPT_STRIPS = 1000
# From so many changed marks on everything is painted anew.
_MANY = 20


class TranscriptCanvas(FittedView, can_focus=True, inherit_bindings=False):
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
        self._overview: Overview | None = None
        self._styles: Styles | None = None
        self._painter: Painter | None = None
        self._strips: dict[int, tuple[RowState, Strip]] = {}

    def _load_with(self, prose: Prose, marks: Marks) -> None:
        self._marks = marks
        self._load(prose)

    def update_codings(self, codings: Iterable[ShownCoding]) -> None:
        """The codings of the same transcript as they are now."""
        self._marks_changed(self._marks.set_codings(codings))

    def update_suggestions(self, suggestions: Iterable[ShownSuggestion]) -> None:
        """The suggestions for the same transcript as they are now."""
        self._marks_changed(self._marks.set_suggestions(suggestions))

    def update_notes(self, spans: Sequence[Span]) -> None:
        """The passages of the same transcript that notes stand on, as they are now."""
        self._marks_changed(self._marks.set_notes(spans))

    def show_matches(self, spans: Sequence[Span]) -> None:
        """Mark passages as search hits; an empty sequence clears."""
        self._marks_changed(self._marks.set_hits(spans))

    def codings_at(self, offset: int) -> tuple[ShownCoding, ...]:
        """The codings on a character, by start, the longer first."""
        return tuple(self._marks.codings.touching(offset, offset + 1))

    def codings_in(self, span: Span) -> tuple[ShownCoding, ...]:
        """The codings that share a character with a passage."""
        return tuple(self._marks.codings.touching(span.start, span.end))

    def suggestions_at(self, offset: int) -> tuple[ShownSuggestion, ...]:
        """The suggestions on a character, by start, the longer first."""
        return tuple(self._marks.suggestions.touching(offset, offset + 1))

    def suggestions_in(self, span: Span) -> tuple[ShownSuggestion, ...]:
        """The suggestions that share a character with a passage."""
        return tuple(self._marks.suggestions.touching(span.start, span.end))

    def _rows_changed(self) -> None:
        self._painter = None
        self._strips.clear()
        self._draw_overview()

    def _draw_overview(self) -> None:
        """Work out the map anew, and paint those of its cells that are others now."""
        before = self._overview.cells if self._overview else []
        if self._rows is None or self._columns is None or not self._columns.map:
            self._overview = None
            return
        marks, height = self._marks, self.size.height
        self._overview = Overview(self._rows, marks.codings.items, marks.suggestions.items, height)
        for y, (old, new) in enumerate(zip(before, self._overview.cells, strict=False)):
            if old != new:
                self.refresh(Region(self._columns.rows, y, self._columns.map, 1))

    def _look_at(self, view: View) -> None:
        """Another view: paint the rows anew whose look it changes."""
        before, self._view = self._view, view
        changed = [Span(place.cursor, place.cursor) for place in (before, view)] if before.cursor != view.cursor else []
        if (before.passage, before.selected) != (view.passage, view.selected):
            changed += [place.passage for place in (before, view) if place.passage]
        self._repaint(changed)

    def _marks_changed(self, changed: list[Span]) -> None:
        """Marks came, went or became others: paint their rows and those of their turns' names anew."""
        if changed:
            self._draw_overview()
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
        # The class under this one fits the rows; the map goes by the height as well.
        if self._overview is not None and len(self._overview.cells) != self.size.height:
            self._draw_overview()

    def on_focus(self) -> None:
        self._repaint([Span(self._view.cursor, self._view.cursor)])

    def on_blur(self) -> None:
        self._repaint([Span(self._view.cursor, self._view.cursor)])

    def notify_style_update(self) -> None:
        """The theme or the style sheet changed: forget what was painted."""
        super().notify_style_update()
        self._painter = self._styles = None
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        if self._rows is None or self._columns is None or number >= len(self._rows):
            width = self._columns.rows if self._columns else self.size.width
            return self._with_map(Strip.blank(width, self.rich_style), y)
        return self._with_map(self._row_strip(self._rows, number), y)

    def _with_map(self, strip: Strip, y: int) -> Strip:
        """A row with the map's cell at its end, which belongs to the screen and not to the row."""
        if self._overview is None or self._columns is None or y >= len(self._overview.cells):
            return strip
        styles, cell = self._own_styles, self._overview.cells[y]
        coded = Segment(cell.coded, styles.map(cell.colour))
        suggested = Segment(cell.suggested, styles.component("reader--suggestion"))
        return Strip([*strip, *[suggested, coded][-self._columns.map :]], self._columns.width)

    @property
    def _own_styles(self) -> Styles:
        if self._styles is None:
            self._styles = Styles(self)
        return self._styles

    def _row_strip(self, rows: Rows, number: int) -> Strip:
        if self._painter is None:
            assert self._columns is not None
            self._painter = Painter(rows, self._columns, self._marks, self._own_styles)
        state = self._state(rows, number)
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
