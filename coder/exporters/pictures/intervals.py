"""Agreement as bars and intervals: what both coded and only one, and what alpha allows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.exporters.agreement import agreement_table
from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.labels import Labels
from coder.exporters.pictures.style import (
    BODY,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    Page,
    box,
    series,
    text_width,
    wrapped,
)
from coder.i18n import Translator
from coder.queries.agreement import ALL, Agreement, CodeAgreement
from coder.queries.agreement_words import RELIABLE, TENTATIVE, number, reading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES = 2.2
_ROW = 0.28
_HEAD = 0.75
_FOOT = 0.05
_COUNT = 0.4
_WORDS = 1.15
_LEAST = -0.2
"""What lies lower is drawn here: it is not reliable, however low."""


@dataclass(frozen=True)
class _Sides:
    """Where the two drawings stand, in inches from the left."""

    bars: float
    room: float
    alpha: float
    alpha_room: float


def agreement_picture(found: Agreement, labels: Labels, t: Translator) -> Drawing:
    """A row a code: units that both coded, only A, only B, and alpha with its interval beside Krippendorff's marks.

    Over more than two coders there are no bars, as there are no such counts.
    """
    _ = t.gettext
    remarks = [_("Point: Krippendorff's alpha; line: its 95 % interval; dotted lines: 0.667 and 0.800.")]
    if len(found.coders) == 2:
        a, b = found.coders
        told = _("Bars: units that both coded, only {a}, only {b}; all codes together stand without a bar.")
        remarks.insert(0, told.format(a=a, b=b))
    return Drawing(
        name="agreement",
        title=_("How far coders coded alike"),
        description=_description(found, labels, t),
        language=t.language,
        table=agreement_table(found, t),
        draw=lambda page: _draw(page, found, labels, t),
        width=WIDTH,
        height=_HEAD + _ROW * len(found.rows) + _FOOT,
        remarks=tuple(remarks),
    )


def _description(found: Agreement, labels: Labels, t: Translator) -> str:
    _ = t.gettext
    words = _("A row for each code: bars for what both coders and only one coded, and a point for alpha.")
    pooled = next((row for row in found.rows if row.code == ALL), None)
    if pooled is not None:
        words += " " + _("Over all codes alpha is {alpha} ({reading}).").format(
            alpha=number(pooled.alpha.value, t), reading=reading(pooled, t)
        )
    known = [row for row in found.rows if row.code != ALL and not row.too_few and row.alpha.value is not None]
    lowest = sorted(known, key=lambda row: row.alpha.value or 0.0)[:3]
    if lowest:
        said = "; ".join(f"{labels.code(row.code)}: {number(row.alpha.value, t)}" for row in lowest)
        words += " " + _("Lowest: {names}.").format(names=said)
    return words


def _draw(page: Page, found: Agreement, labels: Labels, t: Translator) -> None:
    axes = page.canvas()
    two = len(found.coders) == 2
    left = _NAMES + 0.1
    bars = 1.6 if two else 0.0
    alpha = left + bars + (_COUNT + 0.15 if two else 0)
    sides = _Sides(left, bars, alpha, page.width - alpha - _WORDS)
    most = max(
        ((row.both or 0) + (row.only_a or 0) + (row.only_b or 0) for row in found.rows if row.code != ALL), default=1
    )
    top = page.height - _HEAD
    for mark in (0.0, TENTATIVE, RELIABLE):
        x = sides.alpha + _at(mark) * sides.alpha_room
        style = ":" if mark in (TENTATIVE, RELIABLE) else "-"
        axes.plot([x, x], [_FOOT, top], color=INK if style == ":" else RULE, linestyle=style, linewidth=0.8)
        said = {TENTATIVE: "0.667", RELIABLE: "0.800"}.get(mark, f"{mark:.0f}")
        side = {TENTATIVE: "right", RELIABLE: "left"}.get(mark, "center")
        axes.text(
            x, top + 0.07, said.replace(".", ",") if t.language == "sv" else said, size=SMALL, ha=side, color=MUTED
        )
    for place, row in enumerate(found.rows):
        y = top - _ROW * (place + 0.5)
        _name(axes, row, y, labels, t)
        if two and row.code != ALL:
            _bars(axes, row, y, sides, most)
        _estimate(axes, row, y, sides, page.width, t)
    _legend(axes, found, page.height - 0.1, sides, t)


def _at(alpha: float) -> float:
    """Where an alpha stands on its axis, 0 to 1."""
    return (max(_LEAST, min(1.0, alpha)) - _LEAST) / (1.0 - _LEAST)


def _name(axes: "Axes", row: CodeAgreement, y: float, labels: Labels, t: Translator) -> None:
    name = t.gettext("All codes") if row.code == ALL else labels.code(row.code)
    bold = row.code == ALL
    line = wrapped(name, _NAMES, BODY, most=1, bold=bold)[:1]
    axes.text(0, y, "".join(line), size=BODY, va="center", weight="bold" if bold else "normal")


def _bars(axes: "Axes", row: CodeAgreement, y: float, sides: _Sides, most: int) -> None:
    left = sides.bars
    for place, count in enumerate((row.both or 0, row.only_a or 0, row.only_b or 0)):
        width = sides.room * count / max(1, most)
        look = series(place)
        if count:
            box(axes, (left, y - 0.085), width, 0.17, look.colour, hatch=look.hatch)
        left += width
    said = "/".join(str(each or 0) for each in (row.both, row.only_a, row.only_b))
    axes.text(left + 0.05, y, said, size=SMALL - 0.5, va="center", color=MUTED)


def _estimate(axes: "Axes", row: CodeAgreement, y: float, sides: _Sides, width: float, t: Translator) -> None:
    alpha = row.alpha
    if alpha.value is not None and not row.too_few:
        if alpha.low is not None and alpha.high is not None:
            ends = [sides.alpha + _at(each) * sides.alpha_room for each in (alpha.low, alpha.high)]
            axes.plot(ends, [y, y], color=INK, linewidth=1.2)
        axes.plot(
            sides.alpha + _at(alpha.value) * sides.alpha_room,
            y,
            marker="D" if row.code == ALL else "o",
            markersize=4.5,
            color=INK,
            markerfacecolor=INK if row.code == ALL else PAPER,
        )
    said = reading(row, t)
    if alpha.value is not None and not row.too_few:
        said = f"{number(alpha.value, t)} {said}"
    axes.text(width, y, said, size=SMALL, va="center", ha="right", color=MUTED if row.too_few else INK)


def _legend(axes: "Axes", found: Agreement, y: float, sides: _Sides, t: Translator) -> None:
    _ = t.gettext
    axes.text(sides.alpha, y - 0.3, _("Alpha"), size=SMALL, color=MUTED, va="center")
    if len(found.coders) != 2:
        return
    a, b = found.coders
    only = _("Only {name}")
    x = 0.0
    for place, name in enumerate((_("Both"), only.format(name=a), only.format(name=b))):
        look = series(place)
        box(axes, (x, y - 0.07), 0.3, 0.14, look.colour, hatch=look.hatch)
        line = "".join(wrapped(name, 1.8, SMALL, most=1)[:1])
        axes.text(x + 0.36, y, line, size=SMALL, va="center")
        x += 0.6 + text_width(line, SMALL)
    axes.text(sides.bars, y - 0.57, _("Units: both/only/only"), size=SMALL, color=MUTED, va="center")
