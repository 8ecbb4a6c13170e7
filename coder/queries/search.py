"""Full-text search: words as typed, whole or by their beginning, over all sources.

The texts are scanned, not indexed: a study's texts are a few megabytes, which a compiled pattern reads in less time
than an index takes to open, and the offsets are the source's own. This module is the one place to put an index.
"""

import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import _
from coder.model import Source, SourceText
from coder.queries.counted import count
from coder.queries.selection import ALL_CODERS, Selection

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


def search(session: Session, query: str, source: str | None = None) -> tuple[Hit, ...]:
    """Where the words of ``query`` stand one after the other; å, ä, ö are letters of their own.

    The last word may go on (*arbetsmark* finds *arbetsmarknad*); case does not matter; a composed and a decomposed
    å are the same. ``source`` is a source's exact name.
    """
    pattern = _pattern(query)
    everyone = count(session, Selection((ALL_CODERS,), with_interviewer=True))
    by_id = {counted.id: counted for counted in everyone.sources}
    rows = session.exec(
        select(Source.id, SourceText.text).join(SourceText, col(SourceText.id) == Source.source_text_id)
    )
    hits = []
    for source_id, text in rows:
        counted = by_id[source_id]
        if source is not None and counted.name != source:
            continue
        for match in pattern.finditer(text):
            for turn in counted.turns_of(match.start(), match.end())[:1]:
                place = (match.start(), match.end(), _snippet(text, match))
                hits.append(Hit(counted.name, turn.number, turn.label, *place))
    return tuple(sorted(hits, key=lambda hit: (hit.source, hit.start)))


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


def _snippet(text: str, match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _CONTEXT), min(len(text), match.end() + _CONTEXT)
    words = " ".join(text[start:end].split())
    return ("…" if start else "") + words + ("…" if end < len(text) else "")
