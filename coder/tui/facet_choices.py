"""Whom a coding may be about, the likeliest first: who is named there, the speaker's own, who else is near."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder.i18n import N_, _
from coder.language.resolve import BY_NAME, BY_SPEAKER
from coder.project.suggestions.mentions import Meant, settled_in_words
from coder.queries.registers import Entry
from coder.queries.transcript import TranscriptView
from coder.spans import Span, folded

_SHORTEST_BEGINNING = 4
"""A name from this length on is met by words that go on after it (*Försäkringskassans*)."""

NEAR = (N_("named here"), N_("the speaker's"), N_("in the turn"), N_("in the case"))
"""Why a choice is offered before the others, by ``Choice.rank``."""
_HERE, _IN_TURN = 0, 2


@dataclass(frozen=True)
class Choice:
    """An actor, group or place."""

    kind: str
    """``actor``, ``group`` or ``place``."""
    key: str
    name: str
    other_names: tuple[str, ...] = ()
    rank: int = len(NEAR)
    """An index of ``NEAR``, or ``len(NEAR)`` for all others."""
    surface: str = ""
    """The words that name it in the passage or its turn, where the language pipeline found them."""
    settled_by: str = ""
    """What settled that they mean it, as ``coder.project.suggestions.mentions``; "" where that is to be asked."""

    @property
    def near(self) -> bool:
        """Spoken of, or spoken for, where the coding stands."""
        return self.rank < len(NEAR)


@dataclass(frozen=True)
class Surroundings:
    """What stands around a coding."""

    text: str
    """The coded passage."""
    turn: str = ""
    """The whole turn."""
    speaker: tuple[str | None, ...] = ()
    """Keys of the speaker's own actor and place."""
    case: tuple[str | None, ...] = ()
    """Keys of the actors and places of everybody who speaks in the interview."""


def surroundings(view: TranscriptView, passage: Span) -> Surroundings:
    """What stands around a passage of an interview."""
    turns = [item.turn for item in view.turns if item.turn.start < passage.end and item.turn.speech.end > passage.start]
    spoken = [turn for turn in turns if not turn.interviewer] or turns
    first = spoken[0] if spoken else None
    return Surroundings(
        text=view.text[passage.start : passage.end],
        turn=view.text[turns[0].start : turns[-1].speech.end] if turns else "",
        speaker=(first.actor, first.place) if first else (),
        case=tuple(key for item in view.turns for key in (item.turn.actor, item.turn.place)),
    )


def choices(
    entries: Iterable[Entry],
    around: Surroundings,
    meant: Sequence[Meant] | None = None,
) -> list[Choice]:
    """All choices in the order of ``NEAR``, equals and the others as in the codebook.

    Named are those that the language pipeline says are ``meant``, what is settled before what is to be asked; until
    it is loaded (None) those found by spelling alone: good enough for an order, decided by a person.
    """
    found = [_choice(entry) for entry in entries if not entry.retired]
    here, turn = folded(around.text), folded(around.turn)
    known = {each.key: each for each in meant or ()}

    def rank(choice: Choice) -> int:
        said = known.get(choice.key)
        by_spelling = meant is None
        reasons = (
            said.here if said else by_spelling and _named(choice, here),
            choice.key in around.speaker,
            said is not None or (by_spelling and _named(choice, turn)),
            choice.key in around.case,
            True,
        )
        return reasons.index(True)

    def order(choice: Choice) -> tuple[int, bool, bool]:
        return choice.rank, bool(choice.surface) and not choice.settled_by, choice.settled_by == BY_SPEAKER

    ranked = []
    for choice in found:
        said = known.get(choice.key)
        words = (said.surface, said.settled_by) if said else ("", "")
        ranked.append(replace(choice, rank=rank(choice), surface=words[0], settled_by=words[1]))
    return sorted(ranked, key=order)


def near_in_words(choice: Choice) -> str:
    """Why a choice is offered before the others; a question where nothing settles whom the words mean."""
    if choice.rank not in (_HERE, _IN_TURN) or not choice.surface:
        return _(NEAR[choice.rank])
    surface = " ".join(choice.surface.split())
    if not choice.settled_by:
        return f"“{surface}”?"
    if choice.settled_by == BY_NAME:
        return _(NEAR[choice.rank])
    return f"“{surface}”: {settled_in_words(choice.settled_by)}"


def fitting(query: str, among: Sequence[Choice]) -> list[Choice]:
    """The choices with a name in which some word begins with the query; all for an empty one."""
    wanted = folded(query)
    if not wanted:
        return list(among)
    beginning = re.compile(rf"(?<!\w){re.escape(wanted)}")
    return [choice for choice in among if any(beginning.search(folded(name)) for name in _names(choice))]


def goes_on(query: str, among: Sequence[Choice]) -> bool:
    """True if some name goes on with a blank after what is typed: *byns* of *Byns kommun*."""
    wanted = folded(query)
    return bool(wanted) and any(f"{wanted} " in folded(name) for choice in among for name in _names(choice))


def _choice(entry: Entry) -> Choice:
    others = [name for field in ("other_names", "keywords") for name in entry.data.get(field) or ()]
    return Choice(entry.kind, entry.key, entry.name, tuple(map(str, others)))


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.name, choice.key, *choice.other_names)


def _named(choice: Choice, spoken: str) -> bool:
    return any(_stands_in(folded(name), spoken) for name in (choice.name, *choice.other_names))


def _stands_in(name: str, spoken: str) -> bool:
    if not name:
        return False
    end = "" if len(name) >= _SHORTEST_BEGINNING else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(name)}{end}", spoken) is not None
