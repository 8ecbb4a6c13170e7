"""The mouse: a click places the cursor, a drag selects, a double click takes a word, a triple click a sentence."""

from textual import events
from textual.timer import Timer

from coder.spans import Span
from coder.tui.transcript.canvas import TranscriptCanvas

_SCROLL_EVERY = 0.05


class PointingCanvas(TranscriptCanvas):
    """A canvas that turns the mouse into offsets; what they do is the reader's affair."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._drag_from: Span | None = None
        """The character at which the mouse went down, while it is down."""
        self._drag_at = (0, 0)
        self._drag_timer: Timer | None = None

    def _point(self, offset: int, *, extend: bool) -> None:
        raise NotImplementedError

    def _drag(self, anchor: int, head: int) -> None:
        raise NotImplementedError

    def _click_unit(self, clicks: int) -> None:
        raise NotImplementedError

    def _jump_on_map(self, offset: int) -> None:
        raise NotImplementedError

    def _character_at(self, x: int, y: int) -> Span | None:
        """The character at a place of the widget; right of a row's text its last one."""
        if self._rows is None:
            return None
        self._wrap_rest()
        return self._rows.cluster_at(*self._cell_at(x, y))

    def _is_on_map(self, event: events.MouseEvent) -> bool:
        return self._columns is not None and event.get_content_offset_capture(self).x >= self._columns.rows

    def _go_by_map(self, event: events.MouseEvent) -> None:
        if self._overview is not None:
            self._jump_on_map(self._overview.offset_at(event.get_content_offset_capture(self).y))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        character = self._character_at(*event.get_content_offset_capture(self))
        if event.button != 1 or character is None:
            return
        self.focus()
        if self._is_on_map(event):
            self._go_by_map(event)
            return
        self.capture_mouse()
        if not event.shift:
            self._drag_from = character
        self._point(character.start, extend=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drag_from is None:
            return
        x, y = event.get_content_offset_capture(self)
        if (x, y) != self._drag_at:
            self._drag_at = (x, y)
            self._drag_to_mouse()
        at_edge = y <= 0 or y >= self.size.height - 1
        if at_edge and self._drag_timer is None:
            self._drag_timer = self.set_interval(_SCROLL_EVERY, self._drag_on)
        elif not at_edge:
            self._stop_scrolling()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._end_drag()
        self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        self._end_drag()

    def on_click(self, event: events.Click) -> None:
        if event.button == 1 and event.chain > 1 and not event.shift and not self._is_on_map(event):
            self._click_unit(event.chain)

    def _drag_to_mouse(self) -> None:
        """Select from the character where the drag began to the one under the mouse, both included."""
        start, here = self._drag_from, self._character_at(*self._drag_at)
        if start is None or here is None:
            return
        if here.start >= start.start:
            self._drag(start.start, here.end if here != start else start.start)
        else:
            self._drag(start.end, here.start)

    def _drag_on(self) -> None:
        """The mouse rests at an edge while dragging: scroll a row and select on."""
        if self._drag_from is None:
            self._stop_scrolling()
            return
        step = -1 if self._drag_at[1] <= 0 else 1
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, force=True)
        self._drag_to_mouse()

    def _end_drag(self) -> None:
        self._drag_from = None
        self._stop_scrolling()

    def _stop_scrolling(self) -> None:
        if self._drag_timer is not None:
            self._drag_timer.stop()
            self._drag_timer = None
