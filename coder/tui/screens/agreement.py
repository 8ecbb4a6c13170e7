"""How far coders coded alike: per code, with what the figures allow in words; Enter shows where they differ."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.queries.agreement import ALL, Agreement, CodeAgreement, Comparison, agreement
from coder.queries.agreement_words import basis, estimate, marks, method, nothing, number, prompted, reading
from coder.queries.beginning import NextStep, next_step
from coder.queries.codes import CodeView, code_tree
from coder.queries.disagreements import Disagreements, DoubleCoded, disagreements_in, double_coded
from coder.queries.method import is_reflexive, no_agreement
from coder.terms import UNITS
from coder.tui import keys, words
from coder.tui.next_step import next_step_in_words
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.disagreements import DisagreementsScreen
from coder.tui.screens.exporting import ExportingScreen
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_NOTHING = "-nothing"


@dataclass(frozen=True)
class _Compared:
    reflexive: bool
    found: Agreement
    codes: dict[str, CodeView]
    sources: tuple[DoubleCoded, ...]
    step: NextStep | None
    """What to do before there is anything to compare."""


class AgreementScreen(ExportingScreen, AskingScreen[_Compared]):
    """Coders, unit and sources are chosen by keys and stay while the app runs."""

    NAME = "agreement"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.AGREEMENT, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"
    OF_STEPS = True
    STOPPABLE = True

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._asked = Comparison()
        self._known: _Compared | None = None

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Code"), 16, 4),
                Field(_("Both"), 5, 1, right=True, most=9),
                Field(_("A"), 5, 1, right=True, most=9),
                Field(_("B"), 5, 1, right=True, most=9),
                Field(_("Kappa"), 6, 9, right=True, most=19),
                Field(_("Alpha"), 19, right=True),
                Field(_("Read as"), 15, 1, most=18),
            )
        )
        yield Static(id="instead", markup=False)
        yield Static(id="how", markup=False)

    def ask(self) -> _Compared:
        return self.project.ask(
            lambda session: _Compared(
                reflexive=is_reflexive(session),
                found=agreement(session, self._asked),
                codes={code.key: code for code in code_tree(session)},
                sources=double_coded(session),
                step=next_step(session),
            )
        )

    def show_answer(self, answer: _Compared) -> None:
        self._known = answer
        t = translator(current_language())
        found = answer.found
        instead = no_agreement(t) if answer.reflexive else "" if found.rows else nothing(found, t)
        if answer.step is not None and not answer.reflexive:
            instead = "\n\n".join((next_step_in_words(answer.step), *([] if answer.step.bare else [instead])))
        self.set_class(bool(instead), _NOTHING)
        if instead and answer.reflexive:
            instead += "\n\n" + _("'coder agree --anyway' shows the figures all the same.")
        self.query_one("#instead", Static).update(Content(instead))
        if instead:
            return
        self.query_one(RowTable).show_rows([self._row(row, answer) for row in found.rows])
        said = f"\n{self._letters(found)}{prompted(found.rows[0], t)}"
        self.query_one("#caption", Static).update(Content.assemble((basis(found, t), "bold"), said))
        self.query_one("#how", Static).update(Content(f"{marks(t)} {method(t)}"))

    def _letters(self, found: Agreement) -> str:
        if len(found.coders) != 2:
            return ""
        a, b = map(words.one_line, found.coders)
        return _("A: only {a}, B: only {b}.").format(a=a, b=b) + " "

    def _row(self, row: CodeAgreement, known: _Compared) -> TableRow:
        t = translator(current_language())
        code = known.codes.get(row.code)
        name = code_name(code.name, code.colour, self.app) if code else _("All codes")
        counts = ("–" if each is None else words.number(each) for each in (row.both, row.only_a, row.only_b))
        wide = self.app.size.width >= 110
        kappa = estimate(row.kappa, t) if wide else number(row.kappa.value, t)
        return TableRow(row.code, (name, *counts, kappa, estimate(row.alpha, t), reading(row, t)))

    def figure_to_export(self) -> "tuple[Agreement, str] | None":
        return None if self._known is None or self.has_class(_NOTHING) else (self._known.found, "")

    def on_resize(self) -> None:
        """Where there is room, kappa has its interval beside it too."""
        if self._known is not None:
            self.show_answer(self._known)

    def action_unit(self) -> None:
        place = UNITS.index(self._asked.unit)
        self._ask_for(replace(self._asked, unit=UNITS[(place + 1) % len(UNITS)]))

    def action_finished(self) -> None:
        self._ask_for(replace(self._asked, finished=not self._asked.finished))

    def action_coders(self) -> None:
        """Each two who have coded a source together; all, where there are more."""
        if self._known is None:
            return
        groups = [source.coders for source in self._known.sources]
        pairs = sorted({pair for there in groups for pair in combinations(there, 2)})
        choices = [*pairs, *sorted({there for there in groups if len(there) > 2})]
        if not choices:
            self.tell(_("No interview has been coded by two coders yet."))
            return
        answers = [(str(place), ", ".join(choice)) for place, choice in enumerate(choices)]
        self.app.push_screen(
            ChooseScreen(_("Whom to compare?"), answers),
            lambda key: self._ask_for(replace(self._asked, coders=choices[int(key)])) if key is not None else None,
        )

    def _ask_for(self, asked: Comparison) -> None:
        self._asked = asked
        self.show_project()

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_decide(self) -> None:
        """Choose an interview of those compared in which the coders differ, then go through what they differ on."""
        if self._known is None or self.has_class(_NOTHING):
            return
        found, code = self._known.found, self._code
        # Thousands of codings take a moment, in which nothing may stand still.
        every = await asyncio.to_thread(self.project.ask, disagreements_in, found.sources, found.coders)
        if not self.is_current:
            return
        differing = {name: _of_code(each, code) for name, each in every.items()}
        there = [name for name, each in differing.items() if each.rows]
        if not there:
            self.tell(_("The coders differ on nothing here."))
        elif len(there) == 1:
            self._open(differing[there[0]])
        else:
            answers = [(name, f"{name} · {_state(differing[name])}") for name in there]
            self.app.push_screen(
                ChooseScreen(_("In which interview?"), answers),
                lambda source: self._open(differing[source]) if source is not None else None,
            )

    @property
    def _code(self) -> str:
        """The code at hand, "" for all."""
        key = self.query_one(RowTable).key
        return key if key is not None and key != ALL else ""

    def _open(self, differing: Disagreements) -> None:
        screen = DisagreementsScreen(self.project, differing.source, differing.coders, self._code)
        with self.complaining():
            screen.read()
            self.app.push_screen(screen)


def _of_code(differing: Disagreements, code: str) -> Disagreements:
    """Those about a code; all where none is named."""
    return replace(differing, rows=tuple(row for row in differing.rows if code in ("", row.code)))


def _state(differing: Disagreements) -> str:
    told = ngettext(
        "{left} of {number} disagreement left", "{left} of {number} disagreements left", len(differing.rows)
    )
    return told.format(left=differing.left, number=len(differing.rows)) if differing.left else _("decided")
