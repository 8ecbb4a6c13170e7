"""Personal names in running text: by lists, by capitals, and by what stands around them.

Texts are read in two ways. In a well-written one a capital inside a sentence is a sign of its own: what begins with
one and is neither a known word nor a known place or actor is offered. In one without capitals, or in capitals only,
lists and context must do, and words of everyday talk (*sten, björn, bo*) count only beside a surname, a title or an
introduction. What was a name without doubt somewhere in a source is recognised in all of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coder.language.lemmas import common, known, lemma
from coder.personal import lists
from coder.personal.base import GENITIVE, LIKELY, PERSON, PLACE, POSSIBLE, SURE, PersonalMention
from coder.personal.excluded import NamePhrases, covered
from coder.personal.name_signs import Seen, Signs
from coder.personal.words import NameWord

_MOST_WORDS = 5
_SHORTEST_ACRONYM = 2
_SHORTEST_UNKNOWN = 3
"""Unknown words up to here are taken for acronyms (*sfi*, *lss*) where their capitals do not tell."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """Why a word begins a name, and how sure that is."""

    reason: str
    certainty: str
    kind: str = PERSON


class NameFinder:
    """Finds the personal names of one source, turn by turn, after it has been shown all turns (``learn``)."""

    def __init__(self, well_written: bool, excluded: NamePhrases, people: Iterable[str] = ()) -> None:
        """``excluded``: names that are no persons; ``people``: the project's own list, found in any spelling."""
        self._cased = well_written
        self._excluded = excluded
        self._people = NamePhrases(people)
        self._seen = Seen()

    def learn(self, turns: Sequence[Sequence[NameWord]]) -> None:
        """Take in what is certain anywhere, so that it is recognised everywhere."""
        if self._cased:
            for words in turns:
                self._note_capitals(words)
        taught = Seen(capitals=self._seen.capitals)
        for words in turns:
            signs = self._signs(words)
            for first, last, sign in self._runs(signs):
                if sign.certainty == POSSIBLE or sign.kind != PERSON or last == first:
                    continue
                keys = [signs.key(at) for at in range(first, last + 1)]
                if signs.is_first(first) or signs.is_last(last):
                    taught.firsts.add(keys[0])
                    taught.lasts.update(key for key in keys[1:] if key not in lists.PARTICLES and len(key) > 1)
        # A word that has been used in lower case here, or is everyday talk, is taught only as what it is.
        self._seen.firsts |= taught.firsts - lists.EVERYDAY
        self._seen.everyday |= taught.firsts & lists.EVERYDAY
        self._seen.lasts |= taught.lasts - lists.EVERYDAY

    def find(self, text: str, words: Sequence[NameWord]) -> Iterator[PersonalMention]:
        """The names in one turn, in its order; offsets are in the turn."""
        signs = self._signs(words)
        own = {hit.first: hit for hit in self._people.find(words)}
        taken = -1
        runs = {first: (last, sign) for first, last, sign in self._runs(signs)}
        for at in range(len(words)):
            if at <= taken:
                continue
            hit = own.get(at)
            run = runs.get(at)
            if hit is not None and (run is None or run[0] <= hit.last):
                taken = hit.last
                yield self._mention(text, signs, at, hit.last, _Sign("own-list", SURE))
            elif run is not None:
                taken = run[0]
                yield self._mention(text, signs, at, run[0], run[1])

    def _signs(self, words: Sequence[NameWord]) -> Signs:
        return Signs(words, covered(self._excluded.find(words)), self._seen)

    def _note_capitals(self, words: Sequence[NameWord]) -> None:
        for word in words:
            if word.capital and not word.opens and not word.shouted and not common(word.low):
                self._seen.capitals.add(word.low)

    def _runs(self, signs: Signs) -> Iterator[tuple[int, int, _Sign]]:
        """First and last word of each name, with why."""
        at = 0
        while at < len(signs.words):
            sign = self._begins(signs, at)
            if sign is None:
                at += 1
                continue
            last = self._last(signs, at, sign) if sign.kind == PERSON else at
            yield at, last, self._surer(signs, at, last, sign)
            at = last + 1

    def _begins(self, signs: Signs, at: int) -> _Sign | None:
        word = signs.words[at]
        if not word.text[0].isalpha() or len(word.text) < 2:
            return self._begins_with_initial(signs, at)
        if at in signs.excluded and not self._person_all_the_same(signs, at):
            return None
        if signs.a_month(at):
            return None
        if self._cased and word.capital:
            return self._capital(signs, at)
        return self._lower(signs, at)

    def _begins_with_initial(self, signs: Signs, at: int) -> _Sign | None:
        """*B. Andersson*, *P-O*, *K-G Nilsson*"""
        following = signs.words[at + 1] if at + 1 < len(signs.words) else None
        if following is None or not signs.words[at].text[0].isalpha():
            return None
        if following.initial and following.capital and signs.is_last(at + 1):
            return _Sign("full-name", LIKELY)
        if not following.hyphened or len(following.text) > 1 or following.capital != signs.words[at].capital:
            return None
        surname = signs.after(at + 1) is not None and signs.is_last(at + 2)
        if surname or (self._cased and following.capital):
            return _Sign("initials", LIKELY if surname else POSSIBLE)
        return None

    def _person_all_the_same(self, signs: Signs, at: int) -> bool:
        """*Vilhelmina* and *Dorotea* are municipalities, unless a title, an introduction or a surname says other."""
        if not (signs.is_first(at) or signs.is_last(at)):
            return False
        if signs.title_before(at) or signs.introduced(at) or signs.addressed(at):
            return True
        surname = (
            signs.is_first(at)
            and signs.after(at) is not None
            and at + 1 not in signs.excluded
            and (signs.is_last(at + 1) and (signs.words[at + 1].capital or not signs.everyday(at + 1)))
        )
        before = signs.before(at)
        follows_first = (
            before is not None
            and at - 1 not in signs.excluded
            and signs.is_first(at - 1)
            and not signs.everyday(at - 1)
            and signs.is_last(at)
        )
        return surname or follows_first

    def _capital(self, signs: Signs, at: int) -> _Sign | None:
        """A word with a capital in a text that uses capitals."""
        opens, everyday = signs.words[at].opens, signs.everyday(at)
        called = signs.introduced(at) or signs.title_before(at)
        if signs.acronym(at) and not (called and signs.is_first(at)):
            named = signs.is_first(at) and not everyday and len(signs.words[at].text) > _SHORTEST_ACRONYM
            return _Sign("first-name", POSSIBLE) if named else None
        if signs.a_place_here(at) and not called:
            return None
        if signs.is_first(at):
            if not everyday:
                return _Sign("first-name", LIKELY if signs.words[at].low in lists.NO_PERSONS else SURE)
            if not opens or called:
                return _Sign("first-name", LIKELY)
            return self._opening_everyday(signs, at)
        if signs.is_last(at):
            if not opens or not everyday:
                return _Sign("surname", LIKELY)
            return self._opening_everyday(signs, at)
        if signs.no_person(at) or signs.words[at].shouted:
            return None
        return self._unlisted_opening(signs, at) if opens else self._unlisted_inside(signs, at, called)

    def _opening_everyday(self, signs: Signs, at: int) -> _Sign | None:
        """*Björn Ek ringde.* – *Sten sa det.* – *Berg ligger nära.*"""
        if self._surname_follows(signs, at):
            return _Sign("full-name", LIKELY)
        if signs.acts(at) or signs.addressed(at):
            return _Sign("acts", LIKELY if signs.acts(at) and signs.noun_like(at) else POSSIBLE)
        return _Sign("first-name", POSSIBLE) if signs.noun_like(at) and signs.is_first(at) else None

    def _surname_follows(self, signs: Signs, at: int) -> bool:
        after = signs.linked(at)
        return (
            after is not None
            and at + 1 not in signs.excluded
            and after.capital
            and not signs.acronym(at + 1)
            and (signs.is_last(at + 1) or (signs.is_first(at) and not signs.no_person(at + 1)))
        )

    def _unlisted_opening(self, signs: Signs, at: int) -> _Sign | None:
        if self._surname_follows(signs, at):
            return _Sign("full-name", LIKELY if signs.strange(at) else POSSIBLE)
        if len(signs.words[at].text) <= _SHORTEST_UNKNOWN:
            return None
        if signs.strange(at) or (signs.key(at) in signs.seen.capitals and not common(signs.words[at].low)):
            return _Sign("unknown-word", POSSIBLE)
        return None

    def _unlisted_inside(self, signs: Signs, at: int, called: bool) -> _Sign | None:
        if called:
            return _Sign("introduced" if signs.introduced(at) else "title", LIKELY)
        if self._surname_follows(signs, at) and signs.is_last(at + 1):
            return _Sign("full-name", LIKELY)
        return _Sign("capital", POSSIBLE, PLACE if signs.place_like(at) else PERSON)

    def _lower(self, signs: Signs, at: int) -> _Sign | None:
        """A word without a capital, or in a text where capitals say nothing."""
        word = signs.words[at]
        first, last, everyday = signs.is_first(at), signs.is_last(at), signs.everyday(at)
        called = signs.introduced(at) or signs.title_before(at)
        if signs.a_place_here(at):
            return None
        if (first or last) and not everyday and len(word.text) > 2:
            return _Sign("first-name" if first else "surname", LIKELY)
        if first and self._lower_name_follows(signs, at):
            return _Sign("full-name", LIKELY)
        if self._cased:
            return None
        if called and (not common(word.low) or (first and signs.introduced(at))):
            return _Sign("introduced" if signs.introduced(at) else "title", POSSIBLE)
        if (first or last) and (called or (first and signs.i_am(at))) and signs.noun_like(at):
            return _Sign("title", POSSIBLE)
        if first and not signs.after_a_verb(at) and signs.noun_like(at):
            after = signs.after(at)
            if after is not None and signs.is_last(at + 1) and signs.noun_like(at + 1):
                return _Sign("full-name", POSSIBLE)
            if signs.acts(at) or signs.addressed(at):
                return _Sign("acts", POSSIBLE)
            if signs.key(at) in signs.seen.everyday:
                return _Sign("first-name", POSSIBLE)
        if not signs.strange(at) or signs.no_person(at):
            return None
        if signs.introduced(at) or self._lower_name_follows(signs, at):
            return _Sign("introduced" if called else "full-name", LIKELY)
        if len(word.text) <= _SHORTEST_UNKNOWN:
            return None
        kind = PLACE if signs.place_like(at) else PERSON
        return _Sign("title" if called else "unknown-word", POSSIBLE, PERSON if called else kind)

    def _lower_name_follows(self, signs: Signs, at: int) -> bool:
        """Another name that is no everyday word stands behind, as a surname or by a hyphen or space: *jan erik*."""
        if signs.linked(at) is None or signs.everyday(at + 1):
            return False
        return signs.is_last(at + 1) or (signs.is_first(at) and signs.is_first(at + 1))

    def _last(self, signs: Signs, first: int, sign: _Sign) -> int:
        """The last word of the name that begins at ``first``."""
        last = first
        while last + 1 < len(signs.words) and last + 1 - first < _MOST_WORDS:
            step = self._continues(signs, first, last + 1)
            if not step or (signs.plain(last)[1] and not signs.plain(last + step)[1]):
                break
            last += step
        return last

    def _continues(self, signs: Signs, first: int, at: int) -> int:
        """How many words at ``at`` still belong to the name: 0, 1, or more with *von*, *af*, *al*."""
        word = signs.words[at]
        if not (word.near or word.hyphened or word.initial):
            return 0
        if word.low in lists.PARTICLES and not word.shouted and at + 1 < len(signs.words):
            following = signs.words[at + 1]
            linked = signs.linked(at) is not None
            named = following.capital if self._cased else signs.is_last(at + 1) or signs.strange(at + 1)
            if linked and named and (not signs.no_person(at + 1)):
                return 2
        if at in signs.excluded and not (signs.is_last(at) and signs.is_first(at - 1)):
            return 0
        if self._cased:
            return int(self._capital_continues(signs, first, at))
        return int(self._lower_continues(signs, first, at))

    def _capital_continues(self, signs: Signs, first: int, at: int) -> bool:
        word = signs.words[at]
        if not word.capital or (word.opens and not word.initial):
            return not word.capital and signs.is_last(at) and not signs.everyday(at) and not signs.words[at - 1].opens
        if word.shouted and signs.words[first].shouted:
            # ANNA BERG SA DET: where all is in capitals they do not tell.
            return self._lower_continues(signs, first, at)
        if len(word.text) == 1:
            return word.hyphened or (word.text != "I" and signs.is_first(first))
        return not signs.acronym(at) and not signs.no_person(at)

    def _lower_continues(self, signs: Signs, first: int, at: int) -> bool:
        word = signs.words[at]
        if len(word.text) == 1:
            return word.hyphened and at - 1 == first
        if signs.is_last(at):
            return not signs.everyday(at) or signs.noun_like(at) or not common(word.low)
        if signs.no_person(at):
            return False
        follows_first = signs.is_first(at - 1) and not signs.everyday(at - 1)
        if signs.is_first(at):
            return (word.hyphened and signs.is_first(at - 1)) or (follows_first and not signs.everyday(at))
        # Behind a first name a word that only looks like a compound is a surname: *Risberg*, *Grubbström*.
        return signs.strange(at) or (follows_first and not known(word.low) and not common(lemma(word.low)))

    def _surer(self, signs: Signs, first: int, last: int, sign: _Sign) -> _Sign:
        """Two names beside each other hold each other up."""
        if sign.kind != PERSON or first == last:
            return sign
        listed = signs.is_first(first) and signs.is_last(last)
        if self._cased:
            return _Sign("full-name", SURE if signs.is_first(first) or listed else LIKELY)
        return _Sign("full-name", SURE if listed and not signs.everyday(first) else sign.certainty)

    def _mention(self, text: str, signs: Signs, first: int, last: int, sign: _Sign) -> PersonalMention:
        words = signs.words[first : last + 1]
        parts, genitive = [], False
        for offset, word in enumerate(words):
            bare, owned = signs.plain(first + offset)
            plain = bare if word.capital and not word.shouted else _capitalised(bare)
            if plain.lower() in lists.PARTICLES and offset and offset < len(words) - 1:
                plain = bare
            parts.append(("-" if word.hyphened and offset else " " if offset else "") + plain)
            genitive = owned
        start, end = words[0].start, words[-1].end
        opens = words[0].opens and words[0].capital and self._cased
        return PersonalMention(
            start,
            end,
            text[start:end],
            sign.kind,
            "".join(parts),
            GENITIVE if genitive else "",
            sign.certainty,
            sign.reason,
            opens,
        )


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:].lower()
