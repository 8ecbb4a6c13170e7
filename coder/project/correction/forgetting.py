"""Forgetting the old versions of a source: for good, so that words which were taken out of it are nowhere any more."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from coder.errors import CoderError
from coder.history import StepWriter, withheld
from coder.i18n import ngettext
from coder.model import (
    Change,
    Coding,
    CodingAbout,
    Decision,
    GuideMatch,
    Note,
    PickedQuote,
    Row,
    Source,
    SourceText,
    Speaker,
    SuggestionCache,
    SuggestionRun,
    Turn,
    Verdict,
    table_of,
)
from coder.project.base import ProjectBase
from coder.queries.sources import find_source
from coder.queries.versions import unplaced

_CHANGE = table_of(Change)
_ON_TEXT: tuple[type[Row], ...] = (Coding, Verdict, GuideMatch, Decision, Note)
_OFFSETS = frozenset({"start", "end", "chosen_start", "chosen_end", "evidence"})
"""Columns that count in a version's text: without the text they mean nothing."""
_WORDS: dict[type[Row], frozenset[str]] = {
    Speaker: frozenset({"label"}),
    Source: frozenset({"name", "file_name", "variables"}),
}
"""Columns that may hold words of the text, or names that were taken out with them."""


@dataclass(frozen=True)
class Forgotten:
    """What is gone."""

    source: str
    versions: int
    unplaced: int
    """Codings and notes that stood on the old versions."""
    scrubbed: bool
    """False if another program, that has the project open, kept the file from being made anew: say it again then."""


class ForgettingUseCases(ProjectBase):
    """What cannot be undone."""

    def forget_old(self, source: str, drop_unplaced: bool = False) -> Forgotten:
        """Delete a source's old versions from the project's file, and what the history holds of them.

        It cannot be undone, nor can anything before it by the same person. ``CoderError`` while codings or notes
        stand on the old versions, unless they are to go with them (``drop_unplaced``).
        """
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("forget_old", source=name) as step:
            row = find_source(step.session, name)
            standing = unplaced(step.session, name)
            if standing and not drop_unplaced:
                raise CoderError(_refusal(name, len(standing)))
            forgotten = _forget(step, row)
        return Forgotten(name, forgotten, len(standing), self.store.scrub())


def _refusal(name: str, number: int) -> str:
    return ngettext(
        "{source}: {number} coding or note stands on an old version; settle it first "
        "('coder correct --unplaced {source}'), or add --drop-unplaced.",
        "{source}: {number} codings or notes stand on old versions; settle them first "
        "('coder correct --unplaced {source}'), or add --drop-unplaced.",
        number,
    ).format(source=name, number=number)


def _forget(step: StepWriter, source: Source) -> int:
    """Delete the versions and everything on them; returns how many versions that were."""
    query = select_rows(SourceText.id).where(SourceText.source_id == source.id, SourceText.id != source.source_text_id)
    old = set(step.session.exec(query).all())
    _remove_what_stands_on(step, source, old)
    _blank_history(step, source, old)
    withheld.forget(step.connection, source.id)
    for table in (table_of(SuggestionCache), table_of(SuggestionRun)):
        # All of them: a suggestion elsewhere may say that it is like a passage of this text.
        step.connection.execute(delete(table))
    for table, column in ((table_of(Turn), "source_text_id"), (table_of(SourceText), "id")):
        step.connection.execute(delete(table).where(table.c[column].in_(old)))
    return len(old)


def _remove_what_stands_on(step: StepWriter, source: Source, old: Collection[str]) -> None:
    """Each with what hangs on it; kept aside for the source, whose values are forgotten right after."""
    ask = step.session.exec
    codings = ask(select_rows(Coding).where(col(Coding.source_text_id).in_(old))).all()
    ids = [coding.id for coding in codings]
    gone: list[Row] = [
        *ask(select_rows(CodingAbout).where(col(CodingAbout.coding_id).in_(ids))).all(),
        *ask(select_rows(PickedQuote).where(col(PickedQuote.coding_id).in_(ids))).all(),
        *ask(select_rows(Note).where(col(Note.target_id).in_([*ids, *old]))).all(),
        *codings,
        *ask(select_rows(Verdict).where(col(Verdict.source_text_id).in_(old))).all(),
        *ask(select_rows(GuideMatch).where(col(GuideMatch.source_text_id).in_(old))).all(),
    ]
    for row in gone:
        step.delete(row, withhold=source.id)


def _blank_history(step: StepWriter, source: Source, old: Collection[str]) -> None:
    """Take out of the history what means nothing without the old versions, or held words of them."""
    rows = _rows_of(step.session, source)
    names = {table_of(model).name: words for model, words in _WORDS.items()}
    boundary = _made_current(step, source)
    tables = [table_of(model).name for model in (*_ON_TEXT, *_WORDS)]
    query = select(
        _CHANGE.c.id, _CHANGE.c.step_id, _CHANGE.c.table_name, _CHANGE.c.row_id, _CHANGE.c.before, _CHANGE.c.after
    )
    for change in step.connection.execute(query.where(_CHANGE.c.table_name.in_(tables))).all():
        blanked = {}
        for side in ("before", "after"):
            values: dict[str, Any] | None = getattr(change, side)
            if not values or withheld.is_withheld(values):
                continue
            mine = change.row_id in rows or values.get("source_id") == source.id
            # What a step made of a row counts in the text as it was after it.
            of_old = change.step_id < boundary or (side == "before" and change.step_id == boundary)
            offsets = mine and of_old and _OFFSETS & set(values)
            words = mine and names.get(change.table_name, frozenset()) & set(values)
            if offsets or words or any(isinstance(value, str) and value in old for value in values.values()):
                blanked[side] = withheld.forgotten()
        if blanked:
            step.connection.execute(update(_CHANGE).where(_CHANGE.c.id == change.id).values(**blanked))


def _rows_of(session: Session, source: Source) -> set[str]:
    """The rows (their ids) that stand on the source's text, or say who speaks in it."""
    found = {source.id}
    for model in (Coding, GuideMatch, Decision, Speaker):
        found.update(session.exec(select_rows(model.id).where(model.source_id == source.id)).all())
    found.update(session.exec(select_rows(Verdict.id).where(Verdict.source_text_id == source.source_text_id)).all())
    found.update(session.exec(select_rows(Note.id).where(Note.target_id == source.source_text_id)).all())
    return found


def _made_current(step: StepWriter, source: Source) -> int:
    """The step that made the current version the current one; 0 if it has been that from the beginning."""
    query = select(_CHANGE.c.step_id, _CHANGE.c.after).where(
        _CHANGE.c.table_name == table_of(Source).name, _CHANGE.c.row_id == source.id, _CHANGE.c.action == "update"
    )
    found = [
        step_id
        for step_id, after in step.connection.execute(query).all()
        if after and after.get("source_text_id") == source.source_text_id
    ]
    return max(found, default=0)
