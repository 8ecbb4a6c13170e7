"""Versions of a source's text: which there are, how one read, and what could not be placed on the current one."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import note_id
from coder.model import Change, Code, Coder, Coding, Note, Source, SourceText, Step
from coder.queries.log import log
from coder.queries.sources import find_source

_AROUND = 60
"""Characters shown on either side of what could not be placed."""


@dataclass(frozen=True)
class Version:
    """One version of a source's text."""

    version: int
    origin: str
    """``file``, ``correction``, ``speakers`` or ``pseudonyms``."""
    current: bool
    undone: bool
    """Taken back, so that it is no version any more that anything could stand on."""
    at: str
    coder: str
    what: str
    """The step that made it, in words; empty where the history does not reach back."""
    moved: int
    """How many codings came along to it."""
    characters: int


@dataclass(frozen=True)
class Unplaced:
    """A coding, or a note on a passage, that stayed on an old version since its words are gone."""

    quote: str
    """The quote's identifier, or the note's."""
    source: str
    version: int
    start: int
    end: int
    """On that version."""
    code: str
    """The code's key; empty for a note."""
    coder: str
    text: str
    """The words it stood on."""
    before: str
    after: str
    """What stood around them."""


def versions(session: Session, name: str) -> tuple[Version, ...]:
    """The versions of a source, oldest first. ``CoderError`` for an unknown source."""
    source = find_source(session, name)
    made = _made(session, source)
    rows = session.exec(select(SourceText).where(SourceText.source_id == source.id)).all()
    return tuple(_version(row, source, made) for row in sorted(rows, key=lambda row: (row.version, row.id)))


@dataclass(frozen=True)
class _Making:
    at: str
    coder: str
    what: str
    undone: bool
    moved: int


def _made(session: Session, source: Source) -> dict[str, _Making]:
    """By version, the step that made it: the latest that made it the source's text and is no undo or redo."""
    lines = {line.step: line for line in log(session)}
    query = (
        select(Change.step_id, Change.action, Change.after)
        .join(Step, col(Step.id) == Change.step_id)
        .where(Change.table_name == "source", Change.row_id == source.id, col(Step.undoes).is_(None))
        .order_by(col(Change.id))
    )
    made: dict[str, int] = {}
    first: int | None = None
    for step, action, after in session.exec(query).all():
        if action == "insert":
            first = step
        elif after and "source_text_id" in after:
            made[after["source_text_id"]] = step
    beginning = session.exec(
        select(SourceText.id).where(SourceText.source_id == source.id).order_by(col(SourceText.version))
    ).first()
    if first is not None and beginning is not None:
        made.setdefault(beginning, first)
    return {text: _making(session, lines[step], text) for text, step in made.items() if step in lines}


def _making(session: Session, line: Any, text: str) -> _Making:
    changes = session.exec(
        select(Change.after).where(
            Change.step_id == line.step, Change.table_name == "coding", Change.action == "update"
        )
    ).all()
    moved = sum(1 for after in changes if after and after.get("source_text_id") == text)
    return _Making(line.at, line.coder, line.what, line.undone, moved)


def _version(row: SourceText, source: Source, made: dict[str, _Making]) -> Version:
    making = made.get(row.id)
    current = row.id == source.source_text_id
    return Version(
        version=row.version,
        origin=row.origin,
        current=current,
        undone=not current and making is not None and making.undone,
        at=making.at if making else "",
        coder=making.coder if making else "",
        what=making.what if making else "",
        moved=making.moved if making else 0,
        characters=len(row.text),
    )


def version_text(session: Session, name: str, number: int) -> str:
    """A source's text as one of its versions has it. ``CoderError`` if there is no such version."""
    source = find_source(session, name)
    rows = session.exec(select(SourceText).where(SourceText.source_id == source.id)).all()
    found = [row for row in rows if row.version == number]
    if not found:
        numbers = ", ".join(str(number) for number in sorted({row.version for row in rows}))
        raise CoderError(
            _("{source} has no version {number}; there are: {numbers}.").format(
                source=source.name, number=number, numbers=numbers
            )
        )
    # Of several that were taken back under one number, the one that stands.
    return next((row for row in found if row.id == source.source_text_id), found[-1]).text


def unplaced(session: Session, name: str = "") -> tuple[Unplaced, ...]:
    """What stays on old versions, of one source or of all, in order of source and place."""
    wanted = [find_source(session, name)] if name else session.exec(select(Source)).all()
    sources = {row.id: row.name for row in wanted}
    current = {row.source_text_id for row in wanted}
    of_them = select(SourceText.id).where(col(SourceText.source_id).in_(sources))
    old = {version for version in session.exec(of_them).all() if version not in current}
    # Most interviews have no old version, and this is asked after every change.
    found = [*_codings(session, old), *_notes(session, old)] if old else []
    rows = [_unplaced(text, sources[text.source_id], values) for text, values in found]
    return tuple(sorted(rows, key=lambda row: (row.source, row.version, row.start, row.end, row.quote)))


_Found = tuple[SourceText, dict[str, Any]]


def _codings(session: Session, old: set[str]) -> list[_Found]:
    query = (
        select(Coding, SourceText, Code.key, Coder.name)
        .join(SourceText, col(SourceText.id) == Coding.source_text_id)
        .join(Code, col(Code.id) == Coding.code_id)
        .join(Coder, col(Coder.id) == Coding.coded_by)
        .where(col(Coding.source_text_id).in_(old))
    )
    return [
        (text, {"quote": coding.quote_id, "start": coding.start, "end": coding.end, "code": key, "coder": coder})
        for coding, text, key, coder in session.exec(query).all()
    ]


def _notes(session: Session, old: set[str]) -> list[_Found]:
    query = (
        select(Note, SourceText, Coder.name)
        .join(SourceText, col(SourceText.id) == Note.target_id)
        .join(Coder, col(Coder.id) == Note.written_by)
        .where(Note.target_kind == "passage", col(Note.target_id).in_(old))
    )
    return [
        (text, {"quote": note_id(note.id), "start": note.start, "end": note.end, "code": "", "coder": coder})
        for note, text, coder in session.exec(query).all()
        if note.start is not None
    ]


def _unplaced(text: SourceText, source: str, values: dict[str, Any]) -> Unplaced:
    start, end = values["start"], values["end"]
    return Unplaced(
        source=source,
        version=text.version,
        text=text.text[start:end],
        before=text.text[max(0, start - _AROUND) : start],
        after=text.text[end : end + _AROUND],
        **values,
    )
