"""Where codings stand to each other: sorted columns searched, never pairs listed.

Codings meet only within a layer (``layer``: one number for source and coder). Runs are half-open and not empty.
"""

from collections.abc import Callable

import numpy as np

from coder.queries.columns import Flags, Ints


def holds_of_another(a: Flags, b: Flags, count: Callable[[Flags, Flags], Ints]) -> Flags:
    """Which of ``a`` have one of ``b`` beside themselves, from how many of ``b`` each of ``a`` has, itself included."""
    found = np.zeros(len(a), np.bool_)
    found[a] = count(a, b) > b[a]
    return found


def meets(layer: Ints, begin: Ints, end: Ints, a: Flags, b: Flags, reach: int = 0) -> Ints:
    """For each of ``a``, how many runs of ``b`` share something with it, widened by ``reach`` at both ends.

    Those that begin before its end, less those that end before its beginning.
    """
    stride = int(end.max(initial=0)) + 2 * reach + 2
    far = layer * stride + reach
    begins, ends = np.sort((far + begin)[b]), np.sort((far + end)[b])
    started = np.searchsorted(begins, (far + end)[a] + reach, side="left")
    over = np.searchsorted(ends, (far + begin)[a] - reach, side="right")
    found: Ints = (started - over).astype(np.int64)
    return found


def lies_inside(layer: Ints, begin: Ints, end: Ints, a: Flags, b: Flags) -> Flags:
    """Which of ``a`` lie wholly in another one of ``b``, or are as long.

    In order of beginning, the longest first: one that holds another stands before it, unless the two are alike.
    """
    stride = int(end.max(initial=0)) + 1
    begins, ends = layer * stride + begin, layer * stride + end
    order = np.flatnonzero(b)
    order = order[np.lexsort((-ends[order], begins[order]))]
    furthest = np.maximum.accumulate(ends[order]) if len(order) else ends[order]
    found = np.zeros(len(a), np.bool_)
    alone = np.flatnonzero(a & ~b)
    before = np.searchsorted(begins[order], begins[alone], side="right")
    found[alone] = _reaches(furthest, before, ends[alone])
    reached = _reaches(furthest, np.arange(len(order)), ends[order])
    alike = np.zeros(len(order), np.bool_)
    if len(order) > 1:
        alike[:-1] = (begins[order][1:] == begins[order][:-1]) & (ends[order][1:] == ends[order][:-1])
    found[order] = (reached | alike) & a[order]
    return found


def _reaches(furthest: Ints, before: Ints, end: Ints) -> Flags:
    """Whether any of the first ``before`` runs ends at ``end`` or later."""
    found = np.zeros(len(end), np.bool_)
    some = before > 0
    found[some] = furthest[before[some] - 1] >= end[some]
    return found


def begins_after(layer: Ints, begin: Ints, end: Ints, first: Ints, last: Ints, a: Flags, b: Flags, turns: int) -> Flags:
    """Which of ``a`` have one of ``b`` that begins at their end or later, so many turns on at most.

    Turns are places on the line; the one that begins soonest is also in the nearest turn.
    """
    stride = int(end.max(initial=0)) + 1
    order = np.flatnonzero(b)
    order = order[np.argsort((layer * stride + begin)[order], kind="stable")]
    those = np.flatnonzero(a)
    soonest = np.searchsorted((layer * stride + begin)[order], (layer * stride + end)[those], side="left")
    there = soonest < len(order)
    those, follower = those[there], order[soonest[there]]
    found = np.zeros(len(a), np.bool_)
    found[those] = (layer[those] == layer[follower]) & (first[follower] - last[those] <= turns)
    return found
