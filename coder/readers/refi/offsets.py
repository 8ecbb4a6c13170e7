"""In which way a program counts characters, and its positions in ours: code points, a newline one of them.

A program counts code points or UTF-16 units, and a CRLF as two or as one. The standard settles neither, so all four
readings are tried on all texts of a project. First, every position must lie in its text. Then a reading counts for
each selection whose words are what its name says, and for each end that falls on the border of a word; where that
settles nothing, what the program is known to do does, and it is said that this was a guess.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coder.readers.refi.model import RefiSelection
from coder.spans import Span

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CRLF = re.compile("\r\n")
_BOTH = re.compile("[\U00010000-\U0010ffff]|\r\n")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)$")
_SPACE = re.compile(r"\s+")
_LEAST_NAME = 4
"""A name with fewer characters says nothing of the words."""


@dataclass(frozen=True)
class Reading:
    """A way of counting."""

    units: bool
    """UTF-16 units, not code points."""
    raw: bool
    """A CRLF is two, not one."""


CODE_POINTS = Reading(units=False, raw=False)
READINGS = (CODE_POINTS, Reading(False, True), Reading(True, False), Reading(True, True))


@dataclass(frozen=True)
class Ruler:
    """One reading of one text: its length, and the positions at which something begins that we do not count."""

    length: int
    dropped: Sequence[int] = ()

    def place(self, position: int) -> int:
        """A position as we count it."""
        return position - bisect_left(self.dropped, position)

    def span(self, start: int | None, end: int | None) -> Span | None:
        """A selection as we count it; None where it is none or does not lie in the text."""
        if start is None or end is None or not 0 <= start < end <= self.length:
            return None
        found = Span(self.place(start), self.place(end))
        return found if found.start < found.end else None

    def splits(self, position: int) -> bool:
        """Whether it lies inside a character or between CR and LF."""
        at = bisect_left(self.dropped, position)
        return at < len(self.dropped) and self.dropped[at] == position


def canonical(raw: str) -> str:
    """A text as it is kept: newlines ``\\n``, otherwise unchanged."""
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def ruler(raw: str, reading: Reading) -> Ruler:
    """How positions of a reading lie in a text as it stands in the file, without its byte order mark."""
    text = raw if reading.raw else raw.replace("\r\n", "\n")
    pattern = (_BOTH if reading.raw else _ASTRAL) if reading.units else (_CRLF if reading.raw else None)
    dropped, wide = [], 0
    for match in pattern.finditer(text) if pattern else ():
        dropped.append(match.start() + wide + 1)
        wide += len(match[0]) == 1
    return Ruler(len(text) + wide, dropped)


def prior(origin: str) -> Reading:
    """What the program that calls itself so is known to do."""
    name = origin.casefold()
    if "nvivo" in name and "mac" not in name:
        return Reading(units=True, raw=True)
    return CODE_POINTS


@dataclass
class _Score:
    outside: int = 0
    named: int = 0
    bounds: int = 0
    places: list[int] = field(default_factory=list)
    """Positions as they would be ours, of all selections."""


class Counting:
    """Finds out how a project counts: ``look`` at each of its texts, then ask ``reading``."""

    def __init__(self, origin: str) -> None:
        self._prior = prior(origin)
        self._scores = {reading: _Score() for reading in READINGS}

    def look(self, raw: str, selections: Iterable[RefiSelection]) -> None:
        """Hold all readings against a text and the selections in it."""
        text = canonical(raw)
        placed = [
            (each.start, each.end, _SPACE.sub(" ", each.name).strip())
            for each in selections
            if each.start is not None and each.end is not None and 0 <= each.start < each.end
        ]
        for reading, score in self._scores.items():
            rule = ruler(raw, reading)
            for start, end, name in placed:
                if end > rule.length:
                    score.outside += 1
                    continue
                begin, stop = rule.place(start), rule.place(end)
                score.places += (begin, stop)
                score.named += _says(name, text[begin:stop])
                score.bounds += sum(
                    _borders(text, ours) and not rule.splits(theirs) for ours, theirs in ((begin, start), (stop, end))
                )

    @property
    def reading(self) -> Reading:
        """The reading that fits best."""
        return max(self._scores, key=self._rank)

    @property
    def ambiguous(self) -> bool:
        """Whether another reading fits as well and gives other passages."""
        best = self._scores[self.reading]
        return any(
            score.places != best.places and (score.outside, score.named, score.bounds) == _facts(best)
            for score in self._scores.values()
        )

    def _rank(self, reading: Reading) -> tuple[int, int, int, bool, bool]:
        score = self._scores[reading]
        return -score.outside, score.named, score.bounds, reading == self._prior, reading == CODE_POINTS


def _facts(score: _Score) -> tuple[int, int, int]:
    return score.outside, score.named, score.bounds


def _says(name: str, words: str) -> bool:
    """Whether a selection's name is what is selected, or its beginning."""
    if len(name) < _LEAST_NAME:
        return False
    said, cut = _SPACE.sub(" ", words).strip(), _ELLIPSIS.sub("", name).strip()
    return said == name or (len(cut) < len(name) and len(cut) >= _LEAST_NAME and said.startswith(cut))


def _borders(text: str, place: int) -> bool:
    """Whether a place is where a word begins or ends, and not inside one or among white space."""
    before, after = text[place - 1 : place], text[place : place + 1]
    return before.isalnum() != after.isalnum() or (bool(before.strip()) != bool(after.strip()))
