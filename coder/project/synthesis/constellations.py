"""Constellations: written down, confirmed, refuted and changed by people; co-mention only suggests."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, select

from coder.codebook.book import id_from_name
from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _, translator
from coder.identity import derived, fresh
from coder.model import Constellation, RegisterEntry
from coder.project.base import coder_id, coding_by_quote
from coder.project.names.guarding import GuardUseCases
from coder.project.suggestions.mentions import MentionUseCases
from coder.queries.constellations import (
    CONFIRMED,
    OPEN,
    REFUTED,
    STATES,
    Known,
    Telling,
    constellations,
    find_constellation,
    names_of,
    projects_of,
    telling,
)
from coder.queries.counted import CountedCoding
from coder.queries.registers import Entry
from coder.queries.selection import DEFAULT, Selection
from coder.spans import Span, folded
from coder.synthesis.constellations import (
    LEAST_MEMBERS,
    PREFIX,
    Suggested,
    Together,
    fingerprint,
    network,
    project_named,
    suggested,
)


@dataclass(frozen=True)
class Wording:
    """What is said of a constellation; None leaves it as it is."""

    name: str | None = None
    members: tuple[str, ...] | None = None
    """Ids or names of actors."""
    place: str | None = None
    """Id or name of a place; "" for none."""
    groups: tuple[str, ...] | None = None
    purpose: str | None = None
    state: str | None = None


AS_IT_IS = Wording()


class ConstellationUseCases(MentionUseCases, GuardUseCases):
    """What is written down of who works with whom."""

    def suggested_constellations(self, selection: Selection = DEFAULT) -> tuple[Suggested, ...]:
        """What passages suggest and nobody has judged. Slow the first time where a passage is about fewer than two
        actors: those named in its words are looked for, and the language pipeline is loaded for it."""
        with self.store.reading() as session:
            told, known, names = telling(session, selection), constellations(session), names_of(session)
            projects = projects_of(session)
        named = self._named_in([each.coding for each in told if len(_about(each.coding, "actor")) < LEAST_MEMBERS])
        return suggested([_together(each, named, projects) for each in told], known, names)

    def add_constellation(self, name: str, wording: Wording, quotes: Sequence[str] = ()) -> str:
        """Write a constellation down, confirmed; returns its id. ``CoderError`` without two members or a name."""
        with self.history.step("add_constellation", name=name.strip()) as step:
            return insert_constellation(step, replace(wording, name=name), quotes, CONFIRMED, self.coder)

    def change_constellation(self, constellation: str, wording: Wording) -> None:
        """Say something else of it. What was decided stays."""
        self._do("change_constellation", constellation, lambda session, _row: _values(session, wording))

    def confirm_constellation(self, constellation: str, wording: Wording = AS_IT_IS) -> str:
        """Say that it exists, and what else is known of it; a suggestion (``K-…``) is written down by it.

        Returns its id."""
        return self._judge(constellation, CONFIRMED, wording)

    def refute_constellation(self, constellation: str, wording: Wording = AS_IT_IS) -> str:
        """Say that there is no such constellation: it is kept, so that it is not suggested again."""
        return self._judge(constellation, REFUTED, wording)

    def reopen_constellation(self, constellation: str) -> None:
        """Take back what was decided: it stays written down, but nobody has confirmed it."""
        self._do("reopen_constellation", constellation, lambda _session, _row: {"decision": OPEN})

    def remove_constellation(self, constellation: str) -> None:
        """Take it away; what suggested it may suggest it again."""
        known = self.constellation(constellation)
        with self.history.step("remove_constellation", name=known.name) as step:
            step.delete(step.session.get_one(Constellation, known.id))

    def add_to_constellation(self, constellation: str, quotes: Sequence[str]) -> None:
        """Put passages (quotes' identifiers) under it as evidence."""
        self._do(
            "add_to_constellation",
            constellation,
            lambda session, row: {"quotes": _joined(row.quotes, _quotes(session, quotes))},
            number=len(quotes),
        )

    def take_from_constellation(self, constellation: str, quotes: Sequence[str]) -> None:
        """Take passages out of its evidence. ``CoderError`` for one that is not there."""

        def without(session: Session, row: Constellation) -> dict[str, Any]:
            gone = _quotes(session, quotes)
            strange = [quote for quote in gone if quote not in row.quotes]
            if strange:
                raise CoderError(_("{quote}: does not stand under {name}.").format(quote=strange[0], name=row.name))
            return {"quotes": [quote for quote in row.quotes if quote not in gone]}

        self._do("take_from_constellation", constellation, without, number=len(quotes))

    def constellation(self, typed: str) -> Known:
        """One by its id or name."""
        return find_constellation(self.ask(constellations), typed)

    def suggestion_of_constellation(self, typed: str) -> Suggested:
        """A suggestion by its id. ``CoderError`` for one that is suggested no more."""
        found = next((each for each in self.suggested_constellations() if folded(each.id) == folded(typed)), None)
        if found is None:
            message = _("{name}: no constellation is suggested so; 'coder constellations --suggested' lists them.")
            raise CoderError(message.format(name=typed))
        return found

    def constellation_network(self, ending: str, name: str = "") -> bytes:
        """Constellations and actors as ``svg``, ``png`` or ``graphml``; ``name`` is what it is called where it is
        refused. Raises ``Leaking``."""
        from coder.exporters.graphml import two_mode_graphml
        from coder.exporters.pictures.drawing import FORMATS, SVG, as_document, paint
        from coder.exporters.pictures.two_mode import two_mode_picture

        t = translator(self.info().language)
        known, names = self.ask(constellations), self.ask(names_of)
        found = network(known, names)
        drawing = two_mode_picture(found, names, t)
        painted = paint(drawing, ending) if ending in FORMATS else b""
        self.refuse_leaks(as_document(drawing, painted if ending == SVG else b""), name or f"constellations.{ending}")
        return painted or two_mode_graphml(found, names, t)

    def _judge(self, typed: str, decision: str, wording: Wording) -> str:
        kind = {CONFIRMED: "confirm_constellation", REFUTED: "refute_constellation"}[decision]
        if not _is_suggestion(typed):
            return self._do(
                kind, typed, lambda session, _row: _values(session, wording) | {"decision": decision}, decided=True
            )
        found = self.suggestion_of_constellation(typed)
        whole = Wording(
            name=found.name if wording.name is None else wording.name,
            members=found.members if wording.members is None else wording.members,
            place=found.place if wording.place is None else wording.place,
            groups=found.groups if wording.groups is None else wording.groups,
            purpose=wording.purpose,
            state=found.state if wording.state is None else wording.state,
        )
        with self.history.step(kind, name=whole.name) as step:
            identity = fingerprint(found.members, found.place)
            return insert_constellation(step, whole, found.quotes, decision, self.coder, identity)

    def _do(
        self,
        kind: str,
        typed: str,
        change: Callable[[Session, Constellation], dict[str, Any]],
        decided: bool = False,
        **detail: Any,
    ) -> str:
        """Change one constellation in one step; returns its id."""
        known = self.constellation(typed)
        with self.history.step(kind, name=known.name, **detail) as step:
            row = step.session.get_one(Constellation, known.id)
            values = change(step.session, row)
            if decided and row.decision != values.get("decision"):
                values["decided_by"] = coder_id(step, self.coder)
            step.update(row, **values)
        return known.key

    def _named_in(self, codings: Sequence[CountedCoding]) -> dict[str, frozenset[str]]:
        """By quote, the actors that its words name, as far as it is settled whom they mean."""
        found = {}
        for source in sorted({coding.source.name for coding in codings}):
            rows = [row for row in self.mention_rows(source, False) if row.register == "actor" and row.id]
            for coding in codings:
                if coding.source.name == source:
                    place = Span(coding.start, coding.end)
                    found[coding.quote] = frozenset(row.id for row in rows if Span(row.start, row.end).overlaps(place))
        return found


def _is_suggestion(typed: str) -> bool:
    return typed.strip().upper().startswith(PREFIX)


def _about(coding: CountedCoding, kind: str) -> tuple[str, ...]:
    return tuple(key for register, key in coding.about if register == kind)


def _together(told: Telling, named: dict[str, frozenset[str]], projects: Sequence[Entry]) -> Together:
    coding = told.coding
    about = [key for _register, key in coding.about]
    places = _about(coding, "place")
    return Together(
        quote=coding.quote,
        case=next(iter(coding.cases), coding.source.name),
        actors=frozenset(_about(coding, "actor")) | named.get(coding.quote, frozenset()),
        place=places[0] if len(places) == 1 else "",
        groups=_about(coding, "group"),
        mode=coding.mode or "",
        project=project_named(told.text, projects, about) or project_named(told.around, projects, about),
    )


def insert_constellation(
    step: StepWriter, wording: Wording, quotes: Sequence[str], decision: str, coder: str, identity: str = ""
) -> str:
    """Write one down as a part of a step; returns its key. ``CoderError`` without two members or a name."""
    values = _values(step.session, wording)
    rows = step.session.exec(select(Constellation)).all()
    taken = {folded(row.key) for row in rows}
    identity = identity or fingerprint(values.get("members", ()), values.get("place", ""))
    if any(row.id == identity for row in rows):
        identity = derived("constellation", identity, folded(values["name"]))
    if any(row.id == identity for row in rows):
        identity = fresh()
    if len(values.get("members", ())) < LEAST_MEMBERS:
        raise CoderError(_("A constellation has two members or more; name them by their ids: --member af --member fk."))
    row = Constellation(
        id=identity,
        key=id_from_name(values["name"].split(",")[0], taken),
        quotes=_joined([], _quotes(step.session, quotes)),
        decision=decision,
        decided_by=coder_id(step, coder),
        created_at=now(),
        **({"purpose": "", "place": "", "groups": [], "state": "unknown"} | values),
    )
    return step.insert(row).key


def _values(session: Session, wording: Wording) -> dict[str, Any]:
    """What is said, checked against the registers."""
    values: dict[str, Any] = {}
    if wording.name is not None:
        if not wording.name.strip():
            raise CoderError(_("A constellation needs a name."))
        values["name"] = " ".join(wording.name.split())
    if wording.members is not None:
        values["members"] = [_key(session, "actor", member) for member in dict.fromkeys(wording.members)]
        if len(set(values["members"])) < LEAST_MEMBERS:
            raise CoderError(
                _("A constellation has two members or more; name them by their ids: --member af --member fk.")
            )
    if wording.place is not None:
        values["place"] = _key(session, "place", wording.place) if wording.place else ""
    if wording.groups is not None:
        values["groups"] = [_key(session, "group", group) for group in dict.fromkeys(wording.groups)]
    if wording.purpose is not None:
        values["purpose"] = wording.purpose.strip()
    if wording.state is not None:
        if wording.state not in STATES:
            message = _("{option} {value}: choose one of {allowed}.")
            raise CoderError(message.format(option="--state", value=wording.state, allowed=", ".join(STATES)))
        values["state"] = wording.state
    return values


def _key(session: Session, kind: str, typed: str) -> str:
    """The key of an actor, place or group by id or name. ``CoderError`` for none."""
    rows = session.exec(select(RegisterEntry).where(RegisterEntry.kind == kind)).all()
    wanted = folded(typed)
    found = [row for row in rows if folded(row.key) == wanted] or [row for row in rows if folded(row.name) == wanted]
    if not found:
        raise CoderError(_("{name}: stands on no register of codebook.yaml.").format(name=typed))
    return found[0].key


def _quotes(session: Session, typed: Sequence[str]) -> list[str]:
    return [coding_by_quote(session, quote).quote_id for quote in typed]


def _joined(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))
