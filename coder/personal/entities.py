"""What a trained pipeline recognises: people by its label ``PER`` or ``PRS``, places and organisations.

Its word alone is weak evidence: it confirms what lists and capitals found, and adds what they passed over.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from coder.language.lemmas import common
from coder.language.pipeline import Entity
from coder.personal import lists
from coder.personal.base import LIKELY, ORGANISATION, PERSON, PLACE, POSSIBLE, PersonalMention
from coder.personal.words import NameWord

_PEOPLE = frozenset(["PER", "PRS", "PERSON"])
_PLACES = frozenset(["LOC", "GPE"])
_ORGANISATIONS = frozenset(["ORG"])
_MOST_WORDS = 5


class EntityNames:
    """The entities of one turn."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._spans = [(entity.start, entity.end, entity.label) for entity in entities]

    def confirmed(self, mentions: Sequence[PersonalMention]) -> list[PersonalMention]:
        """The mentions; an unknown word with a capital becomes likely, or a place, if the pipeline says so."""
        return [self._confirmed(mention) for mention in mentions]

    def _confirmed(self, mention: PersonalMention) -> PersonalMention:
        labels = {label for start, end, label in self._spans if start < mention.end and mention.start < end}
        if mention.certainty != POSSIBLE:
            return mention
        if labels & _PEOPLE:
            return replace(mention, certainty=LIKELY, kind=PERSON)
        if mention.reason == "capital" and labels & _PLACES:
            return replace(mention, kind=PLACE)
        if mention.reason == "capital" and labels & _ORGANISATIONS:
            return replace(mention, kind=ORGANISATION)
        return mention

    def further(
        self, text: str, words: Sequence[NameWord], excluded: Collection[int], well_written: bool
    ) -> list[PersonalMention]:
        """People that only the pipeline sees; words in everyday use, actors and places are no evidence of anybody."""
        return list(self._further(text, words, excluded, well_written))

    def _further(
        self, text: str, words: Sequence[NameWord], excluded: Collection[int], well_written: bool
    ) -> Iterator[PersonalMention]:
        for start, end, label in self._spans:
            inside = [at for at, word in enumerate(words) if start <= word.start and word.end <= end + 2]
            if label not in _PEOPLE or not 0 < len(inside) <= _MOST_WORDS or not set(inside).isdisjoint(excluded):
                continue
            named = [words[at] for at in inside]
            if not all(_may_be_named(word, well_written) for word in named):
                continue
            first, last = named[0].start, named[-1].end
            surface = text[first:last]
            name = " ".join(word.text if word.capital else word.text.capitalize() for word in named)
            yield PersonalMention(first, last, surface, PERSON, name, "", POSSIBLE, "entity")


def _may_be_named(word: NameWord, well_written: bool) -> bool:
    if not word.text[0].isalpha() or len(word.text) < 2 or word.low in lists.NO_PERSONS:
        return False
    if word.low.endswith(lists.ORGANISATION_ENDINGS) or (well_written and (not word.capital or word.shouted)):
        return False
    return not common(word.low)
