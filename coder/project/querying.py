"""Saving expressions of codes under a name, and forgetting them."""

from sqlmodel import select

from coder.errors import CoderError
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import SavedQuery
from coder.project.base import ProjectBase, coder_id
from coder.queries.expression import written
from coder.queries.expression_names import read_expression
from coder.queries.saved import saved_query
from coder.spans import folded


class QueryUseCases(ProjectBase):
    """Queries with a name."""

    def save_query(self, name: str, expression: str) -> str:
        """Save an expression, instead of one that has this name; returns it as it is kept, with ids of codes.

        ``CoderError`` for an expression that cannot be read, or that names what is not there.
        """
        clean = " ".join(name.split())
        if not clean:
            raise CoderError(_("A query needs a name to be saved under."))
        kept = written(self.ask(read_expression, expression))
        with self.history.step("save_query", name=clean) as step:
            rows = step.session.exec(select(SavedQuery)).all()
            row = next((row for row in rows if folded(row.name) == folded(clean)), None)
            if row is None:
                me = coder_id(step, self.coder)
                step.insert(SavedQuery(id=fresh(), name=clean, expression=kept, saved_by=me, created_at=now()))
            elif row.expression != kept:
                step.update(row, expression=kept, saved_by=coder_id(step, self.coder), created_at=now())
        return kept

    def forget_query(self, name: str) -> str:
        """Take a saved query away; returns its name. ``CoderError`` if there is none."""
        with self.store.reading() as session:
            whole = saved_query(session, name).name
        with self.history.step("forget_query", name=whole) as step:
            step.delete(saved_query(step.session, whole))
        return whole
