"""The project as it was: a copy of it, in which the steps after a moment are played back."""

import re
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, delete, func, insert, select, text, update

from coder.errors import CoderError
from coder.history import withheld
from coder.history.standing import CHANGE, STEP
from coder.i18n import _
from coder.model import Row
from coder.store import Store


def last_step_of(store: Store, moment: str) -> int:
    """The number of the last step done by a moment: ``2026-11-20`` (the whole day), ``2026-11-20 14:30`` in the time
    of this place, or a step's own number. ``CoderError`` for what is neither."""
    with store.reading() as session:
        if re.fullmatch(r"[0-9]{1,9}", moment):
            return int(moment)
        until = _instant(moment).isoformat(timespec="seconds")
        return session.connection().execute(select(func.max(STEP.c.id)).where(STEP.c.at < until)).scalar() or 0


def _instant(moment: str) -> datetime:
    """The first instant after a moment, UTC."""
    try:
        named = datetime.fromisoformat(moment)
    except ValueError:
        raise CoderError(
            _("{moment}: write a day (2026-11-20), a day and a time (2026-11-20 14:30), or a step's number.").format(
                moment=moment
            )
        ) from None
    if len(moment.strip()) <= len("2026-11-20"):
        named = datetime.combine(named.date(), time.min) + timedelta(days=1)
    else:
        named += timedelta(minutes=1) if named.second == 0 else timedelta(seconds=1)
    return named.astimezone(UTC)


def as_of(store: Store, step: int) -> Store:
    """A copy of a project as it was when a step had been done. ``CoderError`` where there is no file to copy."""
    copy = store.copied()
    with copy.writing() as connection:
        # What a later step added is taken away before what it rests on comes back: keys are checked at the end.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        _play_back(connection, step)
    return copy


def _play_back(connection: Connection, step: int) -> None:
    later = connection.execute(select(CHANGE).where(CHANGE.c.step_id > step).order_by(CHANGE.c.id.desc())).all()
    for change in later:
        table = Row.metadata.tables[change.table_name]
        if change.action == "insert":
            connection.execute(delete(table).where(table.c.id == change.row_id))
            continue
        before = withheld.known(connection, change.before)
        if before is None:
            continue  # forgotten with the names in it: shown as it became
        if change.action == "update":
            connection.execute(update(table).where(table.c.id == change.row_id).values(**before))
        else:
            connection.execute(insert(table).values(**before))
    connection.execute(delete(CHANGE).where(CHANGE.c.step_id > step))
    connection.execute(delete(STEP).where(STEP.c.id > step))
    connection.execute(text("DELETE FROM suggestion_cache"))
    connection.execute(text("DELETE FROM suggestion_run"))
