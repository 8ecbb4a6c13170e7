"""How far each source is prepared for coding, and who said so."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.model import Coder, Preparation, Source
from coder.terms import PARTS


@dataclass(frozen=True)
class PartRow:
    """One part of one source's preparation."""

    source: str
    part: str
    """One of ``coder.terms.PARTS``."""
    done_by: str
    """Empty while it is not done."""
    at: str


def preparation(session: Session, source: str = "") -> tuple[PartRow, ...]:
    """The parts of every source, or of the one of exactly this name, in order of source and work."""
    marks = {
        (source_id, part): (name, at)
        for source_id, part, at, name in session.exec(
            select(Preparation.source_id, Preparation.part, Preparation.created_at, Coder.name).join(
                Coder, col(Coder.id) == Preparation.coder_id
            )
        ).all()
    }
    sources = session.exec(select(Source.id, Source.name).order_by(col(Source.name))).all()
    return tuple(
        PartRow(name, part, *marks.get((source_id, part), ("", "")))
        for source_id, name in sources
        if not source or name == source
        for part in PARTS
    )


def parts_done(session: Session) -> dict[str, frozenset[str]]:
    """The parts that are done, by source (id)."""
    found: dict[str, set[str]] = {}
    for source_id, part in session.exec(select(Preparation.source_id, Preparation.part)).all():
        found.setdefault(source_id, set()).add(part)
    return {source_id: frozenset(parts) for source_id, parts in found.items()}
