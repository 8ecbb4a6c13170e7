"""Notes: who wrote what on which quote, passage, source or code, or on the study; found by their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import normal_note_id, note_id
from coder.model import Code, Coder, Coding, Note, Source
from coder.spans import folded

NOTE_PREFIX = "N-"
KINDS = ("coding", "passage", "source", "code", "project")


@dataclass(frozen=True)
class NoteRow:
    """A note with where it stands."""

    note: str
    """Its identifier, ``N-…``."""
    on: str
    """One of ``KINDS``."""
    target: str
    """The quote's identifier, the source's name, the code's key, or ``project``."""
    source: str
    """The source it is in or on; "" for a code and the study."""
    start: int | None
    end: int | None
    """The passage; of a quote, where it stands. None for a source, a code, and the study."""
    code: str
    """The key of the code it is on, or of the quote it is on; else ""."""
    coder: str
    at: str
    """When it was written, UTC, ISO 8601."""
    text: str


@dataclass(frozen=True)
class NoteFilter:
    """Which notes; everything given must hold."""

    on: str = ""
    """One of ``KINDS``."""
    target: str = ""
    """The row (its id) they are on; for a passage its version of the text."""
    span: tuple[int, int] | None = None
    """A passage on which they are exactly."""
    source: str = ""
    """Anything on or in the source of this name."""
    coder: str = ""
    search: str = ""
    """Every one of these words, in the note or in the code's name; å, ä, ö as typed, case aside."""


def notes(session: Session, wanted: NoteFilter = NoteFilter()) -> tuple[NoteRow, ...]:
    """The notes that pass, in the order in which they were written."""
    query = select(Note, Coder.name).join(Coder, col(Coder.id) == Note.written_by).order_by(*order_of_notes())
    if wanted.on:
        query = query.where(Note.target_kind == wanted.on)
    if wanted.target:
        query = query.where(Note.target_id == wanted.target)
    if wanted.span is not None:
        query = query.where(Note.start == wanted.span[0], Note.end == wanted.span[1])
    found = session.exec(query).all()
    if not found:
        return ()
    places = _Places(session, [note for note, _coder in found])
    rows = [row for note, coder in found if (row := places.row(note, coder)) is not None]
    words = folded(wanted.search).split()
    return tuple(
        row
        for row in rows
        if (not wanted.source or folded(row.source) == folded(wanted.source))
        and (not wanted.coder or folded(row.coder) == folded(wanted.coder))
        and all(word in folded(f"{row.text} {row.code}") for word in words)
    )


def note_by_id(session: Session, typed: str) -> tuple[Note, str]:
    """A note by its identifier, and the identifier as it is printed. ``CoderError`` if there is none."""
    wanted = normal_note_id(typed)
    for row in session.exec(select(Note)).all():
        if note_id(row.id) == wanted:
            return row, wanted
    raise CoderError(_("{note}: no note has this identifier; 'coder notes' lists them.").format(note=typed))


def order_of_notes() -> tuple[Any, ...]:
    """Notes come in the order in which they were written."""
    return col(Note.created_at), col(Note.id)


class _Places:
    """Where notes stand, asked for all of them at once."""

    def __init__(self, session: Session, found: Sequence[Note]) -> None:
        kinds = {note.target_kind for note in found}
        coded = (
            select(Coding, Source.name, Code.key)
            .join(Source, col(Source.id) == Coding.source_id)
            .join(Code, col(Code.id) == Coding.code_id)
            .join(Note, col(Note.target_id) == Coding.id)
        )
        rows = session.exec(coded).all() if "coding" in kinds else []
        self._codings = {coding.id: (coding, source, code) for coding, source, code in rows}
        sources = session.exec(select(Source)).all()
        self._sources = {source.id: source.name for source in sources}
        self._texts = {source.source_text_id: source.name for source in sources}
        self._codes: dict[str, str] = dict(session.exec(select(Code.id, Code.key)).all())

    def row(self, note: Note, coder: str) -> NoteRow | None:
        """A note with its place; None where it stands on a version of a text that is no longer the current one."""
        source, start, end, code = "", note.start, note.end, ""
        if note.target_kind == "coding":
            if note.target_id not in self._codings:
                return None
            coding, source, code = self._codings[note.target_id]
            target, start, end = coding.quote_id, coding.start, coding.end
        elif note.target_kind == "passage":
            if note.target_id not in self._texts:
                return None
            source = self._texts[note.target_id]
            target = f"{source}:{start}-{end}"
        elif note.target_kind == "source":
            source = target = self._sources[note.target_id]
        elif note.target_kind == "code":
            code = target = self._codes[note.target_id]
        else:
            target = note.target_kind
        return NoteRow(
            note_id(note.id), note.target_kind, target, source, start, end, code, coder, note.created_at, note.text
        )
