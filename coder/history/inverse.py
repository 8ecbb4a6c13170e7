"""Undo and redo: which steps to take back, and how a step's Changes are played backwards.

Undo is itself a step (``undoes`` names what it takes back), so history only grows, survives a restart, and a redo
is the undo of an undo. A step is *live* if no live undo takes it back.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, exists, select

from coder.errors import Conflict
from coder.history import standing, withheld
from coder.history.names import in_words
from coder.history.standing import CHANGE as _CHANGE
from coder.history.standing import STEP as _STEP
from coder.i18n import _
from coder.model import Case, Coder, Row, Source, Step, table_of
from coder.spans import folded

if TYPE_CHECKING:
    from coder.history.step import StepWriter

FOR_GOOD = frozenset({"forget_old"})
"""Kinds of steps that cannot be taken back: what they took away is gone, so nothing before them can come back."""


def latest_command(connection: Connection, coder: str) -> str | None:
    """The command of this coder's latest live step that is no undo or redo."""
    found: str | None = connection.execute(
        select(_STEP.c.command)
        .where(_STEP.c.coder.in_(_spellings(connection, coder)), _STEP.c.undoes.is_(None), ~_taken_back(_STEP))
        .order_by(_STEP.c.id.desc())
        .limit(1)
    ).scalar()
    return found


def latest_undo(connection: Connection, coder: str) -> str | None:
    """The command of this coder's latest undo that is not redone, unless something new was done after it."""
    mine = _STEP.c.coder.in_(_spellings(connection, coder))
    undo = connection.execute(
        select(_STEP.c.command, _STEP.c.id)
        .where(mine, _STEP.c.kind == "undo", ~_directly_undone(_STEP))
        .order_by(_STEP.c.id.desc())
        .limit(1)
    ).first()
    if undo is None:
        return None
    newer = connection.execute(
        select(_STEP.c.id).where(mine, _STEP.c.undoes.is_(None), _STEP.c.id > undo.id).limit(1)
    ).first()
    return None if newer else str(undo.command)


def _spellings(connection: Connection, coder: str) -> list[str]:
    """How a coder's name is written in the history; names are compared in NFC, case-folded."""
    names = connection.execute(select(_STEP.c.coder).distinct()).scalars()
    return [name for name in names if folded(name) == folded(coder)]


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
    """Play a step's Changes backwards, one by one, through the writer (so the undo has Changes of its own).

    Raises ``Conflict``, naming the step in the way, where someone has built on what the step did, and for a step that
    is for good.
    """
    if step.kind in FOR_GOOD:
        raise Conflict(
            _("Cannot be undone, nor what was done before it: {step}").format(step=in_words(step.kind, step.detail))
        )
    changes = connection.execute(
        select(_CHANGE).where(_CHANGE.c.step_id == step.id).order_by(_CHANGE.c.id.desc())
    ).all()
    inversion = _Inversion(connection, writer, step)
    for change in changes:
        model = standing.model_of(change.table_name)
        if change.action == "insert":
            inversion.remove(model, change.row_id)
        elif change.action == "update":
            inversion.set_back(model, change)
        else:
            inversion.bring_back(model, withheld.resolved(connection, change.before))
    standing.refuse_if_stood_on(connection, sorted(inversion.left), step)


class _Inversion:
    """One step's Changes, played backwards."""

    def __init__(self, connection: Connection, writer: "StepWriter", step: Step) -> None:
        self.connection = connection
        self.writer = writer
        self._later = standing.changed_since(connection, step, ~_taken_back(_STEP))
        self.left: set[str] = set()
        """Versions of texts that are no source's current one any more."""
        self._joined: set[str] = set()
        """Rows that stay away because an equal one stands in their place."""

    def remove(self, model: type[Row], row_id: str) -> None:
        row = self._row(model, row_id)
        table = table_of(model)
        if model is Coder and standing.is_referred_to(self.connection, table, row_id):
            # A coder was made by whatever named them first, and stays with the other things they did.
            return
        self._refuse_if_changed_since(model, row_id)
        if row is None:
            return
        standing.refuse_if_referred_to(self.connection, table, row_id)
        if isinstance(row, Source):
            self.left.add(row.source_text_id)
        self.writer.delete(row)

    def set_back(self, model: type[Row], change: Any) -> None:
        row = self._row(model, change.row_id)
        before = withheld.resolved(self.connection, change.before)
        after = withheld.resolved(self.connection, change.after)
        if row is None or any(getattr(row, name) != value for name, value in after.items()):
            self._refuse_if_changed_since(model, change.row_id)
        if row is None:
            return
        values = row.model_dump() | before
        standing.refuse_if_ground_is_gone(self.connection, table_of(model), values)
        standing.refuse_if_taken(self.connection, table_of(model), values)
        if isinstance(row, Source) and "source_text_id" in before:
            self.left.add(row.source_text_id)
        aside = withheld.source_of(self.connection, change.before, change.after)
        self.writer.update(row, withhold=aside, **before)

    def bring_back(self, model: type[Row], before: dict[str, Any]) -> None:
        """Insert a deleted row again; one that lands on an equal one joins it, and what hung on it stays away.

        A source or a case whose name another one has now is no equal: all that was said in it would stay away.
        """
        table = table_of(model)
        if standing.is_there(self.connection, table, before["id"]):
            if model is Source:
                standing.refuse_if_text_is_another(self.connection, before)
            return
        if model in (Source, Case):
            standing.refuse_if_taken(self.connection, table, before)
        hangs_on = {parent for _table, parent in standing.parents(table, before)}
        if self._joined & hangs_on or standing.equal_row(self.connection, table, before):
            self._joined.add(before["id"])
            return
        standing.refuse_if_ground_is_gone(self.connection, table, before)
        self.writer.insert(model(**before))

    def _row(self, model: type[Row], row_id: str) -> Row | None:
        return self.writer.session.get(model, row_id, populate_existing=True)

    def _refuse_if_changed_since(self, model: type[Row], row_id: str) -> None:
        later = self._later.get((table_of(model).name, row_id))
        if later is not None:
            standing.refuse_for(self.connection, later)
