"""One row's lanes as characters, so that codings can be told apart without colour.

A coding's bracket begins with the first letter of its code, a capital for a coding by oneself, a small one for another
coder's, and goes on downwards with ``│ └`` or ``┆ ╰``. ``├`` stands where two codings of one lane meet in a row, ``+``
where a coding found no lane; ``?`` and ``┊`` belong to suggestions.
"""

from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from rich.cells import cell_len

from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.layout import Rows
from coder.tui.transcript.marks import Marks

SUGGESTED, STILL_SUGGESTED, OVERFLOW = "?", "┊", "+"


class LaneCell(NamedTuple):
    """One cell of a lane: a character, and the coding whose colour it has."""

    character: str
    coding: ShownCoding


class LaneRow(NamedTuple):
    """The cells beside one row of text."""

    suggestion: str
    """"" where nothing is suggested."""
    lanes: dict[int, LaneCell]
    overflow: bool


def lane_row(rows: Rows, marks: Marks, number: int, capacity: int) -> LaneRow:
    """The cells beside a row; lanes from ``capacity`` on count as overflow."""
    row = rows.row(number)
    start, end = (row.start, row.end) if row.end > row.start else (max(0, row.start - 1), row.start + 1)
    lanes: dict[int, LaneCell] = {}
    overflow = False
    for coding in marks.codings.touching(start, end):
        first, last = rows.rows_of(coding.span)
        if not first <= number <= last:
            continue
        lane = marks.lane(coding)
        if lane is None or lane >= capacity:
            overflow = True
        else:
            met = lane in lanes
            lanes[lane] = LaneCell("├" if met else _character(coding, number, first, last), coding)
    return LaneRow(_suggestion(rows, marks.suggestions.touching(start, end), number), lanes, overflow)


def _character(coding: ShownCoding, number: int, first: int, last: int) -> str:
    if number == first:
        return initial(coding)
    if number == last:
        return "└" if coding.mine else "╰"
    return "│" if coding.mine else "┆"


def initial(coding: ShownCoding) -> str:
    """The letter that a coding's bracket begins with; a corner where its code's name begins with none of one cell."""
    letter = normalize("NFC", coding.code_name.strip())[:1]
    letter = letter.upper() if coding.mine else letter.lower()
    if letter.isalnum() and cell_len(letter) == len(letter) == 1:
        return letter
    return "┌" if coding.mine else "╭"


def _suggestion(rows: Rows, suggestions: Iterable[ShownSuggestion], number: int) -> str:
    character = ""
    for suggestion in suggestions:
        first, last = rows.rows_of(suggestion.span)
        if number == first:
            return SUGGESTED
        if first < number <= last:
            character = STILL_SUGGESTED
    return character
