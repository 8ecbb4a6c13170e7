"""What finding personal data takes and gives. Text and turns in, mentions out; nothing is decided here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

PERSON = "person"
PLACE = "place"
ORGANISATION = "organisation"
IDENTITY_NUMBER = "identity_number"
COORDINATION_NUMBER = "coordination_number"
PHONE = "phone"
EMAIL = "email"
ADDRESS = "address"
HEALTH = "health"
OTHER = "other"
KINDS = (
    PERSON,
    PLACE,
    ORGANISATION,
    IDENTITY_NUMBER,
    COORDINATION_NUMBER,
    PHONE,
    EMAIL,
    ADDRESS,
    HEALTH,
    OTHER,
)
NUMBER_KINDS = frozenset([IDENTITY_NUMBER, COORDINATION_NUMBER, PHONE])
"""Kinds whose name is digits only."""
SHOWN_ONLY = frozenset([HEALTH])
"""Kinds that a person looks at, but that are no name or number to be replaced everywhere."""

SURE, LIKELY, POSSIBLE = "sure", "likely", "possible"
CERTAINTIES = (SURE, LIKELY, POSSIBLE)

GENITIVE = "genitive"

SMALL_MUNICIPALITY = 15_000
"""A municipality with fewer inhabitants gives people away together with their job."""
SMALL_MUNICIPALITY_REPLACEMENT = "[kommun i inlandet]"
_SENTENCES = frozenset(["guide", "question"])
"""Registers of questions: they name nothing."""


@dataclass(frozen=True, slots=True)
class PersonalMention:
    """Personal data in place; ``start`` and ``end`` are code points in the text that was searched, end exclusive."""

    start: int
    end: int
    text: str
    """The characters as they stand."""
    kind: str
    """One of ``KINDS``."""
    name: str
    """The plain form, the same however it is written: *Anna Berg* for *Annas Bergs*, digits only for numbers.

    An identity number is its last ten digits, a Swedish phone number its national form (0701234567). An address is a
    mention for each of its parts.
    """
    form: str = ""
    """``genitive``, or "" for the plain form."""
    certainty: str = SURE
    """``sure``, ``likely`` or ``possible``."""
    reason: str = ""
    """Why, as a code; ``coder.personal.reasons.reason_in_words`` says it."""
    opens: bool = False
    """Whether it opens a sentence with a capital letter: the replacement then does, too."""
    replacement: str = ""
    """What to offer where the registers know better than a number (a small municipality); else ""."""


class TurnText(Protocol):
    """One turn as the finders see it; ``coder.suggest.base.TurnText`` is one.

    ``text`` is the speech without its label, ``start`` where that begins in the whole text.
    """

    @property
    def start(self) -> int: ...

    @property
    def text(self) -> str: ...


class RegisterRow(Protocol):
    """An entry of a register; ``coder.queries.registers.Entry`` is one."""

    @property
    def kind(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class KnownNames:
    """What a project knows beforehand."""

    not_people: tuple[str, ...] = ()
    """Names of actors, projects, groups and the like: no persons."""
    places: tuple[str, ...] = ()
    small_places: Mapping[str, str] | None = None
    """Of the places those that are offered for replacement, with what to offer."""
    people: tuple[str, ...] = ()
    """The project's own list of people, in their plain form: always found, in any spelling of capitals."""

    @classmethod
    def of(
        cls, registers: Iterable[RegisterRow], people: Collection[str] = (), not_people: Collection[str] = ()
    ) -> "KnownNames":
        """From the codebook's registers, the project's list of people, and what somebody said to be no person.

        A municipality whose population is not given counts as small: a place too many is offered rather than too few.
        """
        others = list(not_people)
        places: list[str] = []
        small: dict[str, str] = {}
        for row in registers:
            if row.kind in _SENTENCES:
                continue
            names = [row.name, *_strings(row.data.get("other_names"))]
            if row.kind != "place":
                others += names
                continue
            places += names
            population = row.data.get("population")
            if row.data.get("kind") == "kommun" and (
                not isinstance(population, int) or population < SMALL_MUNICIPALITY
            ):
                small |= dict.fromkeys(names, SMALL_MUNICIPALITY_REPLACEMENT)
        return cls(tuple(others), tuple(places), small, tuple(people))


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []
