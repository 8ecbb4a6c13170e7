"""Constellations: those that are written down and those that passages suggest; beside them what is known of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.exporters.synthesis_tables import constellation_state, decision_in_words, unconfirmed_remark
from coder.i18n import _, current_language, ngettext, translator
from coder.project import Project
from coder.project.synthesis.constellations import Wording
from coder.queries.constellations import CONFIRMED, OPEN, REFUTED, Known, constellations, names_of
from coder.queries.quoted import quoted
from coder.queries.quotes import Quote
from coder.synthesis.constellations import Suggested
from coder.tui import keys, words
from coder.tui.messages import ShowPassages
from coder.tui.passages import QuotedPassages
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.constellation_form import ConstellationForm
from coder.tui.widgets.table import Field, RowTable, TableRow

MARKS = {CONFIRMED: "✓", REFUTED: "✗", OPEN: "?"}
_SUGGESTED = "?"


@dataclass(frozen=True)
class _Known:
    known: tuple[Known, ...]
    suggested: tuple[Suggested, ...]
    names: Mapping[str, str]
    quotes: Mapping[str, Quote]

    def at(self, key: str | None) -> Known | Suggested | None:
        every: tuple[Known | Suggested, ...] = (*self.known, *self.suggested)
        return next((each for each in every if key_of(each) == key), None)


def key_of(each: Known | Suggested) -> str:
    """What use cases know it by."""
    return each.id if isinstance(each, Suggested) else each.key


class ConstellationsScreen(AskingScreen[_Known]):
    """Left the list, those written down first; at the side the one at hand with its passages."""

    NAME = "constellations"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CONSTELLATIONS, *keys.FAMILY]
    OF_STEPS = True
    STOPPABLE = True
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._known: _Known | None = None

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        with Horizontal(classes="synthesis"):
            yield RowTable(
                (
                    Field("", 1),
                    Field(_("Constellation"), 18, 1),
                    Field(_("Place"), 8, 0),
                    Field(_("State"), 9, 0),
                    Field(_("Quotes"), 6, 0, right=True),
                )
            )
            with VerticalScroll(classes="beside"):
                yield Static(id="one", markup=False)

    def ask(self) -> _Known:
        suggested = self.project.suggested_constellations()
        known = self.project.ask(constellations)
        wanted = {quote for each in known for quote in each.quotes}
        wanted |= {quote for found in suggested for quote in found.quotes}
        return _Known(known, suggested, self.project.ask(names_of), self.project.ask(quoted, wanted))

    def show_answer(self, answer: _Known) -> None:
        self._known = answer
        t = translator(current_language())
        parts = [unconfirmed_remark(answer.known, t)] if answer.known else [_("No constellation is written down yet.")]
        if answer.suggested:
            told = ngettext(
                "{number} is suggested by passages that name actors together.",
                "{number} are suggested by passages that name actors together.",
                len(answer.suggested),
            )
            parts.append(told.format(number=len(answer.suggested)))
        legend = _("✓ confirmed  ✗ refuted  ? nobody has confirmed it")
        self.query_one("#caption", Static).update(Content.assemble((" ".join(parts), "bold"), "\n", (legend, "$muted")))
        self.query_one(RowTable).show_rows(
            [self._row(each, MARKS[each.decision]) for each in answer.known]
            + [self._row(each, _SUGGESTED) for each in answer.suggested]
        )
        self._show_one()

    def _row(self, each: Known | Suggested, sign: str) -> TableRow:
        assert self._known is not None
        t = translator(current_language())
        refuted = isinstance(each, Known) and each.decision == REFUTED
        name = Text(words.one_line(each.name), style="italic" if sign == _SUGGESTED else "strike" if refuted else "")
        place = self._known.names.get(each.place, each.place)
        return TableRow(key_of(each), (sign, name, place, constellation_state(each.state, t), str(len(each.quotes))))

    @on(RowTable.Moved)
    def _moved(self) -> None:
        self._show_one()

    @property
    def _here(self) -> Known | Suggested | None:
        return self._known.at(self.query_one(RowTable).key) if self._known is not None else None

    def _show_one(self) -> None:
        here = self._here
        self.query_one("#one", Static).update(self._content(here) if here is not None else Content(""))

    def _content(self, here: Known | Suggested) -> Content:
        assert self._known is not None
        t, names = translator(current_language()), self._known.names
        if isinstance(here, Known):
            judged = f"{decision_in_words(here.decision, t)}, {here.decided_by}"
        else:
            judged = _("suggested; c confirms, x refutes")
        lines = [
            Content.styled(words.one_line(here.name), "bold"),
            Content.styled(judged, "$muted"),
            Content(_("Members: {names}").format(names=", ".join(names.get(key, key) for key in here.members))),
        ]
        if here.groups:
            lines.append(Content(_("For: {names}").format(names=", ".join(names.get(k, k) for k in here.groups))))
        if isinstance(here, Known) and here.purpose:
            lines.append(Content(_("Purpose: {text}").format(text=words.one_line(here.purpose))))
        for quote in here.quotes:
            row = self._known.quotes.get(quote)
            if row is not None:
                where = f"\n{row.quote} · {row.source}, {row.turn}"
                lines += [Content.styled(where, "$muted"), Content(words.one_line(row.text))]
        return Content("\n").join(lines)

    # What can be done.

    def action_open(self) -> None:
        here = self._here
        if here is not None and here.quotes:
            self.post_message(ShowPassages(QuotedPassages(here.name, here.quotes)))
        elif here is not None:
            self.tell(_("No passage stands under it yet."))

    def action_confirm(self) -> None:
        here = self._here
        if isinstance(here, Suggested):
            self._ask_form(_("Confirm the constellation"), here, lambda said: self._confirm(here, said))
        elif here is not None:
            self._do(lambda: self.project.confirm_constellation(here.key), _("{name}: confirmed. u: undo"), here.name)

    def _confirm(self, here: Suggested, said: Wording) -> None:
        name = said.name or here.name
        self._do(lambda: self.project.confirm_constellation(here.id, said), _("{name}: confirmed. u: undo"), name)

    def action_refute(self) -> None:
        here = self._here
        if here is not None:
            use_case = self.project.refute_constellation
            self._do(lambda: use_case(key_of(here)), _("{name}: refuted. u: undo"), here.name)

    def action_reopen(self) -> None:
        here = self._here
        if isinstance(here, Known):
            self._do(lambda: self.project.reopen_constellation(here.key), _("{name}: open again. u: undo"), here.name)

    def action_remove(self) -> None:
        here = self._here
        if isinstance(here, Known):
            self._do(lambda: self.project.remove_constellation(here.key), _("{name}: removed. u: undo"), here.name)

    def action_edit(self) -> None:
        here = self._here
        if isinstance(here, Suggested):
            self.action_confirm()
        elif here is not None:
            self._ask_form(
                _("Change the constellation"),
                here,
                lambda said: self._do(
                    lambda: self.project.change_constellation(here.key, said), _("{name}: changed. u: undo"), here.name
                ),
            )

    def action_add(self) -> None:
        self._ask_form(
            _("A constellation that you know of"),
            None,
            lambda said: self._do(
                lambda: self.project.add_constellation(said.name or "", said),
                _("{name}: written down. u: undo"),
                said.name or "",
            ),
        )

    def _ask_form(self, title: str, here: Known | Suggested | None, then: Callable[[Wording], None]) -> None:
        said = Wording()
        if here is not None:
            purpose = here.purpose if isinstance(here, Known) else ""
            said = Wording(here.name, here.members, here.place, here.groups, purpose, here.state)
        places = list(self._known.names) if self._known is not None else []
        form = ConstellationForm(title, said, places)
        self.app.push_screen(form, lambda answer: then(answer) if answer is not None else None)

    def _do(self, use_case: Callable[[], object], told: str, name: str) -> None:
        with self.complaining():
            use_case()
            self.show_project()
            self.tell(told.format(name=name))
