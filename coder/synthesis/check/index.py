"""Where runs of words stand in many texts: every run of three in one sorted array, in which runs of two are neighbours.

Texts are read once; a quotation is then compared only with the few places that share its rarest runs of words. Words
are kept by their plain form (``tokens.plain``), so that a quotation with other letters is still led to its place.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log2
from typing import NamedTuple

import numpy as np

from coder.synthesis.check.tokens import plain
from coder.synthesis.check.words import Array, words_of_text

_BITS = 21
"""A word's number takes so many bits, so that three go into one whole number."""
_LONGEST = 3
"""Words that a key is made of."""
_MOST_PLACES = 3_000
"""A run of words that stands more often says little about where a quotation is from."""
_MOST_BITS, _OFTEN_ENOUGH = 10.0, 32
"""No word tells more than so much, or than one that is met so often: a few interviews cannot tell a rare word of the
language from one that nobody happened to use in them."""
_GRAMS_USED = 24
"""So many of a quotation's runs are looked up, the rarest first: each is a bit of a whole number."""
_APART = 1 << 32
"""Further than any two words of a text."""
_NUMBER = np.dtype(np.int32)
_SIZE = _NUMBER.itemsize
_NOWHERE = np.zeros(0, dtype=np.int64)


class Region(NamedTuple):
    """A part of a text in which much of a quotation stands."""

    text: int
    """The text's place in the list."""
    start: int
    """Characters of the text."""
    end: int
    shared: int
    """How many of the quotation's runs of words stand in it."""
    words: tuple[int, int] | None = None
    """Its words, counted through all texts; None where it may begin or end inside a word."""


class _Numbers(dict[str, int]):
    """Of each word as it is written, the number of its plain form, from 1."""

    def __init__(self) -> None:
        self.of_plain: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = number = self.of_plain.setdefault(plain(word), len(self.of_plain) + 1)
        return number


class TextIndex:
    """Built once for all texts; asked by words."""

    def __init__(self, texts: Sequence[str]) -> None:
        numbers = _Numbers()
        ids, starts = [np.zeros(0, dtype=_NUMBER)], [np.zeros(0, dtype=_NUMBER)]
        for text in texts:
            words, places = words_of_text(text)
            # Two zeros part the texts, so that no run of words reaches from one into the next.
            ids.append(np.array([*map(numbers.__getitem__, words), 0, 0], dtype=_NUMBER))
            starts.append(np.append(places, (len(text), len(text))).astype(_NUMBER))
        self._numbers = numbers.of_plain
        self._ids: Array = np.concatenate(ids)
        self._starts: Array = np.concatenate(starts)
        self._firsts: Array = np.cumsum([*map(len, ids)], dtype=np.int64)
        self._counts: Array = np.bincount(self._ids, minlength=len(self._numbers) + 1)
        self._most = max(_MOST_BITS, log2(self.words / _OFTEN_ENOUGH))
        self._told: dict[tuple[int, int], float] = {}

    @property
    def words(self) -> int:
        """How many words all texts have."""
        return max(1, len(self._ids) - 2 * (len(self._firsts) - 1))

    def words_in(self, texts: Iterable[int]) -> int:
        """How many words these texts have, by their place in the list."""
        return max(1, sum(int(self._firsts[each + 1] - self._firsts[each]) - 2 for each in texts))

    def numbers(self, words: Iterable[str]) -> list[int]:
        """What stands for words here; 0 for those that nobody said."""
        return [self._numbers.get(plain(word), 0) for word in words]

    def bits(self, words: Sequence[str]) -> float:
        """How much it says that these words stand after one another: the binary logarithm of how rare that is.

        A word after another one is as rare as the pair is besides this once, where it is met besides, else as rare as
        the word: *jag tycker att det är* are five words and say little. Up to ``_MOST_BITS`` a word.
        """
        numbers = self.numbers(words)
        return sum((self._bits(*pair) for pair in zip([0, *numbers], numbers, strict=False)), 0.0)

    def _bits(self, before: int, number: int) -> float:
        told = self._told.get((before, number))
        if told is None:
            alone = self.words / max(1, int(self._counts[number]) if number else 1)
            together = self._times(before, number) - 1 if before and number else 0
            follows = int(self._counts[before]) / together if together > 0 else alone
            told = self._told[before, number] = min(self._most, log2(max(1.0, min(alone, follows))))
        return told

    def _times(self, first: int, second: int) -> int:
        low, high = self._runs[0].searchsorted(_bounds([(first, second)], 2))
        return int(high - low)

    def narrowed(self, readings: Sequence[Sequence[Sequence[int]]], region: Region, around: int) -> Region | None:
        """The part of a region in which runs of words, by their numbers, stand one after the other, with some words
        around it; None where those of no reading do.

        Looking at numbers costs little, and a cut quotation may be from dozens of long stretches.
        """
        if region.words is None:
            return region
        first, last = region.words
        said = self._ids[first:last].tobytes()
        found = [stretch for runs in readings if (stretch := _stretch(said, runs)) is not None]
        if not found:
            return None
        start = max(first, first + min(start for start, _end in found) - around)
        end = min(last, first + max(end for _start, end in found) + around)
        return region._replace(
            start=int(self._starts[start]) if start > first else region.start,
            end=int(self._starts[end]) if end < last else region.end,
            words=(start, end),
        )

    def regions(
        self, words: Sequence[str], apart: int, margin: int, most: int, only: frozenset[int] | None = None
    ) -> list[Region]:
        """Where a quotation's words may be from, those that share most of them first, ``most`` at the most.

        ``apart``: how many words may be missing or too many between two of its runs; ``margin``: words on either
        side; ``only``: these texts alone.
        """
        numbers = self.numbers(words)
        found = self._voted(numbers, 3, apart, margin, most, only)
        if not found or found[0].shared < max(1, (len(words) - 2) // 3):
            found += self._voted(numbers, 2, apart, margin, most, only)
        return list(dict.fromkeys(found))[:most]

    @cached_property
    def _runs(self) -> tuple[Array, Array]:
        """Every run of three words as a whole number, in order, and where it stands."""
        keys = self._ids[:-2].astype(np.int64) if len(self._ids) else _NOWHERE
        for following in (self._ids[1:-1], self._ids[2:]):
            keys <<= _BITS
            keys |= following
        order = np.argsort(keys)
        return keys[order], order.astype(_NUMBER)

    def _voted(
        self, numbers: Sequence[int], length: int, apart: int, margin: int, most: int, only: frozenset[int] | None
    ) -> list[Region]:
        """Where runs of so many words are found close together, each of them once."""
        places, offsets, bits = self._places(numbers, length)
        texts = self._firsts.searchsorted(places, side="right") - 1
        if only is not None:
            kept = np.isin(texts, list(only))
            places, offsets, bits, texts = places[kept], offsets[kept], bits[kept], texts[kept]
        if not len(places):
            return []
        begins = places - offsets + texts * _APART
        order = np.argsort(begins)
        begins = begins[order]
        firsts = np.flatnonzero(np.diff(begins, prepend=-_APART) > apart)
        shared = np.bitwise_count(np.bitwise_or.reduceat(bits[order], firsts))
        best = np.argsort(-shared.astype(np.int8), kind="stable")[:most]
        lasts = np.append(firsts[1:], len(begins)) - 1
        texts = texts[order[firsts[best]]]
        return self._regions(
            texts,
            begins[firsts[best]] - texts * _APART - margin,
            begins[lasts[best]] - texts * _APART + len(numbers) + margin,
            shared[best],
        )

    def _regions(self, texts: Array, starts: Array, ends: Array, shared: Array) -> list[Region]:
        """From words, no further than the texts that they lie in."""
        firsts = self._firsts[texts]
        starts, ends = np.maximum(starts, firsts), np.minimum(ends, self._firsts[texts + 1] - 1)
        letters = np.where(starts > firsts, self._starts[starts], 0), self._starts[ends]
        columns = (texts, *letters, shared, starts, ends)
        return [
            Region(text, start, end, votes, (first, last))
            for text, start, end, votes, first, last in zip(*(each.tolist() for each in columns), strict=True)
        ]

    def _places(self, numbers: Sequence[int], length: int) -> tuple[Array, Array, Array]:
        """Where the quotation's rarest runs of words stand, where in the quotation each begins, and its bit."""
        keys, order = self._runs
        at = [each for each in range(len(numbers) - length + 1) if all(numbers[each : each + length])]
        bounds = keys.searchsorted(_bounds([numbers[each : each + length] for each in at], length))
        low, high = bounds[::2], bounds[1::2]
        number = high - low
        chosen = [each for each in np.argsort(number, kind="stable").tolist() if number[each]][:_GRAMS_USED]
        chosen = [each for rank, each in enumerate(chosen) if number[each] <= _MOST_PLACES or not rank]
        places = [order[low[each] : high[each]] for each in chosen]
        # Only the rarest may be met too often.
        if places and len(places[0]) > _MOST_PLACES:
            places[0] = np.sort(places[0])[:_MOST_PLACES]
        lengths = [*map(len, places)]
        return (
            np.concatenate([_NOWHERE, *places]),
            np.repeat([at[each] for each in chosen], lengths).astype(np.int64),
            np.repeat(np.uint32(1) << np.arange(len(chosen), dtype=np.uint32), lengths),
        )


def _stretch(said: bytes, runs: Sequence[Sequence[int]]) -> tuple[int, int] | None:
    """From where the first run may begin to where the last one may end, if they all stand there in order."""
    start, end, at = 0, len(said) // _SIZE, 0
    for number, run in enumerate(runs):
        places = _places_of(np.array(run, dtype=_NUMBER).tobytes(), said)
        if not places or places[-1] < at:
            return None
        place = next(each for each in places if each >= at)
        at = place + len(run)
        start = start if number else place
        end = places[-1] + len(run)
    return start, end


def _places_of(run: bytes, said: bytes) -> list[int]:
    places = []
    at = said.find(run)
    while at >= 0:
        if at % _SIZE == 0:
            places.append(at // _SIZE)
        at = said.find(run, at + 1)
    return places


def _bounds(runs: Sequence[Sequence[int]], length: int) -> Array:
    """For each run of words the key that is the least to begin with it, and the least that is beyond them."""
    found = []
    for run in runs:
        key = 0
        for number in run:
            key = key << _BITS | number
        free = _BITS * (_LONGEST - length)
        found += [key << free, (key + 1) << free]
    return np.array(found, dtype=np.int64)
