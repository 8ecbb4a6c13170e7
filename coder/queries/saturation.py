"""New codes per further interview: "kodmättnad, inte meningsmättnad" (Hennink, Kaiser & Marconi 2017).

Counts when codes are first used, never whether what they mean is exhausted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Coder, Finished
from coder.queries import going
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.selection import DEFAULT, Scope, Selection

if TYPE_CHECKING:
    from coder.queries.columns import Flags
    from coder.queries.parts import Parts

BASE, RUN = 4, 2
"""The sizes that Guest, Namey & Chen (2020) offer first."""
MOST_ORDERS = 10_000
THRESHOLD = 0.05


@dataclass(frozen=True)
class SaturationRow:
    """One source in its turn. The spread is that of ``total_codes`` at this position over random orders."""

    position: int
    source: str
    new_codes: int
    total_codes: int
    new_while_coding: int
    """Of the new codes, those that were made while coding; the others stood in the codebook from the start."""
    mean: float | None = None
    low: int | None = None
    """Nineteen orders of twenty lie from here to ``high``."""
    high: int | None = None


@dataclass(frozen=True)
class NewInformation:
    """A run of interviews after the base, and how many new codes it brought."""

    first: int
    """Position of the run's first interview."""
    last: int
    new_codes: int
    ratio: float
    """New codes over the codes of the base."""


@dataclass(frozen=True)
class GuestRatios:
    """The new information in each run, after Guest, Namey & Chen (2020), https://doi.org/10.1371/journal.pone.0232076.

    The base is the codes of the first interviews, a run so many further ones; runs overlap and move on by one. They
    offer ≤ 5 % or none as a threshold. It holds for codes that grow out of the material, for one kind of people asked
    the same questions, and for the order in which the interviews stand; so it is no verdict.
    """

    base: int
    run: int
    base_codes: int
    runs: tuple[NewInformation, ...]
    kinds: tuple[str, ...]
    """The kinds of actors that speak in these interviews; over several it is no verdict on any of them."""

    @property
    def reached(self) -> NewInformation | None:
        """The first run at or below the threshold; None where there is none, or where kinds of actors are unlike."""
        if len(self.kinds) > 1:
            return None
        return next((run for run in self.runs if run.ratio <= THRESHOLD), None)


@dataclass(frozen=True)
class Saturation:
    rows: tuple[SaturationRow, ...]
    finished_only: bool
    """False where no source is called finished: then all that are coded stand here."""
    left_out: int
    """Sources that are coded and not finished."""
    from_start: int
    """Codes used that stood in the codebook from the start."""
    while_coding: int
    """Codes used that were made while coding."""
    inductive: bool
    orders: int
    guest: GuestRatios | None
    scope: Scope


def saturation(
    session: Session,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
    inductive: bool = False,
    orders: int = 0,
    seed: int = 1,
    base: int = BASE,
    run: int = RUN,
) -> Saturation:
    """New codes per source, in order of the date (sources without one last), then of the file's name.

    Finished sources only: those that a coder whose codings count calls done, or that were decided between coders;
    where none is, all that are coded.
    ``inductive`` counts only codes made while coding; only for these are the ratios of Guest, Namey & Chen given.
    ``orders`` random orders, drawn from ``seed``, tell how much is owed to the order. ``CoderError`` for sizes that
    are none.
    """
    import numpy as np

    from coder.queries.parts import read_parts

    if base < 1 or run < 1 or not 0 <= orders <= MOST_ORDERS:
        raise CoderError(_("--base and --run are 1 or more, --orders is at most {number}.").format(number=MOST_ORDERS))
    parts = read_parts(session, selection, wanted, guide)
    codes = parts.columns.codes
    made = np.array([code.origin == "coding" for code in codes], np.bool_)
    order, finished_only, left_out = _sources_in_order(session, parts, wanted)
    used = np.zeros((len(parts.columns.sources), max(1, len(codes))), np.bool_)
    used[parts.source, parts.code] = True
    used = used[order]
    there: Flags = np.logical_or.reduce(used, axis=0)[: len(codes)]
    if inductive:
        used[:, : len(codes)] &= made
    rows = _rows([parts.columns.sources[n].name for n in order], used, made)
    if orders and rows:
        rows = spread(rows, used, orders, seed)
    return Saturation(
        rows=tuple(rows),
        finished_only=finished_only,
        left_out=left_out,
        from_start=int((there & ~made).sum()),
        while_coding=int((there & made).sum()),
        inductive=inductive,
        orders=orders,
        guest=_guest(used, base, run, _kinds(parts, order)) if inductive else None,
        scope=parts.scope,
    )


def _sources_in_order(session: Session, parts: "Parts", wanted: Filter) -> tuple[list[int], bool, int]:
    """The sources to count (places), whether they are the finished ones, and how many coded ones are not."""
    import numpy as np

    columns = parts.columns
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    marks = session.exec(select(Finished.source_id, Finished.coder_id)).all()
    done = {source for source, coder in marks if coder in names and columns.sets.counts(source, coder)}
    done |= columns.sets.adjudicated
    asked = np.unique(columns.turns.source[parts.spoken]).tolist() if parts.narrowed else range(len(columns.sources))
    coded = set(np.unique(columns.codings.source).tolist())
    finished = [n for n in asked if columns.sources[n].id in done]
    chosen = finished or [n for n in asked if n in coded]
    order = sorted(chosen, key=lambda n: (*_date(parts, n), columns.sources[n].file_name))
    return order, bool(finished), len([n for n in asked if n in coded and n not in finished])


def _date(parts: "Parts", source: int) -> tuple[bool, str]:
    """A source's date for sorting: its own, else the earliest of its cases'; without one it comes last."""
    columns = parts.columns
    own = columns.sources[source].variables.get("date", "")
    cases = {speaker.case for speaker in columns.speakers if speaker.source == source and speaker.case}
    found = own or min(filter(None, (columns.of_cases.get(case, {}).get("date", "") for case in cases)), default="")
    return not found, str(found)


def _rows(names: Sequence[str], used: "Flags", made: "Flags") -> list[SaturationRow]:
    import numpy as np

    total, rows = np.zeros(used.shape[1], np.bool_), []
    for position, (name, own) in enumerate(zip(names, used, strict=True), 1):
        new = own & ~total
        total |= own
        rows.append(SaturationRow(position, name, int(new.sum()), int(total.sum()), int(new[: len(made)][made].sum())))
    return rows


def spread(rows: Sequence[SaturationRow], used: "Flags", orders: int, seed: int) -> list[SaturationRow]:
    """The rows with what random orders give at each position; ``used`` is sources by codes."""
    import numpy as np

    dice = np.random.default_rng(seed)
    totals = np.empty((orders, len(rows)), np.int64)
    # The order of the codes among the pairs lets one call find where each code is met first.
    code, source = np.nonzero(used.T)
    first_of_code = np.flatnonzero(np.diff(code, prepend=-1))
    for n in range(orders):
        going.tell(n, orders)
        position = dice.permutation(len(rows))
        met = np.minimum.reduceat(position[source], first_of_code) if len(code) else np.empty(0, np.int64)
        totals[n] = np.cumsum(np.bincount(met, minlength=len(rows)))
    low, high = np.quantile(totals, (0.025, 0.975), axis=0, method="inverted_cdf")
    return [
        replace(row, mean=round(float(mean), 2), low=int(least), high=int(most))
        for row, mean, least, most in zip(rows, totals.mean(axis=0), low, high, strict=True)
    ]


def _kinds(parts: "Parts", order: Sequence[int]) -> tuple[str, ...]:
    columns, chosen = parts.columns, set(order)
    of_speakers = (columns.value("kind", each) for each in columns.speakers if each.source in chosen)
    return tuple(sorted(set(of_speakers) - {""}))


def _guest(used: "Flags", base: int, run: int, kinds: tuple[str, ...]) -> GuestRatios | None:
    """The ratios; None where there are too few interviews for a base and a run, or no code in the base."""
    base_codes = int(used[:base].any(axis=0).sum())
    if len(used) < base + run or not base_codes:
        return None
    found = []
    for start in range(base, len(used) - run + 1):
        known = used[:start].any(axis=0)
        new = int((used[start : start + run].any(axis=0) & ~known).sum())
        found.append(NewInformation(start + 1, start + run, new, new / base_codes))
    return GuestRatios(base, run, base_codes, tuple(found), kinds)
