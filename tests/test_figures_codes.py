"""How codes lie, in what order they came, and how alike coders used them: against pandas on the exported csv."""

from itertools import combinations, permutations
from math import inf

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from coder.project import Project
from coder.queries.agreement import ALL, Comparison, agreement
from coder.queries.landscape import BROAD, DRIFTING, TWINS, UNUSED, landscape
from coder.queries.saturation import SaturationRow, saturation, spread
from tests.figures_study import (
    CODERS,
    CODES,
    SPEECH,
    TEXTS,
    Applied,
    applied,
    apply,
    characters,
    everyone_or_not,
    exported,
    main_coders,
    many_codings,
    on_the_study,
    selection,
    study,
)

__all__ = ["study"]

LEAVES = ("stuprör", "buss", "praktik", "närhet")
"""Of the study's codes those without codes below them."""


@settings(on_the_study, max_examples=60)
@given(many_codings(), everyone_or_not)
def test_what_strikes_about_codes_is_what_pandas_finds(study: Project, codings: list[Applied], everyone: bool) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone)
    number = frame.groupby("code").quote.nunique()
    places = frame[["code", "source", "offset"]].drop_duplicates()
    covered = places.groupby("code").size()
    expected: dict[tuple[str, str, str], float] = {(UNUSED, code, ""): 0 for code in LEAVES if code not in number}
    for code in number[number >= 10].index:
        if covered[code] >= 3 * covered.median():
            expected[BROAD, code, ""] = covered[code] / covered.median()
    layers = frame[["code", "source", "coder", "offset"]].drop_duplicates()
    for one, other in combinations(CODES, 2):
        if min(number.get(one, 0), number.get(other, 0)) >= 5:
            of = layers[layers.code.isin((one, other))].groupby(["source", "coder", "offset"]).size()
            if (of == 2).mean() >= 0.5:
                expected[TWINS, one, other] = (of == 2).mean()
    expected |= drifting(codings, everyone, places, number)
    found = {
        (each.finding, each.code, each.other): each.figure
        for each in study.ask(landscape, selection(everyone)).findings
    }
    assert found == {key: pytest.approx(figure) for key, figure in expected.items()}


def drifting(
    codings: list[Applied], everyone: bool, places: pd.DataFrame, number: pd.Series
) -> dict[tuple[str, str, str], float]:
    """The codes that are used unlike in the sources that were begun first and last."""
    main = main_coders(codings)
    begun = dict.fromkeys(each.source for each in codings if everyone or each.coder == main[each.source])
    order = [source for source in begun if source in set(places.source)]
    early, late = order[: len(order) // 2], order[len(order) // 2 :]
    if not early:
        return {}
    found = {}
    for code in number[number >= 10].index:
        of = places[places.code == code]
        first, second = (of.source.isin(half).sum() / SPEECH.source.isin(half).sum() for half in (early, late))
        if max(first, second) >= 3 * min(first, second):
            found[DRIFTING, code, ""] = second / first if first else inf
    return found


@on_the_study
@given(many_codings(), everyone_or_not)
def test_new_codes_are_those_that_pandas_meets_first(study: Project, codings: list[Applied], everyone: bool) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone)
    # None has a date, so they come by their files' names.
    order = [source for source in sorted(TEXTS) if source in set(frame.source)]
    first = frame.groupby("code").source.agg(lambda sources: min(map(order.index, set(sources))))
    found = study.ask(saturation, selection(everyone))
    assert [(row.source, row.new_codes, row.total_codes) for row in found.rows] == [
        (source, int((first == n).sum()), int((first <= n).sum())) for n, source in enumerate(order)
    ]
    assert (found.from_start, found.while_coding) == (frame.code.nunique(), 0)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sets(st.integers(0, 8)), min_size=2, max_size=5))
def test_random_orders_are_like_all_orders(sources: list[set[int]]) -> None:
    """Of few sources all orders can be gone through."""
    used = np.array([[code in codes for code in range(9)] for codes in sources])
    curves = np.array(
        [
            [int(used[list(order[: n + 1])].any(axis=0).sum()) for n in range(len(order))]
            for order in permutations(range(len(sources)))
        ]
    )
    rows = [SaturationRow(n, str(n), 0, 0, 0) for n in range(1, len(sources) + 1)]
    found = spread(rows, used, 4000, seed=1)
    for n, row in enumerate(found):
        assert row.mean is not None and row.low is not None and row.high is not None
        error = curves[:, n].std() / np.sqrt(4000)
        assert abs(row.mean - curves[:, n].mean()) <= 4.5 * error + 0.006
        assert curves[:, n].min() <= row.low <= row.high <= curves[:, n].max()
        outside = ((curves[:, n] < row.low) | (curves[:, n] > row.high)).mean()
        assert outside <= 0.05 + 0.02, "nineteen of twenty lie between"
    means = [row.mean or 0.0 for row in found]
    assert means == sorted(means)


@on_the_study
@given(st.one_of(applied(), many_codings()))
def test_agreement_is_what_the_libraries_make_of_the_csv(study: Project, codings: list[Applied]) -> None:
    apply(study, codings)
    frame = exported(study).merge(SPEECH, on="source")
    reached = frame[(frame.offset >= frame.start) & (frame.offset < frame.end)]
    both = reached.groupby("source").coder.nunique()
    shared = sorted(both[both == len(CODERS)].index)
    found = study.ask(agreement, Comparison(CODERS))
    assert list(found.sources) == shared
    turns = SPEECH[SPEECH.source.isin(shared)][["source", "turn"]].drop_duplicates()
    units = pd.MultiIndex.from_frame(turns)
    chance, agreed = [], []
    for row in found.rows[1:]:
        of = reached[reached.code == row.code]
        one, other = (
            units.isin(pd.MultiIndex.from_frame(of[of.coder == coder][["source", "turn"]])).astype(int)
            for coder in CODERS
        )
        assert (row.units, row.both) == (len(units), int((one & other).sum()))
        assert (row.only_a, row.only_b) == (int((one > other).sum()), int((other > one).sum()))
        if len({*one, *other}) > 1:
            assert row.kappa.value == pytest.approx(cohen_kappa_score(one, other), abs=1e-9)
            assert row.alpha.value == pytest.approx(krippendorff.alpha([one, other], level_of_measurement="nominal"))
        else:
            assert row.kappa.value is None and row.alpha.value is None
        agreed.append((one == other).mean())
        chance.append(one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean()))
    if found.rows and np.mean(chance) < 1:
        pooled = (np.mean(agreed) - np.mean(chance)) / (1 - np.mean(chance))
        assert found.rows[0].code == ALL and found.rows[0].kappa.value == pytest.approx(pooled, abs=1e-9)
