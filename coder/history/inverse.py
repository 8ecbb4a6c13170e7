"""Undo and redo: which steps to take back, and how a step's Changes are played backwards.

Undo is itself a step (``undoes`` names what it takes back), so history only grows, survives a restart, and a redo
is the undo of an undo. A step is *live* if no live undo takes it back.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, UniqueConstraint, and_, exists, select

from coder.errors import Conflict
from coder.history.names import in_words
from coder.i18n import _
from coder.model import Change, Row, Step, table_of

if TYPE_CHECKING:
    from coder.history.step import StepWriter

_STEP = table_of(Step)
_CHANGE = table_of(Change)


def latest_command(connection: Connection, coder: str) -> str | None:
    """The command of this coder's latest live step that is no undo or redo."""
    found: str | None = connection.execute(
        select(_STEP.c.command)
        .where(_STEP.c.coder == coder, _STEP.c.undoes.is_(None), ~_taken_back(_STEP))
        .order_by(_STEP.c.id.desc())
        .limit(1)
    ).scalar()
    return found


def latest_undo(connection: Connection, coder: str) -> str | None:
    """The command of this coder's latest undo that is not redone, unless something new was done after it."""
    undo = connection.execute(
        select(_STEP.c.command, _STEP.c.id)
        .where(_STEP.c.coder == coder, _STEP.c.kind == "undo", ~_directly_undone(_STEP))
        .order_by(_STEP.c.id.desc())
        .limit(1)
    ).first()
    if undo is None:
        return None
    newer = connection.execute(
        select(_STEP.c.id).where(_STEP.c.coder == coder, _STEP.c.undoes.is_(None), _STEP.c.id > undo.id).limit(1)
    ).first()
    return None if newer else str(undo.command)


def _directly_undone(step: Any) -> Any:
    redo = _STEP.alias()
    return exists().where(redo.c.undoes == step.c.uuid)


def _taken_back(step: Any) -> Any:
    """An undo of it exists that no redo takes back."""
    undo = _STEP.alias()
    return exists().where(and_(undo.c.undoes == step.c.uuid, ~_directly_undone(undo)))


def steps_of_command(connection: Connection, command: str) -> list[Step]:
    """A command's steps, newest first."""
    rows = connection.execute(
        select(_STEP).where(_STEP.c.command == command, ~_taken_back(_STEP)).order_by(_STEP.c.id.desc())
    )
    return [Step(**row._mapping) for row in rows]


def invert(connection: Connection, writer: "StepWriter", step: Step) -> None:
    """Play a step's Changes backwards, one by one, through the writer (so the undo has Changes of its own)."""
    changes = connection.execute(
        select(_CHANGE).where(_CHANGE.c.step_id == step.id).order_by(_CHANGE.c.id.desc())
    ).all()
    joined: set[str] = set()
    for change in changes:
        model = _MODELS[change.table_name]
        if change.action == "insert":
            _remove(connection, writer, model, change.row_id, step)
        elif change.action == "update":
            _set_back(connection, writer, model, change, step)
        else:
            _bring_back(connection, writer, model, change.before, joined)


def _row(writer: "StepWriter", model: type[Row], row_id: str) -> Row | None:
    return writer.session.get(model, row_id, populate_existing=True)


def _remove(connection: Connection, writer: "StepWriter", model: type[Row], row_id: str, step: Step) -> None:
    row = _row(writer, model, row_id)
    if row is None:
        return
    _refuse_if_changed_since(connection, model, row_id, step)
    _refuse_if_referred_to(connection, model, row_id)
    writer.delete(row)


def _set_back(connection: Connection, writer: "StepWriter", model: type[Row], change: Any, step: Step) -> None:
    row = _row(writer, model, change.row_id)
    if row is None or any(getattr(row, name) != value for name, value in change.after.items()):
        _refuse_if_changed_since(connection, model, change.row_id, step)
    if row is not None:
        writer.update(row, **change.before)


def _bring_back(
    connection: Connection,
    writer: "StepWriter",
    model: type[Row],
    before: dict[str, Any],
    joined: set[str],
) -> None:
    """Insert a deleted row again; one that lands on an equal one joins it, and what hung on it stays away."""
    table = table_of(model)
    parents = [before[column.key] for column in table.columns if column.foreign_keys]
    if joined.intersection(filter(None, parents)) or _equal_exists(connection, table, before):
        joined.add(before["id"])
        return
    writer.insert(model(**before))


def _equal_exists(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    keys = [[table.c.id]] + [
        list(constraint.columns) for constraint in table.constraints if isinstance(constraint, UniqueConstraint)
    ]
    return any(
        connection.execute(select(table.c.id).where(*[c == row[c.key] for c in columns])).first() for columns in keys
    )


def _refuse_if_changed_since(connection: Connection, model: type[Row], row_id: str, step: Step) -> None:
    """Somebody else's later live step changed the row: name it."""
    later = connection.execute(
        select(_STEP)
        .join(_CHANGE, _CHANGE.c.step_id == _STEP.c.id)
        .where(
            _CHANGE.c.table_name == model.__tablename__,
            _CHANGE.c.row_id == row_id,
            _STEP.c.id > step.id,
            _STEP.c.command != step.command,
            _STEP.c.undoes.is_(None),
            ~_taken_back(_STEP),
        )
        .order_by(_STEP.c.id.desc())
    ).first()
    if later is not None:
        raise _built_on(Step(**later._mapping))


def _refuse_if_referred_to(connection: Connection, model: type[Row], row_id: str) -> None:
    for table, column in _REFERENCES.get(str(model.__tablename__), []):
        child = connection.execute(select(table.c.id).where(table.c[column] == row_id)).scalar()
        if child is None:
            continue
        maker = connection.execute(
            select(_STEP)
            .join(_CHANGE, _CHANGE.c.step_id == _STEP.c.id)
            .where(_CHANGE.c.table_name == table.name, _CHANGE.c.row_id == str(child))
            .order_by(_STEP.c.id.desc())
        ).first()
        if maker is not None:
            raise _built_on(Step(**maker._mapping))
        raise Conflict(_("Cannot be undone: something has been built on it since."))


def _built_on(step: Step) -> Conflict:
    return Conflict(
        _("Cannot be undone: it has been built on since by {coder}, {at}: {step}").format(
            coder=step.coder, at=step.at, step=in_words(step.kind, step.detail)
        )
    )


def _models() -> dict[str, type[Row]]:
    return {str(model.__tablename__): model for model in Row.__subclasses__()}


def _references() -> dict[str, list[tuple[Table, str]]]:
    found: dict[str, list[tuple[Table, str]]] = {}
    for table in Row.metadata.tables.values():
        for key in table.foreign_keys:
            found.setdefault(key.column.table.name, []).append((table, key.parent.key))
    return found


_MODELS = _models()
_REFERENCES = _references()
