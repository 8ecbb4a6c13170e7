"""Claims: counted codings as what is said of an actor, by that actor itself or by others.

A coding is about the actors it names. One whose voice is *self* and that names none is about whoever speaks. Whose
claim it is follows the turn's speaker (``own_of``); a coding over the turns of two speakers is a claim of each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from coder.queries.codes import code_tree, is_under
from coder.queries.counted import CountedCoding, CountedTurn, count
from coder.queries.quotes import Quote, QuoteFilter, quotes
from coder.queries.registers import Entry, register_entries
from coder.queries.selection import DEFAULT, Scope, Selection
from coder.queries.variables import OfCases, case_variables, variable

NOBODY = ""
"""The actor of a claim that names none."""


@dataclass(frozen=True)
class Claim:
    """What one coding says of one actor, by the actor itself or by others."""

    actor: str
    """Its key; ``NOBODY`` where the coding names no actor and does not say that it is about the speaker."""
    own: bool
    """Said by those who speak for the actor."""
    by: tuple[str, ...]
    """The cases that say it; a source without a case counts as one."""
    aside: bool
    """The actor is named, but the voice says that the coding is about others it names: *self* where the actor is not
    the speaker's own, *other* where it is."""
    quote: Quote

    @property
    def code(self) -> str:
        return self.quote.code

    @property
    def mode(self) -> str:
        """``now``, ``wanted``, ``missing``, or "" where nobody said."""
        return self.quote.mode or ""


@dataclass(frozen=True)
class Claims:
    """Claims in order of source and place."""

    rows: tuple[Claim, ...]
    speaking_for: Mapping[str, frozenset[str]]
    """The cases that were interviewed and speak for an actor, by its key."""
    cases: tuple[str, ...]
    """All cases that were interviewed."""
    scope: Scope


def claims(session: Session, codes: Collection[str] = (), selection: Selection = DEFAULT) -> Claims:
    """The claims made in codings with these codes or codes under them (all by default)."""
    tree = {code.key: code for code in code_tree(session)}
    kinds = {entry.key: str(entry.data.get("kind", "")) for entry in register_entries(session, "actor")}
    of_cases = case_variables(session)
    counted = count(session, selection)

    def asked(code: str) -> bool:
        return not codes or code in codes or any(is_under(tree[code], above, tree) for above in codes)

    kept = [coding for coding in counted.codings if asked(coding.code)]
    shown = quotes(session, QuoteFilter(ids=frozenset(coding.id for coding in kept)), selection)
    by_id = {quote.quote: quote for quote in shown.rows}
    speaking: dict[str, set[str]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if not turn.interviewer and (actor := variable("actor", turn, {}, of_cases)):
                speaking[actor].add(turn.case or source.name)
    speakers = _Speakers(kinds, of_cases, frozenset(speaking))
    rows = [claim for coding in kept for claim in _claims_of(coding, by_id[coding.quote], speakers)]
    return Claims(
        tuple(rows),
        {actor: frozenset(cases) for actor, cases in speaking.items()},
        tuple(counted.cases),
        counted.scope,
    )


@dataclass(frozen=True)
class _Speakers:
    """What is known of whom speakers speak for."""

    kinds: Mapping[str, str]
    of_cases: OfCases
    spoken_for: frozenset[str]


def _claims_of(coding: CountedCoding, quote: Quote, speakers: _Speakers) -> list[Claim]:
    named = [key for kind, key in coding.about if kind == "actor"]
    found: dict[tuple[str, bool], list[str]] = {}
    for turn in coding.turns:
        speaker = _actor_of(turn, speakers.of_cases)
        about = named or ([speaker] if coding.voice == "self" and speaker else [NOBODY])
        own = own_of(about, speaker, coding.voice, speakers.kinds, speakers.spoken_for)
        for actor in about:
            found.setdefault((actor, actor in own), []).append(turn.case or coding.source.name)
    sides = {own for _actor, own in found}
    return [
        Claim(actor, own, tuple(dict.fromkeys(by)), _is_aside(own, coding.voice, sides), quote)
        for (actor, own), by in found.items()
    ]


def _is_aside(own: bool, voice: str | None, sides: Collection[bool]) -> bool:
    """Where a coding names the speaker's own actor and others, the voice says which of them it is about."""
    return len(sides) > 1 and voice is not None and own != (voice == "self")


def own_of(
    about: Collection[str], speaker: str, voice: str | None, kinds: Mapping[str, str], spoken_for: Collection[str] = ()
) -> set[str]:
    """Of the actors (keys) that a coding is about those for which its speaker speaks.

    The speaker's own actor, if it is among them. Else, where the voice is *self*, those of the speaker's kind for
    which nobody else speaks (``spoken_for``): a municipality that speaks of *the municipalities*. Of a speaker whose
    actor nobody knows it is the only one named. The others are spoken of: whoever says where they stand themselves on
    what the regional body should do does not speak for it.
    """
    if speaker and speaker in about:
        return {speaker}
    if voice != "self":
        return set()
    if not speaker:
        return set(about) - {NOBODY} if len(about) == 1 else set()
    kind = kinds.get(speaker, "")
    return {actor for actor in about if kind and kinds.get(actor) == kind and actor not in spoken_for}


def _actor_of(turn: CountedTurn, of_cases: OfCases) -> str:
    return variable("actor", turn, {}, of_cases)


def cases_of(found: Iterable[Claim]) -> tuple[str, ...]:
    """The cases behind claims, each once, in order of name."""
    return tuple(sorted({case for claim in found for case in claim.by}))


def in_the_region(entry: Entry) -> bool:
    """False for an actor of elsewhere (``outside: true`` in the codebook), from whom one may only learn."""
    return str(entry.data.get("outside", "")).strip().casefold() not in ("true", "yes", "ja", "1")
