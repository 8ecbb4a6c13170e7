"""Names in speakers' labels, and in whatever else stands between the speeches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coder.language.lemmas import common
from coder.personal import lists
from coder.personal.base import LIKELY, PERSON, SURE, PersonalMention
from coder.personal.excluded import NamePhrases, covered
from coder.personal.names import NameFinder
from coder.personal.numbers import add_apart, find_numbers
from coder.personal.words import NameWord, name_words

_LINE = re.compile(r"[^\n]+")
_MOST_WORDS = 4


class LabelFinder:
    """A label names somebody unless it is a role (*Intervjuare*), an actor or a place."""

    def __init__(self, excluded: NamePhrases, people: Iterable[str] = ()) -> None:
        self._excluded = excluded
        self._names = NameFinder(True, excluded, people)
        self._found: dict[str, tuple[PersonalMention, ...]] = {}

    def find(self, text: str, start: int, end: int) -> Iterator[PersonalMention]:
        """The names between two offsets of a text."""
        for line in _LINE.finditer(text, start, end):
            surface = line.group()
            if surface not in self._found:
                self._found[surface] = tuple(self._line(surface))
            for mention in self._found[surface]:
                yield replace(mention, start=mention.start + line.start(), end=mention.end + line.start())

    def _line(self, line: str) -> Iterator[PersonalMention]:
        words = [word for word in name_words(line) if word.text[0].isalpha()]
        numbers: list[PersonalMention] = []
        add_apart(numbers, find_numbers(line))
        named = list(self._names.find(line, words))
        found = list(numbers)
        add_apart(found, (replace(mention, reason="label", opens=False) for mention in named))
        yield from sorted(found, key=lambda mention: mention.start)
        if named:
            return
        if 0 < len(words) <= _MOST_WORDS and not numbers and line.rstrip().endswith(":"):
            yield from self._unknown(line, words)

    def _unknown(self, line: str, words: list[NameWord]) -> Iterator[PersonalMention]:
        """*Zerihun:* – a word that is no role, no actor and in no dictionary."""
        out = covered(self._excluded.find(words))
        kept = [
            word
            for at, word in enumerate(words)
            if at not in out
            and word.capital
            and not word.shouted
            and word.low not in lists.ROLES
            and word.low not in lists.NO_PERSONS
            and not word.low.endswith(lists.ORGANISATION_ENDINGS)
            and len(word.text) > 1
        ]
        strange = [word for word in kept if not common(word.low)]
        if not strange or len(kept) < len(words):
            return
        start, end = kept[0].start, kept[-1].end
        surface = line[start:end]
        certainty = SURE if len(strange) > 1 else LIKELY
        yield PersonalMention(start, end, surface, PERSON, " ".join(surface.split()), "", certainty, "label")
