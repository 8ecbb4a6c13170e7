"""A code's name with its colour in front, for tables."""

from typing import Any

from rich.style import Style
from rich.text import Text
from textual.app import App

from coder.tui import words
from coder.tui.transcript.colours import colour_of


def code_style(colour: str, app: App[Any]) -> Style:
    """A code's colour in the running theme."""
    return Style(color=colour_of(colour, app).rich_color)


def code_name(name: str, colour: str, app: App[Any], *, indent: int = 0, bold: bool = False) -> Text:
    """The name as it stands, never markup; a theme's is bold."""
    block = (" " * indent + "▌", code_style(colour, app))
    return Text.assemble(block, (words.one_line(name), "bold" if bold else ""))
