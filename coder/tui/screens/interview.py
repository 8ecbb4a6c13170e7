"""An interview on the screen: what is shown of it, kept in step with the project, and where its coder is."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from coder.alignment import align
from coder.i18n import _, ngettext
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.notes import NoteFilter, NoteRow, notes
from coder.queries.registers import Entry, register_entries
from coder.queries.sources import current_version, finished_by
from coder.queries.transcript import CodingView, TranscriptView, codings_on, transcript
from coder.queries.versions import unplaced
from coder.spans import Span, folded
from coder.terms import ABOUT_REGISTERS
from coder.tui import words
from coder.tui.place import Place, place_key
from coder.tui.recent import KEY as RECENT
from coder.tui.recent import RecentCodes
from coder.tui.review import Review
from coder.tui.screens.base import CoderScreen
from coder.tui.shown import Speech, is_by, own_names, shown_codings, shown_suggestions, shown_transcript
from coder.tui.transcript import TranscriptReader
from coder.tui.widgets.codebook_pane import CodebookPane, CodeLine
from coder.tui.widgets.details import CodingCard, Details, HereLine
from coder.tui.widgets.find_line import FindLine
from coder.tui.widgets.suggestion_bar import SuggestedCode, SuggestionBar, SuggestionLine

_REMEMBER_AFTER = 0.4
"""Seconds without a move until a place is kept."""


class InterviewScreen(CoderScreen):
    """The reader with the codebook and the codings beside it. What can be done stands in the classes built on it."""

    NAME = "coding"
    AUTO_FOCUS = "TranscriptReader"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.view: TranscriptView | None = None
        self.codes: dict[str, CodeView] = {}
        self.registers: tuple[Entry, ...] = ()
        self.codings: tuple[CodingView, ...] = ()
        self.notes: tuple[NoteRow, ...] = ()
        """Everybody's notes on passages."""
        self.waiting = 0
        """How many codings and notes a correction could not place."""
        self.recent = RecentCodes()
        self.finished = False
        """Whether the coder has called this interview finished."""
        self.review = Review()
        self._remember_soon: Timer | None = None
        self._speech: Speech | None = None

    def compose_body(self) -> Iterator[Widget]:
        with Horizontal(id="desk"):
            with Vertical(id="page"):
                with Horizontal(id="heading"):
                    yield Static(id="interview", markup=False)
                    yield Static(id="asked", markup=False)
                yield TranscriptReader(id="reader")
            with Vertical(id="side"):
                yield CodebookPane(id="codebook")
                yield Static(id="codebook-keys", markup=False)
                yield Details(id="details")
        yield FindLine()
        yield HereLine()
        yield SuggestionBar()

    @property
    def reader(self) -> TranscriptReader:
        return self.query_one(TranscriptReader)

    def show_interview(self, source: str, passage: Span | None = None) -> bool:
        """Show an interview unless it is on already; False, and a complaint, if there is none of that name."""
        if self.view is not None and self.view.name == source and passage is None:
            return True
        with self.complaining():
            self.open(source, passage)
            return True
        return False

    def open(self, source: str, passage: Span | None = None) -> None:
        """Show an interview: at a passage, else where its coder left it. ``CoderError`` if there is none."""
        self.remember()
        self.view = self.project.ask(transcript, source)
        self.review = Review()
        self.recent = RecentCodes.from_dict(self.project.remembered(RECENT), self._code_keys())
        self.ask_finished()
        self.reader.show(shown_transcript(self.view))
        if passage is not None:
            self.reader.go_to(passage.start)
            self.reader.select(passage)
        else:
            self._go_to_kept_place(self.view)
        self.reader.focus()
        self.show_project()
        # An interview is tens of thousands of objects that stay. Looking through them for garbage again and again
        # would hold the keys up for a tenth of a second each time.
        gc.freeze()

    def show_project(self) -> None:
        if self.view is None:
            return
        with self.complaining():
            self._follow_text(self.view)
            version = self.view.source_text_id
            # One question, so that no code is missing that somebody else makes and applies meanwhile.
            name = self.view.name
            codes, self.registers, self.codings, self.notes, self.waiting = self.project.ask(
                lambda session: (
                    code_tree(session),
                    register_entries(session, *ABOUT_REGISTERS),
                    codings_on(session, version),
                    notes(session, NoteFilter(on="passage", target=version)),
                    len(unplaced(session, name)),
                )
            )
            self.codes = {code.key: code for code in codes}
            self._show_all(self.view)

    def show_codings(self) -> None:
        """Codings of this interview changed, and nothing else: only they are asked for, so that coding stays quick."""
        if self.view is None:
            return
        with self.complaining():
            codings = self.project.ask(codings_on, self.view.source_text_id)
            now, before = (Counter(coding.code for coding in each) for each in (codings, self.codings))
            if not now.keys() <= self.codes.keys():
                self.show_project()
                return
            for key in now.keys() | before.keys():
                if now[key] != before[key]:
                    code = self.codes[key]
                    self.codes[key] = replace(code, codings=code.codings + now[key] - before[key])
            self.codings = codings
            self._show_all(self.view)

    def _show_all(self, view: TranscriptView) -> None:
        self.reader.update_codings(shown_codings(self.codings, self.codes, self.project.coder))
        self.reader.update_notes([Span(note.start or 0, note.end or 0) for note in self.notes])
        self.renew_suggestions()
        self._show_codebook()
        self._show_title(view)
        self.show_here()

    def _follow_text(self, view: TranscriptView) -> None:
        """The interview may have been corrected since it was shown, here or by somebody else."""
        now = self.project.ask(current_version, view.source_id)
        if now is not None and now != (view.name, view.source_text_id):
            self._go_on_in(self.project.ask(transcript, now[0]))

    def _go_on_in(self, now: TranscriptView) -> None:
        """Show another version of the interview's text, at the words where the coder is."""
        assert self.view is not None
        moved = align(self.view.text, now.text)
        cursor, top = moved.near(self.reader.cursor), moved.near(self.reader.top_offset)
        self.view = now
        self.review = Review()
        self.reader.show(shown_transcript(now))
        self.reader.go_to(cursor, top=top)

    def show_taken_back(self) -> None:
        """Even the interview may be gone, or have another version of its text."""
        if self.view is None:
            return
        known = self.view
        self.view = None
        with self.complaining():
            now = self.project.ask(transcript, known.name)
            self.view = known
            if now.source_text_id != known.source_text_id:
                self._go_on_in(now)
            self.ask_finished()
            self.show_project()
            return
        self.app.call_later(self.app.run_action, "app.show('interviews')")

    def renew_suggestions(self) -> None:
        """The suggestions that are open now, as far as they have been computed."""
        if self.view is None:
            return
        found = self.project.open_suggestions([self.view.name])
        self.review.renew([item for item in found if item.code in self.codes], self.reader.cursor)
        self.reader.update_suggestions(shown_suggestions(self.review.items, self.codes))
        self.show_suggestion()

    def show_suggestion(self) -> None:
        """The suggestion at hand, in the bar."""
        item = self.review.current
        bar = self.query_one(SuggestionBar)
        if item is None:
            bar.line = None
        else:
            codes = tuple(
                SuggestedCode(self.codes[each.code].name, self.codes[each.code].colour, each.reason, each is item)
                for each in self.review.together
            )
            waiting = len(self.review.later)
            bar.line = SuggestionLine(item.text, codes, self.review.number, len(self.review.items), waiting)
        self.refresh_bindings()

    def show_here(self) -> None:
        """The codings at the cursor, in words."""
        cards = [self._card(coding) for coding in self.codings_here()]
        notes = [(note.text, "" if self._is_own(note.coder) else note.coder) for note in self._notes_here()]
        self.query_one(Details).show(cards, notes)
        self.query_one(HereLine).show(cards, notes)

    def _notes_here(self) -> list[NoteRow]:
        """Notes on passages that reach into the selection, else those at the cursor."""
        here = self.reader.selection or Span(self.reader.cursor, self.reader.cursor + 1)
        return [note for note in self.notes if Span(note.start or 0, note.end or 0).overlaps(here)]

    def _is_own(self, coder: str) -> bool:
        return folded(coder) == folded(self.project.coder)

    def codings_here(self) -> list[CodingView]:
        """Everybody's codings that reach into the selection, else those at the cursor."""
        chosen = self.reader.selection
        here = self.reader.codings_in(chosen) if chosen else self.reader.codings_at(self.reader.cursor)
        ids = {coding.coding_id for coding in here}
        return [coding for coding in self.codings if coding.id in ids]

    def mine(self, codings: Sequence[CodingView]) -> list[CodingView]:
        """Those by the coder at work."""
        own = own_names(codings, self.project.coder)
        return [coding for coding in codings if coding.coder in own]

    def remember(self) -> None:
        """Keep where the coder is."""
        if self._remember_soon is not None:
            self._remember_soon.stop()
            self._remember_soon = None
        if self.view is None:
            return
        place = Place(self.reader.cursor, self.reader.top_offset, self.reader.selection)
        with self.complaining():
            self.project.remember(place_key(self.view.source_id), place.as_dict())

    @on(TranscriptReader.Moved)
    def _moved(self, event: TranscriptReader.Moved) -> None:
        before = self.review.current
        self.review.move(event.offset)
        if self.review.current is not before:
            self.show_suggestion()
        self.show_here()
        if self._remember_soon is not None:
            self._remember_soon.stop()
        self._remember_soon = self.set_timer(_REMEMBER_AFTER, self.remember)

    @on(TranscriptReader.Selected)
    def _selected(self) -> None:
        self.show_here()

    def _code_keys(self) -> set[str]:
        return {code.key for code in self.project.ask(code_tree) if not code.retired}

    def ask_finished(self) -> None:
        if self.view is not None:
            self.finished = self.project.ask(finished_by, self.view.source_id, self.project.coder)

    def _go_to_kept_place(self, view: TranscriptView) -> None:
        place = Place.from_dict(self.project.remembered(place_key(view.source_id)))
        if place is None:
            return
        self.reader.go_to(place.offset, top=place.top)
        if place.selection is not None:
            self._select_again(place.selection)

    def _select_again(self, passage: Span) -> None:
        """Select without leaving the place: that goes by what is on the screen, which must have a size first."""
        if self.reader.virtual_size.height or not self.is_current:
            self.reader.select(passage)
        else:
            self.call_after_refresh(self._select_again, passage)

    def _show_codebook(self) -> None:
        counts = Counter(coding.code for coding in self.mine(self.codings))
        lines = [
            CodeLine(
                key=code.key,
                name=code.name,
                theme=code.theme,
                depth=code.depth,
                colour=code.colour,
                here=counts[code.key],
                digit=self.recent.digit_of(code.key),
            )
            for code in self.codes.values()
            if not code.retired or counts[code.key]
        ]
        self.query_one(CodebookPane).show(lines)

    def _show_title(self, view: TranscriptView) -> None:
        mine = self.mine(self.codings)
        cases = "; ".join(dict.fromkeys(item.turn.case for item in view.turns if item.turn.case))
        number = ngettext("{number} coding of yours", "{number} codings of yours", len(mine)).format(number=len(mine))
        if self._speech is None or self._speech.view is not view:
            self._speech = Speech(view)
        share = _("{share} coded").format(share=words.per_cent(self._speech.share(mine)))
        done = _("finished ✓") if self.finished else ""
        waiting = _("{number} not placed (E)").format(number=self.waiting) if self.waiting else ""
        parts = (number, waiting, share, done, words.one_line(cases))
        rest = "".join(f" · {part}" for part in parts if part)
        title = Content.assemble((words.one_line(view.name), "bold"), (rest, "$muted"))
        self.query_one("#interview", Static).update(title)

    def _card(self, coding: CodingView) -> CodingCard:
        code = self.codes[coding.code]
        names = {entry.key: entry.name for entry in self.registers}
        return CodingCard(
            name=code.name,
            colour=code.colour,
            quote=coding.quote,
            coder="" if is_by(coding, self.project.coder) else coding.coder,
            facets=words.facets_in_words(coding.voice, coding.mode, coding.about, names),
            notes=coding.notes,
            starred=coding.starred,
        )
