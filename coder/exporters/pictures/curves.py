"""Saturation as a curve: codes so far, new ones, and how much is owed to the order of the interviews."""

from coder.exporters.figures import saturation_table
from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.style import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    SMALL,
    WIDTH,
    Page,
    plain,
    text_width,
    whole_steps,
    wrapped,
)
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import Translator
from coder.queries.saturation import Saturation

MOST_NAMES = 40
"""Interviews that can be named under the curve; of more only the numbers stand there."""

_CURVE = 3.2
_NAME = 1.6
_LEFT, _RIGHT = 0.45, 0.1


def saturation_picture(found: Saturation, t: Translator, audience: str = TEAM) -> Drawing:
    """The curve of codes so far over bars of new codes, with the band of random orders where they were drawn."""
    _ = t.gettext
    named = audience != REPORT and len(found.rows) <= MOST_NAMES
    names = [wrapped(row.source, _NAME, SMALL, most=1)[0] if named else str(row.position) for row in found.rows]
    below = (max((text_width(name, SMALL) for name in names), default=0) if named else 0.15) + 0.3
    remarks = [_("Line: codes so far; bars: codes that are new in that interview.")]
    if found.orders:
        remarks.append(_("Dashed line and band: mean of the random orders, and where 95 per cent of them lie."))
    last = found.rows[-1] if found.rows else None
    words = _("A curve that rises with every interview that brings codes not used before.")
    if last is not None:
        told = _("After {number} interviews {total} codes are in use, of which the last one brought {new}.")
        words += " " + told.format(number=last.position, total=last.total_codes, new=last.new_codes)
    return Drawing(
        name="saturation",
        title=_("New codes per interview (code saturation)"),
        description=words,
        language=t.language,
        table=saturation_table(found, t, audience),
        draw=lambda page: _draw(page, found, names, named, below, t),
        width=WIDTH,
        height=_CURVE + below,
        remarks=tuple(remarks),
    )


def _draw(page: Page, found: Saturation, names: list[str], named: bool, below: float, t: Translator) -> None:
    _ = t.gettext
    axes = page.axes(_LEFT, below, page.width - _LEFT - _RIGHT, _CURVE)
    plain(axes, grid="y")
    x = [row.position for row in found.rows]
    totals = [row.total_codes for row in found.rows]
    new = [row for row in found.rows if row.new_codes]
    heights = [row.new_codes for row in new]
    axes.bar([row.position for row in new], heights, 0.6, color=ORANGE, edgecolor=INK, linewidth=0.5, hatch="////")
    lows, highs = [row.low or 0 for row in found.rows], [row.high or 0 for row in found.rows]
    if found.orders:
        axes.fill_between(x, lows, highs, color=BLUE, alpha=0.18, linewidth=0)
        axes.plot(x, [row.mean or 0.0 for row in found.rows], color=MUTED, linestyle="--", linewidth=1.2)
    axes.plot(x, totals, color=BLUE, marker="o", markersize=4, linewidth=1.8)
    steps = whole_steps(max([*totals, *highs], default=1))
    axes.set_yticks(steps)
    axes.set_ylim(0, steps[-1])
    axes.set_xlim(0.4, max(len(x), 1) + 0.6)
    axes.set_ylabel(_("Codes"), size=SMALL, color=MUTED)
    axes.set_xticks(x if named or len(x) <= MOST_NAMES else x[:: max(1, len(x) // 20)])
    if named:
        axes.set_xticklabels(names, rotation=90, size=SMALL, color=INK)
    else:
        axes.set_xlabel(_("Interviews, in order of date"), size=SMALL, color=MUTED)
    if totals:
        axes.annotate(str(totals[-1]), (x[-1], totals[-1]), (0, 5), textcoords="offset points", size=SMALL, ha="center")
