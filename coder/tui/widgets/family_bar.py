"""The line under the top bar: the screens of a family, each with the digit that goes there."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from coder.i18n import _
from coder.tui.families import View
from coder.tui.transcript import glyphs


class FamilyBar(Widget):
    """The screen that is on is marked; a click goes to another."""

    ALLOW_SELECT = False

    def __init__(self, family: tuple[View, ...], current: str) -> None:
        super().__init__()
        self._family = family
        self._current = current

    def render(self) -> Content:
        """All titles in full where there is room, with air around them or without; else the longest are cut."""
        longest = max(cell_len(_(view.title)) for view in self._family)
        for air, most in ((" ", longest), *(("", most) for most in range(longest, 1, -1))):
            line = Content(" ").join(
                self._view(digit, view, most, air) for digit, view in enumerate(self._family, start=1)
            )
            if line.cell_length <= self.size.width:
                break
        return line

    def _view(self, digit: int, view: View, most: int, air: str) -> Content:
        """A title with its digit; never cut for the screen that is on."""
        here, title = view.screen == self._current, _(view.title)
        shown = title if here else glyphs.fitted(title, min(most, cell_len(title)))
        look = "bold underline" if here else "$muted"
        named = Content.assemble((f"{air}{digit}", "bold" if here else "$accent"), (" ", ""), (shown, look), (air, ""))
        return named.stylize(Style.from_meta({"press": str(digit)}))

    def on_click(self, event: events.Click) -> None:
        key = event.style.meta.get("press")
        if key:
            self.app.simulate_key(str(key))
