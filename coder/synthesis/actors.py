"""The register of actors: what documents say of each, beside what the interviews say.

How often a body is named is no measure of how much it matters: it is given as a number of interviews and nothing is
made of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.queries.claims import Claim, Claims, cases_of
from coder.queries.codes import CodeView
from coder.queries.registers import Entry
from coder.queries.selection import Scope
from coder.synthesis.roles import Measure, measures_in


@dataclass(frozen=True)
class NamedActor:
    """An actor named in talk; *vi* and *hos oss* name nobody."""

    source: str
    case: str
    """Whose words these are."""
    speaking_for: str
    """The speaker's own actor, "" if nobody said."""
    surface: str
    name: str
    """The name as readings are kept by (``coder.language.resolve.reading_name``)."""
    actor: str
    """Its key, "" where nothing settles who is meant."""
    candidates: tuple[str, ...]
    """All whom the name could mean; of a settled one, and of *regionen* as an area, what it was taken for."""


@dataclass(frozen=True)
class OpenName:
    """A name in a source of which nothing says whom it means."""

    source: str
    name: str
    surface: str
    """As it is said the first time."""
    times: int
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """Claims about an actor, its own apart from others'."""

    own: tuple[Claim, ...]
    others: tuple[Claim, ...]

    @property
    def own_cases(self) -> int:
        return len(cases_of(self.own))

    @property
    def others_cases(self) -> int:
        return len(cases_of(self.others))


@dataclass(frozen=True)
class ActorRow:
    """One actor."""

    entry: Entry
    owns: tuple[Measure, ...]
    """The projects it runs, from documents."""
    finances: tuple[Measure, ...]
    speaking: tuple[str, ...]
    """The interviewed cases that speak for it."""
    named_in: tuple[str, ...]
    """The interviews (sources) in which somebody names it, whoever it is."""
    named_by_others: tuple[str, ...]
    """The cases that name it and do not speak for it."""
    perhaps_in: tuple[str, ...]
    """Interviews with a name that could mean it, and that nobody has settled."""
    claims: tuple[Claim, ...]
    """The codings about it."""

    def said(self, theme: str = "") -> Said:
        """What is said of it under a theme, or in all; without what is only ``aside``."""
        found = [claim for claim in self.claims if not claim.aside and theme in ("", claim.quote.theme)]
        return Said(tuple(claim for claim in found if claim.own), tuple(claim for claim in found if not claim.own))

    @property
    def aside(self) -> tuple[Claim, ...]:
        """Where it is named, and the voice says that the coding is about another actor named with it."""
        return tuple(claim for claim in self.claims if claim.aside)


@dataclass(frozen=True)
class ActorRegister:
    """All actors of the codebook, in its order."""

    rows: tuple[ActorRow, ...]
    themes: tuple[CodeView, ...]
    interviews: int
    cases: int
    open_names: tuple[OpenName, ...]
    scope: Scope
    names: Mapping[str, str]
    """Names of actors, groups and places by key."""


def actor_register(
    found: Claims, registers: Sequence[Entry], codes: Iterable[CodeView], named: Sequence[NamedActor], interviews: int
) -> ActorRegister:
    """Bring together documents, names and claims."""
    projects = measures_in(registers)
    by_actor: dict[str, list[Claim]] = defaultdict(list)
    for claim in found.rows:
        by_actor[claim.actor].append(claim)
    actors = [entry for entry in registers if entry.kind == "actor"]
    return ActorRegister(
        rows=tuple(
            ActorRow(
                entry=entry,
                owns=tuple(project for project in projects if project.owner == entry.key),
                finances=tuple(project for project in projects if project.financier == entry.key),
                speaking=tuple(sorted(found.speaking_for.get(entry.key, ()))),
                named_in=_sources(each for each in named if each.actor == entry.key),
                named_by_others=tuple(
                    sorted({n.case for n in named if n.actor == entry.key and n.speaking_for != entry.key})
                ),
                perhaps_in=_sources(each for each in named if not each.actor and entry.key in each.candidates),
                claims=tuple(by_actor[entry.key]),
            )
            for entry in actors
            if not entry.retired or by_actor[entry.key]
        ),
        themes=tuple(code for code in codes if code.parent is None and not code.retired),
        interviews=interviews,
        cases=len(found.cases),
        open_names=open_names(named),
        scope=found.scope,
        names={entry.key: entry.name for entry in registers},
    )


def open_names(named: Iterable[NamedActor]) -> tuple[OpenName, ...]:
    """The names that wait for a person, by source, in the order in which they are said."""
    found: dict[tuple[str, str], list[NamedActor]] = defaultdict(list)
    for each in named:
        if not each.actor:
            found[each.source, each.name].append(each)
    return tuple(
        OpenName(source, name, said[0].surface, len(said), tuple(dict.fromkeys(c for n in said for c in n.candidates)))
        for (source, name), said in found.items()
    )


def _sources(named: Iterable[NamedActor]) -> tuple[str, ...]:
    return tuple(sorted({each.source for each in named}))
