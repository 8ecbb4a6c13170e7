"""Names that were decided about, found and replaced in any text."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from coder.language.lemmas import common, is_noun, lemma
from coder.personal.base import ORGANISATION, OTHER, PERSON, PLACE, POSSIBLE, SURE, KnownNames, PersonalMention
from coder.personal.compounds import CompoundFinder
from coder.personal.excluded import NamePhrases
from coder.personal.fingerprints import FingerprintFinder, fingerprint
from coder.personal.forms import inflected
from coder.personal.lists import EVERYDAY
from coder.personal.names import NameFinder
from coder.personal.words import name_words, well_written
from coder.queries.pseudonyms import KEEP, REPLACE, Decision, anything_decided, decisions, salt
from coder.queries.registers import register_entries
from coder.spans import folded

VOCABULARY_KINDS = frozenset({PLACE, ORGANISATION})
"""Kinds whose names the study's own registers use on purpose."""

_IN_WORDS = frozenset({PERSON, PLACE, ORGANISATION, OTHER})
"""Kinds whose names may be everyday words as well (*Hans, Björn, Berg*)."""


@dataclass(frozen=True)
class Hit:
    """A name that is to be replaced, in place."""

    mention: PersonalMention
    decision: Decision

    @property
    def replacement(self) -> str:
        """In the form of what it replaces."""
        return inflected(self.decision.replacement, self.mention)


class Naming:
    """Finds what was decided about. Names that are kept hide what stands inside them.

    A name that is an everyday word too (*Hans, Björn, Berg*) counts where it has a capital inside a sentence, or where
    the finders of ``coder.personal`` read a name; one that is a municipality's, too (*Vilhelmina*), only there.
    """

    def __init__(
        self, mix: str, decided: Iterable[Decision], known: KnownNames, let_through: Collection[str] = ()
    ) -> None:
        """``mix``: the project's salt; ``let_through``: fingerprints of names that may stand for now."""
        self._mix = mix
        self._decided = {each.fingerprint: each for each in decided}
        # What may stand hides what stands inside it, as what is kept does.
        self._decided |= {mark: Decision(mark, mark.partition(":")[0], KEEP, "") for mark in let_through}
        self._finder = FingerprintFinder(mix, self._decided)
        self._excluded = NamePhrases([*known.not_people, *known.places])
        self._pseudonyms = {folded(each.replacement): each for each in self._decided.values() if each.replacement}
        self._compounds = CompoundFinder(self._pseudonym_of)
        self._registered = {folded(name) for name in (*known.not_people, *known.places)}

    @property
    def something_to_replace(self) -> bool:
        return any(each.decision == REPLACE for each in self._decided.values())

    def decision_on(self, mention: PersonalMention) -> Decision | None:
        """What was decided about a mention of the finders; also where a longer or other form of it was. A pseudonym
        that looks like a name (*Karin*) is to be kept.
        """
        own = self._decided.get(fingerprint(self._mix, mention.kind, mention.name))
        if own is not None:
            return own
        pseudonym = self._pseudonyms.get(folded(mention.name)) or self._pseudonyms.get(folded(mention.text))
        if pseudonym is not None:
            return Decision(pseudonym.fingerprint, mention.kind, KEEP, "")
        whole = (found for found in self._finder.find(mention.text) if found[0].text == mention.text)
        return next((decision for found, decision in whole if found.kind == mention.kind), None)

    def hits(self, text: str, vocabulary: bool = False, mentions: Sequence[PersonalMention] | None = None) -> list[Hit]:
        """What is to be replaced in a text, in its order. In the study's ``vocabulary`` places and organisations stay.

        ``mentions`` are what the finders read in it, where that is known already; offsets are in the text.
        """
        if not self._decided:
            return []
        found = list(self._finder.find(text))
        if mentions is None:
            mentions = self.read(text) if not all(self._speaks_for_itself(each) for each, _decision in found) else ()
        read = [Hit(each, decision) for each in mentions if (decision := self.decision_on(each)) is not None]
        meant = [Hit(each, decision) for each, decision in found if self._speaks_for_itself(each)]
        return [
            hit
            for hit in _longest(read, meant)
            if hit.decision.decision == REPLACE and not (vocabulary and hit.decision.kind in VOCABULARY_KINDS)
        ]

    def with_compounds(self, text: str, mentions: Iterable[PersonalMention]) -> tuple[PersonalMention, ...]:
        """Mentions with the solid compounds of names that are to be replaced (*Annagruppen*); these are never replaced
        unless somebody decides about them as well. One that was found as something surer stays what it is.
        """
        if not self.something_to_replace:
            return tuple(mentions)
        given = list(mentions)
        surer = [each for each in given if each.certainty != POSSIBLE]
        new = [each for each in self._compounds.find(text) if all(_gives_way(other, each) for other in surer)]
        return tuple(sorted([*new, *(each for each in given if _apart(each, new))], key=lambda each: each.start))

    def _pseudonym_of(self, word: str) -> str:
        """What stands for a single name of a person; "" where none is to be replaced."""
        own = self._decided.get(fingerprint(self._mix, PERSON, word))
        return own.replacement if own is not None else ""

    def perhaps(self, text: str) -> list[PersonalMention]:
        """Where a name that is an everyday noun, too (*Sten, Eden*), stands so that nothing tells which it is: with a
        capital that the beginning of a sentence explains or, in a text without capitals, without one.
        """
        unsure = [each for each, _decision in self._finder.find(text) if not self._speaks_for_itself(each)]
        if not unsure:
            return []
        cased = well_written([name_words(text)])
        return [
            each
            for each in unsure
            if each.kind == PERSON
            and is_noun(lemma(each.name))
            and folded(each.name) not in self._registered
            and (each.text[:1].isupper() if cased else True)
        ]

    def replaced(self, text: str) -> str:
        """The text with every name replaced."""
        return with_replacements(text, self.hits(text))

    def replaced_in_vocabulary(self, text: str) -> str:
        """The text with the names of people replaced; places and organisations stay."""
        return with_replacements(text, self.hits(text, vocabulary=True))

    def _speaks_for_itself(self, mention: PersonalMention) -> bool:
        """False for a word that may be something else than this name: an everyday word, or a municipality."""
        if mention.kind not in _IN_WORDS or not mention.name.isalpha():
            return True
        low = folded(mention.name)
        words = {low, low.removesuffix("s")}
        if mention.kind == PERSON and not words.isdisjoint(self._registered):
            return False
        capital_inside = mention.text[:1].isupper() and not mention.opens
        return capital_inside or not any(word in EVERYDAY or common(word) for word in words)

    def read(self, text: str) -> list[PersonalMention]:
        """The names of people in a text, as the finders read it by itself."""
        words = name_words(text)
        finder = NameFinder(well_written([words]), self._excluded)
        finder.learn([words])
        return list(finder.find(text, words))


def _longest(read: Sequence[Hit], found: Sequence[Hit]) -> list[Hit]:
    """Hits that do not overlap: the longest first, what was read in its context before what was only recognised."""
    ranked = sorted(
        [*((hit, 0) for hit in read), *((hit, 1) for hit in found)],
        key=lambda each: (
            each[0].mention.start - each[0].mention.end,
            each[1],
            each[0].decision.decision != REPLACE,
            each[0].mention.start,
        ),
    )
    chosen: list[Hit] = []
    for hit, _rank in ranked:
        start, end = hit.mention.start, hit.mention.end
        if all(end <= other.mention.start or other.mention.end <= start for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.mention.start)


def _gives_way(mention: PersonalMention, compound: PersonalMention) -> bool:
    """True if it is elsewhere, or the same word and no more than likely somebody's name."""
    same = (mention.start, mention.end) == (compound.start, compound.end) and mention.certainty != SURE
    return same or _apart(mention, [compound])


def _apart(mention: PersonalMention, others: Iterable[PersonalMention]) -> bool:
    return all(mention.end <= other.start or other.end <= mention.start for other in others)


def with_replacements(text: str, hits: Iterable[Hit]) -> str:
    """A text with hits, which are in order, replaced."""
    pieces, reached = [], 0
    for hit in hits:
        pieces += [text[reached : hit.mention.start], hit.replacement]
        reached = hit.mention.end
    return "".join([*pieces, text[reached:]])


def known_to(session: Session) -> KnownNames:
    """What the codebook's registers say of names: who is no person, and which places are small."""
    return KnownNames.of(register_entries(session))


def naming(session: Session, let_through: Collection[str] = ()) -> Naming:
    """What the project has decided."""
    return Naming(salt(session), decisions(session), known_to(session), let_through)


def as_written(session: Session) -> Callable[[str], str]:
    """What turns names (of files, say) into how the project writes them."""
    return naming(session).replaced_in_vocabulary if anything_decided(session) else str
