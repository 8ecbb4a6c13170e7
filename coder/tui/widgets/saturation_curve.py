"""The curve of codes over interviews, drawn with plotext; imported by the one screen that shows it."""

from collections.abc import Sequence

from textual.color import Color
from textual.content import Content
from textual_plotext import PlotextPlot

from coder.i18n import _
from coder.queries.saturation import SaturationRow

_SO_FAR, _NEW, _MEAN, _BAND = "●", "▒", "·", "-"
_TICKS = 6
_FEWEST = 5
"""Room for so many interviews, so that the bar of a single one is still a bar."""


class SaturationCurve(PlotextPlot):
    """Codes so far and new codes, and where random orders lie; each line has a sign of its own beside its colour."""

    can_focus = False

    def show(self, rows: Sequence[SaturationRow]) -> None:
        """Draw these interviews."""
        plot = self.plt
        plot.clear_figure()
        at = [row.position for row in rows]
        plot.bar(at, [row.new_codes for row in rows], marker=_NEW, width=0.3, color=self._colour("accent"))
        spread = [(row.low, row.mean, row.high) for row in rows if row.mean is not None]
        if spread:
            low, mean, high = (list(line) for line in zip(*spread, strict=True))
            plot.plot(at, high, marker=_BAND, color=self._colour("muted"))
            plot.plot(at, low, marker=_BAND, color=self._colour("muted"))
            plot.plot(at, mean, marker=_MEAN, color=self._colour("foreground"))
        plot.plot(at, [row.total_codes for row in rows], marker=_SO_FAR, color=self._colour("primary"))
        most = max((max(row.total_codes, row.high or 0) for row in rows), default=0) + 1
        plot.ylim(0, most)
        plot.xlim(0.4, max([_FEWEST, *at]) + 0.6)
        step = max(1, round(most / _TICKS / 5) * 5 or round(most / _TICKS))
        plot.yticks(
            [float(tick) for tick in range(0, most + 1, step)], [str(tick) for tick in range(0, most + 1, step)]
        )
        plot.xticks([float(place) for place in at[:: max(1, len(at) // 10)]])
        plot.xlabel(_("interviews, in order of date"))
        self.refresh()

    def legend(self, rows: Sequence[SaturationRow]) -> Content:
        """What the signs mean; it stands beside the picture, where it covers no line."""
        signs = [(_SO_FAR, "$primary", _("codes so far")), (_NEW, "$accent", _("new codes"))]
        if any(row.mean is not None for row in rows):
            signs.append((_MEAN, "$foreground", _("random orders: mean")))
            signs.append((_BAND, "$muted", _("95 per cent of them")))
        parts = ((sign * 2, look, told.replace(" ", "\u00a0")) for sign, look, told in signs)
        # A sign and its words stay in one line.
        return Content("  ").join(Content.assemble((sign, look), f"\u00a0{told}") for sign, look, told in parts)

    def _colour(self, name: str) -> tuple[int, int, int]:
        """A colour of the app's look, which is safe for colour-blind eyes and grey where no colours are wanted."""
        found = Color.parse(self.app.theme_variables[name])
        return found.r, found.g, found.b
