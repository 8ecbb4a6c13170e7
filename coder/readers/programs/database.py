"""Another program's SQLite file, opened for reading only: nothing is written into it or beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import _
from coder.readers.limits import too_large
from coder.readers.refi.values import instant

LARGEST = 4_000_000_000
"""Bytes; sound and film lie beside a project, not in it."""
_HEADER = b"SQLite format 3\x00"
_WAIT = 3.0
"""Seconds for another program to finish what it is writing."""


class Tables:
    """The tables of a file; what another version of the program does not have comes as None."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Views and triggers are left alone: only what is stored is read.
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._names = {str(name).lower() for (name,) in names}

    def __contains__(self, table: str) -> bool:
        return table in self._names

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """All rows in the order in which they were made, [] for a table that is not there."""
        if table not in self:
            return []
        there = {str(row[1]).lower() for row in self._connection.execute(f'PRAGMA table_info("{table}")')}
        wanted = ", ".join(f'"{name}"' if name in there else "NULL" for name in columns)
        return self._connection.execute(f'SELECT {wanted} FROM "{table}" ORDER BY rowid').fetchall()


@contextmanager
def opened_tables(path: Path, damaged: str) -> Iterator[Tables]:
    """The tables of a file; ``damaged`` is the line for one that has none. Raises ``Refused``, ``OSError``."""
    with path.open("rb") as stream:
        if stream.read(len(_HEADER)) != _HEADER:
            raise Refused(damaged)
    if path.stat().st_size > LARGEST:
        raise too_large()
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT)) as connection:
            connection.text_factory = _decoded
            connection.execute("PRAGMA trusted_schema = OFF")
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Refused(damaged)
            connection.execute("BEGIN")
            yield Tables(connection)
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            message = _("Another program is writing in it just now; close the project there and try again.")
            raise Refused(message) from None
        message = _("It cannot be read ({reason}); open the project once in its own program and close it there.")
        raise Refused(message.format(reason=error)) from None
    except sqlite3.DatabaseError:
        raise Refused(damaged) from None


def words(value: object) -> str:
    """A cell as text; "" for none."""
    return "" if value is None else _decoded(value) if isinstance(value, bytes) else str(value)


def whole(value: object) -> int | None:
    """A cell as a whole number, None where it is none."""
    try:
        return int(str(value))
    except ValueError:
        return None


def moment(value: object) -> str:
    """An instant as such files write it, without a zone, taken for UTC; "" for none."""
    return instant(words(value).strip().replace(" ", "T", 1))


def _decoded(data: bytes) -> str:
    """Text as such files hold it: UTF-8, else what an old program on Windows wrote."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
