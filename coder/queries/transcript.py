"""One source with its turns, codings and notes: what the reader shows and ``coder read`` says."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.model import Code, Coder, Coding, CodingAbout, Note, RegisterEntry, Turn, table_of
from coder.queries.counted import CountedTurn, counted_sources
from coder.queries.sources import find_source, source_text


@dataclass(frozen=True)
class TurnView:
    turn: CountedTurn
    time_ms: int | None


class CodingView(NamedTuple):
    """A coding as the reader shows it, whichever counts in figures.

    A named tuple, since thousands are made anew after every coding: a frozen dataclass takes four times as long.
    """

    id: str
    quote: str
    start: int
    end: int
    code: str
    """The code's key."""
    coder: str
    voice: str | None
    mode: str | None
    about: tuple[str, ...]
    starred: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class TranscriptView:
    """A source's current version with everything on it."""

    source_id: str
    source_text_id: str
    name: str
    text: str
    turns: tuple[TurnView, ...]
    codings: tuple[CodingView, ...]
    """In order of start, end, code, coder."""
    notes: tuple[str, ...]
    """On the source."""


def transcript(session: Session, name: str) -> TranscriptView:
    """A source by name. ``CoderError`` if there is none."""
    row = find_source(session, name)
    [source] = counted_sources(session, (row.name,))
    times = _times(session, row.source_text_id)
    return TranscriptView(
        source_id=row.id,
        source_text_id=row.source_text_id,
        name=row.name,
        text=source_text(session, row),
        turns=tuple(TurnView(turn, times.get(turn.number)) for turn in source.turns),
        codings=codings_on(session, row.source_text_id),
        notes=tuple(
            session.exec(
                select(Note.text)
                .where(Note.target_kind == "source", Note.target_id == row.id)
                .order_by(col(Note.created_at), col(Note.id))
            ).all()
        ),
    )


def _times(session: Session, source_text_id: str) -> dict[int, int]:
    rows = session.exec(select(Turn.number, Turn.time_ms).where(Turn.source_text_id == source_text_id)).all()
    return {number: time for number, time in rows if time is not None}


def codings_on(session: Session, source_text_id: str) -> tuple[CodingView, ...]:
    """Everybody's codings on one version."""
    coding, code, by = table_of(Coding), table_of(Code), table_of(Coder)
    # Plain rows: this is asked after every change, and objects would be the most of the time.
    columns = [coding.c[name] for name in ("id", "quote_id", "start", "end", "voice", "mode", "starred")]
    rows = (
        session.connection()
        .execute(
            sa_select(*[*columns, code.c.key, by.c.name])
            .join(code, code.c.id == coding.c.code_id)
            .join(by, by.c.id == coding.c.coded_by)
            .where(coding.c.source_text_id == source_text_id)
        )
        .all()
    )  # All at once: a row at a time takes half as long again.
    about = _about(session, source_text_id)
    notes = _notes(session, source_text_id)
    views = [
        CodingView(
            identity,
            quote,
            start,
            end,
            key,
            coder,
            voice,
            mode,
            about=tuple(sorted(about[identity])) if identity in about else (),
            starred=starred,
            notes=tuple(notes.get(identity, ())),
        )
        for identity, quote, start, end, voice, mode, starred, key, coder in rows
    ]
    return tuple(sorted(views, key=attrgetter("start", "end", "code", "coder")))


def _about(session: Session, source_text_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(CodingAbout.coding_id, RegisterEntry.key)
        .join(RegisterEntry, col(RegisterEntry.id) == CodingAbout.register_entry_id)
        .join(Coding, col(Coding.id) == CodingAbout.coding_id)
        .where(Coding.source_text_id == source_text_id)
    )
    for coding_id, key in session.exec(query).all():
        found[coding_id].append(key)
    return found


def _notes(session: Session, source_text_id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = (
        select(Note.target_id, Note.text)
        .join(Coding, col(Coding.id) == Note.target_id)
        .where(Note.target_kind == "coding", Coding.source_text_id == source_text_id)
        .order_by(col(Note.created_at), col(Note.id))
    )
    for target, text in session.exec(query).all():
        found[target].append(text)
    return found
