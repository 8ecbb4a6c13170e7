"""How every picture looks: colours, hatchings, type, and the page with its title and caption, measured in inches.

Nothing is said by colour alone: series differ in hatching, line and marker too, and shadings in lightness. The colours
are those of Okabe & Ito (2008, *Color Universal Design*, https://jfly.uni-koeln.de/color/), which people with any kind
of colour vision tell apart.
"""

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coder.guard import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"

INK = "#1A1A1A"
MUTED = "#595959"
"""Seven to one against white."""
RULE = "#BFBFBF"
PAPER = "#FFFFFF"
PALE, DARK = "#E3EEF7", "#053A5E"
"""The ends of a shading: one hue whose lightness alone says the number, so that it reads in grey."""

TITLE, BODY, SMALL = 12.0, 8.5, 7.5
"""Sizes of type in points."""
WIDTH = 7.5
"""Inches; a little over the text of an A4 page, on which it is scaled to fit."""
LINE = 1.3
"""Distance of lines over the size of type."""

_MARGIN = 0.15
_GAP = 0.14
_FONT = "DejaVu Sans"
_POINTS = 72.0


@dataclass(frozen=True)
class Series:
    """What tells one series from another, with and without colour."""

    colour: str
    hatch: str
    line: str | tuple[int, tuple[int, ...]]
    marker: str


SERIES = (
    Series(BLUE, "", "-", "o"),
    Series(ORANGE, "////", "--", "s"),
    Series(GREEN, "....", "-.", "^"),
    Series(PURPLE, "xxxx", ":", "D"),
    Series(VERMILION, "\\\\\\\\", (0, (5, 1)), "v"),
    Series(SKY, "++++", (0, (1, 1)), "P"),
)


def series(number: int) -> Series:
    """The look of a series; beyond the sixth they begin anew."""
    return SERIES[number % len(SERIES)]


def shade(number: float, most: float) -> str:
    """A colour whose lightness says how large a number is beside the largest; paper for nothing."""
    if number <= 0 or most <= 0:
        return PAPER
    share = min(1.0, number / most)
    light, dark = ([int(end[place : place + 2], 16) for place in (1, 3, 5)] for end in (PALE, DARK))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(light, dark, strict=True))


def ink_on(colour: str) -> str:
    """Black or white: what is read better on a colour (WCAG 2.1, relative luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return BLACK if luminance > 0.179 else PAPER


@cache
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Inches that a line takes."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=_FONT, size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of characters that the typeface does not have
        width, _height, _descent = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / _POINTS


def height_of(lines: int, size: float) -> float:
    """Inches that so many lines take."""
    return lines * size * LINE / _POINTS


def wrapped(text: str, width: float, size: float, most: int = 99, bold: bool = False) -> list[str]:
    """A text in lines of at most so many inches; what goes beyond ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in visible(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        while text_width(word, size, bold) > width and len(word) > 1:
            kept = _fitting(word, width, size, bold)
            lines.append(word[:kept] + "-")
            word = word[kept:]
        lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width, size, bold)]
    return lines


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters of a word fit before a hyphen; one at least."""
    kept = len(word) - 1
    while kept > 1 and text_width(word[:kept] + "-", size, bold) > width:
        kept -= 1
    return kept


def _cut(line: str, width: float, size: float, bold: bool) -> str:
    while line and text_width(line + "…", size, bold) > width:
        line = line[:-1]
    return line.rstrip(" -") + "…"


class Page:
    """A figure with a title above and a caption below, and between them a body on which axes are put in inches."""

    def __init__(self, title: str, caption: Sequence[str], width: float, height: float) -> None:
        """``width`` and ``height`` are those of the body."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        above = wrapped(title, width, TITLE, bold=True)
        below = [line for each in caption for line in wrapped(each, width, SMALL)]
        top, bottom = height_of(len(above), TITLE), height_of(len(below), SMALL)
        self._whole = (width + 2 * _MARGIN, height + top + bottom + 2 * _GAP + 2 * _MARGIN)
        self._bottom = _MARGIN + bottom + _GAP
        self.figure: Figure = Figure(figsize=self._whole, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._lines(above, self._whole[1] - _MARGIN, TITLE, INK, "bold")
        self._lines(below, _MARGIN + bottom, SMALL, MUTED, "normal")

    def axes(self, left: float, bottom: float, width: float, height: float) -> "Axes":
        """Axes in the body, in inches from its lower left corner."""
        across, up = self._whole
        return self.figure.add_axes(
            (
                (_MARGIN + left) / across,
                (self._bottom + bottom) / up,
                max(width, 0.01) / across,
                max(height, 0.01) / up,
            )
        )

    def canvas(self) -> "Axes":
        """The whole body as axes without any frame, whose units are inches."""
        axes = self.axes(0, 0, self.width, self.height)
        axes.set_xlim(0, self.width)
        axes.set_ylim(0, self.height)
        axes.axis("off")
        return axes

    def _lines(self, lines: Sequence[str], top: float, size: float, colour: str, weight: str) -> None:
        across, up = self._whole
        for number, line in enumerate(lines):
            y = top - height_of(number, size) - size / _POINTS
            self.figure.text(_MARGIN / across, y / up, line, size=size, color=colour, weight=weight, va="baseline")


def box(
    axes: "Axes", corner: tuple[float, float], width: float, height: float, fill: str, edge: str = INK, **look: Any
) -> None:
    """A rectangle on a canvas, from its lower left corner."""
    from matplotlib.patches import Rectangle

    # add_artist instead of add_patch: a canvas has its limits, and looking for new ones takes most of the time.
    axes.add_artist(Rectangle(corner, width, height, facecolor=fill, edgecolor=edge, **{"linewidth": 0.5, **look}))


def plain(axes: "Axes", grid: str = "") -> None:
    """Axes with as little ink as they need: lines for one direction (``x`` or ``y``), none around."""
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=MUTED)
    if grid:
        axes.grid(axis="x" if grid == "x" else "y", color=RULE, linewidth=0.5)
    axes.set_axisbelow(True)


def whole_steps(most: float, steps: int = 5) -> list[int]:
    """Round numbers from nothing to at least the largest one, some five of them."""
    rough = max(1.0, most / steps)
    tens = 10 ** math.floor(math.log10(rough))
    step = next(int(tens * each) for each in (1, 2, 5, 10) if tens * each >= rough)
    return list(range(0, math.ceil(max(most, 1) / step) * step + 1, step))
