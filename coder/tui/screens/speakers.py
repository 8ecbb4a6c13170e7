"""Who speaks in the interviews, and for whom: looked over and settled, one by one or many at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from coder.i18n import _, ngettext
from coder.project import Project
from coder.project.sources.speakers import SpeakerChange
from coder.queries.coders import coder_names
from coder.queries.registers import Entry, register_entries
from coder.queries.speakers import SpeakerRow, doubt_in_words, speaker_rows
from coder.spans import folded
from coder.terms import INTERVIEWER
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.speaker import Offered, SpeakerScreen, consent_in_words, role_in_words
from coder.tui.widgets.table import Field, RowTable, TableRow

_MARK, _DOUBT = "✓", "!"


@dataclass(frozen=True)
class _Known:
    rows: tuple[SpeakerRow, ...]
    entries: tuple[Entry, ...]
    coders: tuple[str, ...]


class SpeakersScreen(AskingScreen[_Known]):
    """A row a label and interview; under it what is missing or doubtful about the one at hand."""

    NAME = "speakers"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.SPEAKERS]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._known = _Known((), (), ())
        self._rows: dict[str, SpeakerRow] = {}
        self._marked: set[str] = set()
        self._missing_only = False

    def compose_body(self) -> Iterator[Widget]:
        placeholder = _("Filter: letters of an interview, a label, a case, an actor or a place")
        yield Input(id="filter", placeholder=placeholder, compact=True)
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field("", 1),
                Field(_("Interview"), 15, 3, most=34),
                Field(_("Label"), 9, 2, most=24),
                Field(_("Role"), 6, 1, most=9),
                Field(_("Case"), 14, 4, most=40),
                Field(_("Actor"), 9, 2, most=24),
                Field(_("Place"), 8, 1, most=16),
                Field(_("Turns"), 5, right=True),
                Field("", 1),
            )
        )
        yield Static(id="doubts", markup=False)

    def show_source(self, source: str) -> None:
        """Only the speakers of one interview."""
        self.query_one(Input).value = source
        self._missing_only = False
        self._show()

    def ask(self) -> _Known:
        return self.project.ask(
            lambda session: _Known(
                speaker_rows(session), register_entries(session, "actor", "place"), tuple(coder_names(session))
            )
        )

    def show_answer(self, answer: _Known) -> None:
        self._known = answer
        self._rows = {_key(row): row for row in answer.rows}
        self._marked &= set(self._rows)
        self._show()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._show()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(RowTable).focus()

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._show_doubts(self._rows.get(event.key or ""))

    def _shown(self) -> list[SpeakerRow]:
        wanted = folded(self.query_one(Input).value)
        exact = any(folded(row.source) == wanted for row in self._rows.values())
        return [
            row
            for row in self._rows.values()
            if (row.doubts or not self._missing_only) and (_fits(row, wanted, exact) or not wanted)
        ]

    def _show(self) -> None:
        shown = self._shown()
        self.query_one("#caption", Static).update(self._caption(shown))
        table = self.query_one(RowTable)
        table.show_rows([self._row(row) for row in shown])
        self._show_doubts(self._rows.get(table.key or ""))

    def _caption(self, shown: Sequence[SpeakerRow]) -> Content:
        doubtful = sum(bool(row.doubts) for row in shown)
        sources = {row.source: row.settled for row in shown}
        parts = [
            ngettext("{number} speaker", "{number} speakers", len(shown)).format(number=len(shown)),
            ngettext("{number} doubtful", "{number} doubtful", doubtful).format(number=doubtful),
            _("{settled} of {number} interviews settled").format(settled=sum(sources.values()), number=len(sources)),
        ]
        if self._missing_only:
            parts.append(_("only what is missing or doubtful"))
        if self._marked:
            marked = ngettext("{number} marked", "{number} marked", len(self._marked)).format(number=len(self._marked))
            parts.append(marked)
        return Content.styled(" · ".join(parts), "bold")

    def _row(self, row: SpeakerRow) -> TableRow:
        key = _key(row)
        asks = row.role == INTERVIEWER
        mark = Text(_MARK if key in self._marked else "", style="bold")
        doubt = Text(_DOUBT if row.doubts else "", style=f"bold {self.app.theme_variables['warning']}")
        label = row.label or "–"
        cells = (row.case, row.actor, row.place)
        return TableRow(
            key,
            (mark, row.source, label, role_in_words(row.role) if asks else "", *cells, words.number(row.turns), doubt),
        )

    def _show_doubts(self, row: SpeakerRow | None) -> None:
        if row is None:
            self.query_one("#doubts", Static).update(Content(""))
            return
        doubts = "; ".join(map(doubt_in_words, row.doubts))
        known = [row.kind, consent_in_words(row.consent), _("settled") if row.settled else ""]
        parts: list[tuple[str, str]] = [
            (" · ".join(words.one_line(each) for each in known if each), "$muted"),
            ("\n", ""),
        ]
        parts += [(f"{_DOUBT} {doubts}", "bold $warning"), ("\n", "")] if doubts else []
        self.query_one("#doubts", Static).update(Content.assemble(*parts, (words.one_line(row.first), "")))

    @property
    def _at_hand(self) -> SpeakerRow | None:
        return self._rows.get(self.query_one(RowTable).key or "")

    def action_mark(self) -> None:
        table = self.query_one(RowTable)
        if table.key is not None:
            self._marked ^= {table.key}
            self._show()
            table.action_cursor_down()

    def action_mark_all(self) -> None:
        shown = {_key(row) for row in self._shown()}
        self._marked = self._marked - shown if shown <= self._marked else self._marked | shown
        self._show()

    def action_filter(self) -> None:
        self.query_one(Input).focus()

    def action_missing(self) -> None:
        self._missing_only = not self._missing_only
        self._show()

    def action_clear(self) -> None:
        self._missing_only = False
        self._marked = set()
        self.query_one(Input).value = ""
        self._show()

    async def action_back(self) -> None:
        if self.query_one(Input).has_focus:
            self.query_one(RowTable).focus()
        else:
            await super().action_back()

    def action_open(self) -> None:
        if self._at_hand is not None:
            self.post_message(OpenInterview(self._at_hand.source))

    def action_edit(self) -> None:
        chosen = [self._rows[key] for key in self._rows if key in self._marked]
        rows = chosen or ([self._at_hand] if self._at_hand else [])
        if not rows:
            return
        one = _("{label} in {source}").format(label=rows[0].label or _("nobody named"), source=rows[0].source)
        many = ngettext("{number} marked speaker", "{number} marked speakers", len(rows)).format(number=len(rows))
        title = one if len(rows) == 1 else many
        self.app.push_screen(
            SpeakerScreen(title, rows, self._offered()), lambda changed: self._changed_speakers(rows, changed)
        )

    def _offered(self) -> Offered:
        def registered(kind: str) -> list[str]:
            entries = [entry for entry in self._known.entries if entry.kind == kind and not entry.retired]
            return [*(entry.key for entry in entries), *(entry.name for entry in entries)]

        rows = self._rows.values()
        return Offered(
            case=sorted({row.case for row in rows if row.case}),
            actor=registered("actor") or sorted({row.actor for row in rows if row.actor}),
            kind=sorted({row.kind for row in rows if row.kind}),
            place=registered("place") or sorted({row.place for row in rows if row.place}),
        )

    def _changed_speakers(self, rows: Sequence[SpeakerRow], changed: dict[str, str] | None) -> None:
        if not changed:
            return
        with self.complaining():
            remarks = self.project.set_speakers([SpeakerChange(row.source, row.label, **changed) for row in rows])
            self._marked = set()
            self.show_project()
            done = ngettext("{number} speaker settled.", "{number} speakers settled.", len(rows))
            self.tell(" ".join([done.format(number=len(rows)), *remarks]))

    def action_settle(self) -> None:
        row = self._at_hand
        if row is not None:
            with self.complaining():
                self.project.prepare(row.source, "speakers", not row.settled)
                self.show_project()
                message = _("{source}: speakers not settled.") if row.settled else _("{source}: speakers settled.")
                self.tell(message.format(source=row.source))

    def action_rename_case(self) -> None:
        row = self._at_hand
        if row is None or not row.case:
            return
        case = row.case
        cases = sorted({each.case for each in self._rows.values() if each.case})
        question = _("Another name for the case {case}, or that of the case it is one with").format(case=case)
        self.app.push_screen(PromptScreen(question, case, cases), lambda name: self._renamed(case, name, cases))

    def _renamed(self, case: str, name: str | None, cases: Sequence[str]) -> None:
        if not name or name == case:
            return
        other = next((each for each in cases if folded(each) == folded(name) and each != case), None)
        if other is None:
            with self.complaining():
                self.project.rename_case(case, name)
                self.show_project()
            return
        question = _("Make {case} one with {other}? All its speakers then speak for {other}.")
        answers = (("merge", _("Yes, they are one")), ("leave", _("No")))
        self.app.push_screen(
            ChooseScreen(question.format(case=case, other=other), answers),
            lambda answer: self._merged(case, other) if answer == "merge" else None,
        )

    def _merged(self, case: str, other: str) -> None:
        with self.complaining():
            self.project.merge_cases(case, other)
            self.show_project()

    def action_assign(self) -> None:
        row = self._at_hand
        if row is not None:
            source = row.source
            question = _("Who is the main coder of {source}? Their codings count; empty for nobody in particular.")
            prompt = PromptScreen(question.format(source=source), "", self._known.coders)
            self.app.push_screen(prompt, lambda coder: self._assigned(source, coder))

    def _assigned(self, source: str, coder: str | None) -> None:
        if coder is None:
            return
        with self.complaining():
            self.project.assign(source, coder)
            message = _("{source}: {coder} is the main coder.") if coder else _("{source}: no main coder is named.")
            self.tell(message.format(source=source, coder=coder))


def _key(row: SpeakerRow) -> str:
    return f"{row.source}\n{row.label}"


def _fits(row: SpeakerRow, wanted: str, exact: bool) -> bool:
    """An interview's whole name finds it alone; other letters anything that holds them."""
    if exact:
        return folded(row.source) == wanted
    return any(wanted in folded(value) for value in (row.source, row.label, row.case, row.actor, row.place))
