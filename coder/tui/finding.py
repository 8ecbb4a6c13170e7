"""Searching in one interview while the query is typed."""

import re
import unicodedata

from coder.spans import Span


def find_all(text: str, query: str) -> list[Span]:
    """Where the query stands, whatever its case; any white space matches any, å matches å composed or decomposed."""
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(_either_form, words)), re.IGNORECASE)
    return [Span(match.start(), match.end()) for match in pattern.finditer(text)]


def _either_form(word: str) -> str:
    parts = []
    for letter in unicodedata.normalize("NFC", word):
        apart = unicodedata.normalize("NFD", letter)
        whole = re.escape(letter)
        # A plain letter that a mark follows is another letter.
        parts.append(whole + r"(?![\u0300-\u036f])" if apart == letter else f"(?:{whole}|{re.escape(apart)})")
    return "".join(parts)
