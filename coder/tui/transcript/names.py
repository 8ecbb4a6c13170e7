"""The names of codes beside the text: which row of the free margin each is written in, and how much of it.

Before a name stands ``★`` if the coding is starred, ``¶`` if it has a note, ``?`` if it is only suggested.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from coder.tui.transcript import glyphs
from coder.tui.transcript.data import ShownCoding, ShownSuggestion
from coder.tui.transcript.layout import Rows
from coder.tui.transcript.marks import Marks

STARRED, NOTED, SUGGESTED = "★", "¶", "?"
_BETWEEN = " · "
_TELLING = 3
"""Fewer letters of a word are left out where a name is cut."""
_ABBREVIATED = 12
"""In so few cells an ellipsis would take more than it tells."""


class Name(NamedTuple):
    """A code's name in the margin."""

    sign: str
    text: str
    colour: str
    mine: bool

    @property
    def suggested(self) -> bool:
        return self.sign == SUGGESTED


def names_of_turn(rows: Rows, marks: Marks, turn: int) -> dict[int, list[Name]]:
    """By row, the names of codings and suggestions that begin in a turn.

    A name stands in the first row of its passage; where that is taken, in the next free one of the passage (or the
    blank row right after it); where all are taken, beside the name in its first row, one's own before others'.
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
    for row in placed.values():
        row.sort(key=lambda name: (name.suggested, not name.mine))
    return placed


def _name(mark: ShownCoding | ShownSuggestion) -> Name:
    text = glyphs.one_line(mark.code_name)
    if isinstance(mark, ShownSuggestion):
        return Name(SUGGESTED, text, mark.colour, True)
    return Name(STARRED if mark.starred else NOTED if mark.has_note else "", text, mark.colour, mark.mine)


def written(names: Sequence[Name], cells: int) -> Iterator[tuple[str, Name]]:
    """The names of one row in so many cells at most: whole, else each cut to its share, and how many are left out."""
    air = " " if cells > _ABBREVIATED else ""
    texts = [f"{name.sign}{air if name.sign else ''}{name.text}" for name in names]
    between = _BETWEEN if sum(map(cell_len, texts)) + len(_BETWEEN) * (len(texts) - 1) <= cells else " "
    shown, more = _room_for(len(texts), cells) if between == " " else (len(texts), "")
    left = cells - cell_len(more)
    for place, name in enumerate(names[:shown]):
        before = between if place else ""
        share = left if between == _BETWEEN else (left - len(before) * (shown - place)) // (shown - place)
        text = before + _cut(texts[place], max(0, share))
        left -= cell_len(text)
        yield text, name
    if more:
        yield more, Name("", more, "", False)


def _room_for(number: int, cells: int) -> tuple[int, str]:
    """How many of so many names have room for some letters each, and what says that there are more."""
    for shown in range(number, 0, -1):
        more = f" +{number - shown}" if shown < number else ""
        if shown * _TELLING + shown - 1 + len(more) <= cells:
            return shown, more
    return 1, ""


def _cut(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    if cells > _ABBREVIATED:
        return glyphs.fitted(text, cells)
    words, blank, last = glyphs.cut(text, cells).rpartition(" ")
    return words if len(last) < _TELLING and blank else words + blank + last
