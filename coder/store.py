"""The database behind a project: engine, pragmas, connections, and whether its schema is the current one.

The engine is shared, sessions never. SQLite's own transaction handling is switched off (it reads two states in one
block and fails at once on read-then-write); every block begins its transaction itself.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError
from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _

SCHEMA_REVISION = "0005"
"""The newest Alembic revision; a test keeps it true."""

BUSY_TIMEOUT_MS = 10_000

_LOG_PAGES = {"FULL": 1_000, "NORMAL": 20_000}
"""How long the log grows before it is written into the file, which waits for the disk: longer where many steps follow
one another, whose pages are in part the same ones."""

_COPY = "coder.db"
_SQLITE_HEADER = b"SQLite format 3\x00"
_USER_VERSION = 0
"""A number that SQLite keeps for programs; this one leaves it as it is."""


class Store:
    """One project's database. ``location`` is a file's path or a database URL.

    ``copy`` is a folder with a copy of it, which this store works on instead and takes away when it is closed.
    """

    def __init__(self, location: str | Path, copy: "TemporaryDirectory[str] | None" = None) -> None:
        self.location = str(location)
        self.path = None if "://" in self.location else Path(self.location)
        self._copy = copy
        # A path is no part of a URL: a question mark in it is one.
        file = str(Path(copy.name) / _COPY) if copy else self.location
        url = file if self.path is None else URL.create("sqlite", database=file)
        self.engine: Engine = create_engine(url)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    def exists(self) -> bool:
        """True if there is a project to open (a database server's URL always counts as one)."""
        return self.path is None or self.path.exists()

    def ensure_schema(self) -> None:
        """Make or migrate the tables. Alembic is imported only when the stored revision differs."""
        with self._explained():
            self._refuse_other_files()
            revision = self._stored_revision()
            if revision == SCHEMA_REVISION:
                return
            from coder.migrations.upgrade import upgrade

            upgrade(self.engine)

    def _refuse_other_files(self) -> None:
        """SQLite takes a file of a few hundred bytes for an empty database and would write over it."""
        if self.path is None or not self.path.exists():
            return
        try:
            with self.path.open("rb") as file:
                beginning = file.read(len(_SQLITE_HEADER))
        except OSError as error:
            raise CoderError(
                _("{path}: cannot be read: {reason}.").format(path=self.location, reason=error.strerror)
            ) from error
        if beginning not in (b"", _SQLITE_HEADER):
            raise CoderError(self._no_project())

    def _no_project(self) -> str:
        return _("{path}: this file is not a coder project; name the project with --project.").format(
            path=self.location
        )

    def _stored_revision(self) -> str | None:
        with self.engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            if "alembic_version" not in tables:
                if tables:
                    raise CoderError(
                        _(
                            "{path}: a database of another program, not a coder project; "
                            "name the project with --project."
                        ).format(path=self.location)
                    )
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            if found is not None and found > SCHEMA_REVISION:
                raise CoderError(
                    _("{path}: made by a newer version of coder; update coder to open it.").format(path=self.location)
                )
            return found

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the project and can change nothing."""
        with (
            self._explained(),
            self.engine.connect() as connection,
            Session(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session
            session.expunge_all()

    @contextmanager
    def writing(self, at_once: bool = True) -> Iterator[Connection]:
        """A transaction that holds the write lock from its beginning; rolled back on any exception.

        It is on the disk afterwards, or with ``at_once=False`` when ``settle`` returns: for many in a row, of which
        only a power failure may take the last ones, each of them whole.
        """
        mode = "FULL" if at_once else "NORMAL"
        with (
            self._explained(),
            self.engine.connect().execution_options(coder_write=mode) as connection,
            connection.begin(),
        ):
            yield connection

    def settle(self) -> None:
        """Wait until all that was written is on the disk. Raises ``CoderError`` where it cannot be."""
        with self.writing() as connection:
            if connection.dialect.name == "sqlite":
                # Only a commit that writes something waits for the log, and for all that stands in it.
                connection.exec_driver_sql(f"PRAGMA user_version={_USER_VERSION}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say a database's failure in one line."""
        try:
            yield
        except OperationalError as error:
            raise CoderError(self._operational(error)) from error
        except DatabaseError as error:
            said = str(error.orig)
            if "not a database" in said:
                raise CoderError(self._no_project()) from error
            if "malformed" in said:
                raise CoderError(
                    _("{path}: the file is damaged ({said}); go on from a copy of it.").format(
                        path=self.location, said=said
                    )
                ) from error
            raise

    def _operational(self, error: DBAPIError) -> str:
        said = str(error.orig)
        if "unable to open" in said or "readonly" in said:
            return _("{path}: cannot be written; choose a folder you may write in.").format(path=self.location)
        if "locked" in said:
            return _("{path}: another program is writing to it; try again when that is done.").format(
                path=self.location
            )
        if "disk" in said:
            # SQLite says "disk I/O error" for a full disk, a file size limit and a failing disk alike.
            return _(
                "{path}: could not be written ({said}): the disk may be full or failing. Nothing was changed."
            ).format(path=self.location, said=said)
        return _("{path}: the database says: {said}").format(path=self.location, said=said)

    def copied(self) -> "Store":
        """A copy of the project, in a folder that only this person can read and that goes when the copy is closed.

        ``CoderError`` where the project is no file.
        """
        if self.path is None:
            raise CoderError(_("Only a project in a file can be shown as of a date."))
        folder = TemporaryDirectory(prefix="coder-", dir=os.environ.get("XDG_RUNTIME_DIR") or None)
        with (
            self._explained(),
            closing(sqlite3.connect(self.path)) as current,
            closing(sqlite3.connect(Path(folder.name) / _COPY)) as copy,
        ):
            current.backup(copy)
        return Store(self.location, folder)

    def scrub(self) -> bool:
        """Leave nothing of what was deleted or overwritten in the file; False if another program kept it from that.

        SQLite keeps deleted text in free pages and in the write-ahead log until the file is made anew.
        """
        if self.path is None:
            return True
        with self._explained(), self.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            try:
                raw.execute("VACUUM")
                busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as error:
                if "locked" in str(error) or "busy" in str(error):
                    return False
                raise
            return not busy

    def close(self) -> None:
        self.engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    _write_ahead(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch to write-ahead logging; SQLite does not wait by itself while another process does the same."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("coder_write")
    if mode and connection.info.get("coder_write") != mode:
        connection.exec_driver_sql(f"PRAGMA synchronous={mode}")
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={_LOG_PAGES[mode]}")
        connection.info["coder_write"] = mode
    connection.exec_driver_sql("BEGIN IMMEDIATE" if mode else "BEGIN")
