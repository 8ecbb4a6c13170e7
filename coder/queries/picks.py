"""What writers chose for the report, in their order, and which exports a quote went into."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.identity import normal_quote_id
from coder.model import Coder, Coding, ExportRecord, PickedQuote


@dataclass(frozen=True)
class Pick:
    """A quote that was chosen."""

    quote: str
    coding: str
    """The coding's id."""
    heading: str
    """The section it stands in; quotes without one stand first."""
    edited: str
    """Its words as lightly edited; "" for verbatim."""
    picked_by: str


@dataclass(frozen=True)
class ExportUse:
    """An export that a quote stands in."""

    file_name: str
    audience: str
    at: str


def picks(session: Session) -> tuple[Pick, ...]:
    """All that were chosen, in order."""
    query = (
        select(PickedQuote, Coding.quote_id, Coder.name)
        .join(Coding, col(Coding.id) == PickedQuote.coding_id)
        .join(Coder, col(Coder.id) == PickedQuote.picked_by)
        .order_by(col(PickedQuote.position), col(PickedQuote.id))
    )
    return tuple(
        Pick(quote, row.coding_id, row.heading, row.edited, name) for row, quote, name in session.exec(query).all()
    )


def exports_by_quote(session: Session) -> dict[str, tuple[ExportUse, ...]]:
    """The exports that each quote stands in, the latest first."""
    found: dict[str, tuple[ExportUse, ...]] = {}
    rows = session.exec(select(ExportRecord).order_by(col(ExportRecord.at).desc(), col(ExportRecord.file_name))).all()
    for row in rows:
        use = ExportUse(row.file_name, row.audience, row.at)
        for quote in row.quotes:
            found[quote] = (*found.get(quote, ()), use)
    return found


def exports_with(session: Session, quote: str) -> tuple[ExportUse, ...]:
    """The exports that were written with a quote in them, the latest first."""
    return exports_by_quote(session).get(normal_quote_id(quote), ())
