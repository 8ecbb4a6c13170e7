"""Words to lemmas without a trained model: simplemma, and what Swedish needs beyond it.

simplemma's greedy way got .91 of Talbanken's content words right. Beyond it: capitals and decomposed
letters, compounds written with a hyphen (*AF-handläggarnas*) or unknown to its dictionary (*byabussen*),
and the genitive of words it does not know (*Sorseles*).
"""

import re
import unicodedata
from functools import lru_cache

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DASHES = re.compile(r"[-‐‑–—]+")
_ACRONYM_GENITIVE = re.compile(r"(?<=\w)[:'’]s$")
LONGEST_WORD = 60
"""Longer runs are no words (links, noise), and cost much to take apart."""
_SHORTEST_HEAD = 4
_STILL_DEFINITE = ("en", "et")
"""simplemma takes *samordningsförbundet* only as far as *samordningsförbunden*; a second step ends it."""
_PLACE_ENDINGS = ("näs", "fors")
"""*Vännäs*, *Robertsfors*: no genitive, no plural."""

# Suppletive comparatives stand on their own: who asks for *äldre* does not mean *gammal*.
# *int* is the northern *inte*.
_OWN_LEMMA = {
    "äldre": "äldre",
    "äldres": "äldre",
    "äldst": "äldre",
    "äldsta": "äldre",
    "yngre": "yngre",
    "yngst": "yngre",
    "yngsta": "yngre",
    "fler": "fler",
    "flera": "flera",
    "int": "inte",
}


def trimmed(word: str) -> str:
    """The word without what is neither letter nor digit at its ends."""
    return _EDGES.sub("", word)


@lru_cache(maxsize=262_144)
def plain(word: str) -> str:
    """The word as words are compared: NFC, lower case, no punctuation at its ends, one kind of hyphen."""
    folded = unicodedata.normalize("NFC", word).lower()
    return _DASHES.sub("-", trimmed(folded))


@lru_cache(maxsize=262_144)
def known(word: str) -> bool:
    """True if the dictionary has the lower-case word, as a name too."""
    from simplemma import is_known

    return bool(word) and (is_known(word, lang="sv") or is_known(word.capitalize(), lang="sv"))


@lru_cache(maxsize=262_144)
def common(word: str) -> bool:
    """True if the dictionary has the lower-case word otherwise than as a name: *sten* and *bo*, not *anna*."""
    from simplemma import lemmatize

    return known(word) and str(lemmatize(word, lang="sv"))[:1].islower()


@lru_cache(maxsize=262_144)
def lemma(word: str) -> str:
    """The lemma in lower case: ``AF-handläggarnas`` → ``af-handläggare``; "" where there is no letter or digit."""
    base = _ACRONYM_GENITIVE.sub("", plain(word))
    before, hyphen, last = base.rpartition("-")
    return before + hyphen + _simple_lemma(last)


def _simple_lemma(word: str) -> str:
    """The lemma of a lower-case word without hyphens."""
    if not word or len(word) > LONGEST_WORD:
        return word
    own = _OWN_LEMMA.get(word)
    if own is not None:
        return own
    if known(word):
        return _dictionary_lemma(word)
    if word.endswith(_PLACE_ENDINGS):
        return word
    found = _dictionary_lemma(word)
    if found != word and found.endswith(_STILL_DEFINITE) and not known(found):
        found = _dictionary_lemma(found)
    return found if found != word else _by_head(word) or _without_genitive(word)


def _dictionary_lemma(word: str) -> str:
    from simplemma import lemmatize

    return str(lemmatize(word, lang="sv", greedy=True)).lower()


def _by_head(word: str) -> str | None:
    """The lemma of an unknown compound by the longest noun at its end: *byabussen* → *byabuss*."""
    from simplemma import is_known

    for begin in range(2, len(word) - _SHORTEST_HEAD + 1):
        head = word[begin:]
        if not is_known(head, lang="sv"):
            continue
        base = head if is_noun(head) else _dictionary_lemma(head)
        if is_noun(base):
            return word[:begin] + base
    return None


def _without_genitive(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_HEAD and word.endswith("s") and word[-2] not in "sxz" else word


@lru_cache(maxsize=262_144)
def keys(word: str) -> tuple[str, ...]:
    """All forms under which a word is looked up, without doubles: as it stands and its lemma.

    Two words match if they share a key. One lemma is not enough: the dictionary takes *uppdrag* for the verb
    *uppdra* and *uppdraget* for the noun, which meet in *uppdrag*.
    """
    base = _ACRONYM_GENITIVE.sub("", plain(word))
    return tuple(dict.fromkeys(key for key in (base, lemma(word)) if key))


@lru_cache(maxsize=65_536)
def is_noun(word: str) -> bool:
    """True for a lower-case noun in its base form: the dictionary leads its definite form back to it."""
    from simplemma import is_known, lemmatize

    if not word:
        return False
    endings = ("n", "t") if word[-1] in "aeiouyåäö" else ("en", "et")
    definite = (word + ending for ending in endings)
    return any(is_known(form, lang="sv") and lemmatize(form, lang="sv") == word for form in definite)


def keyword_keys(word: str) -> tuple[str, ...]:
    """The keys of a word that somebody wrote down to be looked for; a noun in its base form is only itself.

    So *skjuts* does not find *skjuta*, nor *boende* every *bo*, as the dictionary's lemmas would.
    """
    base = plain(word)
    return (base,) if is_noun(base) else keys(word)


def is_acronym(word: str) -> bool:
    """True for a short name in capitals (*AF, FK, ESF*), which is matched with its capitals."""
    return 2 <= len(word) <= 4 and word.isalpha() and word.isupper()


def acronym_in(word: str) -> str | None:
    """The acronym a word begins with or is: *AF:s*, *AFs* and *AF-handläggaren* → *AF*; else None."""
    first = _DASHES.split(trimmed(unicodedata.normalize("NFC", word)), maxsplit=1)[0]
    first = _ACRONYM_GENITIVE.sub("", first)
    if not is_acronym(first) and first.endswith("s"):
        first = first[:-1]
    return first if is_acronym(first) else None
