"""Whom a coding may be about, the likeliest first: the speaker's own organisation and place, then who is named."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from coder.queries.registers import Entry
from coder.spans import folded

_SHORTEST_BEGINNING = 4
"""A name from this length on is met by words that go on after it (*Försäkringskassans*)."""


@dataclass(frozen=True)
class Choice:
    """An actor, group or place."""

    kind: str
    """``actor``, ``group`` or ``place``."""
    key: str
    name: str
    other_names: tuple[str, ...] = ()
    near: bool = False
    """Spoken of, or spoken for, where the coding stands."""


def choices(
    entries: Iterable[Entry], own: Iterable[str | None], text: str, mentioned: Collection[str] = ()
) -> list[Choice]:
    """All choices: first ``own`` keys, then those named in ``text``, then the others as in the codebook.

    Named are the keys that the language pipeline ``mentioned``, and until it is loaded those found by spelling alone:
    good enough for an order, decided by a person.
    """
    found = [_choice(entry) for entry in entries if not entry.retired]
    first = [key for key in own if key]
    spoken = folded(text)

    def rank(choice: Choice) -> int:
        if choice.key in first:
            return 0
        return 1 if choice.key in mentioned or _named(choice, spoken) else 2

    ranked = sorted(found, key=rank)
    return [
        Choice(choice.kind, choice.key, choice.name, choice.other_names, near=rank(choice) < 2) for choice in ranked
    ]


def fitting(query: str, among: Sequence[Choice]) -> list[Choice]:
    """The choices with a name in which some word begins with the query; all for an empty one."""
    wanted = folded(query)
    if not wanted:
        return list(among)
    beginning = re.compile(rf"(?<!\w){re.escape(wanted)}")
    return [choice for choice in among if any(beginning.search(folded(name)) for name in _names(choice))]


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
