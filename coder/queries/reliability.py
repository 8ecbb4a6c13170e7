"""Agreement beyond chance from counted units: Cohen's kappa, Krippendorff's alpha, pooled over codes, and intervals.

A code is a variable with two values, applied or not. All that its figures need is how many units each combination of
coders has coded. They are computed from these counts here, since neither scikit-learn nor ``krippendorff`` takes
counts in place of one value a unit, pools over codes, or draws units again; the tests hold the figures against both.

Kappa: Cohen (1960); over more than two coders the mean of the pairs. Pooled: (mean Po − mean Pe) / (1 − mean Pe), De
Vries et al. (2008). Alpha: Krippendorff (2011), nominal, for any number of coders; pooled: 1 − mean Do / mean De.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from coder.queries import going

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 1000
"""How often turns are drawn for an interval."""
_SEED = 20080601
"""Fixed: the same codings give the same intervals."""
_AT_ONCE = 4_000_000
"""Drawn turns that are held in memory at a time."""
_TAILS = (2.5, 97.5)


@dataclass(frozen=True)
class Figures:
    """The figures of each code in turn, then those of all codes pooled; not a number where they are undefined."""

    agreed: "Floats"
    """Observed agreement: over more than two coders the mean of the pairs."""
    kappa: "Floats"
    alpha: "Floats"


@dataclass(frozen=True)
class Counts:
    """How many units each combination of coders has coded, by turn and code."""

    coders: int
    combinations: tuple[int, ...]
    """As ``Patterns.coders`` has them, without 0."""
    coded: "Floats"
    """Turns × codes × combinations."""
    units: "Floats"
    """Of each turn."""
    sources: tuple[tuple[int, int], ...]
    """The first turn of each source, and the one after its last."""


def figures(counts: Counts) -> Figures:
    """What the counts say."""
    found = _figures(counts.coded.sum(axis=0)[None], counts.units.sum()[None], counts)
    return Figures(found.agreed[0], found.kappa[0], found.alpha[0])


def intervals(counts: Counts, draws: int = DRAWS) -> tuple["Floats", "Floats"]:
    """95 % intervals of kappa and of alpha, each (low and high) × (codes, then pooled).

    Turns are drawn with replacement within each source: units of one turn are not independent of each other, and the
    sources are those that were coded. Not a number where fewer than half of the draws have a figure.
    """
    import numpy as np

    random = np.random.default_rng(_SEED)
    turns, codes, kinds = counts.coded.shape
    flat = counts.coded.reshape(turns, codes * kinds)
    kappas, alphas = [], []
    block = max(1, min(draws, _AT_ONCE // max(1, turns)))
    for first in range(0, draws, block):
        going.tell(first, draws)
        rows = min(block, draws - first)
        weights = _drawn(random, rows, counts.sources)
        again = _figures((weights @ flat).reshape(rows, codes, kinds), weights @ counts.units, counts)
        kappas.append(again.kappa)
        alphas.append(again.alpha)
    return _between(np.concatenate(kappas)), _between(np.concatenate(alphas))


def _drawn(random: "np.random.Generator", rows: int, sources: Sequence[tuple[int, int]]) -> "Floats":
    """How often each turn is drawn, a row for each of so many draws."""
    import numpy as np

    parts = []
    for first, after in sources:
        size = after - first
        drawn = random.integers(0, size, size=(rows, size)) + size * np.arange(rows)[:, None]
        parts.append(np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size))
    return np.concatenate(parts, axis=1).astype(np.float64)


def _between(values: "Floats") -> "Floats":
    """The ends of what 95 % of the draws give, of those that have a figure; numpy's own takes a column at a time."""
    import numpy as np

    defined = np.isfinite(values).mean(axis=0) >= 0.5
    # Of draws without a figure none is counted. Sorted they stand last, so that all codes are cut in one go.
    number = np.isfinite(values).sum(axis=0)
    ordered = np.sort(np.where(np.isfinite(values), values, np.inf), axis=0)
    place = (np.array(_TAILS)[:, None] / 100) * np.maximum(number - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(number - 1, 0))
    columns = np.arange(values.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    with np.errstate(invalid="ignore"):
        return np.where(defined, low + (high - low) * (place - below), np.nan)


def _figures(coded: "Floats", units: "Floats", counts: Counts) -> Figures:
    """``coded`` is draws × codes × combinations, ``units`` one number a draw."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        pairs = [_pair(coded, units, counts.combinations, a, b) for a, b in combinations(range(counts.coders), 2)]
        agreed = np.mean([observed for observed, _kappa in pairs], axis=0)
        kappa = _mean_of_defined(np.stack([kappa for _observed, kappa in pairs]))
        return Figures(agreed, kappa, _alpha(coded, units, counts))


def _pair(coded: "Floats", units: "Floats", kinds: Sequence[int], a: int, b: int) -> tuple["Floats", "Floats"]:
    """Two coders' observed agreement and kappa."""
    import numpy as np

    by_a = np.array([kind >> a & 1 for kind in kinds])
    by_b = np.array([kind >> b & 1 for kind in kinds])
    of_all = units[:, None]
    first, second = coded @ by_a, coded @ by_b
    observed = 1 - coded @ (by_a != by_b) / of_all
    p, q = first / of_all, second / of_all
    chance = p * q + (1 - p) * (1 - q)
    # Where both always or both never apply the code, rounding must not make a figure of it.
    constant = (first + second == 0) | (first + second == 2 * of_all)
    above = np.where(constant, 0.0, observed - chance)
    possible = np.where(constant, 0.0, 1 - chance)
    return _with_mean(observed), _with_ratio(above, possible)


def _alpha(coded: "Floats", units: "Floats", counts: Counts) -> "Floats":
    import numpy as np

    coders = counts.coders
    by = np.array([kind.bit_count() for kind in counts.combinations])
    values = (units * coders)[:, None]
    applied = coded @ by
    observed = coded @ (2 * by * (coders - by) / (coders - 1)) / values
    expected = 2 * applied * (values - applied) / (values * (values - 1))
    return 1 - _with_ratio(observed, expected)


def _with_mean(values: "Floats") -> "Floats":
    """Each code's value, then the mean over codes."""
    import numpy as np

    return np.concatenate([values, values.mean(axis=1, keepdims=True)], axis=1)


def _with_ratio(above: "Floats", below: "Floats") -> "Floats":
    """Each code's ratio, then the ratio of the means; not a number over nothing."""
    import numpy as np

    upper, lower = _with_mean(above), _with_mean(below)
    return np.where(lower > 0, upper / lower, np.nan)


def _mean_of_defined(values: "Floats") -> "Floats":
    import numpy as np

    defined = np.isfinite(values)
    total = np.where(defined, values, 0.0).sum(axis=0)
    return np.where(defined.any(axis=0), total / defined.sum(axis=0), np.nan)
