"""Pure text: runs of characters, words, sentences. No database, no screen.

Offsets are Unicode code points into a source's text, from 0, end exclusive.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

# A letter or digit with its combining marks (a decomposed å is two code points), then more of them.
# Possessive, since nothing that a run has taken could be given back to any use; texts are counted through at loading.
_RUN = r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+"
_BLANK = ord(" ")
_JOINERS = "-'’.:"
_WORD = re.compile(rf"{_RUN}(?:[{_JOINERS}]{_RUN})*+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|\n+")
# A full stop after one of these ends no sentence.
_ABBREVIATIONS = {"bl.a", "t.ex", "d.v.s", "dvs", "m.m", "m.fl", "osv", "etc", "ca", "kl", "nr", "st", "jfr", "s.k"}
_ABBREVIATIONS |= {"o.s.v", "t.o.m", "fr.o.m", "f.d", "p.g.a", "resp", "tel", "ev", "inkl", "exkl"}


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A run of characters: ``start`` inclusive, ``end`` exclusive, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def clip(self, other: "Span") -> "Span | None":
        """The part of this span inside ``other``, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None


def union_length(spans: Iterable[Span]) -> int:
    """How many characters are covered at least once."""
    total, reached = 0, 0
    for span in sorted(spans):
        if span.end > reached:
            total += span.end - max(span.start, reached)
            reached = span.end
    return total


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Words of ``text[start:end]``; a hyphen, apostrophe, full stop or colon inside a word belongs to it."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.end())


def word_count(text: str) -> int:
    """How many ``words`` there are."""
    return word_counts(text, [(0, len(text))])[0]


def word_counts(text: str, pieces: Iterable[tuple[int, int]]) -> list[int]:
    """How many ``words`` there are in each piece of a text, from where to where.

    Most texts have letters of one byte each. Every byte is made a mark of its kind: ``a`` in a run of letters and
    digits, ``.`` what may stand between two runs of a word, a blank for all else. A word then begins where a run has
    no run before it, or none that is joined to it.
    """
    marks = _marks(text)
    if marks is None:
        return [len(_WORD.findall(text, start, end)) for start, end in pieces]
    count = marks.count
    return [
        count(b" a", start, end + 1) + count(b" .a", start, end + 1) + count(b"..a", start, end + 1)
        if marks[start] == _BLANK
        else _begun(b" " + marks[start + 1 : end + 1])
        for start, end in pieces
    ]


def _begun(marks: bytes) -> int:
    return marks.count(b" a") + marks.count(b" .a") + marks.count(b"..a")


def _marks(text: str) -> bytes | None:
    """A blank, then the mark of each character; None where one has no byte of its own."""
    for encoding, kinds in _kinds_of_bytes().items():
        try:
            return b" " + text.encode(encoding).translate(kinds)
        except UnicodeEncodeError:
            continue
    return None


@cache
def _kinds_of_bytes() -> dict[str, bytes]:
    """The encodings of one byte that Swedish is written in, the quicker one first, with the mark of each byte."""
    letters = {name: bytes(range(256)).decode(name, "replace") for name in ("latin-1", "cp1252")}
    return {name: "".join(map(_kind, each)).encode() for name, each in letters.items()}


def _kind(letter: str) -> str:
    return "a" if _WORD.fullmatch(letter) else "." if letter in _JOINERS else " "


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Sentences of ``text[start:end]`` by rule, without surrounding white space; newlines end one.

    A full stop after a Swedish abbreviation (*t.ex.*, *bl.a.*) or before a lower-case letter ends nothing.
    """
    stop = len(text) if end is None else end
    begin = start
    for match in _SENTENCE_END.finditer(text, start, stop):
        if _ends_sentence(text, match, stop):
            yield from _stripped(text, begin, match.end())
            begin = match.end()
    yield from _stripped(text, begin, stop)


def _ends_sentence(text: str, match: re.Match[str], stop: int) -> bool:
    if match.group().startswith("\n"):
        return True
    before = text[max(0, match.start() - 20) : match.start()].rsplit(None, 1)[-1:]
    if match.group() == "." and before and before[0].lower().lstrip("(\"'”") in _ABBREVIATIONS:
        return False
    following = text[match.end() : min(stop, match.end() + 20)].lstrip()
    return not (following and following[0].islower())


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    trimmed = trim(text, Span(start, end))
    if trimmed is not None:
        yield trimmed


def trim(text: str, span: Span) -> Span | None:
    """The span without white space at its ends, or None if nothing is left."""
    start, end = inner(text, span.start, span.end)
    return Span(start, end) if start < end else None


def inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Where ``text[start:end]`` begins and ends without white space around it; an empty run where nothing is left."""
    piece = text[start:end].lstrip()
    start = end - len(piece)
    return start, start + len(piece.rstrip())


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name as names are compared: NFC, case-folded, outer white space off."""
    name = name.strip()
    return (name if name.isascii() else unicodedata.normalize("NFC", name)).casefold()
