"""Removing a source from the study: with all that stands on it, in one step that can be taken back.

Removing is not erasing. The versions of its text lie outside the history and stay in the project's file, as do the
Changes that bring the rest back; so do the record of which exports its quotes went into, and what people wrote
elsewhere that cites them.
"""

from collections.abc import Iterator, Sequence

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history.standing import model_of, references
from coder.i18n import _
from coder.model import Note, Row, Source, SourceText, Verdict, table_of
from coder.project.base import ProjectBase
from coder.project.sources.cases import drop_unused_cases
from coder.queries.removal import Removal, cases_only_in, removal, summaries_of
from coder.queries.sources import find_source
from coder.queries.steps import removed_last
from coder.spans import folded

_AT_ONCE = 500
"""So many rows are asked for by their ids in one statement."""


class RemovalUseCases(ProjectBase):
    """Taking a source out of the study, and bringing it back."""

    def remove_source(self, source: str) -> Removal:
        """Remove a source with its codings, notes, decisions and speakers, and the cases that nobody else speaks for
        with their summaries; returns what went. ``CoderError`` for an unknown source."""
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("remove_source", source=name) as step:
            gone = removal(step.session, name)
            row = find_source(step.session, name)
            cases = cases_only_in(step.session, row)
            for each in [*_on_its_text(step.session, row), *_resting_on(step.session, [row])]:
                step.delete(each)
            for summary in summaries_of(step.session, {case.id for case in cases}):
                step.delete(summary)
            drop_unused_cases(step, [case.id for case in cases])
            step.delete(row)
        return gone

    def bring_back_source(self, source: str) -> str:
        """Undo the removal of a source, which must be this coder's latest command; returns its name.

        ``CoderError`` where it is not, ``Conflict`` where somebody has built on it.
        """
        name = self.ask(removed_last, self.coder)
        if name is None or not folded(name).startswith(folded(source)):
            message = _(
                "{source}: removing it is not what you did last; 'coder history' shows what was, 'coder undo' goes "
                "back."
            )
            raise CoderError(message.format(source=source))
        self.undo()
        return name


def _on_its_text(session: Session, source: Source) -> Iterator[Row]:
    """What stands at offsets of the source's versions and does not name the source."""
    texts = session.exec(select(SourceText.id).where(SourceText.source_id == source.id)).all()
    yield from session.exec(select(Verdict).where(col(Verdict.source_text_id).in_(texts))).all()
    yield from session.exec(select(Note).where(Note.target_kind == "passage", col(Note.target_id).in_(texts))).all()


def _resting_on(session: Session, rows: Sequence[Row]) -> Iterator[Row]:
    """All rows that point at these, each after those that point at it."""
    for table, column in references(table_of(rows[0])):
        model = model_of(table.name)
        for first in range(0, len(rows), _AT_ONCE):
            ids = [row.id for row in rows[first : first + _AT_ONCE]]  # type: ignore[attr-defined]
            found = session.exec(select(model).where(table.c[column].in_(ids)).order_by(table.c.id)).all()
            if found:
                yield from _resting_on(session, found)
                yield from found
