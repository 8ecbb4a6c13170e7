"""Keys as people call them: what is printed on a Swedish or English keyboard."""

from textual.binding import Binding
from textual.keys import format_key

from coder.i18n import _

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
_MODIFIERS = {"ctrl": "Ctrl", "shift": "Shift", "alt": "Alt"}


def key_in_words(binding: Binding) -> str:
    """``Ctrl+R``, ``Shift+Tab``, ``F2``, ``?``; a letter stands as it is typed."""
    modifiers, key = binding.parse_key()
    if key in _NAMES:
        name = _NAMES[key]
    elif key == "space":
        name = _("Space")
    else:
        name = format_key(key)
        if modifiers or (len(key) > 1 and key[0] == "f" and key[1:].isdigit()):
            name = name.upper()
    return "+".join([*(_MODIFIERS.get(modifier, modifier) for modifier in modifiers), name])
