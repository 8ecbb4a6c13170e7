"""The passages behind a figure: every cell, pair and row can be opened as the codings that it counts."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.queries.columns import Ints
from coder.queries.cooccurrence import OVERLAP, meeting
from coder.queries.crosstab import meeting as crossing
from coder.queries.dimensions import Dimension, dimension, read_for
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.parts import Parts, read_parts
from coder.queries.quotes import QuoteFilter, Quotes, quotes
from coder.queries.selection import DEFAULT, Scope, Selection

Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Behind:
    """The codings behind a figure, and what a caption says of them."""

    ids: frozenset[str]
    scope: Scope


def cell_codings(
    session: Session,
    rows: str,
    row: str | None,
    columns: str,
    column: str | None,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> Behind:
    """The codings behind a cell: those of which some part stands in this row and column.

    None is any row or column: the total at the table's edge. ``CoderError`` for one that the table does not have.
    """
    parts = read_for(session, (rows, columns, "voice"), selection, wanted, guide)
    down, across = dimension(parts, rows), dimension(parts, columns)
    part = crossing(_only(down, row), _only(across, column))[0]
    named = ((down.key, row), (across.key, column))
    return _behind(parts, parts.coding[part], tuple((key, value) for key, value in named if value is not None))


def cell_quotes(
    session: Session,
    rows: str,
    row: str | None,
    columns: str,
    column: str | None,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> Quotes:
    """The passages behind a cell, as ``cell_codings`` finds them."""
    behind = cell_codings(session, rows, row, columns, column, selection, guide, wanted)
    return replace(quotes(session, QuoteFilter(ids=behind.ids), selection), scope=behind.scope)


def row_codings(
    session: Session,
    along: str,
    values: Collection[str],
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> Behind:
    """The codings that have one of some values along a dimension: of a code, of two codes, of a source."""
    parts = read_for(session, (along, "voice"), selection, wanted, guide)
    found = dimension(parts, along)
    places = [n for n, value in enumerate(found.values) if value in values]
    coding = parts.coding[found.part[np.isin(found.value, places)]]
    return _behind(parts, coding, ((found.key, ", ".join(values)),))


def meeting_codings(
    session: Session,
    code_a: str,
    code_b: str,
    window: str = OVERLAP,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> Behind:
    """The codings behind a pair of codes (their keys): those of either that meet one of the other by the same coder."""
    parts = read_parts(session, selection, wanted, guide, facets=True)
    return _behind(parts, meeting(parts, code_a, code_b, window), (("code", f"{code_a} + {code_b}"),))


def _only(along: Dimension, value: str | None) -> Dimension:
    if value is None:
        return along
    if value not in along.values:
        raise CoderError(_("{name}: not among {names}.").format(name=value, names=", ".join(along.values) or "–"))
    keep = along.value == along.values.index(value)
    return replace(along, part=along.part[keep], value=along.value[keep])


def _behind(parts: Parts, coding: Ints, conditions: Conditions) -> Behind:
    counted = np.zeros(len(parts.columns.codings.code), np.bool_)
    counted[coding] = True
    began = parts.columns.scope(counted).began
    scope = replace(parts.scope, began=began, conditions=(*parts.scope.conditions, *conditions))
    return Behind(frozenset(parts.columns.codings.ids[n] for n in np.flatnonzero(counted).tolist()), scope)
