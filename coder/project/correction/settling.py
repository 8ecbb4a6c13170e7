"""What a correction could not place: put somewhere on the present text by a person, or taken away."""

from sqlmodel import Session

from coder.errors import CoderError
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import normal_quote_id
from coder.model import Note, Source, SourceText
from coder.project.base import coding_by_quote
from coder.project.coding import CodingUseCases
from coder.project.coding_rows import absorb, check_passage, equal_coding
from coder.project.noting import NoteUseCases, is_note
from coder.queries.notes import note_by_id


class SettlingUseCases(CodingUseCases, NoteUseCases):
    """Settling what stays on old versions."""

    def settle(self, quote: str, start: int, end: int) -> str:
        """Place an unplaced coding (or a note, ``N-…``) on a passage of its source's present text.

        Returns the quote that holds it: where an equal coding stands, the two become one. ``CoderError`` for what is
        placed already, and for offsets that are no passage.
        """
        with self.store.reading() as session:
            source = _source_of(session, quote)
        with self.history.step("settle", quote=quote.strip().upper(), source=source.name) as step:
            row = step.session.get(Source, source.id)
            assert row is not None
            check_passage(step.session, row, start, end)
            if is_note(quote):
                note, name = note_by_id(step.session, quote)
                step.update(note, target_id=row.source_text_id, start=start, end=end)
                return name
            return _settle_coding(step, row, quote, start, end)

    def drop(self, quote: str) -> None:
        """Take an unplaced coding or note away (undo brings it back). ``CoderError`` for what is placed."""
        with self.store.reading() as session:
            _source_of(session, quote)
        if is_note(quote):
            self.remove_note(quote)
        else:
            self.remove_coding(quote)


def _settle_coding(step: StepWriter, source: Source, quote: str, start: int, end: int) -> str:
    coding = coding_by_quote(step.session, quote)
    equal = equal_coding(step.session, source.source_text_id, start, end, coding.code_id, coding.coded_by)
    if equal is not None:
        absorb(step, coding, equal)
        return equal.quote_id
    step.update(coding, source_text_id=source.source_text_id, start=start, end=end)
    return coding.quote_id


def _source_of(session: Session, quote: str) -> Source:
    """The source of something unplaced. ``CoderError`` for what stands on the present text."""
    version = _version_of(session, quote)
    source = session.get(Source, version.source_id) if version else None
    if version is None or source is None or source.source_text_id == version.id:
        raise CoderError(
            _("{quote}: stands on the present text already; 'coder correct --unplaced' lists what does not.").format(
                quote=quote if is_note(quote) else normal_quote_id(quote)
            )
        )
    return source


def _version_of(session: Session, quote: str) -> SourceText | None:
    if not is_note(quote):
        return session.get(SourceText, coding_by_quote(session, quote).source_text_id)
    note: Note = note_by_id(session, quote)[0]
    return session.get(SourceText, note.target_id) if note.target_kind == "passage" else None
