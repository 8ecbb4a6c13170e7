"""Where runs of words stand in many texts: every pair and triple of words in one sorted array each.

Texts are read once; a quotation is then compared only with the few places that share its rarest runs of words. Words
are kept by their plain form (``tokens.plain``), so that a quotation with other letters is still led to its place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log2
from typing import Any

import numpy as np

from coder.synthesis.check.tokens import WORD, plain

_BITS = 21
"""A word's number takes so many bits, so that three go into one whole number."""
_MOST_PLACES = 3_000
"""A run of words that stands more often says little about where a quotation is from."""
_MOST_BITS, _OFTEN_ENOUGH = 10.0, 32
"""No word tells more than so much, or than one that is met so often: a few interviews cannot tell a rare word of the
language from one that nobody happened to use in them."""
_GRAMS_USED = 24
"""So many of a quotation's runs are looked up, the rarest first."""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Region:
    """A part of a text in which much of a quotation stands."""

    text: int
    """The text's place in the list."""
    start: int
    """Characters of the text."""
    end: int
    shared: int
    """How many of the quotation's runs of words stand in it."""


class TextIndex:
    """Built once for all texts; asked by words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        by_form: dict[str, int] = {}
        ids: list[Array] = []
        starts: list[Array] = []
        self._lengths = [len(text) for text in texts]
        for text in texts:
            words, places = [], []
            for match in WORD.finditer(text):
                word = match.group()
                number = by_form.get(word)
                if number is None:
                    number = self._numbers.setdefault(plain(word), len(self._numbers) + 1)
                    by_form[word] = number
                words.append(number)
                places.append(match.start())
            # Two zeros part the texts, so that no run of words reaches from one into the next.
            ids.append(np.array([*words, 0, 0], dtype=np.int32))
            starts.append(np.array([*places, len(text), len(text)], dtype=np.int32))
        self._ids: Array = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int32)
        self._starts: Array = np.concatenate(starts) if starts else np.zeros(0, dtype=np.int32)
        self._firsts: Array = np.cumsum([0, *map(len, ids)], dtype=np.int64)
        self._counts: Array = np.bincount(self._ids, minlength=len(self._numbers) + 1)
        self._most = max(_MOST_BITS, log2(self.words / _OFTEN_ENOUGH))

    @property
    def words(self) -> int:
        """How many words all texts have."""
        return max(1, len(self._ids) - 2 * len(self._lengths))

    def words_in(self, texts: Iterable[int]) -> int:
        """How many words these texts have, by their place in the list."""
        return max(1, sum(int(self._firsts[each + 1] - self._firsts[each]) - 2 for each in texts))

    def bits(self, words: Sequence[str]) -> float:
        """How much it says that these words stand after one another: the binary logarithm of how rare that is.

        A word after another one is as rare as the pair is besides this once, where it is met besides, else as rare as
        the word: *jag tycker att det är* are five words and say little. Up to ``_MOST_BITS`` a word.
        """
        total, before = 0.0, 0
        for word in words:
            number = self._numbers.get(plain(word), 0)
            alone = self.words / max(1, int(self._counts[number]) if number else 1)
            together = self._times(before, number) - 1 if before and number else 0
            follows = int(self._counts[before]) / together if together > 0 else alone
            total += min(self._most, log2(max(1.0, min(alone, follows))))
            before = number
        return total

    def _times(self, first: int, second: int) -> int:
        keys, _order = self._pairs
        wanted = (first << _BITS) | second
        return int(np.searchsorted(keys, wanted, side="right") - np.searchsorted(keys, wanted, side="left"))

    def regions(
        self, words: Sequence[str], apart: int, margin: int, most: int, only: frozenset[int] | None = None
    ) -> list[Region]:
        """Where a quotation's words may be from, those that share most of them first, ``most`` at the most.

        ``apart``: how many words may be missing or too many between two of its runs; ``margin``: words on either
        side; ``only``: these texts alone.
        """
        numbers = [self._numbers.get(plain(word), -1) for word in words]
        found = self._voted(numbers, self._triples, 3, apart, margin, most, only)
        if not found or found[0].shared < max(1, (len(words) - 2) // 3):
            found += self._voted(numbers, self._pairs, 2, apart, margin, most, only)
        return list(dict.fromkeys(found))[:most]

    @cached_property
    def _pairs(self) -> tuple[Array, Array]:
        ids = self._ids.astype(np.int64)
        return _sorted((ids[:-1] << _BITS) | ids[1:])

    @cached_property
    def _triples(self) -> tuple[Array, Array]:
        ids = self._ids.astype(np.int64)
        return _sorted((ids[:-2] << 2 * _BITS) | (ids[1:-1] << _BITS) | ids[2:])

    def _voted(
        self,
        numbers: Sequence[int],
        index: tuple[Array, Array],
        length: int,
        apart: int,
        margin: int,
        most: int,
        only: frozenset[int] | None,
    ) -> list[Region]:
        places, offsets = self._places(numbers, index, length)
        if only is not None and len(places):
            texts = np.searchsorted(self._firsts, places, side="right") - 1
            kept = np.isin(texts, list(only))
            places, offsets = places[kept], offsets[kept]
        if not len(places):
            return []
        texts = np.searchsorted(self._firsts, places, side="right") - 1
        begins = places - offsets
        order = np.lexsort((begins, texts))
        places, offsets, begins, texts = places[order], offsets[order], begins[order], texts[order]
        new = np.ones(len(places), dtype=bool)
        new[1:] = (texts[1:] != texts[:-1]) | (np.diff(begins) > apart)
        group = np.cumsum(new) - 1
        votes = np.unique(group * len(numbers) + offsets) // len(numbers)
        shared = np.bincount(votes, minlength=int(group[-1]) + 1)
        best = np.argsort(-shared, kind="stable")[:most]
        edges = [*np.flatnonzero(new).tolist(), len(places)]
        bounds = list(pairwise(edges))
        return [
            self._region(places, offsets, texts, bounds[each], len(numbers), margin, int(shared[each])) for each in best
        ]

    def _places(self, numbers: Sequence[int], index: tuple[Array, Array], length: int) -> tuple[Array, Array]:
        """Where the quotation's rarest runs of words stand, and where in the quotation each begins."""
        keys, order = index
        grams = [
            (at, sum(number << (_BITS * (length - 1 - n)) for n, number in enumerate(numbers[at : at + length])))
            for at in range(len(numbers) - length + 1)
            if min(numbers[at : at + length]) > 0
        ]
        if not grams or not len(keys):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        wanted = np.array([gram for _at, gram in grams], dtype=np.int64)
        low, high = np.searchsorted(keys, wanted, side="left"), np.searchsorted(keys, wanted, side="right")
        number = high - low
        chosen = [each for each in np.argsort(number, kind="stable").tolist() if number[each]][:_GRAMS_USED]
        chosen = [each for rank, each in enumerate(chosen) if number[each] <= _MOST_PLACES or not rank]
        if not chosen:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        places = [order[low[each] : min(high[each], low[each] + _MOST_PLACES)] for each in chosen]
        offsets = [np.full(len(found), grams[each][0]) for each, found in zip(chosen, places, strict=True)]
        return np.concatenate(places), np.concatenate(offsets)

    def _region(
        self,
        places: Array,
        offsets: Array,
        texts: Array,
        bounds: tuple[int, int],
        length: int,
        margin: int,
        shared: int,
    ) -> Region:
        low, high = bounds
        text = int(texts[low])
        begins = places[low:high] - offsets[low:high]
        first, last = int(self._firsts[text]), int(self._firsts[text + 1]) - 1
        start = max(first, int(begins.min()) - margin)
        end = min(last, int(begins.max()) + length + margin)
        start_at = int(self._starts[start]) if start > first else 0
        return Region(text, start_at, int(self._starts[end]), shared)


def _sorted(keys: Array) -> tuple[Array, Array]:
    order = np.argsort(keys, kind="stable")
    return keys[order], order
