"""The command palette: whatever a key does here, found by its name."""

from collections.abc import Iterable
from functools import partial

from textual.app import App, SystemCommand
from textual.screen import Screen

from coder.i18n import _
from coder.tui.theme import THEME_NAMES

_NOT_OFFERED = {"command_palette", "leave", "back", "focus_next", "focus_previous", "copy_text"}


def commands_of(app: App[None], screen: Screen[object]) -> Iterable[SystemCommand]:
    """A command for each thing that the screen's bindings do, with its key."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        name = binding.action.partition("(")[0].rpartition(".")[2]
        key = app.get_key_display(binding)
        title = f"{binding.description} {key}" if key.isdigit() else binding.description
        if not title or not active.enabled or title in seen or name in _NOT_OFFERED:
            continue
        seen.add(title)
        told = " · ".join(part for part in (active.tooltip, key) if part)
        yield SystemCommand(title, told, partial(app.run_action, binding.action, active.node))


def look_commands(app: App[None]) -> Iterable[SystemCommand]:
    """A command for each theme."""
    for theme, name in THEME_NAMES.items():
        yield SystemCommand(_(name), _("How the app looks"), partial(app.run_action, f"app.look('{theme}')"))
