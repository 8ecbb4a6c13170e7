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
_PUBLIC = N_("public body")
_CIVIL = N_("working life and civil society")

WIDE = frozenset({INTERVIEWEE, _PUBLIC, _CIVIL})
"""Attributions in the program's own words, which exports translate; all others are the study's words."""

_SECTORS = dict.fromkeys(("kommun", "stat", "landsting", "region", "samordningsförbund"), _PUBLIC)
_SECTORS |= dict.fromkeys(("fack", "arbetsgivare", "företag", "förening"), _CIVIL)
"""The wider circle of each kind of organisation in the study; another kind widens to "interviewee" at once."""


@dataclass(frozen=True)
class Attributions:
    """Which attributions enough cases share."""

    shared: frozenset[str]

    def of(self, coding: CountedCoding) -> str:
        """The narrowest attribution of a coding's speakers that enough cases share."""
        each = [self.of_turn(turn) for turn in coding.turns if not turn.interviewer]
        distinct = list(dict.fromkeys(each))
        return distinct[0] if len(distinct) == 1 else INTERVIEWEE

    def of_turn(self, turn: CountedTurn) -> str:
        return next((words for words in _circles(turn) if words in self.shared), INTERVIEWEE)


def attributions(counted: Counted) -> Attributions:
    """Count the cases in every circle of the project's interviewees."""
    cases: dict[str, set[str]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if turn.case and not turn.interviewer:
                for words in _circles(turn):
                    cases[words].add(turn.case)
    return Attributions(frozenset(words for words, names in cases.items() if len(names) >= SHARED_BY))


def _circles(turn: CountedTurn) -> list[str]:
    """Attributions from narrow to wide."""
    circles = []
    if turn.kind:
        if turn.place:
            circles.append(f"{turn.kind}, {turn.place}")
        circles.append(turn.kind)
        if turn.kind in _SECTORS:
            circles.append(_SECTORS[turn.kind])
    return circles
