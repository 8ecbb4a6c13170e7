"""The transcript reader: a cursor and a selection on a transcript, moved by keys and mouse. Data in, messages out."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coder.spans import Span
from coder.tui.transcript import keys
from coder.tui.transcript.data import ShownTranscript, ShownTurn
from coder.tui.transcript.ends import Ends
from coder.tui.transcript.fitting import View
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.moves import MOVES, VERTICAL, Place
from coder.tui.transcript.pointing import PointingCanvas
from coder.tui.transcript.prose import Prose, Unit
from coder.tui.transcript.selection import Selection


class TranscriptReader(PointingCanvas):
    """Shows one transcript with its codings; a person reads it and chooses a passage."""

    # The keys for ends come first: escape leaves them before it clears a selection.
    BINDINGS: ClassVar[list[BindingType]] = [*keys.ENDS, *keys.BINDINGS]

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

    @dataclass
    class Adjusted(Message):
        """Moving the ends of a passage has come to an end."""

        reader: "TranscriptReader"
        span: Span | None
        """The passage to save; None where it is to stay as it was."""

        @property
        def control(self) -> "TranscriptReader":
            return self.reader

    @dataclass
    class Jumped(Message):
        """The cursor went far away by a click on the map."""

        reader: "TranscriptReader"
        offset: int
        """Where it was before."""

        @property
        def control(self) -> "TranscriptReader":
            return self.reader

    skip_interviewer = False
    """Whether moves by sentence and turn pass over the interviewer's turns."""

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._transcript: ShownTranscript | None = None
        self._selection = Selection.at(0)
        self._ends: Ends | None = None
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
        self._goal = self._ends = None
        self._selection = Selection.at(prose.clamp(prose.start))
        self._load_with(prose, marks)
        self._look_at(self._current_view())
        if had_selection:
            self.post_message(self.Selected(self, None))
        self.post_message(self.Moved(self, self.cursor, self._turn_number()))

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
            self._hold(*self._at_top(max(0, top)))

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

    # The ends of a passage.

    @property
    def adjusting(self) -> bool:
        """Whether the ends of a passage are being moved."""
        return self._ends is not None

    def adjust(self, span: Span) -> None:
        """Let the person move the ends of a passage, its end first; ``Adjusted`` tells what came of it."""
        self.select(span)
        if self.selection is not None:
            self._move_ends(Ends(self.selection))

    def action_save_ends(self) -> None:
        if self._ends is not None:
            self._leave_ends(self._ends.passage)

    def action_leave_ends(self) -> None:
        self._leave_ends(None)

    def action_other_end(self) -> None:
        """Move the other end from now on."""
        if self._ends is not None:
            self._move_ends(self._ends.other())

    def _move_ends(self, ends: Ends) -> None:
        self._choose(ends.selection, ends)
        self._reveal(self.cursor, None)

    def _leave_ends(self, span: Span | None) -> None:
        self._ends = None
        self._choose(self._selection.cleared(self.prose))
        self._reveal(self.cursor, self._view.passage)
        self.post_message(self.Adjusted(self, span))

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter and tab are the reader's only while ends are moved, escape also while something is selected."""
        if action in ("save_ends", "leave_ends", "other_end"):
            return self.adjusting
        if action == "clear_selection":
            return self.selection is not None
        return not self.adjusting or action in ("move", "extend")

    def action_move(self, move: str) -> None:
        """Move the cursor by one of ``moves.MOVES``; nothing stays selected."""
        self._go(move, extend=False)

    def action_extend(self, move: str) -> None:
        """Extend the selection by one of ``moves.MOVES``."""
        self._go(move, extend=True)

    def action_select_unit(self, unit: Unit) -> None:
        """Select the word, sentence or turn at the cursor or around what is selected."""
        self._choose_and_reveal(self._selection.unit(unit, self.prose))

    def action_to_next_speaker(self) -> None:
        """Select as far as somebody else speaks; again: as far as the one after that."""
        self._choose_and_reveal(self._selection.to_next_speaker(self.prose))

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
        self._wrap_rest()
        vertical = move in VERTICAL
        if self._goal is None or not vertical:
            self._goal = self._rows.cell_of(self.cursor)
        page = max(1, self.size.height - 2)
        place = Place(self.prose, self._rows, self.cursor, self._goal, page, self.skip_interviewer)
        if not vertical:
            self._goal = None
        if self._ends is not None:
            self._move_ends(self._ends.moved(move, place))
            return
        head = MOVES[move](place)
        chosen = self._selection.extended(head) if extend else Selection.at(head)
        more = chosen.passage(self.prose) != self.selection
        if extend and head != self.cursor and not more:
            # From a word's or sentence's end to the beginning of the next takes nothing in: go on.
            head = MOVES[move](replace(place, offset=head))
            chosen = self._selection.extended(head)
        self._choose(chosen)
        self._reveal(head, None if extend else self._view.passage)

    # The mouse.

    def _point(self, offset: int, *, extend: bool) -> None:
        self._goal = None
        if self._ends is not None:
            self._move_ends(self._ends.at(offset, self.prose))
            return
        self._choose(self._selection.extended(offset) if extend else Selection.at(offset))

    def _drag(self, anchor: int, head: int) -> None:
        if self._ends is not None:
            self._move_ends(self._ends.at(head, self.prose))
            return
        self._choose(Selection(anchor, head, anchor))

    def _jump_on_map(self, offset: int) -> None:
        left = self.cursor
        self.go_to(offset)
        self.post_message(self.Jumped(self, left))

    def _click_unit(self, clicks: int) -> None:
        if self._ends is not None:
            return
        self._choose(self._selection.unit("word" if clicks == 2 else "sentence", self.prose))

    def _choose_and_reveal(self, selection: Selection) -> None:
        self._goal = None
        self._choose(selection)
        self._reveal(self.cursor, self._view.passage)

    def _choose(self, selection: Selection, ends: Ends | None = None) -> None:
        """Another cursor or selection: show it, and say so. Whatever else is chosen, ends are moved no more."""
        before, selected = self.cursor, self.selection
        if self._ends is not None and ends is None:
            self.post_message(self.Adjusted(self, None))
        self._selection, self._ends = selection, ends
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
