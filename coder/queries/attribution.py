"""Who is quoted, said without exposing the person.

Job title and a small municipality identify a person. So an attribution starts at kind and place of the speaker's
organisation (or at the variables of a template) and is widened (kind; sector; "interviewee") until at least three
cases share it, whatever was consented to: a report may be a public document.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from coder.i18n import N_
from coder.queries.counted import Counted, CountedCoding, CountedTurn
from coder.queries.variables import OfCases, variable

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

Template = tuple[str, ...]
"""Variables that an attribution is made of, the one that tells least first: each in front may stand alone."""

_NAMING = frozenset({"actor", "case"})
"""Variables that name the organisation: never said of somebody who is to be anonymous."""
_ANONYMOUS = "anonymous"


@dataclass(frozen=True)
class Attributions:
    """What is said of the speakers of each kind and place, so that enough cases share every word of it."""

    by_circles: dict[Circles, str]
    circles_of: "CirclesOf" = field(default_factory=lambda: _plain_circles, repr=False)
    alone: Mapping[str, str] = field(default_factory=dict)
    """Attributions that name a place with one such office, and that place: many cases may share them, and all the
    same they say which office it is."""

    def of(self, coding: CountedCoding) -> str:
        """The attribution of a coding's first interviewee: that of several would point at their common interview."""
        variables = coding.source.variables
        each = [self.of_turn(turn, variables) for turn in coding.turns if not turn.interviewer]
        return each[0] if each else INTERVIEWER

    def of_turn(self, turn: CountedTurn, of_source: Mapping[str, str] | None = None) -> str:
        return self.by_circles.get(self.circles_of(turn, of_source or {}), INTERVIEWEE)


CirclesOf = Callable[[CountedTurn, Mapping[str, str]], Circles]
"""What may be said of a turn's speaker, given what is known of the source."""


def read_template(typed: str) -> Template:
    """The variables of a template as people write it: *befattning, kind, kommuntyp*, in braces or not."""
    return tuple(each.strip(" {}") for each in re.split("[,;]", typed) if each.strip(" {}"))


def attributions(counted: Counted, template: Template = (), of_cases: OfCases | None = None) -> Attributions:
    """Say of each speaker the narrowest that enough cases are *called* by.

    It is not enough that a circle holds enough cases: those with a narrower attribution of their own do not bear the
    wide one, which would then point at the rest. So words that too few bear take in the smallest group within them,
    and are widened where there is none.
    """
    circles_of = _by_template(template, of_cases or {}) if template else _plain_circles
    cases: dict[Circles, set[str]] = defaultdict(set)
    offices: dict[Circles, set[tuple[str, str]]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if turn.case and not turn.interviewer:
                circles = circles_of(turn, source.variables)
                cases[circles].add(turn.case)
                offices[circles].add((turn.place or "", turn.actor or turn.case))
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
    return Attributions(called, circles_of, dict(_alone(called, offices)))


def _alone(called: dict[Circles, str], offices: dict[Circles, set[tuple[str, str]]]) -> Iterable[tuple[str, str]]:
    """What is said of one office in one place alone, its place being told, and that place."""
    for words in sorted(set(called.values())):
        meant = {office for circles, said in called.items() if said == words for office in offices[circles]}
        places = {place for place, _office in meant}
        if len(meant) == len(places) == 1 and (place := next(iter(places))) and place in words.split(", "):
            yield words, place


def _bearers(words: str, called: dict[Circles, str], cases: dict[Circles, set[str]]) -> set[str]:
    """The cases that are called so."""
    return {case for circles, said in called.items() if said == words for case in cases[circles]}


def _scarce(called: dict[Circles, str], cases: dict[Circles, set[str]]) -> str | None:
    """Words that too few cases are called by, the widest last."""
    found = {words for words in called.values() if len(_bearers(words, called, cases)) < SHARED_BY}
    return min(found, key=lambda words: (words == INTERVIEWEE, words), default=None)


def _plain_circles(turn: CountedTurn, _of_source: Mapping[str, str]) -> Circles:
    circles = []
    if turn.kind:
        if turn.place:
            circles.append(f"{turn.kind}, {turn.place}")
        circles += _kinds(turn.kind)
    return (*circles, INTERVIEWEE)


def _kinds(kind: str) -> list[str]:
    return [kind, _SECTORS[kind]] if kind in _SECTORS else [kind]


def _by_template(template: Template, of_cases: OfCases) -> CirclesOf:
    def circles_of(turn: CountedTurn, of_source: Mapping[str, str]) -> Circles:
        named = [each for each in template if not (turn.consent == _ANONYMOUS and each in _NAMING)]
        values = [value for each in named if (value := _value(each, turn, of_source, of_cases))]
        circles = [", ".join(values[:length]) for length in range(len(values), 0, -1)]
        wider = [each for each in _kinds(turn.kind) if each not in circles] if turn.kind else []
        return (*dict.fromkeys([*circles, *wider]), INTERVIEWEE)

    return circles_of


def _value(name: str, turn: CountedTurn, of_source: Mapping[str, str], of_cases: OfCases) -> str:
    return turn.case or "" if name == "case" else variable(name, turn, of_source, of_cases)
