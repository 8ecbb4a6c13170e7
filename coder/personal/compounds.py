"""Solid compounds with somebody's name in front: *Annagruppen*, *Bergsmodellen*, *Sandelinarna*.

No capital and no space shows the name there. A word counts if it is in no dictionary and on no list of names, and is a
name that is to be replaced, a link's *s* where there is one, and a noun of four letters or more (or the ending of a
family's name, or another such name). Names of two letters, and names that are everyday words too (*Björngruppen*),
are not looked for: most such words are something else.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from coder.language.lemmas import common, is_noun, known, lemma
from coder.personal import lists
from coder.personal.base import GENITIVE, LIKELY, PERSON, PersonalMention
from coder.personal.words import name_words

_SHORTEST_NAME, _SHORTEST_REST, _SHORTEST_FAMILY = 3, 4, 5
_FAMILY = frozenset(["arna", "arnas", "erna", "ernas", "ska"])
_SHORTEST_FAMILY_END = 3
_LONG_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST_NAME + _SHORTEST_REST},}}")


class CompoundFinder:
    """Finds the compounds of names; each word is looked at once."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        """``pseudonym`` gives what stands for a single lower-case name of a person, "" for one that may stand."""
        self._pseudonym = lru_cache(maxsize=None)(pseudonym)
        self._parts = lru_cache(maxsize=None)(self._parted)

    def find(self, text: str) -> Iterator[PersonalMention]:
        """The compounds in a text, in its order, each with what to offer (*[Person 1]-gruppen*)."""
        if not any(map(self._parts, set(_LONG_WORD.findall(unicodedata.normalize("NFC", text).lower())))):
            return
        for word in name_words(text):
            found = self._parts(word.low)
            if found is None:
                continue
            replacement, rest = found
            plain = word.text
            owned = not word.genitive and rest.endswith("s") and lemma(rest) == lemma(rest[:-1])
            if owned:
                rest, plain = rest[:-1], plain[:-1]
            form = GENITIVE if owned or word.genitive else ""
            yield PersonalMention(
                start=word.start,
                end=word.end,
                text=text[word.start : word.end],
                kind=PERSON,
                name=plain,
                form=form,
                certainty=LIKELY,
                reason="compound",
                opens=word.opens and word.capital,
                replacement=f"{replacement}-{rest}",
            )

    def _parted(self, low: str) -> tuple[str, str] | None:
        """What stands for the name in front, and what is behind it; the longest name counts."""
        if len(low) < _SHORTEST_NAME + _SHORTEST_REST or not low.isalpha():
            return None
        for at in range(len(low) - _SHORTEST_FAMILY_END, _SHORTEST_NAME - 1, -1):
            name, rest = low[:at], low[at:]
            replacement = self._pseudonym(name)
            if not replacement or name in lists.EVERYDAY or common(name):
                continue
            behind = next((each for each in (rest, rest.removeprefix("s")) if self._stands_behind(each, at)), "")
            if behind:
                return None if _is_something_else(low) else (replacement, behind)
        return None

    def _stands_behind(self, rest: str, at: int) -> bool:
        if rest in _FAMILY:
            return at >= _SHORTEST_FAMILY
        return len(rest) >= _SHORTEST_REST and (is_noun(lemma(rest)) or bool(self._pseudonym(rest)))


def _is_something_else(low: str) -> bool:
    return known(low) or low in lists.first_names() or low in lists.surnames()
