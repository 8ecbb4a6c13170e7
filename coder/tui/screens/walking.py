"""Going about in an interview: to a turn, a time or a guide question, to what is still uncoded, back and forth."""

from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from coder.i18n import _, ngettext
from coder.project import Project
from coder.queries.guide import CONFIRMED, Guide, Question
from coder.queries.uncoded import interviewees_sentences, uncoded
from coder.spans import Span
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.goto import GoToScreen
from coder.tui.screens.reviewing import ReviewingScreen
from coder.tui.trail import KEY as TRAIL
from coder.tui.trail import Spot, Trail
from coder.tui.transcript import TranscriptReader

_GUIDE = "guide"


class WalkingScreen(ReviewingScreen):
    """Jumps, each of which can be taken back; and the question in whose answer the cursor stands."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.GOING]

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.trail = Trail.from_dict(project.remembered(TRAIL))
        self._landing: Spot | None = None
        """Where to go when the interview that is being opened is on the screen."""
        self._guide: Guide | None = None
        self._said: tuple[str, list[list[Span]]] | None = None
        """The sentences of the version that is shown."""

    def open(self, source: str, passage: Span | None = None) -> None:
        left = self.spot()
        super().open(source, passage)
        self._guide = None
        landing, self._landing = self._landing, None
        if landing is not None and self.view is not None and landing.source == self.view.name:
            self.reader.go_to(landing.offset)
        else:
            self._keep_jump(left)
        self._match_guide()

    def on_screen_resume(self) -> None:
        # What the guide's screen changed meanwhile. The base class's own handler is called besides this one.
        self._match_guide()

    def show_taken_back(self) -> None:
        super().show_taken_back()
        self._match_guide()

    def spot(self) -> Spot | None:
        """Where the coder is."""
        return Spot(self.view.name, self.reader.cursor) if self.view is not None else None

    def jump(self, offset: int) -> None:
        """Go to an offset; ``<`` comes back."""
        left = self.spot()
        self.reader.go_to(offset)
        self._keep_jump(left)

    def keep_jump_from(self, offset: int) -> None:
        """A jump that was made from an offset of this interview in another way."""
        if self.view is not None:
            self._keep_jump(Spot(self.view.name, offset))

    def _keep_jump(self, left: Spot | None) -> None:
        here = self.spot()
        if here is not None and here != left:
            self.trail.jumped(left, here)
            self._keep_trail()

    def _keep_trail(self) -> None:
        with self.complaining():
            self.project.remember(TRAIL, self.trail.as_dict())

    def action_place(self, by: int) -> None:
        """To the place visited before (-1), or after it (1)."""
        here = self.spot()
        spot = self.trail.step(by, here) if here is not None else None
        if spot is None:
            self.tell(_("No earlier place.") if by < 0 else _("No later place."))
            return
        self._keep_trail()
        if self.view is not None and spot.source == self.view.name:
            self.reader.go_to(spot.offset)
        else:
            self._landing = spot
            self.post_message(OpenInterview(spot.source))

    def action_go_to(self) -> None:
        if self.view is not None:
            screen = GoToScreen(self.view, self._guide)
            self.app.push_screen(screen, lambda offset: self.jump(offset) if offset is not None else None)

    # What is still uncoded.

    def action_uncoded(self, by: int) -> None:
        """To the next (1) or previous (-1) stretch of interviewees' sentences that no coding of one's own touches."""
        if self.view is None:
            return
        if self._said is None or self._said[0] != self.view.source_text_id:
            self._said = (self.view.source_text_id, interviewees_sentences(self.view))
        left = uncoded(self._said[1], self.codings, self.project.coder)
        cursor = self.reader.cursor
        number = left.next(cursor) if by > 0 else left.previous(cursor)
        if number is None:
            self.tell(_("Every sentence of the interviewees is coded by you."))
            return
        offset = left.stretches[number].start
        self.jump(offset)
        told = ngettext(
            "Uncoded stretch {number} of {total}; {left} sentence of {all} left.",
            "Uncoded stretch {number} of {total}; {left} sentences of {all} left.",
            left.sentences,
        ).format(number=number + 1, total=len(left.stretches), left=left.sentences, all=left.all_sentences)
        around = offset <= cursor if by > 0 else offset >= cursor
        if around:
            told += " " + (_("From the beginning again.") if by > 0 else _("From the end again."))
        self.tell(told)

    # The guide.

    @work(thread=True, exclusive=True, exit_on_error=False, group=_GUIDE)
    def _compute_guide(self, source: str) -> tuple[str, Guide]:
        return source, self.project.guide([source])

    def _match_guide(self) -> None:
        if self.view is not None:
            self._compute_guide(self.view.name)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if (
            event.worker.group == _GUIDE
            and event.state is WorkerState.SUCCESS
            and event.worker.result
            and self.view is not None
        ):
            source, guide = event.worker.result
            if source == self.view.name:
                self._guide = guide
                self._show_asked()

    @on(TranscriptReader.Moved)
    def _moved_on(self) -> None:
        self._show_asked()

    def _show_asked(self) -> None:
        """The question in whose answer the cursor stands, on the right of the heading; what is proposed has a ?."""
        shown = Content("")
        if self.view is not None and self._guide is not None:
            asked = self._guide.asked_at(self.view.source_text_id, self.reader.cursor)
            shown = Content.styled("  ".join(self._in_short(question) for question in self._questions(asked)), "$muted")
        asked_line = self.query_one("#asked", Static)
        if asked_line.content != shown:
            asked_line.update(shown)  # lays the screen out anew

    def _questions(self, asked: tuple[str, ...]) -> list[Question]:
        assert self._guide is not None
        return [question for question in self._guide.questions if question.key in asked]

    def _in_short(self, question: Question) -> str:
        assert self._guide is not None and self.view is not None
        own = [match for match in self._guide.matches if match.question == question.key]
        earlier = [match for match in own if match.start <= self.reader.cursor]
        sure = bool(earlier) and earlier[-1].state == CONFIRMED
        return words.one_line(f"{question.key}{'' if sure else '?'} {question.text}")

    def action_guide_turn(self) -> None:
        """Say which question of the guide the interviewer's turn at the cursor asks, or that it does not."""
        turn = self.reader.turn
        if self.view is None or turn is None or self._guide is None:
            return
        if not self._guide.questions:
            self.tell(_("The codebook has no interview guide yet."))
            return
        if not turn.interviewer:
            self.tell(_("Go to an interviewer's turn; this one asks nothing."))
            return
        name, number = self.view.name, turn.number
        states = {match.question: match.state for match in self._guide.matches if match.turn == number}
        answers = [(question.key, self._answer_for(question, states)) for question in self._guide.questions]
        title = _("Which question does turn {number} ask? Enter confirms, or takes back what was confirmed.")
        self.app.push_screen(
            ChooseScreen(title.format(number=number), answers),
            lambda key: self._decide_guide(name, number, key, states) if key is not None else None,
        )

    def _answer_for(self, question: Question, states: dict[str, str]) -> str:
        mark = {None: "  ", CONFIRMED: "● "}.get(states.get(question.key), "○ ")
        return f"{mark}{question.key} {question.text}"

    def _decide_guide(self, source: str, turn: int, question: str, states: dict[str, str]) -> None:
        with self.complaining():
            if states.get(question) == CONFIRMED:
                self.project.reopen_guide(source, turn, question)
            else:
                self.project.confirm_guide(source, turn, question)
            self._match_guide()
