"""The names of codes beside the text: which row of the free margin each is written in."""

from typing import NamedTuple

from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.layout import Rows
from coder.tui.transcript.marks import Marks


class Name(NamedTuple):
    """A code's name in the margin."""

    text: str
    colour: str
    mine: bool
    suggested: bool


def names_of_turn(rows: Rows, marks: Marks, turn: int) -> dict[int, list[Name]]:
    """By row, the names of codings and suggestions that begin in a turn.

    A name stands in the first row of its passage; where that is taken, in the next free one of the passage (or the
    blank row right after it); where all are taken, beside the name in its first row.
    """
    spoken = rows.prose.turns[turn]
    first_row, blank_row = rows.first_rows[turn], rows.first_rows[turn + 1] - 1
    placed: dict[int, list[Name]] = {}
    wanted: list[ShownCoding | ShownSuggestion] = [
        *marks.codings.touching(spoken.speech_start, spoken.end),
        *marks.suggestions.touching(spoken.speech_start, spoken.end),
    ]
    for mark in wanted:
        first, last = rows.rows_of(mark.span)
        if first < first_row:
            continue
        last = min(last + 1, blank_row) if last + 1 >= blank_row else last
        free = next((row for row in range(first, last + 1) if row not in placed), first)
        placed.setdefault(free, []).append(_name(mark))
    return placed


def _name(mark: ShownCoding | ShownSuggestion) -> Name:
    if isinstance(mark, ShownSuggestion):
        return Name(mark.code_name, mark.colour, True, True)
    return Name(mark.code_name, mark.colour, mark.mine, False)
