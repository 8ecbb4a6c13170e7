"""Quotes cited in what people write: their identifiers in square brackets, ``[C-7K2M9]`` or ``[C-7K2M9, C-0ABCD]``."""

import re
from collections.abc import Iterator

from coder.identity import normal_quote_id

_ID = r"C-[0-9A-Z]{5,}"
_CITATION = re.compile(rf"\[\s*{_ID}(?:\s*[,;]\s*{_ID})*\s*\]", re.IGNORECASE)
_ONE = re.compile(_ID, re.IGNORECASE)


def citation(quote: str) -> str:
    """How a quote is cited."""
    return f"[{quote}]"


def cited(text: str) -> tuple[str, ...]:
    """The quotes that a text cites, each once, in order; as they are written in the project."""
    return tuple(dict.fromkeys(quote for _words, quotes in in_pieces(text) for quote in quotes))


def normal(text: str) -> str:
    """The text with its citations as they are written in the project."""
    return _CITATION.sub(lambda match: _ONE.sub(lambda one: normal_quote_id(one.group()), match.group()), text)


def in_pieces(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text cut into words, which cite nothing, and citations with the quotes they cite."""
    end = 0
    for match in _CITATION.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ()
        yield match.group(), tuple(normal_quote_id(each.group()) for each in _ONE.finditer(match.group()))
        end = match.end()
    if end < len(text):
        yield text[end:], ()
