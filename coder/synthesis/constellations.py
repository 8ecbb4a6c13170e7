"""Constellations that are suggested, and the network of constellations and actors. No database.

A passage suggests a constellation where it names two actors or more together. That is all a co-mention can say: who
is a member, and whether there is such a constellation at all, a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.identity import crockford, derived
from coder.queries.constellations import CONFIRMED, REFUTED, Known
from coder.queries.model_questions import listed
from coder.queries.registers import Entry
from coder.spans import folded

LEAST_MEMBERS = 2
PREFIX = "K-"
_LENGTH = 5
_NAMED = 3


@dataclass(frozen=True)
class Together:
    """A passage that names actors together."""

    quote: str
    case: str
    actors: frozenset[str]
    place: str
    """The one place it names; "" for none or several."""
    groups: tuple[str, ...]
    mode: str
    """``now``, ``wanted``, ``missing`` or ""."""
    project: str
    """The name of the project that its turn is about (``project_named``), "" for none or several."""


@dataclass(frozen=True)
class Suggested:
    """A constellation that passages suggest and nobody has judged."""

    id: str
    """What people type; the same as long as members and place are."""
    name: str
    members: tuple[str, ...]
    place: str
    groups: tuple[str, ...]
    state: str
    quotes: tuple[str, ...]
    cases: int


def fingerprint(members: Iterable[str], place: str) -> str:
    """What makes a suggestion the same one: its members and its place. It is the id of the row that judges it."""
    return derived("constellation", place, *sorted(set(members)))


def suggestion_id(members: Iterable[str], place: str) -> str:
    """A suggestion's short identifier."""
    return PREFIX + crockford(fingerprint(members, place), _LENGTH)


def suggested(passages: Sequence[Together], known: Sequence[Known], names: Mapping[str, str]) -> tuple[Suggested, ...]:
    """What passages suggest: those that most cases speak of first.

    Passages with the same actors and place are one suggestion; those that name no place join the only one that has
    the same actors and a place. Left out is what stands under a constellation that is written down, and what has the
    members and the place of one, refuted ones among them.
    """
    judged = {quote for each in known for quote in each.quotes}
    groups: dict[tuple[frozenset[str], str], list[Together]] = defaultdict(list)
    for passage in passages:
        if len(passage.actors) >= LEAST_MEMBERS and passage.quote not in judged:
            groups[passage.actors, passage.place].append(passage)
    for members in {members for members, place in groups if not place}:
        placed = [place for each, place in groups if each == members and place]
        if len(placed) == 1:
            groups[members, placed[0]] += groups.pop((members, ""))
    found = [_suggested(members, place, said, names) for (members, place), said in groups.items()]
    found = [each for each in found if not any(_same(each, other) for other in known)]
    return tuple(sorted(found, key=lambda each: (-each.cases, -len(each.quotes), folded(each.name), each.id)))


def _same(found: Suggested, known: Known) -> bool:
    """Whether a person has judged it: as it is written down now, or as it was suggested then."""
    if fingerprint(found.members, found.place) == known.id:
        return True
    return set(found.members) == set(known.members) and (found.place == known.place or not found.place)


def _suggested(members: frozenset[str], place: str, said: Sequence[Together], names: Mapping[str, str]) -> Suggested:
    projects = sorted({each.project for each in said} - {""})
    order = {key: number for number, key in enumerate(names)}
    ordered = sorted(members, key=lambda key: (order.get(key, len(order)), key))
    groups = sorted({group for each in said for group in each.groups}, key=lambda key: (order.get(key, 0), key))
    return Suggested(
        id=suggestion_id(members, place),
        name=projects[0] if len(projects) == 1 else _name([names.get(key, key) for key in ordered]),
        members=tuple(ordered),
        place=place,
        groups=tuple(groups),
        state=_state([each.mode for each in said]),
        quotes=tuple(dict.fromkeys(each.quote for each in said)),
        cases=len({each.case for each in said}),
    )


def _name(members: Sequence[str]) -> str:
    """Its members, the first three by name."""
    more = len(members) - _NAMED
    return ", ".join(members[:_NAMED]) + (f" + {more}" if more > 0 else "")


def _state(modes: Sequence[str]) -> str:
    """Running or planned where more than half of the passages that say anything of it say so."""
    said = [mode for mode in modes if mode]
    likely = next((mode for mode in ("now", "wanted") if said.count(mode) * 2 > len(said)), "")
    return {"now": "running", "wanted": "planned"}.get(likely, "unknown")


def project_named(text: str, projects: Iterable[Entry], about: Collection[str]) -> str:
    """The one project whose name stands in a text, in any case; "" for none or several. One whose owner and places
    are not among what the passage is about only stands beside it."""
    plain = folded(text)
    found = [
        project.name
        for project in projects
        if re.search(rf"(?<!\w){re.escape(folded(project.name))}", plain)
        and {str(project.data.get("owner")), *listed(project.data.get("places"))} & {*about}
    ]
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class Network:
    """Constellations and the actors in them: two kinds of nodes, and an edge for each membership."""

    constellations: tuple[Known, ...]
    actors: tuple[str, ...]
    """Keys, in the registers' order."""
    edges: tuple[tuple[str, str], ...]
    """(constellation, actor), by key."""


def network(known: Sequence[Known], order: Iterable[str]) -> Network:
    """What is written down and not refuted, as a network; ``order`` are all actors' keys."""
    kept = tuple(each for each in known if each.decision != REFUTED)
    place = {key: number for number, key in enumerate(order)}
    actors = sorted({key for each in kept for key in each.members}, key=lambda key: (place.get(key, len(place)), key))
    return Network(kept, tuple(actors), tuple((each.key, member) for each in kept for member in each.members))


def is_sure(known: Known) -> bool:
    """Whether a person has confirmed it: what is not looks unconfirmed wherever it is shown."""
    return known.decision == CONFIRMED
