"""Who is quoted, said without exposing the person.

Job title and a small municipality identify a person. So an attribution starts at kind and place of the speaker's
organisation and is widened (kind; sector; "interviewee") until at least three cases share it, whatever was
consented to: a report may be a public document.
"""

from collections import defaultdict
from dataclasses import dataclass

from coder.i18n import N_
from coder.queries.counted import Counted, CountedCoding, CountedTurn

SHARED_BY = 3
"""An attribution that fewer cases share would point at somebody."""

INTERVIEWEE = N_("interviewee")
INTERVIEWER = N_("interviewer")
_PUBLIC = N_("public body")
_CIVIL = N_("working life and civil society")

WIDE = frozenset({INTERVIEWEE, INTERVIEWER, _PUBLIC, _CIVIL})
"""Attributions in the program's own words, which exports translate; all others are the study's words."""

_SECTORS = dict.fromkeys(("kommun", "stat", "landsting", "region", "samordningsförbund"), _PUBLIC)
_SECTORS |= dict.fromkeys(("fack", "arbetsgivare", "företag", "förening"), _CIVIL)
"""The wider circle of each kind of organisation in the study; another kind widens to "interviewee" at once."""


Circles = tuple[str, ...]
"""What may be said of a speaker, from narrow to wide."""


@dataclass(frozen=True)
class Attributions:
    """What is said of the speakers of each kind and place, so that enough cases share every word of it."""

    by_circles: dict[Circles, str]

    def of(self, coding: CountedCoding) -> str:
        """The attribution of a coding's first interviewee: that of several would point at their common interview."""
        each = [self.of_turn(turn) for turn in coding.turns if not turn.interviewer]
        return each[0] if each else INTERVIEWER

    def of_turn(self, turn: CountedTurn) -> str:
        return self.by_circles.get(_circles(turn), INTERVIEWEE)


def attributions(counted: Counted) -> Attributions:
    """Say of each speaker the narrowest that enough cases are *called* by.

    It is not enough that a circle holds enough cases: those with a narrower attribution of their own do not bear the
    wide one, which would then point at the rest. So words that too few bear take in the smallest group within them,
    and are widened where there is none.
    """
    cases: dict[Circles, set[str]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if turn.case and not turn.interviewer:
                cases[_circles(turn)].add(turn.case)
    called = {circles: circles[0] for circles in cases}
    while (scarce := _scarce(called, cases)) is not None:
        inside = {words for circles, words in called.items() if scarce in circles and words != scarce}
        if inside:
            smallest = min(inside, key=lambda words: (len(_bearers(words, called, cases)), words))
            called.update({circles: scarce for circles, words in called.items() if words == smallest})
        elif scarce == INTERVIEWEE:
            break  # the whole study has too few cases
        else:
            called.update({c: c[c.index(scarce) + 1] for c, words in called.items() if words == scarce})
    return Attributions(called)


def _bearers(words: str, called: dict[Circles, str], cases: dict[Circles, set[str]]) -> set[str]:
    """The cases that are called so."""
    return {case for circles, said in called.items() if said == words for case in cases[circles]}


def _scarce(called: dict[Circles, str], cases: dict[Circles, set[str]]) -> str | None:
    """Words that too few cases are called by, the widest last."""
    found = {words for words in called.values() if len(_bearers(words, called, cases)) < SHARED_BY}
    return min(found, key=lambda words: (words == INTERVIEWEE, words), default=None)


def _circles(turn: CountedTurn) -> Circles:
    circles = []
    if turn.kind:
        if turn.place:
            circles.append(f"{turn.kind}, {turn.place}")
        circles.append(turn.kind)
        if turn.kind in _SECTORS:
            circles.append(_SECTORS[turn.kind])
    return (*circles, INTERVIEWEE)
