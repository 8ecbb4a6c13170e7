"""What speaks for a word being a person's name: lists, capitals, and the words around it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from coder.language.lemmas import common, is_noun, known, lemma
from coder.personal import lists
from coder.personal.words import NameWord

_HISS = ("s", "x", "z")
_SHORTEST = 3
_SHORTEST_PART = 4
_AT_A_PLACE = frozenset(["i", "på", "utanför", "vid", "mot", "kring", "runt"])
_BEFORE_MONTHS = frozenset(
    ["i", "under", "sedan", "sen", "till", "från", "av", "första", "sista", "mitten", "slutet", "början", "den", "fram"]
)
_PRONOUNS = frozenset(["jag", "hon", "han", "hen", "som", "du"])
_CALLED = frozenset(["heter", "hette", "kallas", "kallades"])
_ADDRESSING = frozenset(
    [
        "hej",
        "hejsan",
        "tack",
        "tjena",
        "hallå",
        "välkommen",
        "fråga",
        "frågade",
        "ring",
        "ringa",
        "ringde",
        "hälsa",
        "träffade",
    ]
)
_NO_PERSON_BEHIND = frozenset(["att", "en", "ett", "den", "det", "de", "min", "vår", "som", "i", "på", "om", "till"])
_BEFORE_INFINITIVES = frozenset(
    ["att", "vill", "kan", "ska", "får", "måste", "skulle", "kunde", "ville", "fick", "kommer", "börja", "och"]
)
_NUMBER_PARTS = re.compile(r"hundra|tusen|miljon|tjug|tretti|fyrti|förti|femti|sexti|sjutti|åtti|nitti|^ett|^fem")
_SPOKEN_ENDINGS = ("t", "n", "r", "a", "e", "en", "et")
_LINKS = ("", "s", "a", "e", "o")


@dataclass
class Seen:
    """What the whole source taught: words that were parts of names without doubt, in lower case."""

    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    everyday: set[str] = field(default_factory=set)
    """Words of everyday talk that were first names without doubt: *Björn Lundmark* somewhere."""
    capitals: set[str] = field(default_factory=set)
    """Unknown words with a capital inside a sentence: *Tesfalem* makes *Tesfalems* a genitive."""


class Signs:
    """The words of one turn with what can be said about each by its position."""

    def __init__(self, words: Sequence[NameWord], excluded: Collection[int], seen: Seen) -> None:
        self.words = words
        self.excluded = excluded
        self.seen = seen

    def plain(self, at: int) -> tuple[str, bool]:
        """The word without a genitive's s, and whether it had one. *Lars* and *Jonas* have none."""
        word = self.words[at]
        if word.genitive:
            return word.text, True
        low, bare = word.low, word.low[:-1]
        if not low.endswith("s") or low[-2:-1] in _HISS or self._listed(low):
            return word.text, False
        if len(low) <= _SHORTEST:
            return (word.text[:-1], True) if bare in lists.first_names() else (word.text, False)
        if self._listed(bare) or bare in self.seen.capitals:
            return word.text[:-1], True
        if low in self.seen.capitals:
            following = self.after(at)
            owns = following is not None and not following.capital and is_noun(lemma(following.low))
            return (word.text[:-1], True) if owns else (word.text, False)
        return word.text, False

    def _listed(self, low: str) -> bool:
        return (
            low in lists.first_names()
            or low in lists.surnames()
            or low in self.seen.firsts
            or low in self.seen.lasts
            or low.endswith(lists.SURE_SURNAME_ENDINGS)
        )

    def key(self, at: int) -> str:
        return self.plain(at)[0].lower()

    def is_first(self, at: int) -> bool:
        """A first name by the lists, or taught by the source."""
        key = self.key(at)
        return key in lists.first_names() or key in self.seen.firsts

    def is_last(self, at: int) -> bool:
        """A surname by the lists, by its ending, or taught by the source."""
        key = self.key(at)
        if key in lists.surnames() or key in self.seen.lasts:
            return True
        return len(key) > 5 and key.endswith(lists.SURE_SURNAME_ENDINGS) and not common(key)

    def everyday(self, at: int) -> bool:
        """Also a word of everyday talk; a month counts as one."""
        word = self.words[at]
        return bool({word.low, self.key(at)} & lists.EVERYDAY)

    def noun_like(self, at: int) -> bool:
        """A bare noun hardly ever opens a sentence: *Björn* there is somebody."""
        return is_noun(self.words[at].low) and self.words[at].low not in lists.MONTHS

    def strange(self, at: int) -> bool:
        """A word that is in no dictionary, and no compound, number or spoken form of words that are."""
        return in_no_dictionary(self.words[at].low)

    def no_person(self, at: int) -> bool:
        """Known to be something else: a country, a town, a firm, or a word that ends as organisations do."""
        low, key = self.words[at].low, self.key(at)
        if low in lists.NO_PERSONS or key in lists.NO_PERSONS:
            return not (self.is_first(at) or self.is_last(at))
        return low.endswith(lists.ORGANISATION_ENDINGS) or key.endswith(lists.ORGANISATION_ENDINGS)

    def a_place_here(self, at: int) -> bool:
        """A known place where a place is spoken of: *i Lund*, *Mo i Rana*."""
        before = self.before(at)
        named = {self.words[at].low, self.key(at)} & lists.NO_PERSONS
        return bool(named) and before is not None and before.low in _AT_A_PLACE

    def place_like(self, at: int) -> bool:
        """Named as places are, or behind *i* or *på*."""
        before = self.before(at)
        return self.key(at).endswith(lists.PLACE_ENDINGS) or (before is not None and before.low in _AT_A_PLACE)

    def a_month(self, at: int) -> bool:
        """*i Maj*, *den 3 Juni*: the month, though it is a name, too."""
        before, following = self.before(at), self.words[at + 1 : at + 2]
        if self.words[at].low not in lists.MONTHS or any(word.hyphened for word in following):
            return False
        return before is None or before.low in _BEFORE_MONTHS or before.text[0].isdecimal()

    def acronym(self, at: int) -> bool:
        """*AF*, *VD*: capitals only, and few of them, among words that are written otherwise."""
        word = self.words[at]
        return word.shouted and len(word.text) <= 4 and not self._among_capitals(at)

    def _among_capitals(self, at: int) -> bool:
        around = [each for each in (self.before(at), self.after(at)) if each is not None and len(each.text) > 1]
        return bool(around) and all(each.shouted for each in around)

    def before(self, at: int) -> NameWord | None:
        """The word before, if only white space stands between."""
        return self.words[at - 1] if at > 0 and self.words[at].near else None

    def after(self, at: int) -> NameWord | None:
        """The word behind, if only white space stands between."""
        return self.words[at + 1] if at + 1 < len(self.words) and self.words[at + 1].near else None

    def linked(self, at: int) -> NameWord | None:
        """The word behind, if only white space or a hyphen stands between."""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return following if following is not None and (following.near or following.hyphened) else None

    def title_before(self, at: int) -> bool:
        """*handläggare Berit*, *min granne Sten*"""
        before = self.before(at)
        return before is not None and is_title(before.low)

    def introduced(self, at: int) -> bool:
        """*jag heter …*, *mitt namn är …*, *en handläggare som heter …*, *hon kallas …*"""
        behind = [word.low for word in self.words[max(0, at - 5) : at]]
        if not behind or not (self.words[at].near or self.words[at].opens):
            return False
        if behind[-1] in _CALLED:
            return any(word in _PRONOUNS or is_title(word) for word in behind[:-1])
        return len(behind) > 1 and behind[-1] in ("är", "var") and behind[-2] in ("namn", "namnet")

    def i_am(self, at: int) -> bool:
        """*jag är …*: enough for words that are names by a list."""
        return [word.low for word in self.words[max(0, at - 2) : at]] == ["jag", "är"]

    def addressed(self, at: int) -> bool:
        """*hej Björn*, *fråga Sten*"""
        return at > 0 and self.words[at - 1].low in _ADDRESSING

    def acts(self, at: int) -> bool:
        """The word behind is something that people do, and nothing before makes the word an infinitive."""
        after, before = self.after(at), self.before(at)
        if after is None or after.low not in lists.VERBS:
            return False
        return before is None or before.low not in _NO_PERSON_BEHIND

    def after_a_verb(self, at: int) -> bool:
        """*vill bo*, *att bo*: a verb, though it is a name, too."""
        before = self.before(at)
        return before is not None and before.low in _BEFORE_INFINITIVES


def is_title(low: str) -> bool:
    """What a person may be called before the name: *handläggare*, *enhetschefen*, *mormor*."""
    return low in lists.TITLES or low.endswith(lists.TITLE_ENDINGS)


@lru_cache(maxsize=65_536)
def in_no_dictionary(low: str) -> bool:
    """True for a lower-case word that is in no dictionary, or only as a name, and not explained by words that are.

    Explained are inflected forms and compounds (*samverkansavtal*), numbers in words, and spoken forms (*projekte*,
    *dörrn*, *jaa*).
    """
    if len(low) < _SHORTEST or not low.isalpha() or common(low) or common(lemma(low)) or _NUMBER_PARTS.search(low):
        return False
    spoken = [low + ending for ending in _SPOKEN_ENDINGS] + [low[:-1], re.sub(r"(.)\1+$", r"\1", low)]
    return known(low) or not (any(map(common, spoken)) or _is_compound(low))


def _is_compound(low: str) -> bool:
    return any(
        common(low[at:]) and any(common(low[:at].removesuffix(link)) for link in _LINKS if low[:at].endswith(link))
        for at in range(_SHORTEST_PART, len(low) - _SHORTEST_PART + 1)
    )
