"""Where a key takes the cursor: one name for each way to move. Pure, no screen."""

from collections.abc import Callable
from dataclasses import dataclass

from coder.tui.transcript.layout import Rows
from coder.tui.transcript.prose import Prose, Unit


@dataclass(frozen=True, slots=True)
class Place:
    """What a move starts from."""

    prose: Prose
    rows: Rows
    offset: int
    goal: int
    """The cell that moves up and down keep to."""
    page: int
    """Rows in a page."""
    skip: bool = False
    """Moves by sentence and turn pass over the interviewer's turns."""


Move = Callable[[Place], int]


def _unit(unit: Unit, step: int) -> Move:
    """The next or previous beginning of a word, sentence or turn."""

    def move(place: Place) -> int:
        prose, offset = place.prose, place.offset
        while True:
            before, offset = offset, (prose.next if step > 0 else prose.previous)(unit, offset)
            if unit == "word" or not place.skip or not prose.turns[prose.turn_at(offset)].interviewer:
                return offset
            if offset == before:
                return place.offset  # the interviewer has the first or last word

    return move


def _row(step: int) -> Move:
    """Up or down by rows, to the beginning of a word; past the first or last row to the end of the speech."""

    def move(place: Place) -> int:
        rows, last = place.rows, len(place.rows) - 2
        number = rows.row_of(place.offset)
        if (number == 0 and step < 0) or (number == last and step > 0):
            return place.prose.start if step < 0 else place.prose.end
        number = max(0, min(number + step, last))
        if rows.row(number).blank:
            number += 1 if step > 0 else -1
        return _word_start(place, number)

    return move


def _word_start(place: Place, number: int) -> int:
    """The beginning of the word at the goal cell of a row, or of the next one in the row; else that very character."""
    row, offset = place.rows.row(number), place.rows.offset_at(number, place.goal)
    word = place.prose.unit_at("word", offset)
    if word is None or not word.contains(offset):
        following = place.prose.next("word", offset)
        return following if following < row.end else offset
    return word.start if word.start >= row.start else offset


def _page(step: int) -> Move:
    return lambda place: _row(step * place.page)(place)


def _row_start(place: Place) -> int:
    return place.rows.row(place.rows.row_of(place.offset)).start


def _row_end(place: Place) -> int:
    return place.rows.end_of(place.rows.row_of(place.offset))


MOVES: dict[str, Move] = {
    "next_word": _unit("word", 1),
    "previous_word": _unit("word", -1),
    "next_sentence": _unit("sentence", 1),
    "previous_sentence": _unit("sentence", -1),
    "next_turn": _unit("turn", 1),
    "previous_turn": _unit("turn", -1),
    "next_character": lambda place: place.prose.next_character(place.offset),
    "previous_character": lambda place: place.prose.previous_character(place.offset),
    "row_down": _row(1),
    "row_up": _row(-1),
    "page_down": _page(1),
    "page_up": _page(-1),
    "row_start": _row_start,
    "row_end": _row_end,
    "first": lambda place: place.prose.start,
    "last": lambda place: place.prose.end,
}
VERTICAL = ("row_down", "row_up", "page_down", "page_up")
"""Moves that keep the goal cell."""
