"""Finding words in one text: as they are typed, and in any inflection. Pure.

Two words are forms of one if they share a key (``coder.language.lemmas.keys``): as it stands, or by lemma, compounds
by their last part (*arbetsmarknadsenheterna* is a form of *arbetsmarknadsenhet*).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from coder.language.lemmas import keys
from coder.spans import Span, words

_SHORTEST = 3
"""Shorter words have no forms worth looking for: *en* would find every *ett*."""


def find_typed(text: str, query: str, most: int | None = None) -> list[Span]:
    """Where the query stands, in words too, whatever its case; any white space matches any, å matches å decomposed.

    ``most``: no more than so many.
    """
    pattern = typed_pattern(query)
    if pattern is None:
        return []
    found: list[Span] = []
    for match in pattern.finditer(text):
        if most is not None and len(found) >= most:
            break
        found.append(Span(match.start(), match.end()))
    return found


def typed_pattern(query: str) -> re.Pattern[str] | None:
    """What ``find_typed`` looks for; None for a query of white space."""
    parts = query.split()
    return re.compile(r"\s+".join(map(_either_form, parts)), re.IGNORECASE) if parts else None


def _either_form(word: str) -> str:
    parts = []
    for letter in unicodedata.normalize("NFC", word):
        apart = unicodedata.normalize("NFD", letter)
        whole = re.escape(letter)
        # A plain letter that a mark follows is another letter.
        parts.append(whole + r"(?![\u0300-\u036f])" if apart == letter else f"(?:{whole}|{re.escape(apart)})")
    return "".join(parts)


class WordForms:
    """A text's words by their forms, made once for a text and asked often."""

    def __init__(self, text: str) -> None:
        self._words = list(words(text))
        self._places: dict[str, list[int]] = defaultdict(list)
        forms: dict[str, tuple[str, ...]] = {}
        for number, word in enumerate(self._words):
            surface = text[word.start : word.end]
            found = forms.get(surface)
            if found is None:
                found = forms[surface] = keys(surface)
            for key in found:
                self._places[key].append(number)

    def find(self, query: str) -> list[Span]:
        """Where the query's words stand one after the other, each in any form, in order of place.

        [] for a query without a word of three letters or more.
        """
        wanted = _keys_of(query)
        if not wanted:
            return []
        runs = self._numbers(wanted[0])
        for distance, forms in enumerate(wanted[1:], 1):
            runs &= {number - distance for number in self._numbers(forms)}
        return [Span(self._words[first].start, self._words[first + len(wanted) - 1].end) for first in sorted(runs)]

    def _numbers(self, forms: Sequence[str]) -> set[int]:
        return {number for form in forms for number in self._places.get(form, ())}


def other_forms(typed: Sequence[Span], forms: Sequence[Span]) -> list[Span]:
    """Those of the ``forms`` in which nothing was found as typed; both in order of place."""
    found, place = [], 0
    for span in forms:
        while place < len(typed) and typed[place].end <= span.start:
            place += 1
        if place == len(typed) or not typed[place].overlaps(span):
            found.append(span)
    return found


def _keys_of(query: str) -> list[tuple[str, ...]]:
    surfaces = [query[word.start : word.end] for word in words(query)]
    if not any(len(surface) >= _SHORTEST for surface in surfaces):
        return []
    return [keys(surface) for surface in surfaces]
