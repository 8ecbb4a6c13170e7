"""Full-text search over all sources: words as typed, whole or by their beginning, and in other inflections.

The texts are scanned, not indexed: a study's texts are a few megabytes, which a compiled pattern reads in less time
than an index takes to open, and the offsets are the source's own. This module is the one place to put an index.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session

from coder.errors import CoderError
from coder.i18n import _
from coder.language.finding import find_typed, other_forms
from coder.queries.texts import KeptText, Texts
from coder.spans import Span

_CONTEXT = 40
_MARKS = r"\u0300-\u036f"


@dataclass(frozen=True)
class Hit:
    source: str
    turn: int
    speaker: str
    start: int
    end: int
    snippet: str
    """The hit with some characters on either side, newlines as spaces."""
    inflected: bool = False
    """Found by another form of the words only, not as typed."""
    place: Span = field(default=Span(0, 0), compare=False)
    """Where the hit stands in the snippet."""


@dataclass(frozen=True)
class Found:
    """What a query typed letter by letter has found so far."""

    hits: tuple[Hit, ...]
    """In order of source and place; no more than asked for of each source."""
    totals: dict[str, int]
    """All hits of each source that has any, in order of name."""
    whole: bool
    """False while other forms of the words have not been looked for everywhere."""


def search(session: Session, query: str, source: str | None = None, forms: bool = False) -> tuple[Hit, ...]:
    """Where the words of ``query`` stand one after the other; å, ä, ö are letters of their own.

    The last word may go on (*arbetsmark* finds *arbetsmarknad*); case does not matter; a composed and a decomposed
    å are the same. ``forms``: other inflections of the words too. ``source`` is a source's exact name.
    """
    pattern = _pattern(query)
    hits: list[Hit] = []
    for name, kept in Texts().current(session).items():
        if source is not None and name != source:
            continue
        typed = [Span(match.start(), match.end()) for match in pattern.finditer(kept.text)]
        inflected = other_forms(typed, kept.with_forms().find(query)) if forms else []
        hits += (_hit(name, kept, *each) for each in _placed(kept, typed, inflected))
    return tuple(hits)


def search_live(session: Session, query: str, texts: Texts, most: int) -> Found:
    """Where a query that is being typed stands, inside words too, and in other inflections as far as they are ready.

    ``most`` hits of each source come back, all are counted. ``texts`` is what has been read before.
    """
    hits: list[Hit] = []
    totals: dict[str, int] = {}
    whole = True
    for name, kept in texts.current(session).items():
        typed = find_typed(kept.text, query)
        whole = whole and kept.forms is not None
        inflected = other_forms(typed, kept.forms.find(query)) if kept.forms is not None else []
        placed = _placed(kept, typed, inflected)
        if placed:
            totals[name] = len(placed)
            hits += (_hit(name, kept, *each) for each in placed[:most])
    return Found(tuple(hits), totals, whole)


_Placed = tuple[Span, bool, tuple[int, str]]
"""Where a hit is, whether it is another form, and number and label of its turn."""


def _placed(kept: KeptText, typed: Iterable[Span], inflected: Iterable[Span]) -> list[_Placed]:
    """The hits in speech, in order of place; labels are not said."""
    found = sorted([(span, False) for span in typed] + [(span, True) for span in inflected])
    return [(span, other, turn) for span, other in found if (turn := kept.turn_of(span)) is not None]


def _hit(source: str, kept: KeptText, span: Span, inflected: bool, turn: tuple[int, str]) -> Hit:
    snippet, place = _snippet(kept.text, span)
    return Hit(source, *turn, span.start, span.end, snippet, inflected, place)


def _pattern(query: str) -> re.Pattern[str]:
    words = query.split()
    if not words:
        raise CoderError(_("Say what to search for."))
    # A combining mark belongs to the letter before it: it neither begins a word nor stands between two.
    between = rf"[^\w{_MARKS}]+"
    pattern = rf"(?<![\w{_MARKS}])" + between.join(map(_either_form, words)) + rf"(?![{_MARKS}])[\w{_MARKS}]*"
    return re.compile(pattern, re.IGNORECASE)


def _either_form(word: str) -> str:
    """A word's pattern: each letter composed or decomposed."""
    parts = []
    for letter in unicodedata.normalize("NFC", word):
        apart = unicodedata.normalize("NFD", letter)
        parts.append(re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})")
    return "".join(parts)


def _snippet(text: str, hit: Span) -> tuple[str, Span]:
    """The hit with what is around it, and where in that it stands."""
    start, end = max(0, hit.start - _CONTEXT), min(len(text), hit.end + _CONTEXT)
    words = " ".join(text[start:end].split())
    snippet = ("…" if start else "") + words + ("…" if end < len(text) else "")
    # A letter behind what comes before keeps the blank between the two.
    before = len(" ".join((text[start : hit.start] + "x").split())) - 1 + (1 if start else 0)
    return snippet, Span(before, before + len(" ".join(text[hit.start : hit.end].split())))
