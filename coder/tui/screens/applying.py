"""Applying codes to passages: from the picker, the digits, the codebook; and what to do where a code stands already."""

from collections.abc import Sequence

from textual import on

from coder.i18n import _
from coder.queries.transcript import CodingView
from coder.spans import Span
from coder.tui import words
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.finding import FindingScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.widgets.codebook_pane import CodebookPane

_IN_VIVO_CHARACTERS = 60
_EXTEND, _SEPARATE, _LEAVE = "extend", "separate", "leave"
_SHOWN_END = 26
"""Characters shown of each end of a passage in a question."""


class ApplyingScreen(FindingScreen):
    """Whatever puts a code on the passage: the selection, else the sentence at the cursor."""

    def action_code(self) -> None:
        self._pick()

    def action_in_vivo(self) -> None:
        passage = self.reader.passage()
        if passage is not None and self.view is not None:
            spoken = words.one_line(self.view.text[passage.start : passage.end])
            self._pick(typed=spoken[:_IN_VIVO_CHARACTERS].strip())

    def action_recent(self, digit: int) -> None:
        code = self.recent.at(digit)
        if code is None or not self._can_be_applied(code):
            self.tell(_("No code lies on {digit} yet: the last nine codes do.").format(digit=digit))
        else:
            self.apply([code])

    def action_repeat(self) -> None:
        code = next(filter(self._can_be_applied, self.recent.used), None)
        if code is None:
            self.tell(_("No code has been applied yet; Enter chooses one."))
        else:
            self.apply([code])

    def _can_be_applied(self, code: str) -> bool:
        """A code used last may be gone since: removed, merged, or taken back."""
        return code in self.codes and not self.codes[code].retired

    @on(CodebookPane.Chosen)
    def _chosen(self, event: CodebookPane.Chosen) -> None:
        self.apply([event.code])

    def apply(self, codes: Sequence[str]) -> None:
        """Put codes on the passage; where the coder has one of them on an overlapping passage, ask what is meant."""
        passage = self.reader.passage()
        if self.view is None or passage is None:
            self.tell(_("There is no text to code here."))
            return
        near = self._near(passage, codes)
        if near:
            self._ask_whether_to_extend(passage, codes, near)
        else:
            self._apply(passage, codes, extended=False)

    def _near(self, passage: Span, codes: Sequence[str]) -> list[CodingView]:
        """The coder's own codings with these codes that reach into a passage without being just it."""
        own = [coding for coding in self.mine(self.codings) if coding.code in codes]
        same = {coding.code for coding in own if (coding.start, coding.end) == (passage.start, passage.end)}
        return [
            coding for coding in own if coding.code not in same and Span(coding.start, coding.end).overlaps(passage)
        ]

    def _ask_whether_to_extend(self, passage: Span, codes: Sequence[str], near: Sequence[CodingView]) -> None:
        names = ", ".join(self.codes[key].name for key in dict.fromkeys(coding.code for coding in near))
        covered = all(coding.start <= passage.start and passage.end <= coding.end for coding in near)
        if covered:
            question = _("{code} stands on the whole of this passage already.").format(code=names)
        else:
            question = _("{code} stands on a part of this passage already.").format(code=names)
        leave, separate = (_LEAVE, _("Leave it as it is")), (_SEPARATE, _("Make a coding of its own"))
        extend = (_EXTEND, self._extended_in_words(passage, near))
        answers = [leave, separate] if covered else [extend, separate, leave]

        def answered(answer: str | None) -> None:
            if answer in (_EXTEND, _SEPARATE):
                self._apply(passage, codes, extended=answer == _EXTEND)

        self.app.push_screen(ChooseScreen(question, answers), answered)

    def _extended_in_words(self, passage: Span, near: Sequence[CodingView]) -> str:
        assert self.view is not None
        start = min(passage.start, *(coding.start for coding in near))
        end = max(passage.end, *(coding.end for coding in near))
        whole = words.one_line(self.view.text[start:end])
        if len(whole) > 2 * _SHOWN_END:
            whole = f"{words.beginning(whole, _SHOWN_END)} … {words.ending(whole, _SHOWN_END)}"
        return _("Extend it: {text}").format(text=f"”{whole}”")

    def _apply(self, passage: Span, codes: Sequence[str], *, extended: bool) -> None:
        assert self.view is not None
        with self.complaining():
            quotes = self.project.apply_codes(self.view.name, passage.start, passage.end, codes, extended=extended)
            for code in codes:
                self.use(code)
            self.fresh = (quotes, self.reader.cursor)
            self.show_codings()
            names = " + ".join(self.codes[code].name for code in codes)
            told = (
                _("{code} extended. f: facets, o: note, u: undo")
                if extended
                else _("{code} applied. f: facets, o: note, u: undo")
            )
            self.tell(told.format(code=names))

    def _pick(self, typed: str = "") -> None:
        passage = self.reader.passage()
        if self.view is None or passage is None:
            self.tell(_("There is no text to code here."))
            return
        spoken = self.view.text[passage.start : passage.end]
        picker = PickerScreen(tuple(self.codes.values()), self.recent, spoken, typed=typed, several=True)
        self.app.push_screen(picker, self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        with self.complaining():
            new = [self.project.add_code(picked.new, picked.parent)] if picked.new else []
            self.apply([*picked.codes, *new])
