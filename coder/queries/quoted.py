"""Quotes by their identifiers, for what people keep as evidence."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from coder.model import Coding
from coder.queries.behind import Behind
from coder.queries.counted import count
from coder.queries.quotes import Quote, QuoteFilter, quotes
from coder.queries.selection import EVERY_CODING, Selection

ANYBODYS = Selection(EVERY_CODING)
"""What stands as evidence was chosen by a person, whichever coder's codings count in figures."""


def quoted(session: Session, identifiers: Collection[str]) -> dict[str, Quote]:
    """The quotes with these identifiers, as far as they are there."""
    wanted = QuoteFilter(ids=coding_ids(session, identifiers))
    return {row.quote: row for row in quotes(session, wanted, ANYBODYS).rows}


def coding_ids(session: Session, identifiers: Collection[str]) -> frozenset[str]:
    """The codings behind identifiers."""
    if not identifiers:
        return frozenset()
    return frozenset(session.exec(select(Coding.id).where(col(Coding.quote_id).in_(identifiers))).all())


def behind(session: Session, identifiers: Collection[str]) -> Behind:
    """The codings behind identifiers, as what stands behind a figure."""
    ids = coding_ids(session, identifiers)
    return Behind(ids, count(session, ANYBODYS, ids).scope)
