"""Whom names mean where a person has settled it, source by source."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.model import Coder, NameReading, RegisterEntry, Source


@dataclass(frozen=True)
class ReadingRow:
    """One name in one source."""

    source: str
    name: str
    actor: str
    """Its key, or "": none of the actors is meant."""
    decided_by: str


def reading_rows(session: Session) -> tuple[ReadingRow, ...]:
    """All of them, in order of source and name."""
    query = (
        select(Source.name, NameReading.name, RegisterEntry.key, Coder.name)
        .join(Source, col(Source.id) == NameReading.source_id)
        .join(Coder, col(Coder.id) == NameReading.decided_by)
        .outerjoin(RegisterEntry, col(RegisterEntry.id) == NameReading.register_entry_id)
    )
    rows = [ReadingRow(source, name, actor or "", by) for source, name, actor, by in session.exec(query).all()]
    return tuple(sorted(rows, key=lambda row: (row.source, row.name)))


def readings(session: Session) -> dict[str, dict[str, str | None]]:
    """By source (its name): whom each settled name means, None for none of the actors."""
    found: dict[str, dict[str, str | None]] = defaultdict(dict)
    for row in reading_rows(session):
        found[row.source][row.name] = row.actor or None
    return found
