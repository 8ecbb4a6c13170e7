"""The colours of codes: nine names, and for each a colour that colour-blind eyes can tell from most of the others.

Built on the Okabe–Ito palette (Color Universal Design, 2008), lightened for dark themes and darkened for light ones
until text in it reaches a contrast of 4.5 : 1 (WCAG 2.1 AA). A theme may set its own as ``code-red`` … ``code-grey``.
"""

from typing import Any

from textual.app import App
from textual.color import Color, ColorParseError

from coder.tui.transcript.data import COLOUR_NAMES

_DARK = {
    "red": "#f0704a",
    "orange": "#e69f00",
    "yellow": "#f0e442",
    "green": "#2ec48f",
    "cyan": "#56b4e9",
    "blue": "#7b96f5",
    "purple": "#b48ee0",
    "pink": "#f29bc8",
    "grey": "#a6a6a6",
}
_LIGHT = {
    "red": "#ad3300",
    "orange": "#855300",
    "yellow": "#665c00",
    "green": "#00694a",
    "cyan": "#006289",
    "blue": "#1f4fb4",
    "purple": "#6a3d9a",
    "pink": "#a8326f",
    "grey": "#575757",
}


def colour_of(name: str, app: App[Any]) -> Color:
    """The colour of a code in the running theme; a name that is not among ``COLOUR_NAMES`` is grey."""
    name = name if name in COLOUR_NAMES else "grey"
    own = app.theme_variables.get(f"code-{name}")
    if own is not None:
        try:
            return Color.parse(own)
        except ColorParseError:
            pass
    return Color.parse((_DARK if app.current_theme.dark else _LIGHT)[name])
