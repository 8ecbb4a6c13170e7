"""Values that hold a name which has been replaced since: kept aside, so that they can be forgotten.

A Change refers to such a value by ``{"old_value": id}`` in place of its columns; the columns lie in ``OldValue`` beside
the old versions of texts and go when those go. Undo finds them there, and refuses once they are forgotten.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from coder.errors import Conflict
from coder.i18n import _
from coder.identity import fresh
from coder.model import Change, OldValue, table_of

_CHANGE = table_of(Change)
_OLD_VALUE = table_of(OldValue)
_REFERENCE = "old_value"
_OF, _VALUE = "source", "value"


def put_aside(connection: Connection, value: dict[str, Any], source: str = "") -> dict[str, Any]:
    """Keep columns aside for a source (its id; "" for the whole project); returns what stands for them."""
    identity = fresh()
    connection.execute(insert(_OLD_VALUE).values(id=identity, value={_OF: source, _VALUE: value}))
    return {_REFERENCE: identity}


def is_withheld(value: dict[str, Any] | None) -> bool:
    """True if columns lie aside."""
    return value is not None and list(value) == [_REFERENCE]


def known(connection: Connection, value: dict[str, Any] | None) -> dict[str, Any] | None:
    """The columns of a Change, wherever they lie; None if they have been forgotten."""
    if value is None or not is_withheld(value):
        return value or {}
    found = _stored(connection, value)
    return None if found is None else dict(found[_VALUE])


def resolved(connection: Connection, value: dict[str, Any] | None) -> dict[str, Any]:
    """The columns of a Change, wherever they lie. ``Conflict`` if they have been forgotten."""
    columns = known(connection, value)
    if columns is None:
        raise Conflict(_("Cannot be undone: what stood there before has been forgotten."))
    return columns


def source_of(connection: Connection, *values: dict[str, Any] | None) -> str | None:
    """For which source columns lie aside ("" for the whole project); None if none of them does."""
    for value in values:
        if value is not None and is_withheld(value):
            found = _stored(connection, value)
            return str(found[_OF]) if found is not None else ""
    return None


def _stored(connection: Connection, value: dict[str, Any]) -> dict[str, Any] | None:
    found: dict[str, Any] | None = connection.execute(
        select(_OLD_VALUE.c.value).where(_OLD_VALUE.c.id == value[_REFERENCE])
    ).scalar()
    return found


def withhold(connection: Connection, tables: Iterable[str], holds: Callable[[Any], bool], source: str = "") -> int:
    """Put aside what earlier Changes to these tables hold, where ``holds`` says so of a column's value.

    Returns how many Changes that were. What lies aside already stays where it is.
    """
    something: ColumnElement[bool] = or_(_CHANGE.c.before.is_not(None), _CHANGE.c.after.is_not(None))
    rows = connection.execute(
        select(_CHANGE.c.id, _CHANGE.c.before, _CHANGE.c.after).where(
            and_(_CHANGE.c.table_name.in_(list(tables)), something)
        )
    ).all()
    number = 0
    for row in rows:
        sides = {"before": row.before, "after": row.after}
        found = {
            name: put_aside(connection, value, source)
            for name, value in sides.items()
            if value is not None and not is_withheld(value) and any(map(holds, value.values()))
        }
        if found:
            connection.execute(update(_CHANGE).where(_CHANGE.c.id == row.id).values(**found))
            number += 1
    return number


def forgotten() -> dict[str, Any]:
    """What stands for columns that nobody can have back."""
    return {_REFERENCE: fresh()}


def forget(connection: Connection, source: str) -> int:
    """Delete for good what lies aside for a source, and for the whole project; returns how much that was.

    What belongs to the whole project (a code's name, say) cannot be told apart by source, so it goes too.
    """
    rows = connection.execute(select(_OLD_VALUE.c.id, _OLD_VALUE.c.value)).all()
    gone = [row.id for row in rows if row.value.get(_OF, "") in ("", source)]
    for identity in gone:
        connection.execute(delete(_OLD_VALUE).where(_OLD_VALUE.c.id == identity))
    return len(gone)
