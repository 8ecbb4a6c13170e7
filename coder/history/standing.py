"""What stands in the way of taking a step back: later work that was built on it, or that took its ground away.

Each check raises ``Conflict`` with the step in the way; what cannot be named is refused all the same.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint, select

from coder.errors import Conflict
from coder.history.names import in_words
from coder.i18n import _
from coder.model import Change, Coding, Decision, GuideMatch, Note, Row, Source, Step, Verdict, table_of

STEP = table_of(Step)
CHANGE = table_of(Change)
_NOTE = table_of(Note)
_SOURCE = table_of(Source)

_TARGETS = ("coding", "source", "code")
"""What a note can hang on that can go away; ``target_id`` is no foreign key, since it points to several tables."""

_ON_A_VERSION = (
    *((table_of(model), "source_text_id") for model in (Coding, Verdict, GuideMatch, Decision)),
    (_NOTE, "target_id"),
)
"""What stands at offsets of one version of a text."""


@cache
def _models() -> dict[str, type[Row]]:
    return {str(model.__tablename__): model for model in Row.__subclasses__()}


def model_of(table_name: str) -> type[Row]:
    """The class of a table's rows."""
    return _models()[table_name]


@cache
def references(table: Table) -> list[tuple[Table, str]]:
    """The tables and columns that may point to a table's rows."""
    found = [
        (other, key.parent.key)
        for other in Row.metadata.tables.values()
        for key in other.foreign_keys
        if key.column.table is table
    ]
    return [*found, (_NOTE, "target_id")] if table.name in _TARGETS else found


def parents(table: Table, values: dict[str, Any]) -> list[tuple[Table, str]]:
    """The rows (table and id) that a row with these values points to."""
    found = [
        (key.column.table, values[key.parent.key])
        for key in table.foreign_keys
        if values.get(key.parent.key) is not None
    ]
    if table is _NOTE and values.get("target_kind") in _TARGETS:
        found.append((Row.metadata.tables[values["target_kind"]], values["target_id"]))
    return found


def equal_row(connection: Connection, table: Table, values: dict[str, Any]) -> str | None:
    """The id of another row that a unique constraint would not let stand beside this one."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            same = [column == values[column.key] for column in constraint.columns]
            found = connection.execute(select(table.c.id).where(*same, table.c.id != values["id"])).scalar()
            if found is not None:
                return str(found)
    return None


def is_there(connection: Connection, table: Table, row_id: str) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None


def is_referred_to(connection: Connection, table: Table, row_id: str) -> tuple[Table, str] | None:
    """A row (table and id) that points to this one."""
    for other, column in references(table):
        child = connection.execute(select(other.c.id).where(other.c[column] == row_id)).scalar()
        if child is not None:
            return other, str(child)
    return None


def changed_since(connection: Connection, step: Step, live: Any) -> dict[tuple[str, str], int]:
    """The rows (table and id) that later commands changed: each with the last ``live`` step (a condition) to do so."""
    rows = connection.execute(
        select(CHANGE.c.table_name, CHANGE.c.row_id, STEP.c.id)
        .join(STEP, CHANGE.c.step_id == STEP.c.id)
        .where(STEP.c.id > step.id, STEP.c.command != step.command, STEP.c.undoes.is_(None), live)
        .order_by(STEP.c.id)
    )
    return {(table, row_id): number for table, row_id, number in rows}


def refuse_for(connection: Connection, number: int) -> None:
    """The step of this number is in the way."""
    row = connection.execute(select(STEP).where(STEP.c.id == number)).one()
    raise built_on(Step(**row._mapping))


def refuse_if_referred_to(connection: Connection, table: Table, row_id: str) -> None:
    """Something hangs on the row that is to go."""
    child = is_referred_to(connection, table, row_id)
    if child is not None:
        raise built_on(_latest(connection, *child))


def refuse_if_ground_is_gone(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """What a row would point to when it comes back was removed meanwhile."""
    for parent, parent_id in parents(table, values):
        if not is_there(connection, parent, parent_id):
            raise built_on(_latest(connection, parent, parent_id))


def refuse_if_taken(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """An equal row stands where this one would go back to."""
    equal = equal_row(connection, table, values)
    if equal is not None:
        raise built_on(_latest(connection, table, equal))


def refuse_if_text_is_another(connection: Connection, source: dict[str, Any]) -> None:
    """A source that was loaded again meanwhile has another text than the one that codings would come back to."""
    current = select(_SOURCE.c.source_text_id).where(_SOURCE.c.id == source["id"])
    if connection.execute(current).scalar() != source["source_text_id"]:
        raise built_on(_latest(connection, _SOURCE, source["id"]))


def refuse_if_stood_on(connection: Connection, versions: Iterable[str], step: Step) -> None:
    """Something was put, since a step, on a version of a text that is the current one no longer: nobody would see it
    again. What stood there before could not be placed on the next version, and waits for a person."""
    for version in versions:
        for table, column in _ON_A_VERSION:
            query = (
                select(CHANGE.c.row_id, CHANGE.c.after)
                .join(table, table.c.id == CHANGE.c.row_id)
                .join(STEP, STEP.c.id == CHANGE.c.step_id)
                .where(table.c[column] == version, CHANGE.c.table_name == table.name, CHANGE.c.step_id > step.id)
            )
            if step.kind == "undo":
                # Doing again what was done in between puts back what stood there when this step was first taken.
                query = query.where(STEP.c.kind.not_in(("undo", "redo")))
            for row_id, after in connection.execute(query).all():
                if after is None or column in after:
                    raise built_on(_latest(connection, table, str(row_id)))


def _latest(connection: Connection, table: Table, row_id: str) -> Step | None:
    """The latest step that changed a row."""
    row = connection.execute(
        select(STEP)
        .join(CHANGE, CHANGE.c.step_id == STEP.c.id)
        .where(CHANGE.c.table_name == table.name, CHANGE.c.row_id == row_id)
        .order_by(STEP.c.id.desc())
    ).first()
    return Step(**row._mapping) if row is not None else None


def built_on(step: Step | None) -> Conflict:
    """The refusal that names the step in the way."""
    if step is None:
        return Conflict(_("Cannot be undone: something has been built on it since."))
    return Conflict(
        _("Cannot be undone: it has been built on since by {coder}, {at}: {step}").format(
            coder=step.coder, at=step.at, step=in_words(step.kind, step.detail)
        )
    )
