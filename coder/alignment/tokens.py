"""What is compared: lines, then words and signs."""

import re
import unicodedata
from dataclasses import dataclass

from coder.spans import Span

_MARKS = r"[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
_RUN = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
# A word as in coder.spans, or one sign with what belongs to it: an emoji of several code points is one.
_TOKEN = re.compile(rf"{_RUN}(?:[-'’.:]{_RUN})*|\S{_MARKS}*(?:\u200d\S{_MARKS}*)*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parts of a text in order, with what each is compared by."""

    spans: list[Span]
    keys: list[str]


def lines_of(text: str, part: Span) -> Tokens:
    """The lines of a part of a text that hold anything, without their line breaks."""
    spans, keys = [], []
    start = part.start
    for line in text[part.start : part.end].split("\n"):
        if line and not line.isspace():
            spans.append(Span(start, start + len(line)))
            keys.append(line)
        start += len(line) + 1
    return Tokens(spans, keys)


def words_and_signs(text: str, part: Span) -> Tokens:
    """Words and signs of a part of a text, compared in NFC and case-folded."""
    spans, keys = [], []
    for match in _TOKEN.finditer(text, part.start, part.end):
        spans.append(Span(match.start(), match.end()))
        keys.append(spelling(match.group()))
    return Tokens(spans, keys)


def spelling(word: str) -> str:
    return word.casefold() if word.isascii() else unicodedata.normalize("NFC", word).casefold()


def is_word(key: str) -> bool:
    return any(map(str.isalnum, key))
