"""Statements that are put together once: a load runs thousands of them, a file at a time.

SQLAlchemy's own look at each statement and each row takes longer than the database takes to write it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Insert, Select, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

Write = Callable[[Any], Any]
"""How a value is written that the database does not take as it is (JSON)."""
Arranged = Callable[[Sequence[tuple[Any, ...]]], Any]
"""Brings rows into the form that a statement takes."""


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows that all have the same columns; ``columns`` in the order of the table's own cost least."""
    if rows:
        statement, arranged = _prepared(_insert(table), columns, connection.dialect)
        connection.exec_driver_sql(statement, arranged(rows))


def run_prepared(
    connection: Connection, statement: Insert | Select[Any], names: tuple[str, ...], values: tuple[Any, ...]
) -> CursorResult[Any]:
    """Run a statement, the same object each time, with values for its parameters of these names."""
    text, arranged = _prepared(statement, names, connection.dialect)
    return connection.exec_driver_sql(text, arranged([values])[0])


@cache
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=256)
def _prepared(statement: Insert | Select[Any], names: tuple[str, ...], dialect: Dialect) -> tuple[str, Arranged]:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    assert isinstance(compiled, SQLCompiler)
    order = tuple(compiled.positiontup or ())
    kinds = {name: compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    written = {place: write for place, name in enumerate(names) if (write := kinds[name]) is not None}
    # Numbers that stand in the statement itself are parameters, too.
    constant = {name: bind.value for name, bind in compiled.binds.items() if name not in names}
    more = tuple(constant.values())
    picked = _picked((*names, *constant), order)

    def arranged(rows: Sequence[tuple[Any, ...]]) -> Any:
        if written:
            rows = [_written(row, written) for row in rows]
        if not order:
            return [{**dict(zip(names, row, strict=True)), **constant} for row in rows]
        return rows if order == names else [picked(row + more) for row in rows]

    return str(compiled), arranged


def _picked(names: tuple[str, ...], order: tuple[str, ...]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What brings a row's values into an order, in which one may stand twice."""
    places = [names.index(name) for name in order]
    return itemgetter(*places) if len(places) > 1 else lambda row: tuple(row[place] for place in places)


def _written(row: tuple[Any, ...], written: Mapping[int, Write]) -> tuple[Any, ...]:
    values = list(row)
    for place, write in written.items():
        values[place] = write(values[place])
    return tuple(values)
