"""How far coders coded alike: per code and pooled over codes, on the sources that all of them coded.

Only people's own codings are compared, never what was decided between them afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, Coding, Finished, Source
from coder.queries.selection import ALL_CODERS
from coder.spans import folded
from coder.terms import ADJUDICATED, TURN

ALL = "*"
"""The row of all codes."""
FEWEST = 10
"""Applications of a code under which its figures say nothing (*för få*)."""


@dataclass(frozen=True)
class Comparison:
    """Who is compared, on what."""

    coders: tuple[str, ...] = ()
    """Names; by default the two who have coded most sources together."""
    unit: str = TURN
    code: str = ""
    """The key of the only code compared; by default every code that one of them applied."""
    finished: bool = False
    """Compare the sources that all of them call finished, not those that all of them have coded."""
    with_interviewer: bool = False


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; None where it is undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class CodeAgreement:
    """The figures of a code, or of all codes pooled."""

    code: str
    """Its key, or ``*``."""
    units: int
    both: int | None
    """Units that both coded; of all codes the sum. None over two coders, as the two that follow."""
    only_a: int | None
    only_b: int | None
    agreed_share: float | None
    kappa: Estimate
    alpha: Estimate
    codings: int
    """Applications of the code by all of the coders."""
    began: int
    """Of these, codings that began as suggestions."""
    in_sight: int
    """Of these, codings that were made while the code was on offer for the passage."""

    @property
    def too_few(self) -> bool:
        return self.codings < FEWEST

    @property
    def prompted_share(self) -> float | None:
        """Which share of the codings began as suggestions or had one in sight: agreement with the program, perhaps."""
        return (self.began + self.in_sight) / self.codings if self.codings else None


@dataclass(frozen=True)
class Agreement:
    """The comparison that was made, and its figures."""

    coders: tuple[str, ...]
    """In order of name, or as they were asked for."""
    unit: str
    finished: bool
    with_interviewer: bool
    sources: tuple[str, ...]
    units: int
    rows: tuple[CodeAgreement, ...]
    """All codes pooled first, then the codes in the codebook's order; empty where there is nothing to compare."""


def agreement(session: Session, asked: Comparison = Comparison()) -> Agreement:
    """Compare coders. ``CoderError`` for an unknown coder, for one alone, and for adjudicated codings."""
    # The columns are arrays, and the start-up path has none.
    from coder.queries.compared import Compared

    names = _checked(session, asked.coders)
    found = Compared(session, asked, names, _by_several(session, asked.finished))
    return Agreement(
        coders=found.coders,
        unit=asked.unit,
        finished=asked.finished,
        with_interviewer=asked.with_interviewer,
        sources=found.sources,
        units=found.number,
        rows=found.rows(),
    )


def _checked(session: Session, wanted: Sequence[str]) -> tuple[str, ...]:
    """The coders as the project spells them, each once."""
    names = {folded(name): name for name in session.exec(select(Coder.name)).all()}
    people = sorted((name for key, name in names.items() if key != ADJUDICATED), key=folded)
    if list(wanted) == [ALL_CODERS]:
        wanted = people
    for name in wanted:
        if folded(name) == ADJUDICATED:
            raise CoderError(_("What was decided between coders is nobody's own coding; leave “adjudicated” out."))
        if folded(name) not in names:
            message = _("No coder is called {name}; the coders are: {names}.")
            raise CoderError(message.format(name=name, names=", ".join(people) or "–"))
    found = tuple(dict.fromkeys(names[folded(name)] for name in wanted))
    if len(found) == 1:
        raise CoderError(_("Agreement takes two coders or more: --coders A,B."))
    return found


def _by_several(session: Session, finished: bool) -> list[str]:
    """The sources that two coders or more have coded, or call finished: others cannot be compared."""
    mark = Finished if finished else Coding
    by = col(Finished.coder_id) if finished else col(Coding.coded_by)
    query = select(Source.name).join(mark, col(mark.source_id) == Source.id).group_by(Source.name)
    return list(session.exec(query.having(func.count(by.distinct()) > 1)).all())
