"""How far coders coded alike: per code and pooled over codes, on the sources that all of them coded.

Only people's own codings are compared, never what was decided between them afterwards.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, Coding, Finished, Source, SourceText
from coder.queries.codes import code_tree
from coder.queries.counted import Counted, CountedCoding, CountedSource, count
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.units import SENTENCE, TURN, TurnUnits, units_of
from coder.spans import Span, folded
from coder.terms import ADJUDICATED

if TYPE_CHECKING:
    from coder.queries.reliability import Counts, Floats

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
    named = _checked(session, asked.coders)
    counted = count(
        session, Selection(named or (ALL_CODERS,), asked.with_interviewer), only=_by_several(session, asked.finished)
    )
    present = _present(session, counted, asked.finished)
    coders = named or _most_together(present, counted.codings)
    shared = {source for source, there in present.items() if len(coders) > 1 and there >= set(coders)}
    sources = [source for source in counted.sources if source.id in shared]
    compared = _Compared(session, sources, coders, asked)
    codings = [
        coding
        for coding in counted.codings
        if coding.source.id in shared and coding.coder in coders and asked.code in ("", coding.code)
    ]
    rows = compared.rows(codings, [asked.code] if asked.code else _in_order(session, codings)) if sources else ()
    names = tuple(source.name for source in sources)
    return Agreement(coders, asked.unit, asked.finished, asked.with_interviewer, names, compared.number, rows)


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


def _present(session: Session, counted: Counted, finished: bool) -> dict[str, set[str]]:
    """Who has coded each source (id), or calls it finished."""
    present: dict[str, set[str]] = defaultdict(set)
    if finished:
        names = dict(session.exec(select(Coder.id, Coder.name)).all())
        for source, coder in session.exec(select(Finished.source_id, Finished.coder_id)).all():
            present[source].add(names[coder])
    else:
        for coding in counted.codings:
            present[coding.source.id].add(coding.coder)
    return present


def _most_together(present: dict[str, set[str]], codings: Iterable[CountedCoding]) -> tuple[str, ...]:
    """The two with most sources in common; then those with most codings in such sources, then by name."""
    number = Counter(coding.coder for coding in codings)
    pairs = Counter(pair for there in present.values() for pair in combinations(sorted(there, key=folded), 2))
    if not pairs:
        return ()
    return min(pairs, key=lambda pair: (-pairs[pair], -number[pair[0]] - number[pair[1]], pair))


def _in_order(session: Session, codings: Iterable[CountedCoding]) -> list[str]:
    used = {coding.code for coding in codings}
    return [code.key for code in code_tree(session) if code.key in used]


class _Compared:
    """The turns that are compared, in order, each with its units."""

    def __init__(
        self, session: Session, sources: Sequence[CountedSource], coders: Sequence[str], asked: Comparison
    ) -> None:
        self._coders = {coder: place for place, coder in enumerate(coders)}
        self._turns: list[TurnUnits] = []
        self._place: dict[tuple[str, int], int] = {}
        """Of a turn, by its source (id) and number."""
        self._sources: list[tuple[int, int]] = []
        for source in sources:
            first = len(self._turns)
            version = session.get(SourceText, source.source_text_id) if asked.unit == SENTENCE else None
            text = version.text if version is not None else ""
            for turn in source.turns:
                units = units_of(turn.speech, asked.unit, text)
                if units.number and (asked.with_interviewer or not turn.interviewer):
                    self._place[source.id, turn.number] = len(self._turns)
                    self._turns.append(units)
            if len(self._turns) > first:
                self._sources.append((first, len(self._turns)))
        self.number = sum(turn.number for turn in self._turns)

    def rows(self, codings: Sequence[CountedCoding], codes: Sequence[str]) -> tuple[CodeAgreement, ...]:
        """The figures of these codes' codings; the codes pooled come first."""
        if not self._turns or not codes:
            return ()
        from coder.queries.reliability import figures, intervals

        counts = self._counts(codings, codes)
        found = figures(counts)
        kappas, alphas = intervals(counts)
        tallies = _tallies(codings)
        totals = counts.coded.sum(axis=0)
        rows = []
        for place, code in enumerate((*codes, ALL)):
            of_code = totals.sum(axis=0) if code == ALL else totals[place]
            numbers = {kind: int(each) for kind, each in zip(counts.combinations, of_code, strict=True)}
            two = len(self._coders) == 2
            tally = tallies[code]
            enough = tally.total() >= FEWEST
            rows.append(
                CodeAgreement(
                    code=code,
                    units=self.number,
                    both=numbers[3] if two else None,
                    only_a=numbers[1] if two else None,
                    only_b=numbers[2] if two else None,
                    agreed_share=_defined(found.agreed[place]),
                    kappa=_estimate(found.kappa[place], kappas[:, place], enough),
                    alpha=_estimate(found.alpha[place], alphas[:, place], enough),
                    codings=tally.total(),
                    began=tally["suggestion"],
                    in_sight=tally["sight"],
                )
            )
        return (rows[-1], *rows[:-1])

    def _counts(self, codings: Iterable[CountedCoding], codes: Sequence[str]) -> "Counts":
        import numpy as np

        from coder.queries.reliability import Counts

        place_of = {code: place for place, code in enumerate(codes)}
        spans: dict[tuple[int, int], list[list[Span]]] = defaultdict(lambda: [[] for _coder in self._coders])
        for coding in codings:
            span = Span(coding.start, coding.end)
            for turn in coding.turns:
                place = self._place.get((coding.source.id, turn.number))
                if place is not None:
                    spans[place, place_of[coding.code]][self._coders[coding.coder]].append(span)
        found = {key: self._turns[key[0]].patterns(by_coder) for key, by_coder in spans.items()}
        # Of two coders every combination is there, so that each has its column.
        always = {1, 2, 3} if len(self._coders) == 2 else {1}
        kinds = sorted(always.union(*found.values()))
        column = {kind: place for place, kind in enumerate(kinds)}
        coded = np.zeros((len(self._turns), len(codes), len(kinds)))
        for (row, code), patterns in found.items():
            for kind, number in patterns.items():
                coded[row, code, column[kind]] = number
        units = np.array([turn.number for turn in self._turns], dtype=np.float64)
        return Counts(len(self._coders), tuple(kinds), coded, units, tuple(self._sources))


def _tallies(codings: Iterable[CountedCoding]) -> dict[str, Counter[str]]:
    """Codings by how the program had a hand in them, by code and over all codes."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for coding in codings:
        for code in (coding.code, ALL):
            tallies[code][coding.prompted] += 1
    return tallies


def _estimate(value: float, interval: "Floats", enough: bool) -> Estimate:
    """An interval of too few applications would lend weight to a figure that has none."""
    known = _defined(value)
    if known is None or not enough:
        return Estimate(known)
    return Estimate(known, _defined(interval[0]), _defined(interval[1]))


def _defined(value: float) -> float | None:
    return float(value) if isfinite(value) else None
