"""Cross tables: two dimensions, and what is counted where they meet."""

from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.queries.columns import Ints
from coder.queries.dimensions import Dimension, dimension, read_for
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.measures import measured
from coder.queries.names import MEASURES
from coder.queries.parts import Parts
from coder.queries.selection import DEFAULT, Scope, Selection

NumberRows = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class CrossTable:
    """What is counted for each row and column. A case or coding may stand in several rows and columns."""

    row_name: str
    """As ``Dimension.name``."""
    column_name: str
    row_key: str
    column_key: str
    measure: str
    """``cases``, ``codings``, ``sources`` or ``characters``."""
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: NumberRows
    row_totals: tuple[int, ...]
    """Of a row over all columns, each case, source, coding and character once."""
    column_totals: tuple[int, ...]
    total: int
    all_cases: int
    scope: Scope


def crosstab(
    session: Session,
    rows: str,
    columns: str,
    measure: str = "cases",
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> CrossTable:
    """A cross table of two dimensions (``queries.names.DIMENSIONS``, in singular or plural, or variables).

    What is said of speakers holds turn by turn: a coding over the turns of two cases counts in each of their columns,
    with the characters that each of them said. ``CoderError`` for what is no dimension or measure.
    """
    if measure not in MEASURES:
        message = _("{option} {value}: choose one of {allowed}.")
        raise CoderError(message.format(option="--count", value=measure, allowed=", ".join(MEASURES)))
    return crosstab_of(read_for(session, (rows, columns), selection, wanted, guide), rows, columns, measure)


def crosstab_of(parts: Parts, rows: str, columns: str, measure: str) -> CrossTable:
    """The table of parts that have been read, with what both dimensions take (``dimensions.read_for``)."""
    across, down = dimension(parts, columns), dimension(parts, rows)
    part, row, column = meeting(down, across)
    height, width = len(down.values), len(across.values)

    def counted(group: Ints, groups: int) -> list[int]:
        found: Ints = getattr(measured(parts, group, groups, part), measure)
        return [int(number) for number in found]

    cells = counted(row * width + column, height * width)
    return CrossTable(
        row_name=down.name,
        column_name=across.name,
        row_key=down.key,
        column_key=across.key,
        measure=measure,
        rows=down.values,
        columns=across.values,
        numbers=tuple(tuple(cells[n * width : (n + 1) * width]) for n in range(height)),
        row_totals=tuple(counted(row, height)),
        column_totals=tuple(counted(column, width)),
        total=counted(np.zeros(len(part), np.int64), 1)[0],
        all_cases=parts.all_cases,
        scope=parts.scope,
    )


def meeting(down: Dimension, across: Dimension) -> tuple[Ints, Ints, Ints]:
    """Where parts have both a row and a column: part, row, column."""
    number = np.bincount(across.part, minlength=int(down.part.max(initial=0)) + 1)
    first = np.cumsum(number) - number
    each = number[down.part]
    part = np.repeat(down.part, each)
    within = np.arange(len(part)) - np.repeat(np.cumsum(each) - each, each)
    return part, np.repeat(down.value, each), across.value[first[part] + within]
