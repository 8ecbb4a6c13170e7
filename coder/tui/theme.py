"""The app's four looks: dark, light, high contrast, and one without colours."""

from textual.theme import Theme

from coder.i18n import N_
from coder.tui.transcript.data import COLOUR_NAMES

DARK = "coder-dark"
LOOK = "look"
"""The key under which the chosen theme is kept."""

_GREY_CODES = {f"code-{name}": "#b8b8b8" for name in COLOUR_NAMES}

THEMES = (
    Theme(
        name=DARK,
        primary="#5b93c7",
        secondary="#7d8ba0",
        accent="#e3a857",
        warning="#e3a857",
        error="#e0695f",
        success="#6fb58a",
        foreground="#dde1e7",
        background="#14171c",
        surface="#191d24",
        panel="#232933",
        variables={
            "muted": "#99a3b1",
            "block-cursor-background": "#2f4a66",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": "#242d38",
        },
    ),
    Theme(
        name="coder-light",
        primary="#1f5f99",
        secondary="#5b6675",
        accent="#8a5200",
        warning="#8a5200",
        error="#a8322a",
        success="#1c6b42",
        foreground="#1b1e23",
        background="#fcfbf8",
        surface="#f4f2ec",
        panel="#e7e4db",
        dark=False,
        variables={
            "muted": "#565d66",
            "block-cursor-background": "#cfe0f0",
            "block-cursor-foreground": "#0c1a28",
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": "#e4e6e6",
        },
    ),
    Theme(
        name="coder-contrast",
        primary="#ffff00",
        secondary="#ffffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff8080",
        success="#80ff80",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        variables={
            "muted": "#ffffff",
            "text-muted": "#ffffff",
            "text-disabled": "#d0d0d0",
            "block-cursor-background": "#ffff00",
            "block-cursor-foreground": "#000000",
            "block-cursor-blurred-background": "#404000",
        },
    ),
    Theme(
        name="coder-plain",
        primary="#b0b0b0",
        secondary="#909090",
        accent="#e8e8e8",
        warning="#e8e8e8",
        error="#e8e8e8",
        success="#e8e8e8",
        foreground="#e0e0e0",
        background="#101010",
        surface="#161616",
        panel="#262626",
        variables={
            **_GREY_CODES,
            "muted": "#a8a8a8",
            "block-cursor-background": "#e0e0e0",
            "block-cursor-foreground": "#101010",
            "block-cursor-blurred-background": "#303030",
        },
    ),
)
"""The first is the one to begin with."""

THEME_NAMES = {
    DARK: N_("Colours: dark"),
    "coder-light": N_("Colours: light"),
    "coder-contrast": N_("Colours: high contrast"),
    "coder-plain": N_("Colours: none"),
}
"""How the command palette names them."""
