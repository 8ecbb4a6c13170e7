"""The one place that changes a project: ``with history.step("apply_code") as step``.

A step is a transaction that writes its own history: each inserted, updated or deleted row leaves a ``Change``.
Changes go through ``StepWriter``'s methods, not through the ORM's unit of work (whose flush order and missed
attributes would make the record unreliable); a session that is asked to flush anything refuses.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Select, Table, bindparam, delete, event, func, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session

from coder.device import device_name
from coder.errors import CoderError
from coder.history import inverse, withheld
from coder.history.prepared import insert_rows, run_prepared
from coder.identity import fresh
from coder.model import UNRECORDED, Change, Row, Step, table_of
from coder.store import Store

R = TypeVar("R", bound=Row)
_CHANGE_COLUMNS = ("step_id", "table_name", "row_id", "action", "before", "after")
_STEP_COLUMNS = ("uuid", "kind", "detail", "coder", "device", "at", "command", "undoes")


def now(timespec: str = "seconds") -> str:
    """This instant, UTC, ISO 8601; to the microsecond where what is written in one second needs an order."""
    return datetime.now(UTC).isoformat(timespec=timespec)


def values_of(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _columns(table_of(row))}


@cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(column.key for column in table.columns)


class _UnflushedSession(Session):
    """Reads; one that is asked to flush refuses."""


@event.listens_for(_UnflushedSession, "before_flush")
def _refuse_flush(session: Session, *_rest: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise AssertionError("Changes go through StepWriter, or the history misses them.")


class StepWriter:
    """What a use case writes with. ``session`` reads what the step has written so far."""

    def __init__(self, connection: Connection, step_id: int, kept: dict[str, Any]) -> None:
        self.connection = connection
        self.kept = kept
        """What use cases remember of a table that the history records, by its name, from one step to the next: it goes
        when anything in the table is changed, and when somebody else took a step meanwhile."""
        self.session = _UnflushedSession(
            connection.execution_options(populate_existing=True), expire_on_commit=False, autoflush=False
        )
        self.number = step_id
        """The step's row: one more than the one before, whoever took that."""
        self._changes: list[tuple[Any, ...]] = []

    def insert(self, row: R) -> R:
        """Insert one row; its Change holds only its identity."""
        self.insert_many([row])
        return row

    def insert_many(self, rows: Sequence[Row]) -> None:
        """Insert rows of one table in bulk, each with its Change."""
        if not rows:
            return
        table = table_of(rows[0])
        insert_rows(self.connection, table, _columns(table), [tuple(values_of(row).values()) for row in rows])
        for row in rows:
            self._changed(table, row.id, "insert")  # type: ignore[attr-defined]

    def insert_values(self, model: type[Row], rows: Sequence[dict[str, Any]]) -> None:
        """``insert_many`` of rows of which no object is wanted; all name the same columns, ``id`` among them."""
        if not rows:
            return
        table, columns = table_of(model), tuple(rows[0])
        insert_rows(self.connection, table, columns, [tuple([row[name] for name in columns]) for row in rows])
        for row in rows:
            self._changed(table, row["id"], "insert")

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows of an append-only table that the history does not record (versions of texts)."""
        if not rows:
            return
        assert isinstance(rows[0], UNRECORDED)
        values = [values_of(row) for row in rows]
        for value in values:
            if value.get("id", "") is None:
                del value["id"]
        self.append_values(type(rows[0]), tuple(values[0]), [tuple(value.values()) for value in values])

    def append_values(self, model: type[Row], columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
        """``append`` for thousands of rows, for which objects would take longer than writing them."""
        assert issubclass(model, UNRECORDED)
        insert_rows(self.connection, table_of(model), columns, rows)

    def holds(self, model: type[Row], row_id: str) -> bool:
        """Whether there is a row of this id."""
        return run_prepared(self.connection, _row_of(table_of(model)), ("row_id",), (row_id,)).first() is not None

    def update(self, row: Row, *, withhold: str | None = None, **values: Any) -> bool:
        """Set columns of a row; True if anything differed.

        ``withhold`` keeps the columns out of the Change, aside for a source (its id; "" for the whole project): they
        hold names that may have to be forgotten (``coder.history.withheld``).
        """
        table = table_of(row)
        after = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not after:
            return False
        row_id: str = row.id  # type: ignore[attr-defined]
        before = {name: getattr(row, name) for name in after}
        self.connection.execute(update(table).where(table.c.id == row_id).values(**after))
        for name, value in after.items():
            set_committed_value(row, name, value)
        if withhold is not None:
            before = withheld.put_aside(self.connection, before, withhold)
            after = withheld.put_aside(self.connection, after, withhold)
        self._changed(table, row_id, "update", before, after)
        return True

    def delete(self, row: Row, *, withhold: str | None = None) -> None:
        """Delete one row; its Change keeps it whole, so that it can come back. ``withhold``: as for ``update``."""
        table = table_of(row)
        row_id: str = row.id  # type: ignore[attr-defined]
        before = values_of(row)
        if withhold is not None:
            before = withheld.put_aside(self.connection, before, withhold)
        self.connection.execute(delete(table).where(table.c.id == row_id))
        self._changed(table, row_id, "delete", before)

    def _changed(
        self,
        table: Table,
        row_id: str,
        action: str,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        self.kept.pop(table.name, None)
        self._changes.append((self.number, table.name, row_id, action, before, after))

    def finish(self) -> bool:
        """Write the Changes; False if there were none."""
        insert_rows(self.connection, table_of(Change), _CHANGE_COLUMNS, self._changes)
        return bool(self._changes)


# Statements are put together once: doing it for each file of a load takes longer than what they ask for.
@cache
def _row_of(table: Table) -> Select[tuple[str]]:
    return select(table.c.id).where(table.c.id == bindparam("row_id"))


@cache
def _new_step() -> Insert:
    """The row of a step; it takes the device's next number, and gives its own."""
    table = table_of(Step)
    latest = select(func.coalesce(func.max(table.c.device_number), 0)).where(table.c.device == bindparam("device"))
    given: dict[str, Any] = {name: bindparam(name) for name in _STEP_COLUMNS}
    return insert(table).values({**given, "device_number": latest.scalar_subquery() + 1}).returning(table.c.id)


@dataclass(frozen=True)
class TakenBack:
    """A step that an undo took back, or a redo brought back."""

    kind: str
    detail: dict[str, Any]


Check = Callable[[Session, list[TakenBack]], None]
"""Looks at a project inside the transaction that takes steps back."""


def _agree(_session: Session, _taken: list[TakenBack]) -> None:
    """The check of someone who has nothing against it."""


class Several:
    """Steps that share a transaction, each still one of its own: all of them are there in the end, or none.

    Other programs cannot write until then, and see nothing of it. It is on the disk when ``Store.settle`` returns.
    """

    def __init__(self, connection: Connection, written: Callable[..., AbstractContextManager[StepWriter]]) -> None:
        self._connection = connection
        self._written = written

    def step(self, kind: str, command: str, **detail: Any) -> AbstractContextManager[StepWriter]:
        """As ``History.step``, but that an exception undoes those before it, too."""
        return self._written(self._connection, kind, command, detail)


class History:
    """Writes steps for one coder on this device."""

    def __init__(self, store: Store, coder: str) -> None:
        self.store = store
        self.coder = coder
        self._kept: tuple[int, dict[str, Any]] = (0, {})
        self.closed = ""
        """Why nothing can be done to this project; empty where it can."""

    @contextmanager
    def step(self, kind: str, command: str | None = None, **detail: Any) -> Iterator[StepWriter]:
        """One use case as one transaction and one thing to undo.

        ``command`` groups the steps of one command. ``detail`` fills the step's sentence (``coder.history.names``)
        and never holds transcript text. A step that changed nothing leaves no trace, unless its kind is one of
        ``inverse.FOR_GOOD``; an exception undoes all of it.
        """
        with self._writing() as connection, self._written(connection, kind, command, detail) as writer:
            yield writer

    @contextmanager
    def several(self) -> Iterator[Several]:
        """Many steps in one transaction, for what writes hundreds of them: see ``Several``."""
        with self._writing(at_once=False) as connection:
            yield Several(connection, self._written)

    @contextmanager
    def _writing(self, at_once: bool = True) -> Iterator[Connection]:
        self._refuse_if_closed()
        try:
            with self.store.writing(at_once) as connection:
                yield connection
        except BaseException:
            # Taken back, or never on the disk: what the steps have learnt may not be so.
            self._kept = (0, {})
            raise

    @contextmanager
    def _written(
        self, connection: Connection, kind: str, command: str | None, detail: dict[str, Any]
    ) -> Iterator[StepWriter]:
        writer = self._begin(connection, kind, command or fresh(), detail, None)
        yield writer
        stays = self._close(connection, writer, keep_empty=kind in inverse.FOR_GOOD)
        # The number of a step that left no trace is taken again, by whoever is next.
        self._kept = (writer.number if stays else writer.number - 1, writer.kept)

    def next_undo(self) -> TakenBack | None:
        """The first step that ``undo`` would take back, None if there is nothing."""
        with self.store.reading() as session:
            connection = session.connection()
            command = inverse.latest_command(connection, self.coder)
            steps = inverse.steps_of_command(connection, command) if command else []
            return TakenBack(steps[0].kind, steps[0].detail) if steps else None

    def undo(self, check: Check = _agree) -> list[TakenBack]:
        """Take back this coder's latest command, newest step first; [] if there is none.

        Raises ``Conflict``, naming the step, where someone has built on it. ``check`` sees the project as it would
        be, and may raise to leave everything as it is.
        """
        self._refuse_if_closed()
        with self.store.writing() as connection:
            command = inverse.latest_command(connection, self.coder)
            steps = inverse.steps_of_command(connection, command) if command else []
            return self._invert(connection, steps, "undo", check)

    def redo(self, check: Check = _agree) -> list[TakenBack]:
        """Bring back what this coder took back last; [] if there is nothing, or something new was done since."""
        self._refuse_if_closed()
        with self.store.writing() as connection:
            command = inverse.latest_undo(connection, self.coder)
            steps = inverse.steps_of_command(connection, command) if command else []
            return self._invert(connection, steps, "redo", check)

    def _refuse_if_closed(self) -> None:
        if self.closed:
            raise CoderError(self.closed)

    def _invert(self, connection: Connection, steps: Sequence[Step], kind: str, check: Check) -> list[TakenBack]:
        command = fresh()
        taken = []
        for step in steps:
            original: dict[str, Any] = step.detail if kind == "redo" else {"step": step.kind, "detail": step.detail}
            writer = self._begin(connection, kind, command, original, step.uuid)
            inverse.invert(connection, writer, step)
            self._close(connection, writer, keep_empty=True)
            taken.append(TakenBack(original["step"], original["detail"]))
        with Session(connection) as session:
            check(session, taken)
        return taken

    def _begin(
        self, connection: Connection, kind: str, command: str, detail: dict[str, Any], undoes: str | None
    ) -> StepWriter:
        # The row comes first: it takes the number, so that no two transactions share one.
        values = (fresh(), kind, detail, self.coder, device_name(), now(), command, undoes)
        number: int = run_prepared(connection, _new_step(), _STEP_COLUMNS, values).scalar_one()
        # Whatever becomes of this step, what it learns may not be so without it.
        (before, kept), self._kept = self._kept, (0, {})
        return StepWriter(connection, number, kept if number == before + 1 else {})

    def _close(self, connection: Connection, writer: StepWriter, keep_empty: bool = False) -> bool:
        """Write what is left to write; True if the step stays."""
        stays = writer.finish() or keep_empty
        if not stays:
            table = table_of(Step)
            connection.execute(delete(table).where(table.c.id == writer.number))
        writer.session.close()
        return stays
