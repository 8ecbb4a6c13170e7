"""White spots: for each target group and each place (or actor) one of five states, derived by stated rules.

The rules, which every output repeats (``rules``):

* **said to be missing** – a coding about the group and the place (or actor) has a code of the question that is shown
  as ``whitespots``, or its mode is *missing*.
* **said to exist** – its mode is *today* and its code tells of support: one that the question names under ``exists``,
  else the codes of the questions that are shown as constellations, projects or roles. An obstacle that is there today
  is no support.
* **contested** – some say that it is missing and others that it exists. Where one case alone says both, it is missing:
  what somebody has and finds wanting is not contested between people.
* **asked, but nothing said** – nothing of this, but somebody of the place (or actor) was interviewed and asked: a
  question of the guide that asks about white spots was put, or the interviewer named the group.
* **not asked** – neither: the question was not put, or nobody was placed to know.

A coding is about the places (actors) it names; one that names none and speaks of the speaker's own (voice *self*) is
about that of the speaker. What names a group but no place stands in no cell, and is counted apart. A person's decision
goes before what is derived, which stays visible beside it. Silence in an interview is no proof of anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from coder.i18n import Translator
from coder.queries.registers import Entry
from coder.queries.selection import Scope
from coder.queries.statistics import Figure
from coder.queries.whitespots import (
    CONTESTED,
    EXISTS,
    MISSING,
    NOT_ASKED,
    NOTHING_SAID,
    PLACE,
    Decided,
    Material,
    Said,
)
from coder.spans import folded

MARKS = {NOT_ASKED: "·", NOTHING_SAID: "○", MISSING: "−", CONTESTED: "±", EXISTS: "+"}
"""A sign for each state that needs no colour."""
SETTLED = "✓"
"""Behind the sign of a state that a person has settled."""


@dataclass(frozen=True)
class Cell:
    """A target group at a place, or with an actor."""

    group: str
    across: str
    derived: str
    """The state by the rules."""
    decided: Decided | None
    missing: tuple[str, ...]
    """The quotes that say that something is missing."""
    exists: tuple[str, ...]
    other: tuple[str, ...]
    """Quotes about the group there that say neither."""
    asked: tuple[str, ...]
    """The cases that were asked there."""
    interviewed: tuple[str, ...]
    """The cases that were interviewed there, asked or not."""

    @property
    def state(self) -> str:
        return self.decided.state if self.decided else self.derived

    @property
    def quotes(self) -> tuple[str, ...]:
        return (*self.missing, *self.exists, *self.other)


@dataclass(frozen=True)
class WhiteSpots:
    """Every cell, row by row: a row for each place or actor, a column for each group."""

    kind: str
    """``place`` or ``actor``."""
    groups: tuple[Entry, ...]
    across: tuple[Entry, ...]
    cells: tuple[Cell, ...]
    nowhere: int
    """How many codings about a group are about no place (actor)."""
    questions: tuple[str, ...]
    proposed: int
    scope: Scope

    def cell(self, group: str, across: str) -> Cell | None:
        """A cell by the keys of its group and its place or actor."""
        return next((each for each in self.cells if (each.group, each.across) == (group, across)), None)

    def row(self, across: str) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.across == across)


def white_spots(known: Material, kind: str = PLACE) -> WhiteSpots:
    """The state of every cell. Rows come in the register's order, the kind of place with most entries first."""
    settled = {(each.group, each.across): each for each in known.decided}
    across = _ordered(known.across)
    cells = [
        _cell(known, group.key, entry.key, settled.get((group.key, entry.key)))
        for entry in across
        for group in known.groups
    ]
    return WhiteSpots(
        kind=kind,
        groups=known.groups,
        across=across,
        cells=tuple(cells),
        nowhere=sum(not each.across for each in known.said),
        questions=known.questions,
        proposed=known.proposed,
        scope=known.scope,
    )


def _ordered(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    kinds = [str(entry.data.get("kind", "")) for entry in entries]
    return tuple(sorted(entries, key=lambda entry: -kinds.count(str(entry.data.get("kind", "")))))


def _cell(known: Material, group: str, across: str, decided: Decided | None) -> Cell:
    said = [each for each in known.said if group in each.groups and across in each.across]
    heard = [each for each in known.heard if each.across == across]
    missing = [each for each in said if each.says == MISSING]
    exists = [each for each in said if each.says == EXISTS]
    asked = _names(each.case for each in heard if group in each.groups)
    return Cell(
        group=group,
        across=across,
        derived=_state(missing, exists, bool(asked)),
        decided=decided,
        missing=tuple(each.quote for each in missing),
        exists=tuple(each.quote for each in exists),
        other=tuple(each.quote for each in said if not each.says),
        asked=asked,
        interviewed=_names(each.case for each in heard),
    )


def _state(missing: list[Said], exists: list[Said], asked: bool) -> str:
    if missing and exists:
        alone = len({case for each in (*missing, *exists) for case in each.cases}) == 1
        return MISSING if alone else CONTESTED
    if missing:
        return MISSING
    if exists:
        return EXISTS
    return NOTHING_SAID if asked else NOT_ASKED


def _names(cases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(cases), key=folded))


def state_in_words(state: str, t: Translator) -> str:
    """A state as people read it."""
    _ = t.gettext
    return {
        NOT_ASKED: _("not asked about"),
        NOTHING_SAID: _("asked, but nothing said"),
        MISSING: _("said to be missing"),
        CONTESTED: _("contested"),
        EXISTS: _("said to exist"),
    }[state]


def mark(cell: Cell) -> str:
    """The sign of a cell's state, with another behind it where a person has settled it."""
    return MARKS[cell.state] + (f" {SETTLED}" if cell.decided else "")


def legend(t: Translator) -> str:
    """What the signs mean."""
    said = [f"{sign} {state_in_words(state, t)}" for state, sign in MARKS.items()]
    settled = t.gettext("settled by a person")
    return " · ".join([*said, f"{SETTLED} {settled}"])


def no_proof(t: Translator) -> str:
    """What must stand beside white spots wherever they are shown."""
    return t.gettext(
        "Silence in an interview is no proof; and what is said to exist or to be missing is what people say."
    )


def rules(spots: WhiteSpots, t: Translator) -> tuple[str, ...]:
    """How the states were derived, a sentence each."""
    _ = t.gettext
    asked = (
        _("Asked means: somebody there was interviewed and question {questions} of the guide was put, or the "
          "interviewer named the group; {proposed} of these matches with the guide are only proposed.")
        if spots.questions
        else _("Asked means: somebody there was interviewed and the interviewer named the group; no question of the "
               "guide is known to ask about white spots (name it in codebook.yaml under 'guide' of the question).")
    )  # fmt: skip
    place = spots.kind == PLACE
    nowhere = (
        t.ngettext(
            "{number} coding about a group is about no place and stands in no cell.",
            "{number} codings about a group are about no place and stand in no cell.",
            spots.nowhere,
        )
        if place
        else t.ngettext(
            "{number} coding about a group is about no actor and stands in no cell.",
            "{number} codings about a group are about no actor and stand in no cell.",
            spots.nowhere,
        )
    )
    return (
        _("Missing: a coding about both has a code of the white spots, or the mode “missing”."),
        _("Exists: its mode is “today” and its code tells of support."),
        _("Contested: some say that it is missing, others that it exists."),
        asked.format(questions=", ".join(spots.questions), proposed=spots.proposed),
        _("Not asked: the question was not put, or nobody was placed to know."),
        nowhere.format(number=spots.nowhere),
        _("A coding that names none and speaks of the speaker's own counts for the speaker's own."),
    )


def of_cell(figures: Iterable[Figure], cell: Cell) -> tuple[Figure, ...]:
    """The figures from statistics tables that belong beside a cell: of its group, at its place."""
    return tuple(each for each in figures if (each.group, each.place) == (cell.group, cell.across))
