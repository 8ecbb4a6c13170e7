"""Expressions that were saved under a name."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, SavedQuery
from coder.spans import folded


@dataclass(frozen=True)
class Saved:
    """A saved expression; it names codes by their ids."""

    name: str
    expression: str
    coder: str
    at: str
    """When it was saved, UTC, ISO 8601."""


def saved_queries(session: Session) -> tuple[Saved, ...]:
    """All of them, in order of name."""
    query = select(SavedQuery, Coder.name).join(Coder, col(Coder.id) == SavedQuery.saved_by)
    rows = [Saved(row.name, row.expression, coder, row.created_at) for row, coder in session.exec(query).all()]
    return tuple(sorted(rows, key=lambda row: folded(row.name)))


def saved_query(session: Session, name: str) -> SavedQuery:
    """One by its name: exact beats a unique beginning. ``CoderError`` otherwise."""
    rows = session.exec(select(SavedQuery)).all()
    wanted = folded(name)
    found = [row for row in rows if folded(row.name) == wanted]
    found = found or [row for row in rows if wanted and folded(row.name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(sorted((row.name for row in found or rows), key=folded)) or "–"
    if found:
        raise CoderError(
            _("{name}: several begin so: {candidates}; write more of it.").format(name=name, candidates=names)
        )
    raise CoderError(_("{name}: no query is saved under this name; there are: {names}.").format(name=name, names=names))
