"""Coding an interview: what is on a coding (facets, notes, stars), removing it, copying it; calling the whole done."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from coder.i18n import _
from coder.project import Facets
from coder.project.noting import passage_name
from coder.queries.quotes import one_quote
from coder.queries.transcript import CodingView
from coder.spans import Span, folded
from coder.tui import keys, words
from coder.tui.facet_choices import choices, surroundings
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.codes import CodesScreen
from coder.tui.screens.copying import copy_quotes
from coder.tui.screens.correcting import CorrectingScreen
from coder.tui.screens.facets import FacetsOf, FacetsScreen
from coder.tui.screens.noting import ask_note
from coder.tui.screens.reading import ReadingScreen

_SHOWN = 60
"""Characters shown of a passage in an answer."""


class CodingScreen(CodesScreen, CorrectingScreen, ReadingScreen):
    """The screen most hours are spent on. Every action is in the database before the screen shows it."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CODES, *keys.VIEW, *keys.SUGGESTIONS, *keys.EDITING]

    # What is on a coding.

    def action_facets(self) -> None:
        fresh = self.mine(self._fresh_codings())
        if len(fresh) > 1:
            self._ask_facets(fresh)
        else:
            self._with_own(_("Facets of which coding?"), lambda coding: self._ask_facets([coding]))

    def action_remove(self) -> None:
        self._with_own(_("Remove which coding?"), self._remove, fresh=False)

    def action_adjust(self) -> None:
        self._with_own(_("Move the ends of which coding?"), self.adjust_ends, fresh=False)

    def action_star(self) -> None:
        self._with_coding(_("Star which coding?"), self.codings_here(), self._star)

    def action_copy(self) -> None:
        """Copy the quote at the cursor, with its attribution."""
        self._with_coding(_("Copy which quote?"), self._fresh_codings() or self.codings_here(), self._copy)

    def _copy(self, coding: CodingView) -> None:
        with self.complaining():
            copy_quotes(self, [self.project.ask(one_quote, coding.quote)[0]])

    def _ask_facets(self, codings: Sequence[CodingView]) -> None:
        assert self.view is not None
        first = codings[0]
        around = surroundings(self.view, Span(first.start, first.end))
        ahead = choices(self.registers, around, self.project.meant(self.view, first.start, first.end))
        names = " + ".join(self.codes[coding.code].name for coding in codings)
        asked = FacetsOf(names, around.text, Facets(first.about, first.voice, first.mode))
        quotes = [coding.quote for coding in codings]
        self.app.push_screen(FacetsScreen(asked, ahead), lambda facets: self._set_facets(quotes, facets))

    def _set_facets(self, quotes: Sequence[str], facets: Facets | None) -> None:
        if facets is None:
            return
        with self.complaining():
            self.project.set_facets_of(quotes, facets)
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

    # Notes.

    def action_note(self) -> None:
        """On the coding just made or at the cursor, else on what is selected, else on the interview."""
        here = self._fresh_codings() or self.codings_here()
        passage = self.reader.selection
        if len(here) == 1 and (passage is None or self._fresh_codings()):
            self._note_on_coding(here[0])
        elif here:
            self._choose_target(here, passage, wide=False)
        elif passage is not None:
            self._note_on(self._passage_target(passage), self._passage_in_words(passage))
        else:
            self._note_on_interview()

    def action_note_on(self) -> None:
        """Ask what the note is to be on: a coding, the passage, the interview, a code, the study."""
        self._choose_target(self.codings_here(), self.reader.passage(), wide=True)

    def _choose_target(self, here: Sequence[CodingView], passage: Span | None, *, wide: bool) -> None:
        if self.view is None:
            return
        named = {coding.quote: f"{self.codes[coding.code].name} ({coding.quote})" for coding in here}
        answers: list[tuple[str, str | Content]] = [(coding.quote, self._answer(coding)) for coding in here]
        if passage is not None:
            spoken = self._passage_in_words(passage)
            named[self._passage_target(passage)] = spoken
            answers.append((self._passage_target(passage), _("The passage: {text}").format(text=spoken)))
        if wide:
            interview = f"source:{self.view.name}"
            named[interview] = self.view.name
            answers.append((interview, _("The interview {name}").format(name=self.view.name)))
            for code in dict.fromkeys(coding.code for coding in here):
                named[f"code:{code}"] = name = self.codes[code].name
                answers.append((f"code:{code}", _("The code {name}").format(name=name)))
            named["project"] = self.project.info().name
            answers.append(("project", _("The whole study")))

        def chosen(target: str | None) -> None:
            if target is not None:
                self._note_on(target, named[target])

        self.app.push_screen(ChooseScreen(_("A note on what?"), answers), chosen)

    def _note_on_coding(self, coding: CodingView) -> None:
        self._note_on(coding.quote, f"{self.codes[coding.code].name} ({coding.quote})")

    def _note_on_interview(self) -> None:
        if self.view is not None:
            self._note_on(f"source:{self.view.name}", self.view.name)

    def _note_on(self, target: str, name: str) -> None:
        ask_note(self, target, name, self.show_project)

    def _passage_target(self, passage: Span) -> str:
        assert self.view is not None
        return passage_name(self.view.name, passage.start, passage.end)

    def _passage_in_words(self, passage: Span) -> str:
        assert self.view is not None
        return f"”{words.one_line(self.view.text[passage.start : passage.end])[:_SHOWN]}”"

    # Which coding is meant.

    def _with_own(self, question: str, act: Callable[[CodingView], None], fresh: bool = True) -> None:
        """Act on the coder's own coding here, or say why there is none."""
        here = (self._fresh_codings() if fresh else []) or self.codings_here()
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

    def _fresh_codings(self) -> list[CodingView]:
        """The codings just made, while the cursor has not moved since."""
        if self.fresh is None or self.fresh[1] != self.reader.cursor:
            return []
        return [coding for coding in self.codings if coding.quote in self.fresh[0]]

    def _answer(self, coding: CodingView) -> Content:
        assert self.view is not None
        spoken = words.one_line(self.view.text[coding.start : coding.end])
        whose = "" if folded(coding.coder) == folded(self.project.coder) else f" · {words.one_line(coding.coder)}"
        name = words.one_line(self.codes[coding.code].name)
        return Content.assemble((name, "bold"), (f"{whose}  {spoken[:_SHOWN]}", "$muted"))

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
