"""The reader's look: component styles from the style sheet and tints from codes' colours, worked out once per theme."""

from dataclasses import dataclass
from typing import NamedTuple

from rich.style import Style
from textual.color import Color
from textual.style import Style as VisualStyle
from textual.widget import Widget

from coder.tui.transcript.colours import colour_of

COMPONENTS = {
    "reader--label",
    "reader--time",
    "reader--interviewer",
    "reader--bar",
    "reader--passage",
    "reader--selection",
    "reader--match",
    "reader--cursor",
    "reader--cursor-away",
    "reader--suggestion",
    "reader--overflow",
    "reader--other",
}
# How much of a code's colour lies over the background: enough to be seen, little enough that text keeps its contrast.
_MINE, _OTHERS = 0.28, 0.14
_EACH_MORE, _AT_MOST = 0.06, 0.36
# Another coder's bracket: still 3 : 1 against the background.
_OTHERS_LANE = 0.35


class Tint(NamedTuple):
    """A coding's colour on text."""

    colour: str
    mine: bool


@dataclass(frozen=True, slots=True)
class TextLook:
    """Everything that decides how a piece of text looks."""

    interviewer: bool = False
    tints: tuple[Tint, ...] = ()
    """Of all codings on the piece, the outer ones first."""
    passage: bool = False
    match: bool = False
    selected: bool = False
    underlined: bool = False
    cursor: str = ""
    """The cursor's component class, "" where it is not."""


class Styles:
    """Styles of one reader under one theme; make a new one when the theme or the style sheet changes."""

    def __init__(self, reader: Widget) -> None:
        self._reader = reader
        self._components = {name: reader.get_visual_style(name) for name in COMPONENTS}
        base = reader.get_visual_style()
        self._background = base.background or Color(0, 0, 0)
        self._foreground = base.foreground or Color(255, 255, 255)
        self._texts: dict[TextLook, Style] = {}
        self._lanes: dict[Tint, Style] = {}
        self.base = base.rich_style

    def component(self, name: str) -> Style:
        """The style of one of ``COMPONENTS`` on the reader's background."""
        return self._components[name].rich_style

    def text(self, look: TextLook) -> Style:
        """The style of a piece of text."""
        style = self._texts.get(look)
        if style is None:
            style = self._texts[look] = self._text(look)
        return style

    def lane(self, tint: Tint) -> Style:
        """The style of a coding's bracket: others' codings are dimmer."""
        style = self._lanes.get(tint)
        if style is None:
            colour = colour_of(tint.colour, self._reader.app)
            if not tint.mine:
                colour = colour.blend(self._background, _OTHERS_LANE)
            style = self._lanes[tint] = VisualStyle(self._background, colour).rich_style
        return style

    def name(self, tint: Tint) -> Style:
        """The style of a code's name in the margin: others' codings are named without colour."""
        return self.lane(tint) if tint.mine else self.component("reader--other")

    def map(self, colour: str) -> Style:
        """The style of what the map shows of codings: of one's own in the colour of their codes."""
        return self.lane(Tint(colour, True)) if colour else self.component("reader--other")

    def _text(self, look: TextLook) -> Style:
        style = VisualStyle(self._background, self._foreground)
        if look.interviewer:
            style = self._over(style, "reader--interviewer")
        if look.passage:
            style = self._over(style, "reader--passage")
        if look.tints:
            style += VisualStyle(self._tinted(style.background or self._background, look.tints))
        if look.match:
            style = self._over(style, "reader--match")
        if look.selected:
            style = self._over(style, "reader--selection")
        if look.underlined:
            style += VisualStyle(underline=True)
        if look.cursor:
            style = self._over(style, look.cursor)
        return style.rich_style

    def _tinted(self, background: Color, tints: tuple[Tint, ...]) -> Color:
        """The background under codings: their colours mixed, the stronger the more of them."""
        weights = [_MINE if tint.mine else _OTHERS for tint in tints]
        mixed, total = background, 0.0
        for tint, weight in zip(tints, weights, strict=True):
            total += weight
            mixed = mixed.blend(colour_of(tint.colour, self._reader.app), weight / total)
        return background.blend(mixed, min(_AT_MOST, max(weights) + _EACH_MORE * (len(tints) - 1)))

    def _over(self, style: VisualStyle, name: str) -> VisualStyle:
        """A component's rules laid over a style: its background may be half transparent."""
        rules = self._reader.get_component_styles(name)
        background = (style.background or self._background) + rules.background
        colour = style.foreground
        if rules.has_rule("auto_color") and rules.auto_color:
            colour = background.get_contrast_text(rules.color.a)
        elif rules.has_rule("color"):
            colour = rules.color
        return style + VisualStyle(background, colour) + VisualStyle.from_rich_style(rules.text_style)
