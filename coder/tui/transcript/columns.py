"""How the reader's width is shared: speaker's margin, text, lanes, names of codes, map. Pure arithmetic in cells."""

from dataclasses import dataclass

MEASURE = 82
"""The widest row of text that is comfortable to read."""
ROOMY_FROM = 110
"""From this width time stamps have a column of their own."""
_LEAST_MEASURE = 8
_LEAST_NAMES, _MOST_NAMES = 8, 40
_NAMES_FROM = 56
"""Names of codes, cut short if need be, stand beside the text where text and names have so many cells."""
_MAP_FROM = 30
_BAR = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in cells, from left to right; together ``width``, or less."""

    width: int
    air: int
    """Blank cells on the left where the reader is wider than it needs."""
    label: int
    """The speaker's label, with a blank before it; 0 where there is no room."""
    time: int
    """A column for time stamps; 0 where they stand in the label's column: beside a short label, else below it."""
    measure: int
    """Text, with one cell of air after it."""
    lanes: int
    """Lanes for codings; before them a cell for suggestions, after them one for what found no lane."""
    names: int
    """Names of codes, with a blank before them; 0 where there is no room."""
    map: int
    """The map of the whole interview, at the right edge: suggestions and codings, or codings only, or nothing."""

    @property
    def text(self) -> int:
        """The column where text begins: after label, time and the bar beside the current passage."""
        return self.air + self.label + self.time + _BAR

    @property
    def marks(self) -> int:
        """The column where suggestions and lanes begin."""
        return self.text + self.measure + 1

    @property
    def rows(self) -> int:
        """The width of what belongs to a row: everything but the map."""
        return self.width - self.map


def columns(width: int, label_cells: int, time_cells: int) -> Columns:
    """The columns of a reader ``width`` cells wide, whose labels and time stamps are so long at most."""
    roomy = width >= ROOMY_FROM
    time = 2 + time_cells if roomy and time_cells else 0
    label = 0
    if width >= 30 and (label_cells or time_cells):
        most = 14 if roomy else 10 if width >= 72 else 9
        label = 1 + min(most, label_cells if time else max(label_cells, time_cells))
    lanes = 6 if width >= 60 else 4 if width >= 40 else 2
    map_cells = 2 if width >= 72 else 1 if width >= _MAP_FROM else 0
    left = width - label - time - _BAR - (1 + 1 + lanes + 1) - map_cells
    names = _names(left) if left >= _NAMES_FROM else 0
    measure = max(_LEAST_MEASURE, min(MEASURE, left - names))
    return Columns(width, max(0, left - names - measure) // 2, label, time, measure, lanes, names, map_cells)


def _names(left: int) -> int:
    """What names get of the cells for text and names: the less the more the text needs them."""
    return min(_MOST_NAMES, max(_LEAST_NAMES, (left - 42) * 2 // 5, left - MEASURE))
