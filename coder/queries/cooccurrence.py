"""Which codes stand together: as pairs of codings, and as shared characters.

Each coder's codings of a source are a layer of their own: what two coders did never meets. The pairs are not listed,
which would take the square of the codings of an interview: one walk along the line keeps count of what is open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.queries import going
from coder.queries.columns import Flags, Ints
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.measures import united
from coder.queries.parts import Parts, read_parts
from coder.queries.selection import DEFAULT, Scope, Selection

OVERLAP, TURN = "overlap", "turn"
_MOST_CELLS = 1 << 18
"""Of the table that is held at a time: events by codes."""

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class CoOccurrence:
    """Two codes, in the codebook's order."""

    code_a: str
    code_b: str
    count: int
    """Pairs of codings by one coder that share a character of counted speech (or stand within so many turns)."""
    jaccard: float
    """Shared over all characters of the two codes (over turns: turns of either that have the other in reach)."""


@dataclass(frozen=True)
class CoOccurrences:
    rows: tuple[CoOccurrence, ...]
    """Most pairs first; codes that never meet are left out."""
    window: str
    scope: Scope


def cooccurrence(
    session: Session,
    window: str = OVERLAP,
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> CoOccurrences:
    """Which codes stand together. ``window``: ``overlap``, ``turn`` (the same turn), or a number of turns apart.

    ``CoderError`` for another window.
    """
    reach = reach_of(window)
    parts = read_parts(session, selection, wanted, guide)
    pairs, jaccard = overlap_of_codes(parts) if reach is None else _in_turns(parts, reach)
    keys = [code.key for code in parts.columns.codes]
    rows = [
        CoOccurrence(keys[a], keys[b], int(pairs[a, b]), float(jaccard[a, b]))
        for a, b in np.argwhere(np.triu(pairs, 1)).tolist()
    ]
    rows.sort(key=lambda row: (-row.count, -row.jaccard))
    return CoOccurrences(tuple(rows), window, parts.scope)


def meeting(parts: Parts, code_a: str, code_b: str, window: str) -> Ints:
    """The codings (places among the parts', ascending) of two codes that meet one of the other by the same coder."""
    reach = reach_of(window)
    keys = [code.key for code in parts.columns.codes]
    first = _firsts(parts)
    begin, end, code, layer = _codings(parts)
    if reach is not None:
        begin, end = _turns_reached(parts, first, reach)
    stride = _beyond(end)
    begin, end = layer * stride + begin, layer * stride + end
    a, b = (np.flatnonzero(code == keys.index(key)) if key in keys else first[:0] for key in (code_a, code_b))
    meets = np.concatenate([a[_met(begin, end, a, b)], b[_met(begin, end, b, a)]])
    return np.unique(parts.coding[first[meets]])


def _met(begin: Ints, end: Ints, these: Ints, others: Ints) -> Flags:
    """Which of some runs meet one of the others: of those that begin before its end, one reaches past its begin."""
    if not len(others):
        return np.zeros(len(these), np.bool_)
    order = others[np.argsort(begin[others], kind="stable")]
    reached = np.maximum.accumulate(end[order])
    before = np.searchsorted(begin[order], end[these], side="left") - 1
    met: Flags = (before >= 0) & (reached[np.maximum(before, 0)] > begin[these])
    return met


def reach_of(window: str) -> int | None:
    """How many turns apart codings may stand; None where they must overlap. ``CoderError`` for another window."""
    if window == OVERLAP:
        return None
    if window == TURN:
        return 0
    if window.isascii() and window.isdigit():
        return int(window)
    raise CoderError(_("--window {window}: write overlap, turn, or a number of turns, 3 say.").format(window=window))


def overlap_of_codes(parts: Parts) -> tuple[Ints, Shares]:
    """Squares of codes by codes: pairs of codings that share a character, and shared over all characters."""
    codes = len(parts.columns.codes)
    begin, end, code, layer = _codings(parts)
    runs = _runs(layer, code, begin, end, codes, _beyond(end))
    both = _shared(runs, runs, codes)
    return _meetings(layer, begin, end, code, codes), _jaccard(both, both, runs)


def _in_turns(parts: Parts, reach: int) -> tuple[Ints, Shares]:
    """As overlapping, on the line of turn numbers; a coding reaches so many turns further."""
    codes = len(parts.columns.codes)
    _begin, _end, code, layer = _codings(parts)
    turn = parts.columns.turns.number[parts.turn]
    pairs = _meetings(layer, *_turns_reached(parts, _firsts(parts), reach), code, codes)
    layers = _layer(parts, parts.coding)
    stride = _beyond(turn) + reach + 1
    exact = _runs(layers, parts.code, turn, turn + 1, codes, stride)
    near = _runs(layers, parts.code, np.maximum(turn - reach, 0), turn + 1 + reach, codes, stride)
    of_each = _shared(exact, near, codes)
    both = _shared(exact, exact, codes)
    # A turn of one code that has the other in reach, or the other way round; turns of both are in both.
    return pairs, _jaccard(of_each + of_each.T - both, both, exact)


def _turns_reached(parts: Parts, first: Ints, reach: int) -> tuple[Ints, Ints]:
    """Each coding's first turn, and the turn after the last that it reaches so many turns further."""
    turn = parts.columns.turns.number[parts.turn]
    last = np.maximum.reduceat(turn, first) if len(first) else turn
    return turn[first], last + 1 + reach


def _layer(parts: Parts, coding: Ints) -> Ints:
    """Which source and coder each coding belongs to, as one number."""
    coder = parts.columns.codings.coder
    return parts.columns.codings.source[coding] * (int(coder.max(initial=0)) + 1) + coder[coding]


def _firsts(parts: Parts) -> Ints:
    """Each coding's first part."""
    return np.flatnonzero(np.diff(parts.coding, prepend=-1))


def _codings(parts: Parts) -> tuple[Ints, Ints, Ints, Ints]:
    """Begin, end, code and layer of the codings that have parts."""
    first = _firsts(parts)
    end = np.maximum.reduceat(parts.end, first) if len(first) else parts.end
    coding = parts.coding[first]
    return parts.begin[first], end, parts.columns.codings.code[coding], _layer(parts, coding)


def _meetings(layer: Ints, begin: Ints, end: Ints, code: Ints, codes: int) -> Ints:
    """How many pairs of runs of one layer overlap, by their codes.

    Of two that overlap, one begins while the other is open: a walk along the line adds up, at each begin, what is open.
    """
    stride = _beyond(end)
    # Where one ends and another begins they do not meet: ends come first.
    at = np.concatenate([(layer * stride + begin) * 2 + 1, (layer * stride + end) * 2])
    order = np.argsort(at)
    of = np.concatenate([code, code])[order]
    begins = order < len(begin)
    found = np.zeros((codes, codes), np.int64)
    opened = np.zeros(codes, np.int32)
    step = max(1, _MOST_CELLS // max(1, codes))
    for start in range(0, len(order), step):
        going.tell(start, len(order))
        here, starts = of[start : start + step], begins[start : start + step]
        change = np.zeros((len(here), codes), np.int32)
        change[np.arange(len(here)), here] = np.where(starts, 1, -1)
        change[0] += opened
        after = np.cumsum(change, axis=0, dtype=np.int32)
        opened = after[-1]
        found += _summed(here[starts], after[starts], codes)
    # A begin was open itself when it was counted, and pairs within a code are of no interest.
    np.fill_diagonal(found, 0)
    return found + found.T


def _summed(code: Ints, rows: NDArray[np.int32], codes: int) -> Ints:
    """The rows of each code added up."""
    found = np.zeros((codes, codes), np.int64)
    order = np.argsort(code, kind="stable")
    if len(order):
        first = np.flatnonzero(np.diff(code[order], prepend=-1))
        found[code[order][first]] = np.add.reduceat(rows[order], first, axis=0, dtype=np.int64)
    return found


@dataclass(frozen=True)
class _Runs:
    """Runs in order of begin; those of one code do not overlap, and layers lie one behind the other."""

    begin: Ints
    end: Ints
    code: Ints


def _beyond(places: Ints) -> int:
    return int(places.max(initial=0)) + 1


def _runs(layer: Ints, code: Ints, begin: Ints, end: Ints, codes: int, stride: int) -> _Runs:
    group, first, last = united(layer * codes + code, begin, end)
    offset = group // max(1, codes) * stride
    order = np.argsort(first + offset)
    return _Runs((first + offset)[order], (last + offset)[order], (group % max(1, codes))[order])


def _shared(one: _Runs, other: _Runs, codes: int) -> Ints:
    """How long the runs of each code are inside those of each code of the other.

    There are at most as many meetings as runs times codes, since the runs of one code do not overlap.
    """
    found = np.zeros(codes * codes, np.float64)
    for a, b in _begun_in(one, other, "left"):
        found += _lengths(one, a, other, b, codes)
    for b, a in _begun_in(other, one, "right"):
        found += _lengths(one, a, other, b, codes)
    return found.reshape(codes, codes).astype(np.int64)


def _begun_in(outer: _Runs, inner: _Runs, side: Literal["left", "right"]) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of a run of ``outer`` and one of ``inner`` that begins in it; at its own begin with ``left`` alone."""
    first = np.searchsorted(inner.begin, outer.begin, side=side)
    number = np.searchsorted(inner.begin, outer.end, side="left") - first
    upto = np.cumsum(number)
    cuts = np.searchsorted(upto, np.arange(0, int(number.sum()), _MOST_CELLS), side="right")
    for start, stop in pairwise([*np.unique(cuts).tolist(), len(number)]):
        some = number[start:stop]
        within = np.arange(int(some.sum())) - np.repeat(np.cumsum(some) - some, some)
        yield np.repeat(np.arange(start, stop), some), np.repeat(first[start:stop], some) + within


def _lengths(one: _Runs, a: Ints, other: _Runs, b: Ints, codes: int) -> Shares:
    length = np.minimum(one.end[a], other.end[b]) - np.maximum(one.begin[a], other.begin[b])
    pair = one.code[a] * codes + other.code[b]
    return np.bincount(pair, weights=length, minlength=codes * codes).astype(np.float64)


def _jaccard(shared: Ints, both: Ints, runs: _Runs) -> Shares:
    """What is shared over all of two codes, of which what both have counts once."""
    each = np.bincount(runs.code, (runs.end - runs.begin).astype(np.float64), len(both))
    shares: Shares = shared / np.maximum(each[:, None] + each[None, :] - both, 1)
    return shares
