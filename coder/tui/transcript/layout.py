"""Text wrapped into rows: which turn and which characters a row shows, and the row of any character. No Textual.

Every turn's speech is cut into rows without gaps; a blank row follows each turn. White space at which a row ends
belongs to it, hanging outside the measure. Offsets are code points, end exclusive; a row's width is counted in cells.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from coder.spans import Span
from coder.tui.transcript import glyphs
from coder.tui.transcript.breaks import BREAKING, INSIDE, Breaks, may_cut
from coder.tui.transcript.prose import Paragraph, Prose

_BIT = 20_000
"""Characters wrapped at a stretch."""
_NEAR = 20_000
"""Characters before and after an offset that are wrapped for a first look: more than any screen shows."""


class Row(NamedTuple):
    """One row of the screen."""

    turn: int
    """Index of the turn."""
    start: int
    end: int
    place: int
    """Which row of its turn, from 0."""
    blank: bool
    """The empty row after a turn; ``start`` and ``end`` are the turn's end."""


@dataclass(frozen=True)
class Rows:
    """A transcript wrapped to one measure: rows by number from 0."""

    prose: Prose
    measure: int
    starts: list[int]
    """Where each row begins; that of a blank row is its turn's end."""
    first_rows: list[int]
    """The first row of each turn, and after the last the number of all rows."""
    near: range | None = None
    """The turns that are wrapped, where the rows of others are only estimated (``Layout.around``)."""

    def __len__(self) -> int:
        return len(self.starts)

    def row(self, number: int) -> Row:
        turn = bisect_right(self.first_rows, number) - 1
        place = number - self.first_rows[turn]
        start = self.starts[number]
        if number + 1 == self.first_rows[turn + 1]:
            return Row(turn, start, start, place, True)
        return Row(turn, start, self.starts[number + 1], place, False)

    def row_of(self, offset: int) -> int:
        """The number of the row that shows an offset, or that a cursor at a turn's end stands in."""
        number = max(0, bisect_right(self.starts, offset) - 1)
        turn = bisect_right(self.first_rows, number) - 1
        return number - 1 if number + 1 == self.first_rows[turn + 1] else number

    def is_wrapped_at(self, offset: int) -> bool:
        """Whether the row of an offset is one that will stay."""
        return self.near is None or self.prose.turn_at(offset) in self.near

    def rows_of(self, span: Span) -> tuple[int, int]:
        """The first and last row that a span's speech is shown in."""
        first = self.row_of(self.prose.clamp(span.start))
        return first, max(first, self.row_of(max(span.start, span.end - 1)))

    def text(self, number: int) -> str:
        """What a row shows: control characters replaced, no newline; white space may hang outside the measure."""
        row = self.row(number)
        shown = self.prose.shown[row.start : row.end]
        if shown.endswith(glyphs.SOFT_HYPHEN) and self._breaks_word(number, row) and cell_len(shown) < self.measure:
            return shown[:-1] + "-"
        return shown.rstrip("\n")

    def _breaks_word(self, number: int, row: Row) -> bool:
        """Whether a row ends at a soft hyphen with the rest of its word in the next row."""
        text = self.prose.text
        return text[row.end - 1] == "\u00ad" and not self.row(number + 1).blank and not text[row.end].isspace()

    def cell_of(self, offset: int) -> int:
        """The cell of its row that an offset stands in, at most the one right after the measure."""
        number = self.row_of(offset)
        return min(self.measure, glyphs.cells_before(self.text(number), max(0, offset - self.starts[number])))

    def offset_at(self, number: int, cell: int) -> int:
        """The character of a row at a cell; right of the text the last one. A blank row counts as the one above."""
        return self.cluster_at(number, cell).start

    def cluster_at(self, number: int, cell: int) -> Span:
        """The whole character of a row at a cell, as ``offset_at``."""
        number = max(0, min(number, len(self) - 1))
        if self.row(number).blank:
            number, cell = number - 1, self.measure
        text, start = self.text(number).rstrip(BREAKING), self.starts[number]
        cluster = glyphs.cluster_at_cell(text, max(0, cell)) or glyphs.cluster_around(text, len(text) - 1)
        return Span(start + cluster.start, start + cluster.end) if cluster else Span(start, start)

    def end_of(self, number: int) -> int:
        """Where a cursor stands after a row's last character that is no white space; still in that row."""
        row = self.row(number)
        end = row.start + len(self.text(number).rstrip(BREAKING))
        last_of_turn = number + 2 == self.first_rows[row.turn + 1]
        return end if end < row.end or last_of_turn else self.cluster_at(number, self.measure).start


class Layout:
    """Wraps one transcript, to any measure, again and again."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self._breaks: dict[int, Breaks] = {}
        self._plain: dict[int, bool] = {}
        """Of the paragraphs looked at, which are made of characters of one cell each and break at blanks only."""

    def wrap(self, measure: int) -> Rows:
        """The rows of the whole transcript, none wider than ``measure`` cells (2 at least)."""
        return next(rows for rows in self.wrapping(measure) if rows is not None)

    def wrapping(self, measure: int) -> Iterator[Rows | None]:
        """The same bit by bit: None after each bit, the rows at last."""
        yield from self._wrapping(measure, None)

    def around(self, measure: int, offset: int) -> Rows:
        """Rows to begin with: wrapped near an offset; elsewhere about as many as there will be."""
        prose = self.prose
        near = range(prose.turn_at(max(0, offset - _NEAR)), prose.turn_at(offset + _NEAR) + 1)
        return next(rows for rows in self._wrapping(measure, near) if rows is not None)

    def _wrapping(self, measure: int, near: range | None) -> Iterator[Rows | None]:
        turns = self.prose.turns
        starts: list[int] = []
        first_rows: list[int] = []
        turn, left = -1, _BIT
        for number, part in enumerate(self.prose.paragraphs):
            if part.turn != turn:
                if turn >= 0:
                    starts.append(turns[turn].end)
                turn = part.turn
                first_rows.append(len(starts))
            if near is not None and turn not in near:
                starts.extend(range(part.start, max(part.end, part.start + 1), measure))
                continue
            self._wrap_paragraph(number, part, measure, starts)
            left -= part.end - part.start
            if left < 0 and near is None:
                left = _BIT
                yield None
        starts.append(turns[turn].end)
        first_rows.append(len(starts))
        yield Rows(self.prose, measure, starts, first_rows, near)

    def _wrap_paragraph(self, number: int, part: Paragraph, measure: int, starts: list[int]) -> None:
        plain = self._plain.get(number)
        if plain is None:
            shown = self.prose.shown
            plain = glyphs.is_plain(shown, part.start, part.end) and not INSIDE.search(shown, part.start, part.end)
            self._plain[number] = plain
        if not plain:
            self._breaks_of(number, part).wrap(measure, starts)
        elif part.end - part.start <= measure:
            starts.append(part.start)
        else:
            _wrap_plain(self.prose.shown, part, measure, starts)

    def _breaks_of(self, number: int, part: Paragraph) -> Breaks:
        breaks = self._breaks.get(number)
        if breaks is None:
            breaks = self._breaks[number] = Breaks(self.prose.shown, part.start, part.end)
        return breaks


def _wrap_plain(shown: str, part: Paragraph, measure: int, starts: list[int]) -> None:
    """The fast path: one character is one cell, and only a blank breaks."""
    position, end = part.start, part.end
    find, append = shown.rfind, starts.append
    while end - position > measure:
        append(position)
        blank = find(" ", position, position + measure + 1)
        if blank < 0:
            full = position + measure
            position = next((at for at in range(full, position, -1) if may_cut(shown, at)), full)
            continue
        position = blank + 1
        while position < end and shown[position] == " ":
            position += 1
    if position < end:
        append(position)
