"""Swedish compounds: whether a keyword is the head or the modifier of a longer word.

*samverkansavtal* is an *avtal* (head) about *samverkan* (modifier). Every part has four letters or more, the
other part must look like a word, and endings that only derive (*-ning, -ande, -lig*) are no parts: so *krav* is
not found in *kravla*, nor *vård* in *vårdande*. Short keywords are parts only if they are nouns (*emot* is no part of
*gentemot*), and what stands before an organisation's kind names the organisation (*samordningsförbund*), so it is
no talk about the keyword. A hyphen is a joint that needs no guessing.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from coder.language.lemmas import LONGEST_WORD, is_noun, keys, known, lemma, plain

HEAD = "head"
MODIFIER = "modifier"
SHORTEST_PART = 4
_SURE_LENGTH = 6
"""A keyword this long is found beside a part the dictionary does not know (*Inlands-*, *Finsam-*)."""
_LINKS = ("", "s", "o", "e", "u", "a")
_ORGANISATIONS = frozenset(["förbund", "styrelse", "myndighet", "verk", "kassa", "landsting", "departement"])
_NAMES = frozenset(["länsstyrelse", "socialstyrelse", "regionförbund", "samordningsförbund"])
_DERIVING = "ande ende ning nings lig else elser arna aren orna erna isk aktig bar sam"
_DERIVATIONS = tuple(_DERIVING.split())


@lru_cache(maxsize=65_536)
def modifier_forms(keyword: str) -> tuple[str, ...]:
    """How a lower-case keyword looks in front of a head: *arbete* → *arbete, arbetes, arbet, arbets, arbeto …*"""
    forms = [keyword, keyword + "s"]
    if keyword.endswith(("a", "e")) and len(keyword) > SHORTEST_PART and is_noun(keyword):
        forms += [keyword[:-1] + link for link in _LINKS]
    return tuple(dict.fromkeys(forms))


def _looks_like_modifier(part: str) -> bool:
    """True if the dictionary knows the part as it stands, without its link, or with the vowel it dropped."""
    stem = part[:-1] if part.endswith(("s", "o", "e", "u")) else part
    return any(known(form) for form in (part, stem, part + "a", part + "e", stem + "a", stem + "e"))


def _looks_like_head(part: str) -> bool:
    return not part.startswith(_DERIVATIONS) and known(part)


def _is_head(rest: str, keyword: str) -> bool:
    """``rest`` is what stands before the keyword."""
    if len(rest) < SHORTEST_PART:
        return False
    return len(keyword) >= _SURE_LENGTH or _looks_like_modifier(rest)


def _is_modifier(rest: str, keyword: str) -> bool:
    """``rest`` is what stands behind the keyword and its link."""
    if len(rest) < SHORTEST_PART or rest.startswith(_DERIVATIONS):
        return False
    head = lemma(rest)
    return head not in _ORGANISATIONS and (_looks_like_head(rest) or _looks_like_head(head))


def _can_be_part(keyword: str, nouns: bool) -> bool:
    if len(keyword) < SHORTEST_PART:
        return False
    return not nouns or len(keyword) >= _SURE_LENGTH or is_noun(keyword)


class PartIndex:
    """Which of many keywords are parts of a word."""

    def __init__(self, keywords: Iterable[str], nouns: bool = True) -> None:
        """``keywords``: lower-case words; those under four letters count only beside a hyphen.

        ``nouns``: the short ones must be nouns in the dictionary (which has few proper names).
        """
        self._whole = frozenset(keywords)
        self._heads = frozenset(word for word in self._whole if _can_be_part(word, nouns))
        self._modifiers: dict[str, list[str]] = {}
        for word in sorted(self._heads):
            for form in modifier_forms(word):
                self._modifiers.setdefault(form, []).append(word)

    def find(self, word: str) -> list[tuple[str, str]]:
        """Pairs of keyword and role (``head`` or ``modifier``), each once, in order of the keyword."""
        found: dict[str, str] = {}
        parts = [part for part in plain(word).split("-") if part]
        for position, part in enumerate(parts):
            last = position == len(parts) - 1
            if len(parts) > 1:
                for key in keys(part):
                    if key in self._whole:
                        found.setdefault(key, HEAD if last else MODIFIER)
            for keyword, role in self._solid(part):
                found.setdefault(keyword, role if last else MODIFIER)
        return sorted(found.items())

    def _solid(self, word: str) -> Iterator[tuple[str, str]]:
        """Parts of a word written in one."""
        if len(word) > LONGEST_WORD or lemma(word) in _NAMES:
            return
        for form in keys(word):
            for begin in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
                if form[begin:] in self._heads and _is_head(form[:begin], form[begin:]):
                    yield form[begin:], HEAD
        for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            for keyword in self._modifiers.get(word[:end], ()):
                if _is_modifier(word[end:], keyword):
                    yield keyword, MODIFIER


def part_of(keyword: str, word: str) -> str | None:
    """``head`` or ``modifier`` if the keyword is a part of the (longer) word, else None."""
    wanted = keys(keyword)
    if any(key in wanted for key in keys(word)):
        return None
    roles = [role for _, role in PartIndex(wanted).find(word)]
    return roles[0] if roles else None
