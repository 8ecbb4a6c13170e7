"""What has been decided about names, and how far sources are pseudonymised. No name stands here, only fingerprints."""

from dataclasses import dataclass

from sqlalchemy import select as sa_select
from sqlmodel import Session, select

from coder.model import Preparation, ProjectInfo, Pseudonym, Setting, Source, table_of

REPLACE, KEEP = "replace", "keep"

PART = "pseudonyms"
"""The part of a source's preparation that is done when no name waits to be decided or replaced."""

KNOWN_NAMES = "known_names"
"""The setting that keeps the project's own list of names, as fingerprints."""


@dataclass(frozen=True)
class Decision:
    """What becomes of a name, in the whole project."""

    fingerprint: str
    kind: str
    decision: str
    """``replace`` or ``keep``."""
    replacement: str


def decisions(session: Session) -> tuple[Decision, ...]:
    """Everything decided, in no order that tells when."""
    rows = session.exec(select(Pseudonym)).all()
    found = (Decision(row.fingerprint, row.kind, row.decision, row.replacement) for row in rows)
    return tuple(sorted(found, key=lambda each: each.fingerprint))


def anything_decided(session: Session) -> bool:
    """Whether any name was decided about."""
    return session.connection().execute(sa_select(table_of(Pseudonym).c.id).limit(1)).first() is not None


def number_decided(session: Session) -> int:
    """How many people, places and numbers were decided about; all names of one were decided at one instant."""
    return len(set(session.exec(select(Pseudonym.created_at)).all()))


def known_names(session: Session) -> tuple[str, ...]:
    """The fingerprints of names that somebody said occur."""
    row = session.exec(select(Setting).where(Setting.key == KNOWN_NAMES)).first()
    return tuple(row.value["fingerprints"]) if row is not None else ()


def salt(session: Session) -> str:
    """What the project's fingerprints are mixed with."""
    return session.exec(select(ProjectInfo.salt)).one()


def how_far(session: Session) -> tuple[int, int]:
    """How many sources there are, and in how many of them no name waits any more."""
    return len(session.exec(select(Source.id)).all()), len(pseudonymised(session))


def pseudonymised(session: Session) -> frozenset[str]:
    """The names of the sources in which no name waits any more."""
    query = select(Source.name).join(Preparation).where(Preparation.part == PART)
    return frozenset(session.exec(query).all())
