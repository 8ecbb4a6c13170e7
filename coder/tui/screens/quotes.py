"""Quotes: the coded passages that count, and coding on in their list, one by one or for all that are marked."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from coder.i18n import _, ngettext
from coder.project import Facets
from coder.queries.picks import picks
from coder.queries.quotes import Quote
from coder.queries.transcript import transcript
from coder.spans import Span, folded
from coder.tui import keys, words
from coder.tui.facet_choices import choices, surroundings
from coder.tui.recent import KEY as RECENT
from coder.tui.recent import RecentCodes
from coder.tui.screens.adjusting import AdjustScreen
from coder.tui.screens.copying import copy_quotes
from coder.tui.screens.facets import FacetsOf, FacetsScreen
from coder.tui.screens.noting import ask_note, ask_note_on_all
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.screens.quote_list import QuoteListScreen
from coder.tui.shown import shown_transcript


class QuotesScreen(QuoteListScreen):
    """Whatever is done is done to the quote at hand, or to all that are marked: one step, taken back as one."""

    NAME = "quotes"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.QUOTES]

    def action_recode(self) -> None:
        own = self._own()
        if own:
            self._pick(own, _("Another code for {quotes}"), lambda codes: self._recode(own, codes))

    def _recode(self, own: Sequence[Quote], codes: Sequence[str]) -> None:
        self._do(lambda: self.project.recode_all(_ids(own), codes), own, _("recoded"), self._left(own))

    def action_add(self) -> None:
        meant = self.meant
        if meant:
            self._pick(
                meant,
                _("A further code for {quotes}"),
                lambda codes: self._do(lambda: self.project.code_quotes(_ids(meant), codes), meant, _("coded further")),
            )

    def action_remove(self) -> None:
        own = self._own()
        if own:
            self._do(lambda: self.project.remove_codings(_ids(own)), own, _("removed"), self._left(own))

    def action_star(self) -> None:
        """Star them, or take the stars off where all have one."""
        meant = self.meant
        if meant:
            starred = not all(quote.starred for quote in meant)
            told = _("starred") if starred else _("not starred")
            self._do(lambda: self.project.star_all(_ids(meant), starred), meant, told)

    def action_note(self) -> None:
        meant = self.meant
        if len(meant) == 1:
            name = f"{self.codes[meant[0].code].name} ({meant[0].quote})"
            ask_note(self, meant[0].quote, name, self.show_project)
        elif meant:
            ask_note_on_all(self, _ids(meant), self.show_project)

    def action_pick(self) -> None:
        """Put them on the list of report quotes; take them off where all are on it."""
        meant = self.meant
        if meant:
            there = {row.quote for row in self.project.ask(picks)}
            if all(quote.quote in there for quote in meant):
                self._do(lambda: self.project.unpick(_ids(meant)), meant, _("taken off the list of report quotes"))
            else:
                self._do(lambda: self.project.pick(_ids(meant)), meant, _("picked for the report"))

    def action_copy(self) -> None:
        meant = self.meant
        if meant:
            copy_quotes(self, meant)

    def action_facets(self) -> None:
        own = self._own()
        if not own:
            return
        first = own[0]
        with self.complaining():
            view = self.project.ask(transcript, first.source)
            around = surroundings(view, Span(first.start, first.end))
            ahead = choices(self.registers, around, self.project.meant(view, first.start, first.end))
            asked = FacetsOf(self._named(own), first.text, Facets(first.about, first.voice, first.mode))

            def chosen(facets: Facets | None) -> None:
                if facets is not None:
                    set_facets = self.project.set_facets_of
                    self._do(lambda: set_facets(_ids(own), facets), own, _("facets set"), self._left(own))

            self.app.push_screen(FacetsScreen(asked, ahead), chosen)

    def action_adjust(self) -> None:
        """The ends of one quote: the one at hand."""
        at_hand = self.at_hand
        if at_hand is None or not self._own([at_hand]):
            return
        with self.complaining():
            view = self.project.ask(transcript, at_hand.source)
            screen = AdjustScreen(
                self.codes[at_hand.code].name, shown_transcript(view), Span(at_hand.start, at_hand.end)
            )

            def adjusted(passage: Span | None) -> None:
                if passage is not None:
                    adjust = self.project.adjust
                    self._do(lambda: adjust(at_hand.quote, passage.start, passage.end), [at_hand], _("ends adjusted"))

            self.app.push_screen(screen, adjusted)

    # What they share.

    def _own(self, quotes: Sequence[Quote] | None = None) -> list[Quote]:
        """Those of the quotes that are meant which are the coder's own; says whose the others are."""
        meant = self.meant if quotes is None else quotes
        own = [quote for quote in meant if folded(quote.coder) == folded(self.project.coder)]
        others = [quote for quote in meant if quote not in own]
        if others and not own:
            told = _("Only {name} changes this coding; you can code the passage yourself.")
            self.tell(told.format(name=others[0].coder))
        return own

    def _left(self, own: Sequence[Quote]) -> int:
        """How many of those that are meant are other coders'."""
        return len(self.meant) - len(own)

    def _do(self, change: Callable[[], object], quotes: Sequence[Quote], done: str, left: int = 0) -> None:
        """Change the project, and say to how many quotes it was done, and how many of others were ``left``."""
        with self.complaining():
            change()
            self.show_project()
            told = _("{quotes}: {done}. u: undo").format(quotes=self._number(quotes), done=done)
            if left:
                told += " " + ngettext(
                    "{number} of another coder's is as it was.", "{number} of other coders' are as they were.", left
                ).format(number=left)
            self.tell(told)

    def _pick(self, quotes: Sequence[Quote], question: str, act: Callable[[Sequence[str]], None]) -> None:
        recent = RecentCodes.from_dict(self.project.remembered(RECENT), self.codes)
        asked = question.format(quotes=self._named(quotes))

        def picked(picked: Picked | None) -> None:
            if picked is None:
                return
            with self.complaining():
                new = [self.project.add_code(picked.new, picked.parent)] if picked.new else []
                act([*picked.codes, *new])

        self.app.push_screen(PickerScreen(tuple(self.codes.values()), recent, asked, several=True), picked)

    def _named(self, quotes: Sequence[Quote]) -> str:
        """One quote by its code and words, several by their number."""
        if len(quotes) > 1:
            return self._number(quotes)
        return f"{self.codes[quotes[0].code].name}: ”{words.one_line(quotes[0].text)}”"

    def _number(self, quotes: Sequence[Quote]) -> str:
        if len(quotes) == 1:
            return quotes[0].quote
        return ngettext("{number} quote", "{number} quotes", len(quotes)).format(number=words.number(len(quotes)))


def _ids(quotes: Sequence[Quote]) -> list[str]:
    return [quote.quote for quote in quotes]
