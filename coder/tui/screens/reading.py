"""Reading an interview: the interviewer's turns passed over, jumps on the map; and a coding's ends moved in place."""

from textual import on

from coder.i18n import _, ngettext
from coder.queries.transcript import CodingView
from coder.spans import Span
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.walking import WalkingScreen
from coder.tui.shown import is_by
from coder.tui.transcript import TranscriptReader

_READING = "reading"
"""The key under which it is kept how a coder reads."""
_JOIN, _KEEP, _LEAVE = "join", "keep", "leave"
"""What a coder may answer where a coding would grow into another one with the same code."""


class ReadingScreen(WalkingScreen):
    """What of the reader a person chooses, and what of it ends up in the project."""

    _adjusted: CodingView | None = None
    """The coding whose ends are being moved."""

    def open(self, source: str, passage: Span | None = None) -> None:
        self.reader.skip_interviewer = bool(self.project.remembered(_READING).get("skip_interviewer"))
        super().open(source, passage)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While ends are moved, no key does anything else."""
        if self._adjusted is not None and action not in ("help", "back"):
            return False
        return super().check_action(action, parameters)

    def action_skip_interviewer(self) -> None:
        """Pass over the interviewer's turns from now on, or no more."""
        skip = not self.reader.skip_interviewer
        self.reader.skip_interviewer = skip
        self.project.remember(_READING, {"skip_interviewer": skip})
        self.tell(
            _("The keys for sentences and turns pass over the interviewer's turns now.")
            if skip
            else _("The keys for sentences and turns stop at the interviewer's turns again.")
        )

    def adjust_ends(self, coding: CodingView) -> None:
        """Let the coder move the ends of a coding; Enter saves them."""
        self._adjusted = coding
        self.reader.adjust(Span(coding.start, coding.end))
        self.refresh_bindings()
        self.tell(_("← → , . h l and the mouse move the end of the coding now."))

    @on(TranscriptReader.Adjusted)
    def _ends_moved(self, event: TranscriptReader.Adjusted) -> None:
        coding, self._adjusted = self._adjusted, None
        self.refresh_bindings()
        if coding is None or event.span is None or event.span == Span(coding.start, coding.end):
            return
        if self._others_in(event.span, coding):
            self._ask_whether_to_join(coding, event.span)
        else:
            self._move_ends(coding, event.span)

    def _others_in(self, passage: Span, coding: CodingView) -> list[CodingView]:
        """The same coder's other codings with the same code that the coding would reach into."""
        return [
            other
            for other in self.codings
            if other.code == coding.code
            and is_by(other, coding.coder)
            and other.id != coding.id
            and Span(other.start, other.end).overlaps(passage)
        ]

    def _ask_whether_to_join(self, coding: CodingView, passage: Span) -> None:
        others = self._others_in(passage, coding)
        question = ngettext(
            "{code} stands on a part of it already, in {number} other coding.",
            "{code} stands on parts of it already, in {number} other codings.",
            len(others),
        ).format(code=self.codes[coding.code].name, number=len(others))
        answers = [
            (_JOIN, _("Make them one coding")),
            (_KEEP, _("Move the ends, and keep the codings apart")),
            (_LEAVE, _("Leave it as it is")),
        ]

        def answered(answer: str | None) -> None:
            if answer in (_JOIN, _KEEP):
                self._move_ends(coding, passage, joined=answer == _JOIN)

        self.app.push_screen(ChooseScreen(question, answers), answered)

    def _move_ends(self, coding: CodingView, passage: Span, *, joined: bool = False) -> None:
        with self.complaining():
            self.project.adjust(coding.quote, passage.start, passage.end, joined)
            self.show_codings()
            self.tell(_("{code}: other ends now. u: undo").format(code=self.codes[coding.code].name))

    @on(TranscriptReader.Jumped)
    def _jumped(self, event: TranscriptReader.Jumped) -> None:
        self.keep_jump_from(event.offset)
