"""The curve of codes over interviews, drawn with plotext; imported by the one screen that shows it."""

from collections.abc import Sequence

from textual_plotext import PlotextPlot

from coder.i18n import _
from coder.queries.saturation import SaturationRow


class SaturationCurve(PlotextPlot):
    """Codes so far and new codes, and where random orders lie; each line has a sign of its own beside its colour."""

    can_focus = False

    def show(self, rows: Sequence[SaturationRow]) -> None:
        """Draw these interviews."""
        plot = self.plt
        plot.clear_figure()
        at = [row.position for row in rows]
        spread = [(row.low, row.mean, row.high) for row in rows if row.mean is not None]
        if spread:
            low, mean, high = (list(line) for line in zip(*spread, strict=True))
            plot.plot(at, high, marker="-", label=_("random orders: 95 per cent"))
            plot.plot(at, low, marker="-")
            plot.plot(at, mean, marker="·", label=_("random orders: mean"))
        plot.plot(at, [row.total_codes for row in rows], marker="●", label=_("codes so far"))
        plot.bar(at, [row.new_codes for row in rows], marker="▒", label=_("new codes"), width=0.3)
        plot.ylim(0, max((row.total_codes for row in rows), default=1) + 1)
        plot.xticks([float(place) for place in at[:: max(1, len(at) // 10)]])
        plot.xlabel(_("interviews, in order of date"))
        self.refresh()
