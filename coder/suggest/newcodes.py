"""What interviewees speak of again and again where nothing is coded: candidates for new codes, in their own words.

Terms are nouns and pairs of words, counted over sentences and interviews; those that are said in the same turns, or
of which one is a part of the other, make one candidate.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import TYPE_CHECKING

import numpy as np

from coder.language.compounds import PartIndex
from coder.language.lemmas import is_noun, known, lemma
from coder.language.phrases import Word
from coder.suggest.base import CodeProfile
from coder.suggest.likeness import lexicon_for, says_nothing
from coder.suggest.matching import KeywordMatcher

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

MOST = 30
_NOISE = re.compile(r"\([^()\n]{0,40}\)|\[[^\[\]\n]{0,40}\]")
"""What a transcriber heard beside the words: *(skratt)*, *[telefonen ringer]*."""
_NUMBER = re.compile("tjugo|tretti|fyrti|femti|sexti|sjutti|åtti|nitti|hundra|tusen")
_MOST_TERMS, _MOST_TOGETHER = 150, 5
_LEAST_SAID = 3
_SHORTEST = 4
_SURELY_COMPOUND = 9
_TOGETHER = 0.35
"""Terms are one candidate from so much likeness on: the cosine of the turns they stand in; a shared part adds to it."""
_SHARED_PART = 0.3
# Nouns that stand in any interview and name no theme.
_GENERAL_WORDS = """
    människa person folk individ sätt år månad vecka dag timme gång tid period sak fråga grej ting del bit
    slag exempel ställe plats håll sida fall problem möjlighet behov början slut halvår del typ form nivå
    grund skäl orsak anledning resultat mål syfte tanke idé ord svar samtal intervju bild känsla roll sort
    antal procent krona kilometer mil morgon kväll natt sommar vinter vår höst måndag tisdag onsdag torsdag
    fredag lördag söndag januari februari mars april maj juni juli augusti september oktober november december
    man kvinna barn chef kollega handläggare stycke själv förstå massa tredjedel fjärdedel förmiddag
    eftermiddag skratt paus namn vilja mila jobb arbete hjälp pengar peng bord dörr telefon papper dator kaffe
    mamma pappa sammanhang situation verklighet liv värld land hus väg steg led punkt läge mellanrum mängd
    rest hälft tjugo tiotal
"""
_GENERAL = frozenset(_GENERAL_WORDS.split())


@dataclass(frozen=True)
class Sentence:
    """A sentence of an interviewee's."""

    source: str
    turn: int
    start: int
    end: int
    text: str
    coded: bool = False
    """Whether any coding reaches into it."""


@dataclass(frozen=True)
class Candidate:
    """Terms that might be a code."""

    name: str
    """The term that is said most widely."""
    keywords: tuple[str, ...]
    """All its terms, the strongest first."""
    interviews: int
    passages: tuple[Sentence, ...]
    """The uncoded sentences they stand in, in order."""


@dataclass
class _Term:
    uncoded: list[int] = field(default_factory=list)
    coded: int = 0
    surfaces: Counter[str] = field(default_factory=Counter)


def candidates(
    sentences: Sequence[Sentence],
    codes: Sequence[CodeProfile],
    pipeline: "Pipeline",
    leave_out: Collection[str] = (),
    most: int = MOST,
) -> list[Candidate]:
    """The strongest candidates first. ``leave_out``: terms (as ``Candidate.keywords`` has them) and names that are
    none. A term that a code has as a keyword, whole or as a part, is none either."""
    terms = _terms(sentences, codes, pipeline, {lemma(word) for word in leave_out} | set(leave_out))
    interviews = len({sentence.source for sentence in sentences})
    scores = {}
    share = sum(sentence.coded for sentence in sentences) / max(1, len(sentences))
    for name, term in terms.items():
        within = len({sentences[number].source for number in term.uncoded})
        if len(term.uncoded) >= _LEAST_SAID and within >= min(2, interviews):
            # A theme is dwelt on where it comes up; what is said once by everybody is only a word.
            dwelt_on = log2(1 + len(term.uncoded) / within)
            scores[name] = within * dwelt_on * _lift(term, share) * _weight(name)
    best = sorted(scores, key=lambda name: (-scores[name], name))[:_MOST_TERMS]
    groups = _grouped(_without_doubles(best, terms), terms, sentences)
    found = [_candidate(group, terms, sentences) for group in groups]
    ranked = sorted(zip(found, groups, strict=True), key=lambda pair: (-scores[pair[1][0]], pair[0].name))
    return [candidate for candidate, _group in ranked[:most]]


def _terms(
    sentences: Sequence[Sentence], codes: Sequence[CodeProfile], pipeline: "Pipeline", leave_out: Collection[str]
) -> dict[str, _Term]:
    lexicon = lexicon_for(pipeline)
    matcher = KeywordMatcher(codes, pipeline)
    nouns: dict[str, bool] = {}
    terms: dict[str, _Term] = defaultdict(_Term)
    reads = lexicon.read(sentence.text for sentence in sentences)
    for number, (sentence, read) in enumerate(zip(sentences, reads, strict=True)):
        words = lexicon.words(sentence.text, read)
        there: dict[str, str] = {}
        before: Word | None = None
        noises = [match.span() for match in _NOISE.finditer(sentence.text)]
        for word in words:
            if any(start <= word.start < end for start, end in noises):
                continue
            name = lemma(word.text) if word.keys else ""
            noun = bool(name) and nouns.setdefault(name, _is_term(name)) and _is_noun_form(word.text, name)
            if noun and not matcher.on_word(word):
                there.setdefault(name, word.text)
                if before is not None and _goes_before(before):
                    there.setdefault(f"{lemma(before.text)} {name}", f"{before.text} {word.text}")
            before = word if word.keys else None
        for name, surface in there.items():
            if name in leave_out:
                continue
            term = terms[name]
            term.surfaces[surface.lower()] += 1
            if sentence.coded:
                term.coded += 1
            else:
                term.uncoded.append(number)
    return terms


def _is_term(name: str) -> bool:
    if len(name) < _SHORTEST or name in _GENERAL or name in says_nothing() or any(map(str.isdigit, name)):
        return False
    if name.endswith("a") and not known(name[:-1] + "orna"):
        return False  # more likely a verb: *räkna* has a noun's endings too
    if _NUMBER.match(name):
        return False
    return is_noun(name) or (len(name) >= _SURELY_COMPOUND and name.isalpha() and not known(name))


def _is_noun_form(word: str, name: str) -> bool:
    """Told apart from a verb's forms: *skolan, skolor*, but not *skulle*, whose lemma is *skola* as well."""
    form = word.lower()
    if name.endswith("a"):
        return form.endswith(("an", "ans", "or", "ors", "orna", "ornas"))
    return len(form) >= len(name) and form.startswith(name[:-1])


def _goes_before(word: Word) -> bool:
    """An adjective or a noun may; a verb or a small word not. Told by what a dictionary without classes can tell."""
    name = lemma(word.text)
    small = name in says_nothing() or word.text.lower() in says_nothing() or len(name) < _SHORTEST
    return not small and not name.endswith(("a", "as")) and word.text.isalpha()


def _lift(term: _Term, share: float) -> float:
    """More for what is said rather where nothing is coded; from a half to two."""
    expected = (1 - share) / max(share, 0.05)
    ratio = (len(term.uncoded) + 1) / ((term.coded + 1) * expected)
    return float(np.clip(2 ** (log2(ratio) / 2), 0.5, 2.0))


def _weight(name: str) -> float:
    """Compounds and pairs say more than short nouns."""
    return 2.0 if " " in name or len(name) >= _SURELY_COMPOUND else 1.0


def _without_doubles(best: Sequence[str], terms: dict[str, _Term]) -> list[str]:
    """Of a pair and its noun that always stand together, the pair."""
    pairs = {name.split(" ")[1]: name for name in best if " " in name}
    return [
        name for name in best if name not in pairs or len(terms[pairs[name]].uncoded) < 0.8 * len(terms[name].uncoded)
    ]


def _grouped(names: Sequence[str], terms: dict[str, _Term], sentences: Sequence[Sentence]) -> list[list[str]]:
    """Terms that belong together, each group led by its strongest; average linkage."""
    if len(names) < 2:
        return [[name] for name in names]
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    turns: dict[tuple[str, int], int] = {}
    said = [
        {turns.setdefault((sentences[at].source, sentences[at].turn), len(turns)) for at in terms[name].uncoded}
        for name in names
    ]
    incidence = np.zeros((len(names), len(turns)))
    for row, there in enumerate(said):
        incidence[row, list(there)] = 1.0
    incidence /= np.sqrt(incidence.sum(axis=1, keepdims=True))
    alike = incidence @ incidence.T
    index = PartIndex(name for name in names if " " not in name)
    position = {name: place for place, name in enumerate(names)}
    for name in names:
        for part, _role in ((part, role) for word in name.split(" ") for part, role in index.find(word)):
            if part != name:
                one, other = position[name], position[part]
                alike[one, other] = alike[other, one] = min(1.0, alike[one, other] + _SHARED_PART)
    apart = np.clip(1 - alike, 0, 1)
    np.fill_diagonal(apart, 0)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - _TOGETHER, "distance")
    groups: dict[int, list[str]] = {}
    for name, label in zip(names, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(name)
    return [group[:_MOST_TOGETHER] for group in groups.values()]


def _candidate(group: Sequence[str], terms: dict[str, _Term], sentences: Sequence[Sentence]) -> Candidate:
    numbers: Iterable[int] = sorted({number for name in group for number in terms[name].uncoded})
    passages = tuple(sentences[number] for number in numbers)
    head = group[0]
    # A pair of words is named as it was said: its lemmas are no phrase (*social ekonomi*, not *socia ekonomi*).
    name = _as_said(terms[head]) if " " in head else head
    keywords = tuple(_as_said(terms[term]) if " " in term else term for term in group)
    return Candidate(name.capitalize(), keywords, len({passage.source for passage in passages}), passages)


def _as_said(term: _Term) -> str:
    return min(term.surfaces, key=lambda surface: (-term.surfaces[surface], surface))
