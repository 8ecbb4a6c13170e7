"""Reading an interview: the interviewer's turns passed over, jumps on the map; and a coding's ends moved in place."""

from textual import on

from coder.i18n import _
from coder.queries.transcript import CodingView
from coder.spans import Span
from coder.tui.screens.walking import WalkingScreen
from coder.tui.transcript import TranscriptReader

_READING = "reading"
"""The key under which it is kept how a coder reads."""


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
        with self.complaining():
            self.project.adjust(coding.quote, event.span.start, event.span.end)
            self.show_codings()
            self.tell(_("{code}: other ends now. u: undo").format(code=self.codes[coding.code].name))

    @on(TranscriptReader.Jumped)
    def _jumped(self, event: TranscriptReader.Jumped) -> None:
        self.keep_jump_from(event.offset)
