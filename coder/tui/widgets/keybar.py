"""The bar at the bottom: the keys that matter here, as many as fit, and always the one for help."""

from collections.abc import Iterator

from textual import events
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.style import Style
from textual.timer import Timer
from textual.widget import Widget

from coder.tui import keys
from coder.tui.transcript import glyphs

_HELP = "help"
_ANYWHERE = {binding.action for binding in keys.ANYWHERE}
_GAP = "  "
_REMARK_SECONDS = 4


class KeyBar(Widget):
    """Made from the screen's active bindings; a click on a key presses it."""

    def __init__(self) -> None:
        super().__init__()
        self._until: Timer | None = None

    ALLOW_SELECT = False

    remark: reactive[str] = reactive("")
    """Shown for a while in place of the keys."""

    def say(self, remark: str) -> None:
        """Show a remark; the keys come back by themselves."""
        self.remark = remark
        if self._until is not None:
            self._until.stop()
        self._until = self.set_timer(_REMARK_SECONDS, self._unsay)

    def _unsay(self) -> None:
        self.remark = ""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._renew)

    def _renew(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        if self.remark:
            return Content.styled(glyphs.fitted(self.remark, self.size.width), "bold $accent")
        shown = list(self._shown())
        last = [self._key(binding) for binding in shown if binding.action == _HELP]
        left = self.size.width - sum(part.cell_length for part in last) - len(_GAP)
        parts: list[Content] = []
        for part in (self._key(binding) for binding in shown if binding.action != _HELP):
            if part.cell_length + len(_GAP) <= left:
                left -= part.cell_length + len(_GAP)
                parts.append(part)
        return Content(_GAP).join([*parts, *last])

    def _shown(self) -> Iterator[Binding]:
        """Bindings that are shown, once for each action: the screen's own first, then those of what has the focus."""
        active = [item for item in self.screen.active_bindings.values() if item.binding.show and item.enabled]
        seen: set[str] = set()
        for item in sorted(active, key=self._rank):
            if item.binding.action not in seen:
                seen.add(item.binding.action)
                yield item.binding

    def _rank(self, item: ActiveBinding) -> int:
        """The screen's own keys come first, then those that work anywhere, then those of what has the focus."""
        if item.node is not self.screen:
            return 2
        return 1 if item.binding.action in _ANYWHERE else 0

    def _key(self, binding: Binding) -> Content:
        press = Style.from_meta({"press": binding.key})
        key = self.app.get_key_display(binding)
        return Content.assemble((f"{key} ", "bold $accent"), (binding.description, "$foreground")).stylize(press)

    def on_click(self, event: events.Click) -> None:
        key = event.style.meta.get("press")
        if key:
            self.app.simulate_key(str(key))
