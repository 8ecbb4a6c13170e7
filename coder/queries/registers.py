"""The codebook's registers: guide, actors, projects, groups, places, questions."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from coder.model import RegisterEntry


@dataclass(frozen=True)
class Entry:
    kind: str
    key: str
    name: str
    data: dict[str, Any]
    retired: bool


def register_entries(session: Session, *kinds: str) -> tuple[Entry, ...]:
    """The entries of some registers (all by default), in the codebook's order."""
    rows = session.exec(select(RegisterEntry)).all()
    return tuple(
        Entry(row.kind, row.key, row.name, row.data, row.retired)
        for row in sorted(rows, key=lambda row: (row.kind, row.position, row.key))
        if not kinds or row.kind in kinds
    )
