"""From evidence to passages: which sentences of a turn a suggestion is for, and how sure it is."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp

from coder.spans import Span
from coder.suggest.matching import Found

MARGIN = 0.3
"""Below this score nothing is suggested."""
MOST_CODES = 3
"""At most so many codes for a passage."""
_LONGEST_RUN = 4
_REPEATED = 0.25
"""What a keyword counts when it comes again in the same passage."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code for sentences ``first`` to ``last`` (inclusive) of a turn, with what speaks for it there."""

    code: int
    first: int
    last: int
    score: float
    found: tuple[Found, ...]


def candidates(sentences: Sequence[Span], found: Sequence[Found], shift: int = 0) -> list[Candidate]:
    """The best candidates of a turn, in order of the text: above the margin, three codes a sentence at most.

    ``found`` is in order of the text; its offsets are those of ``sentences`` plus ``shift``.
    """
    by_code: dict[int, list[tuple[int, int, Found]]] = {}
    starts = [sentence.start + shift for sentence in sentences]
    for item in found:
        first = bisect_right(starts, item.evidence.start) - 1
        last = bisect_right(starts, item.evidence.end - 1) - 1
        if first >= 0:
            by_code.setdefault(item.code, []).append((first, last, item))
    proposed = [run for code in sorted(by_code) for run in _runs(code, by_code[code])]
    return at_most([run for run in proposed if run.score >= MARGIN])


def _runs(code: int, placed: Sequence[tuple[int, int, Found]]) -> Iterator[Candidate]:
    """Evidence in the same or in neighbouring sentences makes one run, four sentences long at most."""
    begin, end, items = placed[0][0], placed[0][1], [placed[0][2]]
    for first, last, item in placed[1:]:
        neighbour = first <= end + 1 and last - begin < _LONGEST_RUN
        if neighbour or first <= end:
            end = max(end, last)
            items.append(item)
        else:
            yield Candidate(code, begin, end, score(items), tuple(items))
            begin, end, items = first, last, [item]
    yield Candidate(code, begin, end, score(items), tuple(items))


def score(items: Sequence[Found]) -> float:
    """0 to 1: each keyword counts once in full by its strongest place and a little for every further one."""
    strongest: dict[str, float] = {}
    total = 0.0
    for item in items:
        before = strongest.get(item.evidence.keyword, 0.0)
        strongest[item.evidence.keyword] = max(before, item.weight)
        total += _REPEATED * min(before, item.weight) if before else 0.0
    return round(1 - exp(-(total + sum(strongest.values())) * 0.7), 4)


def runs_of(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences as runs (first, last), four sentences long at most; ``places`` is in order."""
    begin = None
    for number, place in enumerate(places):
        begin = place if begin is None else begin
        ends = number + 1 == len(places) or places[number + 1] != place + 1
        if ends or place - begin + 1 == _LONGEST_RUN:
            yield begin, place
            begin = None


def at_most(proposed: Sequence[Candidate], most: int = MOST_CODES) -> list[Candidate]:
    """The strongest ones, so many for a sentence; order of the text, the strongest first."""
    taken: dict[int, int] = {}
    kept = []
    for candidate in sorted(proposed, key=lambda run: (-run.score, run.first, run.code)):
        reach = range(candidate.first, candidate.last + 1)
        if all(taken.get(sentence, 0) < most for sentence in reach):
            kept.append(candidate)
            for sentence in reach:
                taken[sentence] = taken.get(sentence, 0) + 1
    return sorted(kept, key=lambda run: (run.first, -run.score, run.last, run.code))
