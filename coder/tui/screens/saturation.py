"""New codes for each further interview: code saturation, not meaning saturation, as a table and a curve."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.figures import saturation_remarks
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.method import is_reflexive, no_saturation
from coder.queries.saturation import BASE, MOST_ORDERS, RUN, Saturation, SaturationRow, saturation
from coder.tui import keys, words
from coder.tui.messages import ShowPassages
from coder.tui.passages import RowPassages
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.figure import Asked, FigureScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

_PLOT = "-plot"
_ORDERS = (0, 100, 1000, MOST_ORDERS)
_SIZES = tuple((base, run) for base in (BASE, BASE + 1, BASE + 2) for run in (RUN, RUN + 1))
"""What Guest, Namey & Chen (2020) tried: bases of four to six interviews, runs of two and three."""


class SaturationScreen(FigureScreen[Saturation]):
    """Which codes, how many random orders and which sizes are chosen by keys, and stay while the app runs."""

    NAME = "saturation"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.SATURATION, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._inductive = False
        self._orders = 100
        self._sizes = (BASE, RUN)
        self._reflexive = False

    def compose_figure(self) -> Iterator[Widget]:
        from coder.tui.widgets.saturation_curve import SaturationCurve

        fields = (
            Field("", 3, right=True),
            Field(_("Source"), 12, 3, most=40),
            Field(_("New"), 4, right=True),
            Field(_("While coding"), 12, right=True),
            Field(_("Total"), 6, right=True),
            Field(_("Random orders"), 14, 1, right=True, most=20),
        )
        with Horizontal(id="desk"):
            yield RowTable(fields)
            with Vertical(id="plot"):
                yield Static(id="legend", markup=False)
                yield SaturationCurve(id="curve")
        with VerticalScroll(id="remarks"):
            yield Static(id="remark", markup=False)

    @property
    def figure_widget(self) -> Widget:
        return self.query_one("#remarks" if self.has_class(_PLOT) else RowTable)

    def count(self, asked: Asked) -> Saturation:
        base, run = self._sizes
        self._reflexive = self.project.ask(is_reflexive)
        return self.project.ask(
            saturation,
            asked.selection,
            asked.guide,
            asked.filter,
            inductive=self._inductive,
            orders=self._orders,
            base=base,
            run=run,
        )

    def why_not(self, figure: Saturation) -> str:
        if self._reflexive:
            told = _("'coder saturation --anyway' shows the figures all the same.")
            return f"{no_saturation(translator(current_language()))}\n\n{told}"
        if not figure.rows:
            return _("No interview that is asked about has been coded yet.")
        return ""

    def show_figure(self, figure: Saturation, asked: Asked) -> None:
        from coder.tui.widgets.saturation_curve import SaturationCurve

        t = translator(current_language())
        told = ngettext(
            "{number} interview, in order of date.", "{number} interviews, in order of date.", len(figure.rows)
        )
        what = _("Only codes made while coding.") if figure.inductive else _("All codes.")
        self.caption(f"{told.format(number=len(figure.rows))} {what}", figure.scope)
        self.query_one(RowTable).show_rows([self._row(row) for row in figure.rows])
        curve = self.query_one(SaturationCurve)
        curve.show(figure.rows)
        self.query_one("#legend", Static).update(curve.legend(figure.rows))
        # The caption says whose codings these are, as the last remark would again.
        self.query_one("#remark", Static).update(Content(" ".join(saturation_remarks(figure, t)[:-1])))

    def _row(self, row: SaturationRow) -> TableRow:
        spread = ""
        if row.mean is not None:
            mean = f"{row.mean:.1f}".replace(".", "," if current_language() == "sv" else ".")
            spread = f"{mean} ({row.low}–{row.high})"
        made = words.number(row.new_while_coding) if row.new_while_coding else "–"
        new = Text(words.number(row.new_codes) if row.new_codes else "–", style="bold" if row.new_codes else "")
        total = words.number(row.total_codes)
        return TableRow(row.source, (str(row.position), row.source, new, made, total, spread))

    # What the keys do.

    def action_open(self) -> None:
        source, asked = self.query_one(RowTable).key, self.asked
        if source is not None and asked is not None:
            self.post_message(ShowPassages(RowPassages(source, *asked.chosen, "sources", (source,))))

    def action_inductive(self) -> None:
        self._inductive = not self._inductive
        self.show_project()

    def action_orders(self) -> None:
        """Choose how many random orders to compare with."""
        answers = [(f"orders-{number}", words.number(number) if number else _("none")) for number in _ORDERS]
        self.app.push_screen(
            ChooseScreen(_("How many random orders?"), answers),
            lambda key: self._compare_with(int(key.removeprefix("orders-"))) if key is not None else None,
        )

    def _compare_with(self, orders: int) -> None:
        self._orders = orders
        self.show_project()

    def action_sizes(self) -> None:
        """Choose the base and the run of Guest, Namey & Chen, who look at codes made while coding."""
        answers = [(f"{base}-{run}", _("Base {base}, run {run}").format(base=base, run=run)) for base, run in _SIZES]
        self.app.push_screen(
            ChooseScreen(
                _("How many interviews in the base and in a run?"), [(f"of-{key}", told) for key, told in answers]
            ),
            self._measure_by,
        )

    def _measure_by(self, key: str | None) -> None:
        if key is not None:
            _of, base, run = key.split("-")
            self._sizes = (int(base), int(run))
            self._inductive = True
            self.show_project()

    def action_plot(self) -> None:
        self.toggle_class(_PLOT)
        self.figure_widget.focus()
