"""Coding an interview: codes on passages, facets, notes, stars."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from coder.i18n import _
from coder.project import Facets
from coder.queries.transcript import CodingView, transcript
from coder.spans import folded
from coder.tui import keys, words
from coder.tui.facet_choices import choices
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.facets import FacetsOf, FacetsScreen
from coder.tui.screens.finding import FindingScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.widgets.codebook_pane import CodebookPane

_IN_VIVO_CHARACTERS = 60


class CodingScreen(FindingScreen):
    """The screen most hours are spent on. Every action is in the database before the screen shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CODES, *keys.VIEW, *keys.SUGGESTIONS]

    # Codes.

    def action_code(self) -> None:
        self._pick()

    def action_in_vivo(self) -> None:
        passage = self.reader.passage()
        if passage is not None and self.view is not None:
            spoken = words.one_line(self.view.text[passage.start : passage.end])
            self._pick(typed=spoken[:_IN_VIVO_CHARACTERS].strip())

    def action_recent(self, digit: int) -> None:
        code = self.recent.at(digit)
        if code is None:
            self.tell(_("No code lies on {digit} yet: the last nine codes do.").format(digit=digit))
        else:
            self.apply(code)

    def action_repeat(self) -> None:
        if self.recent.latest is None:
            self.tell(_("No code has been applied yet; Enter chooses one."))
        else:
            self.apply(self.recent.latest)

    @on(CodebookPane.Chosen)
    def _chosen(self, event: CodebookPane.Chosen) -> None:
        self.apply(event.code)

    def apply(self, code: str) -> None:
        """Put a code on the passage: the selection, else the sentence at the cursor."""
        passage = self.reader.passage()
        if self.view is None or passage is None:
            self.tell(_("There is no text to code here."))
            return
        with self.complaining():
            quote = self.project.apply_code(self.view.name, passage.start, passage.end, code)
            self.use(code)
            self.fresh = (quote, self.reader.cursor)
            self.show_project()
            self.tell(_("{code} applied. f: facets, o: note, u: undo").format(code=self.codes[code].name))

    def _pick(self, typed: str = "") -> None:
        passage = self.reader.passage()
        if self.view is None or passage is None:
            self.tell(_("There is no text to code here."))
            return
        spoken = self.view.text[passage.start : passage.end]
        picker = PickerScreen(tuple(self.codes.values()), self.recent, spoken, typed=typed)
        self.app.push_screen(picker, self._picked)

    def _picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        with self.complaining():
            code = picked.code or self.project.add_code(picked.new, picked.parent)
            self.apply(code)

    # What is on a coding.

    def action_facets(self) -> None:
        self._with_own(_("Facets of which coding?"), self._ask_facets)

    def action_remove(self) -> None:
        self._with_own(_("Remove which coding?"), self._remove, fresh=False)

    def action_star(self) -> None:
        self._with_coding(_("Star which coding?"), self.codings_here(), self._star)

    def action_note(self) -> None:
        here = self._fresh_coding() or self.codings_here()
        if here:
            self._with_coding(_("A note on which coding?"), here, self._ask_note)
        elif self.view is not None:
            name, earlier = self.view.name, self.project.ask(transcript, self.view.name).notes
            self.app.push_screen(NoteScreen(name, earlier), lambda text: self._write_note(name, text))

    def _ask_facets(self, coding: CodingView) -> None:
        assert self.view is not None
        turn = self.reader.turn
        spoken = self.view.text[coding.start : coding.end]
        own = next((item.turn for item in self.view.turns if turn and item.turn.number == turn.number), None)
        ahead = choices(self.registers, (own.actor, own.place) if own else (), spoken, self.project.mentioned(spoken))
        asked = FacetsOf(self.codes[coding.code].name, spoken, Facets(coding.about, coding.voice, coding.mode))
        self.app.push_screen(FacetsScreen(asked, ahead), lambda facets: self._set_facets(coding, facets))

    def _set_facets(self, coding: CodingView, facets: Facets | None) -> None:
        if facets is None:
            return
        with self.complaining():
            self.project.set_facets(coding.quote, facets)
            self.show_project()

    def _remove(self, coding: CodingView) -> None:
        with self.complaining():
            self.project.remove_coding(coding.quote)
            self.show_project()
            self.tell(_("{code} removed. u: undo").format(code=self.codes[coding.code].name))

    def _star(self, coding: CodingView) -> None:
        with self.complaining():
            self.project.star(coding.quote, not coding.starred)
            self.show_project()

    def _ask_note(self, coding: CodingView) -> None:
        about = f"{self.codes[coding.code].name} ({coding.quote})"
        self.app.push_screen(NoteScreen(about, coding.notes), lambda text: self._write_note(coding.quote, text))

    def _write_note(self, target: str, text: str | None) -> None:
        if text is None:
            return
        with self.complaining():
            self.project.write_note(target, text)
            self.show_project()
            self.tell(_("The note is saved."))

    # Which coding is meant.

    def _with_own(self, question: str, act: Callable[[CodingView], None], fresh: bool = True) -> None:
        """Act on the coder's own coding here, or say why there is none."""
        here = (self._fresh_coding() if fresh else []) or self.codings_here()
        own = self.mine(here)
        if here and not own:
            told = _("Only {name} changes this coding; you can code the passage yourself.")
            self.tell(told.format(name=here[0].coder))
            return
        self._with_coding(question, own, act)

    def _with_coding(self, question: str, codings: Sequence[CodingView], act: Callable[[CodingView], None]) -> None:
        """Act on the only coding, or on the one that the person chooses."""
        if not codings:
            self.tell(_("There is no coding at the cursor."))
        elif len(codings) == 1:
            act(codings[0])
        else:
            by_quote = {coding.quote: coding for coding in codings}
            answers = [(coding.quote, self._answer(coding)) for coding in codings]
            self.app.push_screen(
                ChooseScreen(question, answers), lambda quote: act(by_quote[quote]) if quote is not None else None
            )

    def _fresh_coding(self) -> list[CodingView]:
        """The coding just made, while the cursor has not moved since."""
        if self.fresh is None or self.fresh[1] != self.reader.cursor:
            return []
        return [coding for coding in self.codings if coding.quote == self.fresh[0]]

    def _answer(self, coding: CodingView) -> Content:
        assert self.view is not None
        spoken = words.one_line(self.view.text[coding.start : coding.end])
        whose = "" if folded(coding.coder) == folded(self.project.coder) else f" · {words.one_line(coding.coder)}"
        name = words.one_line(self.codes[coding.code].name)
        return Content.assemble((name, "bold"), (f"{whose}  {spoken[:60]}", "$muted"))

    # The interview.

    def action_finish(self) -> None:
        if self.view is None:
            return
        with self.complaining():
            name = self.view.name
            self.project.finish(name, not self.finished)
            self.ask_finished()
            self.show_project()
            self.tell((_("{name}: finished.") if self.finished else _("{name}: not finished.")).format(name=name))
