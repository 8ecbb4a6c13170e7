"""The bar at the top: the screens with their keys, the project, and who is coding."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from coder.i18n import _
from coder.tui import keys
from coder.tui.transcript import glyphs

_AIRY = 100
"""From so many cells on there is a blank on either side of a tab."""


class TopBar(Widget):
    """The screen that is on is marked; a click goes to another. The project's name gives way where it is narrow."""

    ALLOW_SELECT = False

    def __init__(self, current: str, project: str, coder: str) -> None:
        super().__init__()
        self._current = f"app.show('{current}')"
        self._project = project
        self._coder = coder

    def render(self) -> Content:
        moved: dict[str, str] = {}
        for key, active in self.screen.active_bindings.items():
            moved.setdefault(active.binding.action, key)  # the first of several keys
        air = " " if self.size.width >= _AIRY else ""
        tabs = [
            self._tab(moved.get(binding.action, binding.key), binding.action, _(binding.description), air)
            for binding in keys.SCREENS
        ]
        left = Content(" ").join(tabs)
        return left + self._whose(self.size.width - left.cell_length - 1)

    def _tab(self, key: str, action: str, name: str, air: str) -> Content:
        look = "bold $block-cursor-foreground on $block-cursor-background" if action == self._current else "$muted"
        key_look = look if action == self._current else "$accent"
        tab = Content.assemble((f"{air}{key.upper()}", key_look), (f" {name}{air}", look))
        return tab.stylize(Style.from_meta({"press": key}))

    def on_click(self, event: events.Click) -> None:
        key = event.style.meta.get("press")
        if key:
            self.app.simulate_key(str(key))

    def _whose(self, cells: int) -> Content:
        coder = glyphs.shown(self._coder)
        project = glyphs.shown(self._project)
        room = cells - cell_len(coder) - 3
        if room >= 8:
            words = glyphs.fitted(project, min(room, cell_len(project))) + " · " + coder
        else:
            words = glyphs.fitted(coder, max(0, min(cells - 1, cell_len(coder))))
        return Content.styled(" " * max(0, cells - cell_len(words)) + words, "$muted")
