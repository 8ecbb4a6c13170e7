"""One row of the reader as a strip of segments: margin, text, lanes, names.

Segments are built directly: nothing in a transcript is ever read as markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from coder.spans import Span
from coder.tui.transcript import glyphs, lane_cells
from coder.tui.transcript.breaks import BREAKING
from coder.tui.transcript.columns import Columns
from coder.tui.transcript.data import ShownTurn
from coder.tui.transcript.layout import Row, Rows
from coder.tui.transcript.marks import Marks
from coder.tui.transcript.names import Name, names_of_turn, written
from coder.tui.transcript.styles import Styles, TextLook, Tint

NOTED = "¶"
"""A note stands on a passage that begins in the row."""
# A suggestion's dashed line: words are underlined, the white space between them is not. Terminals agree on no other.
_DASHES = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row's look depends on besides its text and marks; all offsets are code points."""

    passage: Span | None = None
    """The part of the current passage that lies in the row."""
    selected: bool = False
    """The passage was selected, and is not just the sentence at the cursor."""
    cursor: int | None = None
    """The cursor, where it stands in the row."""
    focused: bool = True


def time_stamp(time_ms: int) -> str:
    """``12:34``, from an hour on ``1:02:03``."""
    seconds = time_ms // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes:02}:{seconds % 60:02}"


class Painter:
    """Paints the rows of one wrapped transcript with its marks."""

    def __init__(self, rows: Rows, columns: Columns, marks: Marks, styles: Styles) -> None:
        self._rows, self._columns, self._marks, self._styles = rows, columns, marks, styles
        self._names: dict[int, dict[int, list[Name]]] = {}

    def forget_names(self) -> None:
        """Codings have changed: place their names anew."""
        self._names.clear()

    def strip(self, number: int, state: RowState) -> Strip:
        """The row in exactly the cells that the columns give to rows."""
        row = self._rows.row(number)
        segments = [
            Segment(" " * self._columns.air, self._styles.base),
            *self._margin(row),
            *self._bar(row, state),
            *self._text(number, row, state),
            *self._lanes(number),
            *self._name_cells(number, row),
        ]
        return Strip(segments).adjust_cell_length(self._columns.rows, self._styles.base)

    def _margin(self, row: Row) -> Iterator[Segment]:
        columns, time_style = self._columns, self._styles.component("reader--time")
        turn = self._rows.prose.turns[row.turn]
        label = glyphs.one_line(turn.label) if row.place == 0 else ""
        stamp = "" if turn.time_ms is None else time_stamp(turn.time_ms)
        if columns.label:
            room = columns.label - 1
            inside = "" if columns.time else stamp
            fits_beside = cell_len(glyphs.one_line(turn.label)) + 1 + cell_len(inside) <= room
            if not inside or row.place != (0 if fits_beside else 1):
                inside = ""
            yield Segment(" " + glyphs.fitted(label, room - len(inside)), self._label_style(turn))
            yield Segment(inside, time_style)
        if columns.time:
            yield Segment("  " + glyphs.fitted(stamp if row.place == 0 else "", columns.time - 2), time_style)

    def _label_style(self, turn: ShownTurn) -> Style:
        return self._styles.component("reader--interviewer" if turn.interviewer else "reader--label")

    def _bar(self, row: Row, state: RowState) -> Iterator[Segment]:
        """The bar beside the rows of the current passage, and before it the sign of a note that begins here."""
        begins = any(
            row.start <= span.start for span in self._marks.notes.touching(row.start, max(row.end, row.start + 1))
        )
        style = self._styles.component("reader--bar")
        yield Segment(NOTED if begins else " ", style)
        yield Segment("▎" if state.passage else " ", style)

    def _text(self, number: int, row: Row, state: RowState) -> Iterator[Segment]:
        width = self._columns.measure + 1
        text = self._rows.text(number).rstrip(BREAKING)
        # A cursor at the end of the text, or in white space that hangs outside, stands in the cell after it.
        cursor = None if state.cursor is None else min(state.cursor - row.start, len(text))
        if cursor == len(text):
            text += " "
        for start, end, look in self._pieces(text, row, state, cursor):
            yield from self._piece(text[start:end], look)
        yield Segment(" " * (width - cell_len(text)), self._styles.base)

    def _pieces(self, text: str, row: Row, state: RowState, cursor: int | None) -> Iterator[tuple[int, int, TextLook]]:
        """The row's text cut where its look changes; never inside a cluster."""
        shift = row.start
        here = Span(shift, shift + len(text))
        codings = self._marks.codings.touching(here.start, here.end)
        suggestions = self._marks.suggestions.touching(here.start, here.end)
        hits = self._marks.hits.touching(here.start, here.end)
        spans = [*(mark.span for mark in codings), *(mark.span for mark in suggestions), *hits]
        if state.passage is not None:
            spans.append(state.passage)
        cuts = {0, len(text)}
        for span in spans:
            cuts |= {max(0, span.start - shift), min(len(text), span.end - shift)}
        if cursor is not None:
            under = glyphs.cluster_around(text, cursor)
            cuts |= {cursor, under.end if under else cursor}
        interviewer = self._rows.prose.turns[row.turn].interviewer
        for start, end in pairwise(self._whole(text, cuts)):
            at = shift + start
            inside = state.passage is not None and state.passage.contains(at)
            look = TextLook(
                interviewer=interviewer,
                tints=tuple(Tint(coding.colour, coding.mine) for coding in codings if coding.start <= at < coding.end),
                passage=inside and not state.selected,
                selected=inside and state.selected,
                match=any(hit.contains(at) for hit in hits),
                underlined=any(mark.start <= at < mark.end for mark in suggestions),
                cursor=("reader--cursor" if state.focused else "reader--cursor-away") if start == cursor else "",
            )
            yield start, end, look

    @staticmethod
    def _whole(text: str, cuts: set[int]) -> list[int]:
        """The cuts in order, those inside a cluster moved to its beginning."""
        if glyphs.is_plain(text, 0, len(text)):
            return sorted(cuts)
        begins = {cluster.start for cluster in glyphs.clusters(text)} | {len(text)}
        return sorted({max(begin for begin in begins if begin <= cut) for cut in cuts})

    def _piece(self, text: str, look: TextLook) -> Iterator[Segment]:
        if not look.underlined:
            yield Segment(text, self._styles.text(look))
            return
        solid, plain = self._styles.text(look), self._styles.text(replace(look, underlined=False))
        for match in _DASHES.finditer(text):
            yield Segment(match.group(), plain if match.group().isspace() else solid)

    def _lanes(self, number: int) -> Iterator[Segment]:
        styles = self._styles
        cells = lane_cells.lane_row(self._rows, self._marks, number, self._columns.lanes)
        yield Segment(cells.suggestion or " ", styles.component("reader--suggestion"))
        for lane in range(self._columns.lanes):
            cell = cells.lanes.get(lane)
            if cell is None:
                yield Segment(" ", styles.base)
            else:
                tint = Tint(cell.coding.colour, cell.coding.mine)
                yield Segment(cell.character, (styles.name if cell.character.isalnum() else styles.lane)(tint))
        yield Segment(lane_cells.OVERFLOW if cells.overflow else " ", styles.component("reader--overflow"))

    def _name_cells(self, number: int, row: Row) -> Iterator[Segment]:
        if not self._columns.names:
            return
        names = self._names.get(row.turn)
        if names is None:
            names = self._names[row.turn] = names_of_turn(self._rows, self._marks, row.turn)
        yield Segment(" ", self._styles.base)
        for text, name in written(names.get(number, ()), self._columns.names - 1):
            style = (
                self._styles.component("reader--suggestion")
                if name.suggested
                else self._styles.name(Tint(name.colour, name.mine))
            )
            yield Segment(text, style)
