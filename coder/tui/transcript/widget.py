"""The transcript reader: a cursor and a selection on a transcript, moved by keys and mouse. Data in, messages out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coder.spans import Span
from coder.tui.transcript import keys
from coder.tui.transcript.canvas import View
from coder.tui.transcript.data import ShownCoding, ShownSuggestion, ShownTranscript, ShownTurn
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.moves import MOVES, VERTICAL, Place
from coder.tui.transcript.pointing import PointingCanvas
from coder.tui.transcript.prose import Prose, Unit
from coder.tui.transcript.selection import Selection


class TranscriptReader(PointingCanvas):
    """Shows one transcript with its codings; a person reads it and chooses a passage."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.BINDINGS]

    @dataclass
    class Moved(Message):
        """The cursor moved."""

        reader: "TranscriptReader"
        offset: int
        turn: int
        """The number of the turn it stands in."""

        @property
        def control(self) -> "TranscriptReader":
            return self.reader

    @dataclass
    class Selected(Message):
        """The selection changed."""

        reader: "TranscriptReader"
        span: Span | None
        """None when it was cleared."""

        @property
        def control(self) -> "TranscriptReader":
            return self.reader

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._transcript: ShownTranscript | None = None
        self._selection = Selection.at(0)
        self._goal: int | None = None

    # What is shown.

    @property
    def transcript(self) -> ShownTranscript | None:
        """What was last given to ``show``."""
        return self._transcript

    def show(self, transcript: ShownTranscript) -> None:
        """Another transcript: cursor to its first speech, nothing selected, scrolled to the top."""
        prose, marks = Prose(transcript.text, transcript.turns), Marks()
        marks.set_codings(transcript.codings)
        marks.set_suggestions(transcript.suggestions)
        had_selection = self.selection is not None
        self._transcript = transcript
        self._goal = None
        self._selection = Selection.at(prose.clamp(prose.start))
        self._load(prose, marks)
        self._look_at(self._current_view())
        if had_selection:
            self.post_message(self.Selected(self, None))
        self.post_message(self.Moved(self, self.cursor, self._turn_number()))

    def update_codings(self, codings: Iterable[ShownCoding]) -> None:
        """The codings of the same transcript as they are now."""
        self._marks_changed(self._marks.set_codings(codings))

    def update_suggestions(self, suggestions: Iterable[ShownSuggestion]) -> None:
        """The suggestions for the same transcript as they are now."""
        self._marks_changed(self._marks.set_suggestions(suggestions))

    def show_matches(self, spans: Sequence[Span]) -> None:
        """Mark passages as search hits; an empty sequence clears."""
        self._marks_changed(self._marks.set_hits(spans))

    def codings_at(self, offset: int) -> tuple[ShownCoding, ...]:
        """The codings on a character, by start, the longer first."""
        return tuple(self._marks.codings.touching(offset, offset + 1))

    def codings_in(self, span: Span) -> tuple[ShownCoding, ...]:
        """The codings that share a character with a passage."""
        return tuple(self._marks.codings.touching(span.start, span.end))

    def suggestions_at(self, offset: int) -> tuple[ShownSuggestion, ...]:
        """The suggestions on a character, by start, the longer first."""
        return tuple(self._marks.suggestions.touching(offset, offset + 1))

    def suggestions_in(self, span: Span) -> tuple[ShownSuggestion, ...]:
        """The suggestions that share a character with a passage."""
        return tuple(self._marks.suggestions.touching(span.start, span.end))

    # Where the reader is.

    @property
    def cursor(self) -> int:
        """The offset the cursor stands at; after selecting, the end that moves."""
        return self._selection.head

    @property
    def turn(self) -> ShownTurn | None:
        """The turn the cursor stands in; None while nothing is shown."""
        return self.prose.turns[self.prose.turn_at(self.cursor)] if self._transcript else None

    @property
    def selection(self) -> Span | None:
        """What is selected, without white space and labels at its ends."""
        return self._selection.passage(self.prose)

    def passage(self) -> Span | None:
        """The selection, or the sentence at the cursor; None only where the turn has no text."""
        return self.selection or self.prose.unit_at("sentence", self.cursor)

    def go_to(self, offset: int, top: int | None = None) -> None:
        """The cursor to an offset (from a label to the speech after it), visible with rows around it.

        With ``top`` the row with that offset becomes the first on the screen (see ``top_offset``).
        """
        offset = self.prose.clamp(max(0, offset))
        offset = self.prose.cluster_start(offset)
        self._goal = None
        self._choose(Selection.at(offset))
        if top is None:
            self._reveal(offset, self._view.passage, jump=True)
        else:
            self._hold(self.prose.clamp(max(0, top)), 0)

    def select(self, span: Span | None) -> None:
        """Select a passage and scroll there; None clears."""
        if span is None:
            self.clear_selection()
            return
        trimmed = self.prose.trimmed(Span(max(0, span.start), min(span.end, self.prose.end)))
        if trimmed is None:
            return
        whole = Span(self.prose.cluster_start(trimmed.start), self.prose.cluster_end(trimmed.end))
        self._goal = None
        self._choose(Selection.of(whole, whole.start))
        self._reveal(whole.start, whole, jump=True)

    def clear_selection(self) -> None:
        """Nothing selected; the cursor stands where the selection began, so that reading goes on from there."""
        if self.selection is not None:
            self._choose(self._selection.cleared(self.prose))

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is the reader's only while something is selected."""
        return self.selection is not None if action == "clear_selection" else True

    def action_move(self, move: str) -> None:
        """Move the cursor by one of ``moves.MOVES``; nothing stays selected."""
        self._go(move, extend=False)

    def action_extend(self, move: str) -> None:
        """Extend the selection by one of ``moves.MOVES``."""
        self._go(move, extend=True)

    def action_select_unit(self, unit: Unit) -> None:
        """Select the word, sentence or turn at the cursor or around what is selected."""
        self._choose_and_reveal(self._selection.unit(unit, self.prose))

    def action_grow(self) -> None:
        """Grow the selection: word, sentence, turn."""
        self._choose_and_reveal(self._selection.grown(self.prose))

    def action_shrink(self) -> None:
        """Shrink the selection: turn, sentence, word, nothing."""
        self._choose_and_reveal(self._selection.shrunk(self.prose))

    def action_clear_selection(self) -> None:
        self.clear_selection()

    def _go(self, move: str, *, extend: bool) -> None:
        if self._rows is None:
            return
        vertical = move in VERTICAL
        if self._goal is None or not vertical:
            self._goal = self._rows.cell_of(self.cursor)
        page = max(1, self.size.height - 2)
        head = MOVES[move](Place(self.prose, self._rows, self.cursor, self._goal, page))
        if not vertical:
            self._goal = None
        self._choose(self._selection.extended(head) if extend else Selection.at(head))
        self._reveal(head, None if extend else self._view.passage)

    # The mouse.

    def _point(self, offset: int, *, extend: bool) -> None:
        self._goal = None
        self._choose(self._selection.extended(offset) if extend else Selection.at(offset))

    def _drag(self, anchor: int, head: int) -> None:
        self._choose(Selection(anchor, head, anchor))

    def _click_unit(self, clicks: int) -> None:
        self._choose(self._selection.unit("word" if clicks == 2 else "sentence", self.prose))

    def _choose_and_reveal(self, selection: Selection) -> None:
        self._goal = None
        self._choose(selection)
        self._reveal(self.cursor, self._view.passage)

    def _choose(self, selection: Selection) -> None:
        """Another cursor or selection: show it, and say so."""
        before, selected = self.cursor, self.selection
        self._selection = selection
        self._look_at(self._current_view())
        if self._transcript is None:
            return
        if self.selection != selected:
            self.post_message(self.Selected(self, self.selection))
        if self.cursor != before:
            self.post_message(self.Moved(self, self.cursor, self._turn_number()))

    def _current_view(self) -> View:
        return View(self.cursor, self.passage(), self.selection is not None)

    def _turn_number(self) -> int:
        return self.turn.number if self.turn else 0
