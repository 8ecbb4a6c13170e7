"""How the reader's width is shared: speaker's margin, text, lanes, names of codes. Pure arithmetic in cells."""

from dataclasses import dataclass

MEASURE = 90
"""The widest row of text that is comfortable to read."""
NAMES_FROM = 110
"""From this width the names of codes stand beside the text."""
_LEAST_MEASURE = 8
_LEAST_NAMES, _MOST_NAMES = 24, 40
_BAR = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells, from left to right; together at most ``width``."""

    width: int
    label: int
    """The speaker's label, with a blank before it; 0 where there is no room."""
    time: int
    """A column for time stamps; 0 where they stand in the label's column: beside a short label, else below it."""
    measure: int
    """Text, with one cell of air after it."""
    lanes: int
    """Lanes for codings; before them a cell for suggestions, after them one for what found no lane."""
    names: int

    @property
    def text(self) -> int:
        """The column where text begins: after label, time and the bar beside the current passage."""
        return self.label + self.time + _BAR

    @property
    def marks(self) -> int:
        """The column where suggestions and lanes begin."""
        return self.text + self.measure + 1


def columns(width: int, label_cells: int, time_cells: int) -> Columns:
    """The columns of a reader ``width`` cells wide, whose labels and time stamps are so long at most."""
    roomy = width >= NAMES_FROM
    time = 2 + time_cells if roomy and time_cells else 0
    label = 0
    if width >= 30 and (label_cells or time_cells):
        most = 14 if roomy else 10 if width >= 72 else 9
        label = 1 + min(most, label_cells if time or not time_cells else label_cells + 1 + time_cells)
    lanes = 6 if width >= 60 else 4 if width >= 40 else 2
    left, right = label + time + _BAR, 1 + 1 + lanes + 1
    names = 0
    if roomy:
        names = min(_MOST_NAMES, max(_LEAST_NAMES, width - left - MEASURE - right))
    measure = max(_LEAST_MEASURE, min(MEASURE, width - left - right - names))
    return Columns(width, label, time, measure, lanes, names)
