"""Whom an ambiguous name means: settled by a person, the words beside it, the turn, the speaker's own case, or not.

*förbundet* may be one of three, *Lycksele* a town or its municipality, and *vi* or *hos oss* is whoever the speaker
speaks for. What nothing settles stays open with all its candidates, to be asked: nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.language.entities import Mention
from coder.language.lemmas import plain
from coder.language.organisations import base_name

ACTOR, PLACE = "actor", "place"
BY_NAME, BY_WORDS, BY_TURN, BY_SPEAKER, BY_PLACE = "name", "words", "turn", "speaker", "place"
BY_PERSON = "person"
"""What settled a mention: the name has one meaning; the words beside it; what was named before in the turn; the
speaker speaks for it; it is the only one where the speaker comes from; a person said so for the source."""

Readings = Mapping[str, str | None]
"""Whom names (``reading_name``) mean in a source, as a person settled: keys of actors, None for none of them."""
NO_READINGS: Readings = {}

_IN = re.compile(r"(?:^|[^\w])(?:i|från|ifrån|till|inom|runt|kring|utanför|nära|mellan)\s+(?:hela\s+)?$", re.IGNORECASE)
_AREAS = frozenset(["regionen", "kommunen", "kommunerna", "länet"])
_INSIDE = re.compile(r"(?:^|[^\w])(?:i|inom|runtom\s+i|omkring\s+i|ute\s+i)\s+(?:hela\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?:kommun|tätort|stad|by)\b|-", re.IGNORECASE)
_WE = re.compile(
    r"(?<![\w-])(?:(?:hos|för|bland|mellan|av|från|till|med|på)\s+oss|vi|(?:vår|vårt|våra)\s+"
    r"(?:egen\s+|eget\s+|egna\s+)?(?:organisation|myndighet|förbund|kommun|verksamhet|enhet|förening|företag)\w*)(?!\w)",
    re.IGNORECASE,
)
_ALL_OF_US = re.compile(
    r"\s+(?:alla|allihop|allihopa|människor|svenskar|norrlänningar|västerbottningar|som\s+(?:bor|lever|samhälle))\b",
    re.IGNORECASE,
)
_WE_AT = re.compile(r"\s+(?:på|inom|i|från|vid)\s+(?:den\s+|det\s+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Speaking:
    """Whom a turn's speaker speaks for: ids of the registers, None where nobody said."""

    actor: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Known:
    """Where the actors are: the places (ids) of each, as far as the register says."""

    places: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Resolved:
    """A mention, and whom it means."""

    register: str
    key: str | None
    """None where nothing settles it."""
    candidates: tuple[str, ...]
    """All entries of the register that it could mean; of *vi* without a known speaker, none."""
    surface: str
    start: int
    end: int
    settled_by: str
    """One of the ways above, "" where it is open."""
    rests_on: str = ""
    """Of ``turn`` and ``words``: the words it rests on."""


def resolve(
    mention: Mention, text: str, speaking: Speaking, earlier: Sequence[Resolved], known: Known
) -> tuple[str | None, str, str]:
    """Whom a mention in a turn's ``text`` means (None if open), what settled it, and the words that it rests on.

    ``earlier``: what was settled before it in the same turn.
    """
    if mention.key is not None:
        # *i regionen* is an area, whichever body the register calls so; *regionen vill* is the body.
        area = mention.register == ACTOR and plain(mention.surface) in _AREAS and _INSIDE.search(text[: mention.start])
        return (None, "", "") if area else (mention.key, BY_NAME, "")
    at_place = [other for other in earlier if (other.start, other.end) == (mention.start, mention.end)]
    between_registers = len(mention.candidates) == 1
    before, after = text[: mention.start], text[mention.end :]
    if between_registers:
        # A town and a body of the same name, each in its register: only the words beside it tell.
        place_meant = _IN.search(before) is not None and _GOES_ON.match(after) is None
        if place_meant and mention.register == PLACE:
            return mention.candidates[0], BY_WORDS, f"{_last_word(before)} {mention.surface}"
        return None, "", ""
    named = [
        other
        for other in earlier
        if other.register == mention.register
        and other.key in mention.candidates
        and other.settled_by in (BY_NAME, BY_TURN)
        and other not in at_place
    ]
    if len({other.key for other in named}) == 1:
        return named[-1].key, BY_TURN, named[-1].surface
    if named:
        return None, "", ""
    if speaking.actor in mention.candidates and mention.register == ACTOR:
        return speaking.actor, BY_SPEAKER, ""
    near = [key for key in mention.candidates if speaking.place and speaking.place in known.places.get(key, ())]
    if len(near) == 1:
        return near[0], BY_PLACE, ""
    return None, "", ""


def reading_name(surface: str) -> str:
    """A name as a person's reading of it is kept: plain, without the genitive (*Förbundets* is *förbundet*)."""
    return plain(base_name(" ".join(surface.split())))


def resolve_turn(
    text: str, mentions: Sequence[Mention], speaking: Speaking, known: Known, settled: Readings = NO_READINGS
) -> list[Resolved]:
    """All that a turn names, *vi* and *hos oss* among it, in its order; what a person ``settled`` goes before rules."""
    found: list[Resolved] = []
    for mention in mentions:
        name = reading_name(mention.surface) if settled and mention.register == ACTOR else ""
        if name in settled:
            meant = settled[name]
            among = (meant,) if meant else ()
            found.append(Resolved(ACTOR, meant, among, mention.surface, mention.start, mention.end, BY_PERSON))
            continue
        key, by, rests_on = resolve(mention, text, speaking, found, known)
        found.append(
            Resolved(
                mention.register, key, mention.candidates, mention.surface, mention.start, mention.end, by, rests_on
            )
        )
    kept = _without_other_readings(found)
    return sorted([*kept, *_we(text, kept, speaking)], key=lambda item: (item.start, item.end, item.register))


def _without_other_readings(found: Sequence[Resolved]) -> list[Resolved]:
    """Where the words settled that a place is meant, the body of the same name is not."""
    settled = {(item.start, item.end) for item in found if item.key is not None}
    return [
        item
        for item in found
        if item.key is not None or item.settled_by == BY_PERSON or (item.start, item.end) not in settled
    ]


def _we(text: str, named: Sequence[Resolved], speaking: Speaking) -> Iterator[Resolved]:
    """*Vi på Arbetsförmedlingen* is who is named; other *vi* are the speaker's own; *vi alla* is nobody's."""
    for match in _WE.finditer(text):
        here = (ACTOR, match[0], match.start(), match.end())
        beside = [
            item
            for item in named
            if item.register == ACTOR and item.key and _WE_AT.fullmatch(text[match.end() : item.start])
        ]
        if _ALL_OF_US.match(text, match.end()):
            yield Resolved(here[0], None, (), *here[1:], "")
        elif beside:
            key = beside[0].key
            assert key is not None
            yield Resolved(here[0], key, (key,), *here[1:], BY_WORDS, text[match.start() : beside[0].end])
        elif speaking.actor:
            yield Resolved(here[0], speaking.actor, (speaking.actor,), *here[1:], BY_SPEAKER)
        else:
            yield Resolved(here[0], None, (), *here[1:], "")


def _last_word(before: str) -> str:
    return before.split()[-1]
