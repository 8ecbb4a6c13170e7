"""Inserting rows with statements that are put together once: a load writes thousands of them, a file at a time.

SQLAlchemy's own look at each statement and each row takes longer than the database takes to write it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.sql.compiler import SQLCompiler

Write = Callable[[Any], Any]
"""How a value is written that the database does not take as it is (JSON)."""


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows that all have the same columns; ``columns`` in the order of the table's own cost least."""
    if rows:
        statement, arranged = _prepared(table, columns, connection.dialect)
        connection.exec_driver_sql(statement, arranged(rows))


@lru_cache(maxsize=256)
def _prepared(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, Callable[[Sequence[tuple[Any, ...]]], Any]]:
    """The statement that inserts these columns, and what brings rows into the form that it takes."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    order = tuple(compiled.positiontup or ()) if isinstance(compiled, SQLCompiler) else ()
    kinds = {name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in columns}
    written = {place: write for place, name in enumerate(columns) if (write := kinds[name]) is not None}

    def arranged(rows: Sequence[tuple[Any, ...]]) -> Any:
        if written:
            rows = [_written(row, written) for row in rows]
        if not order:
            return [dict(zip(columns, row, strict=True)) for row in rows]
        return rows if order == columns else list(map(itemgetter(*map(columns.index, order)), rows))

    return str(compiled), arranged


def _written(row: tuple[Any, ...], written: Mapping[int, Write]) -> tuple[Any, ...]:
    values = list(row)
    for place, write in written.items():
        values[place] = write(values[place])
    return tuple(values)
