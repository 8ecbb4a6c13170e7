"""A turn's words as names are looked for: hyphens part them, capitals and sentence beginnings are marked."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Letters and digits with their combining marks; an apostrophe belongs to a name such as D'Angelo.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_APART = re.compile(r"[:'’´`]s(?![^\W_])")
_HYPHEN = re.compile(r"[-‐‑]")
_SENTENCE_GAP = re.compile(r"[.!?…:\n\"”“»«()\[\]–—]")
_WRAPPED = re.compile(r",?[ \t]*\r?\n[ \t]*")
_FULL_LINE = 50
"""A line of so many characters that ends in the middle of a sentence was wrapped."""
# A full stop after one of these ends no sentence, nor after the letters of *t.o.m.*
_ABBREVIATED = frozenset(
    ["ex", "kl", "nr", "dr", "prof", "ca", "bla", "fl", "mfl", "resp", "ev", "tel", "jfr", "fd", "dvs"]
)
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word between white space, punctuation and hyphens; offsets are code points in its turn."""

    start: int
    end: int
    """Behind a genitive that is set off (*Anna:s*)."""
    text: str
    """NFC, without such a genitive."""
    low: str
    capital: bool
    """Begins with a capital letter."""
    shouted: bool
    """Two or more letters, all of them capitals."""
    opens: bool
    """Begins the turn, a sentence or a quotation: a capital says nothing here."""
    near: bool
    """Only white space stands between it and the word before."""
    hyphened: bool
    """Only a hyphen stands between them."""
    initial: bool
    """The word before is a single letter with a full stop: *B. Andersson*."""
    genitive: bool
    """A genitive is set off."""


def name_words(text: str) -> list[NameWord]:
    """The words of a turn, in order."""
    found: list[NameWord] = []
    end = 0
    for match in _WORD.finditer(text):
        if match.start() < end:
            continue
        gap = text[end : match.start()]
        start, end = match.span()
        apart = _APART.match(text, end)
        if apart is not None:
            end = apart.end()
        before = found[-1] if found else None
        shortened = before is not None and (
            before.low in _ABBREVIATED or (len(before.text) == 1 and text[before.start - 1 : before.start] == ".")
        )
        if is_wrapped(text, start, gap):
            gap = gap.replace("\n", " ").replace("\r", " ")
        found.append(_word(match.group(), start, end, gap, before, shortened, apart is not None))
    return found


def is_wrapped(text: str, start: int, gap: str) -> bool:
    """True if a line break, all there is in ``gap`` before the word at ``start``, only keeps the line short."""
    if not _WRAPPED.fullmatch(gap):
        return False
    end = start - len(gap)
    return end - (text.rfind("\n", 0, end) + 1) >= _FULL_LINE


def _word(
    raw: str, start: int, end: int, gap: str, before: NameWord | None, shortened: bool, genitive: bool
) -> NameWord:
    text = unicodedata.normalize("NFC", raw)
    single = before is not None and len(before.text) == 1 and before.capital
    dotted = gap.startswith(".") and gap.strip(".\u00a0 ") == ""
    opens = before is None or bool(_SENTENCE_GAP.search(gap))
    if dotted and (shortened or single):
        opens = False
    return NameWord(
        start,
        end,
        text,
        text.lower(),
        text[0].isupper(),
        len(text) > 1 and text.isupper(),
        opens,
        before is not None and gap != "" and gap.isspace() and gap.count("\n") < 2,
        bool(_HYPHEN.fullmatch(gap)),
        single and dotted,
        genitive,
    )


def well_written(turns: Iterable[Sequence[NameWord]]) -> bool:
    """Whether capitals can be relied on: most sentences open with one, and not every word is in capitals."""
    opening = capitals = words = shouted = 0
    for turn in turns:
        for word in turn:
            if word.text[0].upper() == word.text[0].lower():
                continue
            words += 1
            shouted += word.shouted
            opening += word.opens
            capitals += word.opens and word.capital
    return capitals > _MOSTLY * opening and shouted <= _MOSTLY * words
