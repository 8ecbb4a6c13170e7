"""Searching all interviews and all notes while one types; Enter shows a hit in its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from coder.i18n import _, ngettext
from coder.language.finding import find_typed
from coder.project import Project
from coder.queries.notes import NoteRow
from coder.queries.search import Found, Hit
from coder.spans import Span
from coder.tui import keys, words
from coder.tui.messages import OpenInterview, ShowQuotes
from coder.tui.screens.asking import AskingScreen
from coder.tui.transcript import glyphs
from coder.tui.widgets.table import Field, RowTable, TableRow

_LEAST = 2
"""Letters from which on it is searched: a single one stands everywhere."""
_FORMS = "forms"


@dataclass(frozen=True)
class _Answer:
    query: str
    found: Found
    notes: tuple[NoteRow, ...]


class SearchScreen(AskingScreen[_Answer]):
    """A line to type in and, under it, the hits of each interview and those in notes."""

    NAME = "search"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.SEARCH]
    AUTO_FOCUS = "#query"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._query = ""
        self._places: dict[str, Hit | NoteRow] = {}

    def compose_body(self) -> Iterator[Widget]:
        yield Input(id="query", placeholder=_("Search all interviews and notes"), compact=True)
        yield Static(id="caption", markup=False)
        fields = (
            Field(_("Interview"), 15, 2, most=32),
            Field(_("Turn"), 6, right=True),
            Field(_("Speaker"), 8, 1, most=20),
            Field(_("Text"), 30, 5),
        )
        yield RowTable(fields, id="hits-table")

    def on_mount(self) -> None:
        self.query_one(RowTable).can_focus = False

    def search_for(self, query: str) -> None:
        """Take a query over, and the focus."""
        field = self.query_one("#query", Input)
        field.value = query or field.value
        field.focus()
        field.action_select_all()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._query = event.value
        self.show_project()

    def ask(self) -> _Answer:
        query = self._query.strip()
        if len(query) < _LEAST:
            return _Answer(query, Found((), {}, whole=True), ())
        return _Answer(query, self.project.find(query), self.project.find_notes(query))

    def show_answer(self, answer: _Answer) -> None:
        if not answer.found.whole:
            self._prepare_forms()
        self._places = {f"{hit.source}:{hit.start}:{hit.end}": hit for hit in answer.found.hits}
        rows = list(self._hit_rows(answer))
        for note in answer.notes:
            self._places[note.note] = note
            rows.append(self._note_row(note, answer.query))
        self.query_one("#caption", Static).update(self._caption(answer))
        self.query_one(RowTable).show_rows(rows)

    def _caption(self, answer: _Answer) -> Content:
        if len(answer.query) < _LEAST:
            return Content.styled(_("Type two letters or more; other forms of the words are found too."), "$muted")
        total = sum(answer.found.totals.values())
        parts = [
            ngettext("{number} hit", "{number} hits", total).format(number=words.number(total)),
            ngettext("{number} interview", "{number} interviews", len(answer.found.totals)).format(
                number=len(answer.found.totals)
            ),
            ngettext("{number} note", "{number} notes", len(answer.notes)).format(number=len(answer.notes)),
        ]
        rest = [_("↑ ↓ choose, Enter shows it")] if self._places or answer.notes else []
        rest += [_("≈ another form of the words")] if any(hit.inflected for hit in answer.found.hits) else []
        rest += [] if answer.found.whole else [_("other forms are being looked for …")]
        if total > len(answer.found.hits):
            rest.append(_("the first {number} of an interview are shown").format(number=self._most_shown(answer)))
        told = "".join(f" · {part}" for part in rest)
        return Content.assemble((" · ".join(parts), "bold"), (told, "$muted"))

    def _most_shown(self, answer: _Answer) -> int:
        return max(sum(hit.source == name for hit in answer.found.hits) for name in answer.found.totals)

    def _hit_rows(self, answer: _Answer) -> Iterator[TableRow]:
        before = ""
        for key, hit in self._places.items():
            assert isinstance(hit, Hit)
            name = f"{hit.source} ({answer.found.totals[hit.source]})" if hit.source != before else ""
            before = hit.source
            yield TableRow(key, (name, str(hit.turn), hit.speaker, partial(self._around, hit)))

    def _note_row(self, note: NoteRow, query: str) -> TableRow:
        where = note.source or note.code or _("the study")
        return TableRow(note.note, (where, "", note.coder, Text("✎ ") + self._marked(note.text, query)))

    def _around(self, hit: Hit, cells: int) -> Text:
        """A hit with so much before it that what comes after finds room too."""
        cut = max(0, hit.place.start - cells // 3)
        before = ("…" + hit.snippet[cut + 1 : hit.place.start]) if cut else hit.snippet[: hit.place.start]
        said, after = hit.snippet[hit.place.start : hit.place.end], hit.snippet[hit.place.end :]
        mark = "≈ " if hit.inflected else ""
        return Text.assemble(mark, glyphs.shown(before), (glyphs.shown(said), self._look), glyphs.shown(after))

    def _marked(self, said: str, query: str) -> Text:
        """The words on one line, what was typed in them marked."""
        line = words.one_line(said)
        text = Text(line)
        for word in query.split():
            for span in find_typed(line, word):
                text.stylize(self._look, span.start, span.end)
        return text

    @property
    def _look(self) -> Style:
        return Style(bold=True, underline=True, color=self.app.theme_variables["warning"])

    def action_move(self, by: int) -> None:
        self.query_one(RowTable).move_cursor(row=max(0, self.query_one(RowTable).cursor_row + by))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        place = self._places.get(self.query_one(RowTable).key or "")
        if isinstance(place, Hit):
            self.post_message(OpenInterview(place.source, Span(place.start, place.end)))
        elif place is not None and place.source:
            start, end = place.start, place.end
            passage = Span(start, end) if start is not None and end is not None else None
            self.post_message(OpenInterview(place.source, passage))
        elif place is not None and place.code:
            self.post_message(ShowQuotes(place.code))
        elif place is not None:
            self.tell(words.one_line(place.text))

    @work(thread=True, exclusive=True, exit_on_error=False, group=_FORMS)
    def _prepare_forms(self) -> None:
        self.project.prepare_forms()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _FORMS and event.state is WorkerState.SUCCESS:
            self.show_project()
