"""What coders did with the same turns, counted as arrays: the work behind ``agreement``."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
from sqlmodel import Session, select

from coder.model import Coder, Finished
from coder.queries import going
from coder.queries.agreement import ALL, FEWEST, CodeAgreement, Comparison, Estimate
from coder.queries.columns import Columns, Flags, Ints, read_columns
from coder.queries.reliability import Counts, figures, intervals
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.units import Patterns, Units, units_of
from coder.spans import folded

if TYPE_CHECKING:
    from coder.queries.reliability import Floats


class Compared:
    """Some coders' codings in the sources that all of them have coded, or call finished."""

    def __init__(self, session: Session, asked: Comparison, named: tuple[str, ...], among: Collection[str]) -> None:
        """``named``: the coders' names; none: the two who have coded most together. ``among``: the sources (names)
        that may be compared at all."""
        columns = read_columns(session, Selection(named or (ALL_CODERS,), asked.with_interviewer), only=among)
        names: dict[str, str] = dict(session.exec(select(Coder.id, Coder.name)).all())
        present = _finished(session, columns, names) if asked.finished else _coded(columns, names)
        self.coders = named or _most_together(present, columns, names)
        shared = [len(self.coders) > 1 and there >= set(self.coders) for there in present]
        self.sources = tuple(source.name for source, both in zip(columns.sources, shared, strict=True) if both)
        self._units = units_of(session, columns, np.array(shared, np.bool_), asked.unit)
        place = {name: n for n, name in enumerate(self.coders)}
        codings = columns.codings
        self._coder = np.array([place.get(names[each], -1) for each in columns.coders], np.int64)[codings.coder]
        self._meant = np.array(shared, np.bool_)[codings.source] & (self._coder >= 0)
        self._columns, self._only = columns, asked.code
        self.number = int(self._units.of_turns.sum())

    def rows(self) -> tuple[CodeAgreement, ...]:
        """The figures of each code that one of them applied, or of the only one asked for; the codes pooled come
        first."""
        codes = [self._only] if self._only else self._used()
        if not len(self._units.source) or not codes:
            return ()
        applied = [self._applied(code) for code in codes]
        counts = self._counts(applied)
        found = figures(counts)
        kappas, alphas = intervals(counts)
        totals = counts.coded.sum(axis=0)
        tallies = [self._tally(flags) for flags in applied]
        rows = []
        for place, code in enumerate((*codes, ALL)):
            of_code = totals.sum(axis=0) if code == ALL else totals[place]
            numbers = {kind: int(each) for kind, each in zip(counts.combinations, of_code, strict=True)}
            two = len(self.coders) == 2
            number, began, in_sight = map(sum, zip(*tallies, strict=True)) if code == ALL else tallies[place]
            rows.append(
                CodeAgreement(
                    code=code,
                    units=self.number,
                    both=numbers[3] if two else None,
                    only_a=numbers[1] if two else None,
                    only_b=numbers[2] if two else None,
                    agreed_share=_defined(found.agreed[place]),
                    kappa=_estimate(found.kappa[place], kappas[:, place], number >= FEWEST),
                    alpha=_estimate(found.alpha[place], alphas[:, place], number >= FEWEST),
                    codings=number,
                    began=began,
                    in_sight=in_sight,
                )
            )
        return (rows[-1], *rows[:-1])

    def _used(self) -> list[str]:
        used = set(np.unique(self._columns.codings.code[self._meant]).tolist())
        return [code.key for n, code in enumerate(self._columns.codes) if n in used]

    def _applied(self, key: str) -> Flags:
        """The codings of a code that are compared."""
        place = next((n for n, code in enumerate(self._columns.codes) if code.key == key), -1)
        applied: Flags = self._meant & (self._columns.codings.code == place)
        return applied

    def _tally(self, applied: Flags) -> tuple[int, int, int]:
        """How many codings there are; of these, that began as suggestions; of these, with their code on offer."""
        codings = self._columns.codings
        return int(applied.sum()), int((applied & codings.prompted).sum()), int((applied & codings.in_sight).sum())

    def _counts(self, applied: Sequence[Flags]) -> Counts:
        found = []
        for done, flags in enumerate(applied):
            going.tell(done, len(applied))
            found.append(self._units.patterns(list(self._runs(flags))))
        kinds = _kinds(len(self.coders), found)
        turns = len(self._units.source)
        coded = np.zeros((turns, len(applied), len(kinds)))
        for place, (turn, coders, number) in enumerate(found):
            at = turn * len(kinds) + np.searchsorted(kinds, coders)
            coded[:, place, :] = np.bincount(at, number, turns * len(kinds)).reshape(turns, len(kinds))
        return Counts(len(self.coders), kinds, coded, self._units.of_turns.astype(np.float64), _blocks(self._units))

    def _runs(self, applied: Flags) -> Iterator[tuple[Ints, Ints]]:
        """Where each coder's codings begin and end."""
        codings = self._columns.codings
        for coder in range(len(self.coders)):
            own = np.flatnonzero(applied & (self._coder == coder))
            yield codings.begin[own], codings.end[own]


def _coded(columns: Columns, names: dict[str, str]) -> list[set[str]]:
    """Who has coded each source."""
    present: list[set[str]] = [set() for _source in columns.sources]
    codings = columns.codings
    for pair in np.unique(codings.source * len(columns.coders) + codings.coder).tolist():
        source, coder = divmod(pair, len(columns.coders))
        present[source].add(names[columns.coders[coder]])
    return present


def _finished(session: Session, columns: Columns, names: dict[str, str]) -> list[set[str]]:
    """Who calls each source finished."""
    marks: dict[str, set[str]] = {}
    for source, coder in session.exec(select(Finished.source_id, Finished.coder_id)).all():
        marks.setdefault(source, set()).add(names[coder])
    return [marks.get(source.id, set()) for source in columns.sources]


def _most_together(present: Sequence[set[str]], columns: Columns, names: dict[str, str]) -> tuple[str, ...]:
    """The two with most sources in common; then those with most codings in such sources, then by name."""
    totals = np.bincount(columns.codings.coder, minlength=len(columns.coders)).tolist()
    number = {names[coder]: total for coder, total in zip(columns.coders, totals, strict=True)}
    pairs = Counter(pair for there in present for pair in combinations(sorted(there, key=folded), 2))
    if not pairs:
        return ()
    return min(pairs, key=lambda pair: (-pairs[pair], -number[pair[0]] - number[pair[1]], pair))


def _kinds(coders: int, found: Sequence[Patterns]) -> tuple[int, ...]:
    """Which combinations of coders there are; of two coders all, so that each has its column."""
    always = {1, 2, 3} if coders == 2 else {1}
    return tuple(sorted(always.union(*(np.unique(each.coders).tolist() for each in found))))


def _blocks(units: Units) -> tuple[tuple[int, int], ...]:
    """The first turn of each source, and the one after its last."""
    starts = np.flatnonzero(np.diff(units.source, prepend=-1)).tolist()
    return tuple(zip(starts, [*starts[1:], len(units.source)], strict=True))


def _estimate(value: float, interval: "Floats", enough: bool) -> Estimate:
    """An interval of too few applications would lend weight to a figure that has none."""
    known = _defined(value)
    if known is None or not enough:
        return Estimate(known)
    return Estimate(known, _defined(interval[0]), _defined(interval[1]))


def _defined(value: float) -> float | None:
    return float(value) if isfinite(value) else None
