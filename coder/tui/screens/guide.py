"""The interview guide: its questions, where they were asked, the answers across interviews, and what is proposed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coder.i18n import _, ngettext
from coder.project import Project
from coder.queries.counted import counted_sources
from coder.queries.guide import ASKED, PROPOSED, Answer, Coverage, Guide, answers, coverage, no_guide
from coder.queries.sources import find_source, source_text
from coder.spans import Span
from coder.tui import keys, words
from coder.tui.guide_pieces import Piece, answer_pieces, proposal_pieces
from coder.tui.messages import OpenInterview
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.widgets.table import Field, RowTable, TableRow

MARKS = {ASKED: "●", PROPOSED: "○"}
"""Of a question in an interview; what was not asked has a dot."""
_NOT_ASKED = "·"
_REVIEW, _MATRIX = "-review", "-matrix"
_STEPS = ("0.90", "0.70", "0.60", "0.50")


@dataclass(frozen=True)
class _Known:
    guide: Guide
    coverage: tuple[Coverage, ...]
    answers: dict[str, tuple[Answer, ...]]
    texts: dict[tuple[str, int], str]
    """What is said in the turns that are proposed, by source and number."""
    sources: tuple[str, ...]


class GuideScreen(AskingScreen[_Known]):
    """Left the questions, right the answers or the proposals to the one at hand; or all interviews in one table."""

    NAME = "guide"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.GUIDE]
    AUTO_FOCUS = "#questions"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._known: _Known | None = None
        self._pieces: list[Piece] = []
        self._columns: list[str] | None = None
        """The questions that the table of all has columns for."""

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        with Horizontal(id="guide-desk"):
            fields = (Field("", 4), Field(_("Question"), 12, 1), Field("●", 3, right=True), Field("○", 3, right=True))
            yield RowTable((*fields, Field(_NOT_ASKED, 3, right=True)), id="questions")
            with Vertical(id="said"):
                yield Static(id="question", markup=False)
                yield OptionList(id="pieces", markup=False)
        yield Vertical(id="matrix")

    def ask(self) -> _Known:
        guide = self.project.guide()
        return self.project.ask(
            lambda session: _Known(
                guide=guide,
                coverage=coverage(session, guide),
                answers={question.key: answers(session, guide, question.key) for question in guide.questions},
                texts={
                    (source.name, turn.number): text[turn.speech.start : turn.speech.end]
                    for source in counted_sources(session)
                    if (text := source_text(session, find_source(session, source.name)))
                    for turn in source.turns
                    if turn.interviewer
                },
                sources=tuple(source.name for source in counted_sources(session)),
            )
        )

    def show_answer(self, answer: _Known) -> None:
        self._known = answer
        rows = [self._row(row) for row in answer.coverage]
        self.query_one("#questions", RowTable).show_rows(rows)
        self._show_caption()
        self._show_pieces()
        self._show_matrix()

    def _row(self, row: Coverage) -> TableRow:
        counts = (len(row.asked), len(row.proposed), len(row.not_asked))
        return TableRow(row.question.key, (row.question.key, row.question.text, *map(str, counts)))

    def _show_caption(self) -> None:
        assert self._known is not None
        guide = self._known.guide
        if not guide.questions:
            self.query_one("#caption", Static).update(Content(no_guide()))
            return
        told = ngettext("{number} match with the guide", "{number} matches with the guide", len(guide.matches))
        legend = _("● asked in so many interviews  ○ only proposed  · not asked")
        parts = [told.format(number=len(guide.matches)), _("{number} only proposed").format(number=guide.proposed)]
        content = Content.assemble((" · ".join(parts), "bold"), "\n", (legend, "$muted"))
        self.query_one("#caption", Static).update(content)

    # The right side.

    @property
    def _question(self) -> str | None:
        return self.query_one("#questions", RowTable).key

    @on(RowTable.Moved, "#questions")
    def _moved(self) -> None:
        self._show_pieces(anew=True)

    def _show_pieces(self, anew: bool = False) -> None:
        """The answers to the question at hand, or what is proposed of it, in pieces to go through."""
        side = self.query_one("#pieces", OptionList)
        at = 0 if anew else side.highlighted or 0
        self._pieces = list(self._wanted_pieces())
        self.query_one("#question", Static).update(self._title())
        side.clear_options()
        side.add_options([Option(self._content(piece)) for piece in self._pieces])
        side.highlighted = min(at, len(self._pieces) - 1) if self._pieces else None
        if not self._pieces:
            side.add_option(Option(Content.styled(self._nothing(), "$muted"), disabled=True))

    def _wanted_pieces(self) -> Sequence[Piece]:
        question = self._question
        if self._known is None or question is None:
            return ()
        matches = self._known.guide.of_question(question).matches
        if self.has_class(_REVIEW):
            return proposal_pieces(matches, self._known.texts)
        return answer_pieces(self._known.answers[question], matches)

    def _title(self) -> Content:
        """The question in full, and whether one sees its answers or what is proposed of it."""
        rows = self._known.coverage if self._known is not None else ()
        row = next((row for row in rows if row.question.key == self._question), None)
        if row is None:
            return Content("")
        number = ngettext("{number} word in answer", "{number} words in answer", row.words)
        told = _("proposals") if self.has_class(_REVIEW) else number.format(number=words.number(row.words))
        return Content.assemble((words.one_line(row.question.text), "bold"), (f" · {told}", "$muted"))

    def _nothing(self) -> str:
        if self._known is None or not self._known.guide.questions:
            return ""
        return _("Nothing is proposed here any more.") if self.has_class(_REVIEW) else _("Not asked in any interview.")

    def _content(self, piece: Piece) -> Content:
        parts = [(words.one_line(line) + "\n", "bold") for line in piece.heading]
        said = [(words.one_line(piece.text), "")]
        reason = [("\n" + words.one_line(piece.reason), "$muted")] if piece.reason else []
        return Content.assemble(*parts, *said, *reason)

    @property
    def _piece(self) -> Piece | None:
        place = self.query_one("#pieces", OptionList).highlighted
        return self._pieces[place] if place is not None and place < len(self._pieces) else None

    # What can be done.

    def action_open(self) -> None:
        """From a question to what was said; from there, and from the table of all, to the interview."""
        side = self.query_one("#pieces", OptionList)
        if self.has_class(_MATRIX):
            source = self.query_one("#matrix RowTable", RowTable).key
            if source:
                self.post_message(OpenInterview(source))
        elif not side.has_focus:
            side.focus()
        elif self._piece is not None:
            self.post_message(OpenInterview(self._piece.source, Span(self._piece.start, self._piece.end)))

    @on(OptionList.OptionSelected, "#pieces")
    def _selected(self) -> None:
        self.action_open()

    def action_other_side(self) -> None:
        side, table = self.query_one("#pieces", OptionList), self.query_one("#questions", RowTable)
        if not self.has_class(_MATRIX):
            (table if side.has_focus else side).focus()

    def action_review(self) -> None:
        self.remove_class(_MATRIX)
        self.toggle_class(_REVIEW)
        self._show_pieces(anew=True)
        (self.query_one("#pieces") if self.has_class(_REVIEW) else self.query_one("#questions")).focus()

    def action_confirm(self) -> None:
        self._decide(self.project.confirm_guide, _("{source}, turn {turn}: it asks {question}. u: undo"))

    def action_refute(self) -> None:
        self._decide(self.project.refute_guide, _("{source}, turn {turn}: it does not ask {question}. u: undo"))

    def _decide(self, use_case: Callable[[str, int, str], None], told: str) -> None:
        match = self._piece.match if self._piece is not None and not self.has_class(_MATRIX) else None
        if match is None:
            self.tell(_("Choose an answer or a proposal first: Tab goes to them."))
            return
        with self.complaining():
            use_case(match.source, match.turn, match.question)
            self.show_project()
            self.tell(told.format(source=match.source, turn=match.turn, question=match.question))

    def action_confirm_all(self) -> None:
        """Ask from which score on, then confirm all of them in one step."""
        if self._known is None:
            return
        scores = [match.score or 0.0 for match in self._known.guide.matches if match.state == PROPOSED]
        answers_ = [
            (step, _("from {score} on: {number}").format(score=step, number=sum(s >= float(step) for s in scores)))
            for step in _STEPS
        ]
        title = _("Confirm everything that is proposed, in one step that u takes back?")
        self.app.push_screen(ChooseScreen(title, answers_), self._confirm_above)

    def _confirm_above(self, score: str | None) -> None:
        if score is None:
            return
        with self.complaining():
            number = self.project.confirm_guide_above(float(score))
            self.show_project()
            told = ngettext("{number} match confirmed.", "{number} matches confirmed.", number)
            self.tell(told.format(number=number))

    # All interviews in one table.

    def action_matrix(self) -> None:
        self.toggle_class(_MATRIX)
        tables = self.query("#matrix RowTable")
        if self.has_class(_MATRIX) and tables:
            tables.first().focus()
        else:
            self.query_one("#questions").focus()

    def _show_matrix(self) -> None:
        assert self._known is not None
        names = [row.question.key for row in self._known.coverage]
        holder = self.query_one("#matrix", Vertical)
        tables = list(holder.query(RowTable))
        if self._columns != names:
            self._columns = names
            holder.remove_children()
            fields = (Field(_("Interview"), 14, 1, most=34), *(Field(name, max(3, len(name))) for name in names))
            tables = [RowTable(fields)]
            holder.mount(tables[0])
        rows = [
            TableRow(source, (source, *(MARKS.get(row.state_in(source), _NOT_ASKED) for row in self._known.coverage)))
            for source in self._known.sources
        ]
        tables[0].show_rows(rows)

    async def action_back(self) -> None:
        """From the table of all and from the proposals to the answers, from there to the questions, then back."""
        if self.has_class(_MATRIX):
            self.action_matrix()
        elif self.has_class(_REVIEW):
            self.action_review()
        elif self.query_one("#pieces").has_focus:
            self.query_one("#questions").focus()
        else:
            await super().action_back()
