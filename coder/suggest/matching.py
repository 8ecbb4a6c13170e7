"""The codebook's keywords found in text: evidence for codes, before anyone decides what to suggest.

A keyword is found inflected, definite and in the genitive (by lemma), as a phrase held apart by small words, as
head or modifier of a compound, and, from seven letters on, in a close spelling that is no Swedish word itself.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.language.compounds import HEAD, MODIFIER, PartIndex
from coder.language.lemmas import acronym_in, is_acronym, known, lemma, plain
from coder.language.phrases import PhraseIndex, Word, phrase_keys
from coder.suggest.base import CodeProfile, Evidence
from coder.suggest.negation import hedged, negated

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

WORD, PHRASE, COMPOUND, SIMILAR = "word", "phrase", "compound", "similar"
_WORD_WEIGHT = 1.0
_PHRASE_WEIGHT = 1.3
_HEAD_WEIGHT = 0.8
_MODIFIER_WEIGHT = 0.55
_SIMILAR_WEIGHT = 0.6
_NEGATED_FACTOR = 0.8
_FUZZY_LENGTH = 7
_FUZZY_RATIO = 88


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of one code; ``share`` is 1 divided by how many codes have it."""

    code: int
    """The code's position in the codebook."""
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """A keyword in place: what speaks for the code at position ``code``, and how strongly."""

    code: int
    evidence: Evidence
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A keyword on a single word, whatever the place."""

    keyword: Keyword
    kind: str
    weight: float
    role: str = ""
    """Of a part of a compound: ``head`` or ``modifier``."""


class KeywordMatcher:
    """All codes' keywords, ready to be looked for; made once for a codebook."""

    def __init__(self, codes: Sequence[CodeProfile], pipeline: "Pipeline") -> None:
        self._phrases: PhraseIndex[Keyword] = PhraseIndex(gaps=True)
        self._words: dict[str, list[Keyword]] = {}
        self._acronyms: dict[str, list[Keyword]] = {}
        self._hits: dict[tuple[str, tuple[str, ...]], tuple[Hit, ...]] = {}
        self.keywords: list[Keyword] = []
        """All keywords, by code and then as the codebook lists them."""
        self._begins: dict[str, set[str]] = {}
        for keyword, phrase in _keywords(codes, pipeline):
            self.keywords.append(keyword)
            if is_acronym(keyword.text):
                self._acronyms.setdefault(keyword.text, []).append(keyword)
            elif len(phrase) == 1:
                for key in phrase[0]:
                    self._words.setdefault(key, []).append(keyword)
            else:
                self._phrases.add(phrase, keyword)
                for key in phrase[0]:
                    self._begins.setdefault(key, set()).update(phrase[1])
        self._parts = PartIndex(self._words)
        self._spellings = sorted(word for word in self._words if len(word) >= _FUZZY_LENGTH)

    def find(self, text: str, words: Sequence[Word], shift: int = 0) -> list[Found]:
        """What speaks for codes in a text, in its order; ``shift`` is added to the offsets of the evidence."""
        found = []
        for match in self._phrases.find(words):
            hit = Hit(match.payload, PHRASE, _PHRASE_WEIGHT)
            found.append(_placed(text, words, match.first, match.last, match.gap, hit, shift))
        for position, word in enumerate(words):
            for hit in self.on_word(word):
                found.append(_placed(text, words, position, position, 0, hit, shift))
        return sorted(found, key=_in_order)

    def goes_on(self, keys: Sequence[str]) -> frozenset[str]:
        """The keys of which one must follow, after two words at most, if a phrase begins with a word of these keys."""
        return frozenset().union(*(self._begins[key] for key in keys if key in self._begins))

    def phrases(self, words: Sequence[Word]) -> Iterator[tuple[Keyword, float]]:
        """The keywords of several words that stand in a text, with their weights; a denied one counts as any other."""
        for match in self._phrases.find(words):
            yield match.payload, _PHRASE_WEIGHT * match.payload.share

    def on_word(self, word: Word) -> tuple[Hit, ...]:
        """The keywords on one word; remembered, since a word comes again and again."""
        if not word.keys:
            return ()
        known_as = (word.text, word.keys)
        hits = self._hits.get(known_as)
        if hits is None:
            best: dict[Keyword, Hit] = {}
            for hit in self._look_up(word):
                best.setdefault(hit.keyword, hit)
            hits = self._hits[known_as] = tuple(best.values())
        return hits

    def _look_up(self, word: Word) -> Iterator[Hit]:
        """Whole words, else parts, else spellings: who lists *självförtroende* has said what it stands for."""
        whole = [keyword for key in word.keys for keyword in self._words.get(key, ())]
        acronyms = self._acronyms.get(acronym_in(word.text) or "", ())
        compound = "-" in plain(word.text)
        if whole or (acronyms and not compound):
            yield from (Hit(keyword, WORD, _WORD_WEIGHT) for keyword in (*whole, *acronyms))
            return
        parts = self._parts.find(word.text)
        yield from (Hit(keyword, COMPOUND, _MODIFIER_WEIGHT, MODIFIER) for keyword in acronyms)
        for part, role in parts:
            weight = _HEAD_WEIGHT if role == HEAD else _MODIFIER_WEIGHT
            yield from (Hit(keyword, COMPOUND, weight, role) for keyword in self._words[part])
        if not parts and not acronyms:
            for spelling in self._spelled_like(word):
                yield from (Hit(keyword, SIMILAR, _SIMILAR_WEIGHT) for keyword in self._words[spelling])

    def _spelled_like(self, word: Word) -> list[str]:
        """Keywords spelled nearly like the word, which is no Swedish word (*utflyttning* is not *inflyttning*)."""
        form = lemma(word.text)
        if len(form) < _FUZZY_LENGTH or known(plain(word.text)) or known(form):
            return []
        from rapidfuzz import fuzz, process

        close = process.extract(form, self._spellings, scorer=fuzz.ratio, score_cutoff=_FUZZY_RATIO, limit=3)
        return [spelling for spelling, _, _ in close if spelling[0] == form[0]]


def _keywords(codes: Sequence[CodeProfile], pipeline: "Pipeline") -> list[tuple[Keyword, list[tuple[str, ...]]]]:
    """All codes' keywords with the keys of their words.

    A code of which nothing but its name is known, as one made while coding, is looked for by its name.
    """
    entries: list[tuple[int, str, list[tuple[str, ...]]]] = []
    for position, code in enumerate(codes):
        seen = set()
        only_named = not (code.keywords or code.definition or code.examples)
        for text in (code.name,) if only_named else code.keywords:
            phrase = phrase_keys(text, pipeline)
            if phrase and (identity := _identity(phrase)) not in seen:
                seen.add(identity)
                entries.append((position, " ".join(text.split()), phrase))
    shared = Counter(_identity(phrase) for _, _, phrase in entries)
    return [(Keyword(code, text, 1 / shared[_identity(phrase)]), phrase) for code, text, phrase in entries]


def _identity(phrase: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Two keywords are one if their lemmas are."""
    return tuple(word[-1] for word in phrase)


def _in_order(item: Found) -> tuple[int, int, int, str]:
    return item.evidence.start, item.evidence.end, item.code, item.evidence.keyword


def _placed(text: str, words: Sequence[Word], first: int, last: int, gap: int, hit: Hit, shift: int) -> Found:
    """A keyword where it stands, with whether it is denied there."""
    start, end = words[first].start, words[last].end
    denied = negated(words, first, last, gap)
    doubted = hedged(words, first, last)
    weight = hit.weight * hit.keyword.share * (_NEGATED_FACTOR if denied else 1)
    place = start + shift, end + shift
    evidence = Evidence(hit.kind, hit.keyword.text, text[start:end], *place, denied, hit.role, doubted, weight)
    return Found(hit.keyword.code, evidence, weight)
