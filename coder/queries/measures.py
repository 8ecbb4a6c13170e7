"""Counting in groups: distinct items, codings, and characters covered at least once, over arrays."""

from dataclasses import dataclass

import numpy as np

from coder.queries.columns import Ints
from coder.queries.parts import Parts

_MOST_FLAGS = 1 << 26
"""So many pairs of group and item are flagged in memory; more are sorted."""


@dataclass(frozen=True)
class Measures:
    """For each group: how many cases, sources and codings, and characters of counted speech covered at least once."""

    cases: Ints
    sources: Ints
    codings: Ints
    characters: Ints


def measured(parts: Parts, group: Ints, groups: int, part: Ints | None = None) -> Measures:
    """Count parts in groups: ``group`` is each part's (or that of each of ``part``, places among parts)."""
    which = np.arange(len(parts.coding)) if part is None else part
    return Measures(
        cases=distinct(group, parts.case[which], groups, len(parts.columns.cases)),
        sources=distinct(group, parts.source[which], groups, len(parts.columns.sources)),
        codings=_codings(group, parts.coding[which], groups, len(parts.columns.codings.code)),
        characters=covered(group, parts.begin[which], parts.end[which], groups),
    )


def distinct(group: Ints, item: Ints, groups: int, items: int) -> Ints:
    """How many different items each group has; items below 0 are none."""
    if not items:
        return np.zeros(groups, np.int64)
    pairs = (group * items + item)[item >= 0]
    if groups * items > _MOST_FLAGS:
        return np.bincount(np.unique(pairs) // items, minlength=groups)
    flags = np.zeros(groups * items, np.bool_)
    flags[pairs] = True
    found: Ints = flags.reshape(groups, items).sum(axis=1, dtype=np.int64)
    return found


def _codings(group: Ints, coding: Ints, groups: int, codings: int) -> Ints:
    """As ``distinct``, of codings, most of which occur once."""
    if not len(coding):
        return np.zeros(groups, np.int64)
    several = np.bincount(coding, minlength=codings)[coding] > 1
    once = np.bincount(group[~several], minlength=groups)
    return once + np.bincount(np.unique(group[several] * codings + coding[several]) // codings, minlength=groups)


def covered(group: Ints, begin: Ints, end: Ints, groups: int) -> Ints:
    """How long the union of each group's runs is."""
    begin, end, of = _sorted_runs(group, begin, end)
    reached = _reached(end)
    new = np.maximum(end - np.maximum(begin, reached), 0)
    return np.bincount(of, weights=new, minlength=groups).astype(np.int64)


def united(group: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """The unions of each group's runs: group, begin and end of runs that neither overlap nor touch, in order."""
    first, last, of = _sorted_runs(group, begin, end)
    if not len(of):
        return of, first, last
    opens = first > np.concatenate([[-1], np.maximum.accumulate(last)[:-1]])
    starts = np.flatnonzero(opens)
    closed = np.maximum.reduceat(last, starts)
    offset = of[starts] * _stride(end)
    return of[starts], first[starts] - offset, closed - offset


def _stride(end: Ints) -> int:
    return int(end.max(initial=0)) + 2


def _sorted_runs(group: Ints, begin: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """The runs with each group on a line of its own, behind the one before it, in order of begin; and their groups."""
    offset = group * _stride(end)
    order = np.argsort(begin + offset)
    return (begin + offset)[order], (end + offset)[order], group[order]


def _reached(end: Ints) -> Ints:
    """How far the runs before each one reach."""
    return np.concatenate([np.zeros(min(1, len(end)), np.int64), np.maximum.accumulate(end)[:-1]])
