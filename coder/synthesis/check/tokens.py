"""Text as it is compared: words and the marks that mean something; typography is left out.

Dashes and hyphens, quotation marks and white space are typography: they only part words. Letters are compared
composed (NFC), soft hyphens and characters of no width are nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

# Combining marks belong to the letter before them; what has no width is part of the word it stands in.
INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe0f"
WORD = re.compile(rf"[^\W_]++(?:[{INSIDE}]++[^\W_]*+)*+")
_TYPOGRAPHY = "\\-\u2010-\u2015\u2212\u2043\"'`´\u2018-\u201f\u2032\u2033«»‹›_*\u00b7"
_TOKEN = re.compile(rf"{WORD.pattern}|\.\.\.|[^\w\s{_TYPOGRAPHY}{INSIDE}]")
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060\ufe0f]")
_MARKS = re.compile("[\u0300-\u036f]")
# Letters that a plain keyboard, or a hasty hand, writes otherwise, and which have no combining mark.
_PLAIN = str.maketrans({"ø": "o", "æ": "a", "đ": "d", "ł": "l", "ß": "s"})

_NEGATIONS = {
    "inte": "inte int ente itte ej icke",
    "ingen": "ingen inget inga inge intet",
    "ingenting": "ingenting",
    "ingenstans": "ingenstans ingenstädes",
    "aldrig": "aldrig",
    "knappast": "knappast knappt",
    "varken": "varken",
    "utan": "utan",
}
NEGATIONS = {form: word for word, forms in _NEGATIONS.items() for form in forms.split()}
"""Words whose loss turns what was said round, each with the one that it is a form of: *int* is *inte* as it is said,
and may be written so."""


class Token(NamedTuple):
    """A word or mark, and where it stands."""

    text: str
    """Composed, letters as written."""
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words and marks of ``text[start:end]``; places are in the whole text. Three full stops are one mark."""
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        piece = match.group()
        piece = "…" if piece == "..." else piece if piece.isascii() else _composed(piece)
        found.append(Token(piece, match.start(), match.end()))
    return found


@lru_cache(maxsize=65_536)
def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", _NOTHING.sub("", word))


@lru_cache(maxsize=262_144)
def plain(word: str) -> str:
    """A word as the index keeps it: small letters without their marks, so that *å* written *a* is found again."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", _NOTHING.sub("", word.casefold()))
    return _MARKS.sub("", apart).translate(_PLAIN)


def same_but_first_letter(one: str, other: str) -> bool:
    """True if two words differ in the case of their first letter at most."""
    return one == other or (one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold())


def negations(found: Sequence[Token]) -> list[str]:
    """The words among tokens that say no, in their first form, in order of the alphabet."""
    return sorted(NEGATIONS[word] for token in found if (word := token.text.casefold()) in NEGATIONS)
