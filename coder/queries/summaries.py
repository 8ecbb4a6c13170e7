"""What people wrote in the cells of framework matrices, and where the quotes that they cite stand."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.model import Case, Coder, Coding, FrameworkSummary
from coder.queries.citations import cited
from coder.queries.codes import code_tree
from coder.queries.counted import count
from coder.queries.selection import EVERY_CODING, Selection


@dataclass(frozen=True)
class Summary:
    """What a person wrote in a cell."""

    text: str
    coder: str
    at: str
    """When, UTC, ISO 8601."""
    cited: tuple[str, ...]
    """The quotes it cites, in order."""
    outside: tuple[str, ...]
    """Of these, those that stand in another cell by now: another code, or nobody of the case speaks."""
    gone: tuple[str, ...]
    """Of these, those that are no quotes any more."""


def summaries(session: Session) -> dict[tuple[str, str], Summary]:
    """Every summary, by case and code (their name and key)."""
    keys = {code.id: code.key for code in code_tree(session)}
    rows = session.exec(
        select(FrameworkSummary, Case.name, Coder.name)
        .join(Case, col(Case.id) == FrameworkSummary.case_id)
        .join(Coder, col(Coder.id) == FrameworkSummary.written_by)
    ).all()
    stands = cells_of(session, {quote for row, _case, _coder in rows for quote in cited(row.text)})
    found = {}
    for row, case, coder in rows:
        code, named = keys[row.code_id], cited(row.text)
        outside = tuple(quote for quote in named if quote in stands and not _is_in(stands[quote], case, code))
        gone = tuple(quote for quote in named if quote not in stands)
        found[case, code] = Summary(row.text, coder, row.created_at, named, outside, gone)
    return found


Place = tuple[str, frozenset[str]]
"""A quote's code (its key), and the cases whose words it holds."""


def cells_of(session: Session, named: Collection[str]) -> dict[str, Place]:
    """Where quotes (their identifiers) stand; those that are none are left out. Whoever coded them."""
    if not named:
        return {}
    ids = dict(session.exec(select(Coding.id, Coding.quote_id).where(col(Coding.quote_id).in_(named))).all())
    places: dict[str, Place] = {quote: ("", frozenset()) for quote in ids.values()}
    for coding in count(session, Selection(EVERY_CODING, with_interviewer=True), set(ids)).codings:
        places[coding.quote] = (coding.code, frozenset(coding.cases))
    return places


def _is_in(place: Place, case: str, code: str) -> bool:
    return place[0] == code and case in place[1]


def outside(session: Session, named: Collection[str], case: str, code: str) -> tuple[str, ...]:
    """Which quotes (they exist) do not stand in a cell (the case's name, the code's key)."""
    places = cells_of(session, named)
    return tuple(quote for quote in named if quote in places and not _is_in(places[quote], case, code))
