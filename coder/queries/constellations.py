"""Constellations that people have written down, and the passages that may tell of further ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, Coding, Constellation, SourceText
from coder.queries.counted import CountedCoding, count
from coder.queries.model_questions import codes_shown_as
from coder.queries.registers import Entry, register_entries
from coder.queries.selection import DEFAULT, Selection
from coder.spans import folded

SHOWN_AS = "constellations"
"""How a question of the model is shown whose codes tell of constellations."""
CONFIRMED, REFUTED, OPEN = "confirmed", "refuted", "open"
DECISIONS = (CONFIRMED, REFUTED, OPEN)
STATES = ("running", "ended", "planned", "unknown")


@dataclass(frozen=True)
class Known:
    """A constellation as it is written down."""

    id: str
    key: str
    """What people type."""
    name: str
    members: tuple[str, ...]
    """Keys of actors."""
    place: str
    groups: tuple[str, ...]
    purpose: str
    state: str
    """``running``, ``ended``, ``planned`` or ``unknown``."""
    decision: str
    """``confirmed``, ``refuted`` or ``open``."""
    quotes: tuple[str, ...]
    """The passages that say so, as far as they are there still."""
    decided_by: str


@dataclass(frozen=True)
class Telling:
    """A counted coding that tells of a constellation."""

    coding: CountedCoding
    text: str
    around: str
    """The whole turns it stands in."""


def constellations(session: Session) -> tuple[Known, ...]:
    """All that are written down, refuted ones too, in order of name."""
    coders = {row.id: row.name for row in session.exec(select(Coder)).all()}
    rows = session.exec(select(Constellation)).all()
    named = {quote for row in rows for quote in row.quotes}
    there = set(session.exec(select(Coding.quote_id).where(col(Coding.quote_id).in_(named))).all()) if named else set()
    found = [_known(row, coders, there) for row in rows]
    return tuple(sorted(found, key=lambda each: (folded(each.name), each.key)))


def _known(row: Constellation, coders: dict[str, str], there: set[str]) -> Known:
    return Known(
        id=row.id,
        key=row.key,
        name=row.name,
        members=tuple(row.members),
        place=row.place,
        groups=tuple(row.groups),
        purpose=row.purpose,
        state=row.state,
        decision=row.decision,
        quotes=tuple(quote for quote in row.quotes if quote in there),
        decided_by=coders.get(row.decided_by, ""),
    )


def find_constellation(known: Sequence[Known], typed: str) -> Known:
    """One of them by its id or name: exact beats a unique beginning. ``CoderError`` names the candidates."""
    wanted = folded(typed)
    found = (
        [each for each in known if folded(each.key) == wanted]
        or [each for each in known if folded(each.name) == wanted]
        or [each for each in known if wanted and any(folded(x).startswith(wanted) for x in (each.key, each.name))]
    )
    if len(found) == 1:
        return found[0]
    if found:
        keys = ", ".join(each.key for each in found)
        raise CoderError(_("{name}: several constellations fit: {keys}.").format(name=typed, keys=keys))
    raise CoderError(_("{name}: no constellation is called so; 'coder constellations' lists them.").format(name=typed))


def telling(session: Session, selection: Selection = DEFAULT) -> tuple[Telling, ...]:
    """The counted codings with the codes of the question that is shown as constellations, in order."""
    codes = codes_shown_as(session, SHOWN_AS)
    counted = [coding for coding in count(session, selection).codings if coding.code in codes]
    texts = {
        text_id: session.get_one(SourceText, text_id).text
        for text_id in {coding.source.source_text_id for coding in counted}
    }
    return tuple(_telling(coding, texts[coding.source.source_text_id]) for coding in counted)


def _telling(coding: CountedCoding, text: str) -> Telling:
    around = text[coding.turns[0].speech.start : coding.turns[-1].speech.end]
    return Telling(coding, text[coding.start : coding.end], around)


def names_of(session: Session) -> dict[str, str]:
    """The names of actors, groups and places by their keys."""
    return {entry.key: entry.name for entry in register_entries(session, "actor", "group", "place")}


def projects_of(session: Session) -> tuple[Entry, ...]:
    """The projects that the codebook knows of from documents."""
    return tuple(entry for entry in register_entries(session, "project") if not entry.retired)
