"""All finders over one source, turn by turn. What is found is offered to a person; nothing is decided here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.language.lemmas import common
from coder.personal import lists
from coder.personal.addresses import find_addresses
from coder.personal.base import KnownNames, PersonalMention, TurnText
from coder.personal.entities import EntityNames
from coder.personal.excluded import NamePhrases, covered
from coder.personal.health import find_health
from coder.personal.labels import LabelFinder
from coder.personal.names import NameFinder
from coder.personal.numbers import add_apart, find_numbers
from coder.personal.places import PlaceFinder
from coder.personal.words import name_words, well_written

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline


def find_mentions(
    text: str, turns: Sequence[TurnText], pipeline: "Pipeline", known: KnownNames
) -> Iterator[PersonalMention]:
    """Personal data in a source, in its order; the generator may be left at any mention.

    ``text`` is the whole text, in which the offsets lie; ``turns`` are its speeches in order. What stands between
    them (labels, time stamps, the head of the file) is searched for names, too. Without turns the whole text is one.
    Two mentions share characters only if one is a word that points at health.
    """
    yield from SourceFinder(text, turns, pipeline, known).all()


class SourceFinder:
    """One source with everything needed to search it; ``turn`` gives the mentions of one turn."""

    def __init__(self, text: str, turns: Sequence[TurnText], pipeline: "Pipeline", known: KnownNames) -> None:
        self._text = text
        self._places = [(turn.start, turn.text) for turn in turns] or [(0, text)]
        self._pipeline = pipeline
        self._towns = frozenset(place.lower() for place in known.places) | lists.NO_PERSONS
        self._small = PlaceFinder(known.small_places or {})
        self._words = [name_words(speech) for _start, speech in self._places]
        self._cased = well_written(self._words)
        excluded = NamePhrases([*known.not_people, *known.places], self._cased)
        self._excluded = excluded
        self._names = NameFinder(self._cased, excluded, known.people)
        self._labels = LabelFinder(excluded, known.people)

    def all(self) -> Iterator[PersonalMention]:
        """Everything, label by label and turn by turn."""
        self._names.learn(self._words)
        recognised = self._recognised()
        end = 0
        for number, (start, speech) in enumerate(self._places):
            yield from self._labels.find(self._text, end, start)
            end = start + len(speech)
            for mention in self._turn(number, next(recognised)):
                yield replace(mention, start=mention.start + start, end=mention.end + start)
        yield from self._labels.find(self._text, end, len(self._text))

    def _recognised(self) -> Iterator[EntityNames | None]:
        """What the pipeline recognises in each turn, if it was trained to."""
        if not self._pipeline.trained:
            yield from (None for _place in self._places)
            return
        yield from map(EntityNames, self._pipeline.entities(speech for _start, speech in self._places))

    def _turn(self, number: int, entities: EntityNames | None) -> list[PersonalMention]:
        speech, words = self._places[number][1], self._words[number]
        found: list[PersonalMention] = []
        add_apart(found, find_numbers(speech))
        add_apart(found, find_addresses(speech, self._is_town))
        names = list(self._names.find(speech, words))
        if entities is not None:
            out = covered(self._excluded.find(words))
            names = entities.confirmed(names) + entities.further(speech, words, out, self._cased)
        add_apart(found, names)
        add_apart(found, self._small.find(speech, words, self._cased))
        found += find_health(speech)
        return sorted(found, key=lambda mention: (mention.start, -mention.end, mention.kind))

    def _is_town(self, word: str) -> bool:
        low = word.lower()
        return low in self._towns and not common(low)
