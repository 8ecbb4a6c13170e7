"""What strikes about the codes: unused, too broad, twins, drifting; each a question to the coders."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.figures import finding_in_words
from coder.i18n import N_, _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.landscape import (
    BROAD,
    DRIFTING,
    FINDINGS,
    TWINS,
    UNUSED,
    Finding,
    Landscape,
    landscape,
    rule_in_words,
)
from coder.tui import keys, words
from coder.tui.messages import ShowPassages, ShowWalk
from coder.tui.passages import RowPassages
from coder.tui.screens.figure import Asked, FigureScreen
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_GROUPS = {UNUSED: N_("Unused"), BROAD: N_("Too broad"), TWINS: N_("Twins"), DRIFTING: N_("Drifting")}


class LandscapeScreen(FigureScreen[Landscape]):
    """Findings in groups; the rule behind a group stands below while one of it is at hand."""

    NAME = "landscape"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.LANDSCAPE, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._findings: dict[str, Finding] = {}

    def compose_figure(self) -> Iterator[Widget]:
        yield RowTable((Field("", 60, 1), Field("", 5, right=True)), show_header=False)
        yield Static(id="here", markup=False)

    @property
    def figure_widget(self) -> Widget:
        return self.query_one(RowTable)

    def count(self, asked: Asked) -> Landscape:
        return self.project.ask(landscape, asked.selection, asked.guide, asked.filter)

    def show_figure(self, figure: Landscape, asked: Asked) -> None:
        self._findings = {f"{each.finding}\n{each.code}\n{each.other}": each for each in figure.findings}
        rows = []
        for group in FINDINGS:
            those = [(key, each) for key, each in self._findings.items() if each.finding == group]
            rows.append(TableRow(group, (self._heading(group), words.number(len(those)) if those else "–")))
            rows += [TableRow(key, (self._told(each), "")) for key, each in those]
        table = self.query_one(RowTable)
        table.show_rows(rows, next(iter(self._findings), None) if table.key is None else None)
        self._show_rule()
        number = len(figure.findings)
        told = ngettext("{number} finding among {all} codes.", "{number} findings among {all} codes.", number)
        told = told.format(number=words.number(number), all=words.number(figure.all_codes))
        self.caption(told + " " + _("Each is a question to the coders, and no fault by itself."), figure.scope)

    def _heading(self, group: str) -> Text:
        return Text(_(_GROUPS[group]), style=f"bold {self.app.theme_variables['accent']}")

    def _told(self, finding: Finding) -> Text:
        names = {key: code.name for key, code in self.labels.codes.items()}
        told = finding_in_words(finding, names, translator(current_language()))
        return code_name(told, self.labels.codes[finding.code].colour, self.app, indent=2)

    @on(RowTable.Moved)
    def _show_rule(self) -> None:
        """The rule behind the group at hand."""
        key = self.query_one(RowTable).key or ""
        group = self._findings[key].finding if key in self._findings else key
        if group in FINDINGS:
            told = rule_in_words(group, translator(current_language()))
            self.query_one("#here", Static).update(Content(told))

    # What the keys do.

    @property
    def _finding(self) -> Finding | None:
        return self._findings.get(self.query_one(RowTable).key or "")

    def action_open(self) -> None:
        """The quotes of the code, or of both twins; of an unused code there are none, so what it may belong to."""
        finding, asked = self._finding, self.asked
        if finding is None or asked is None:
            return
        if finding.finding == UNUSED:
            self.action_walk()
            return
        codes = tuple(filter(None, (finding.code, finding.other)))
        title = " + ".join(self.labels.codes[key].name for key in codes)
        self.post_message(ShowPassages(RowPassages(title, *asked.chosen, "codes", codes)))

    def action_walk(self) -> None:
        if self._finding is not None:
            self.post_message(ShowWalk(self._finding.code))
