"""The distribution of roles: function × actor, today and wanted, own claim and others', and where they disagree.

The program gathers who is said to do what; what the distribution *is*, people write (``RoleText``).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from coder.queries.claims import NOBODY, Claim, Claims, cases_of, in_the_region
from coder.queries.codes import CodeView
from coder.queries.functions import Functions
from coder.queries.registers import Entry
from coder.queries.role_texts import WrittenRole
from coder.queries.selection import Scope
from coder.synthesis.denying import holds_negation

NOW, WANTED = "now", "wanted"
VIEWS = (NOW, WANTED)
"""Today, and as it should be: what is said to be missing is wanted."""

DOES_OR_MISSING, ALONE, NOT_ITSELF = "does_or_missing", "alone", "not_itself"
"""Why a cell is contested, see ``RoleCell.contested``."""


@dataclass(frozen=True)
class RoleCell:
    """What is said of one actor in one function, today or wanted."""

    function: str
    actor: str
    """``NOBODY`` for what names no actor."""
    mode: str
    """``now`` or ``wanted``."""
    own: tuple[Claim, ...] = ()
    """Said by the actor itself."""
    others: tuple[Claim, ...] = ()
    aside: tuple[Claim, ...] = ()
    """Shown with the cell and not counted: nobody said whether it is so or wanted (in both views), or the voice says
    that it is about another actor that the coding names too."""
    elsewhere: tuple[str, ...] = ()
    """Of a wanted cell: the cases that want the function of other actors only."""
    contested: tuple[str, ...] = ()
    """Why people disagree about the cell; empty where they do not.

    ``does_or_missing``: one says that the actor does it today, and another that it is missing there.
    ``alone``: the actor wants it itself; nobody else does, and others want it of other actors.
    ``not_itself``: others want it of the actor; those who speak for it want it of other actors only.

    The rule reads facets, not words: who denies something in words that were coded as *today* is not found by it.
    For that see ``denying``. Actors of elsewhere (``outside``) contest nothing.
    """
    text: str = ""
    """What a person wrote of it."""
    written_by: str = ""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that is said: own, others', and what is not counted."""
        return (*self.own, *self.others, *self.aside)

    @property
    def own_cases(self) -> int:
        return len(cases_of(self.own))

    @property
    def others_cases(self) -> int:
        return len(cases_of(self.others))

    @property
    def aside_cases(self) -> int:
        return len(cases_of(self.aside))

    @property
    def denying(self) -> tuple[str, ...]:
        """The quotes whose words hold a negation: they may say that the actor does *not*, so read them first."""
        return tuple(claim.quote.quote for claim in self.claims if holds_negation(claim.quote.text))

    @property
    def empty(self) -> bool:
        return not self.claims and not self.text


@dataclass(frozen=True)
class FunctionRow:
    """One function over all actors."""

    code: CodeView
    divided: bool
    """Two cases want it of different actors, with none in common."""


@dataclass(frozen=True)
class Measure:
    """A project of the registers: who runs it, who pays."""

    key: str
    name: str
    owner: str
    financier: str
    period: str
    groups: tuple[str, ...]
    places: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Beside:
    """What is said under a code that stands beside the functions: the use of the social fund, say."""

    code: CodeView
    cases: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Distribution:
    """The distribution of roles as far as people have said and written it."""

    functions: tuple[FunctionRow, ...]
    actors: tuple[Entry, ...]
    """Of whom something is said or written, in the codebook's order, those of elsewhere last."""
    cells: Mapping[tuple[str, str, str], RoleCell]
    """By function, actor and mode."""
    measures: tuple[Measure, ...]
    beside: tuple[Beside, ...]
    cases: int
    """Interviewed in all."""
    speaking_for: Mapping[str, frozenset[str]]
    scope: Scope
    named: bool
    """As ``Functions.named``."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of all actors, groups and places by key."""

    def cell(self, function: str, actor: str, mode: str) -> RoleCell:
        """A cell by its place, an empty one where nothing is said."""
        return self.cells.get((function, actor, mode), RoleCell(function, actor, mode))

    def row(self, function: str, mode: str) -> tuple[RoleCell, ...]:
        """A function's cells with something in them, in order of actors, what names nobody last."""
        keys = [*(actor.key for actor in self.actors), NOBODY]
        found = (self.cell(function, key, mode) for key in keys)
        return tuple(cell for cell in found if not cell.empty)


def distribution(
    found: Claims, chosen: Functions, registers: Sequence[Entry], texts: Iterable[WrittenRole]
) -> Distribution:
    """Put claims and texts in their cells, and say where own claim and others' disagree."""
    written = {(each.function, each.actor, each.mode): each for each in texts}
    keys = [code.key for code in chosen.codes]
    claims = [claim for claim in found.rows if claim.code in keys]
    touched = {claim.actor for claim in claims} | {actor for _function, actor, _mode in written}
    actors = _in_order([entry for entry in registers if entry.kind == "actor" and entry.key in touched])
    cells = {}
    for key in keys:
        function = _Function(key, claims, actors)
        for actor in (*(entry.key for entry in actors), NOBODY):
            for mode in VIEWS:
                cell = function.cell(actor, mode, written.get((key, actor, mode)))
                if not cell.empty:
                    cells[key, actor, mode] = cell
    return Distribution(
        functions=tuple(FunctionRow(code, _Function(code.key, claims, actors).divided) for code in chosen.codes),
        actors=tuple(actors),
        cells=cells,
        measures=measures_in(registers),
        beside=tuple(_beside(code, found.rows) for code in chosen.beside),
        cases=len(found.cases),
        speaking_for=found.speaking_for,
        scope=found.scope,
        named=chosen.named,
        names={entry.key: entry.name for entry in registers},
    )


def _in_order(actors: Sequence[Entry]) -> list[Entry]:
    return [*filter(in_the_region, actors), *(actor for actor in actors if not in_the_region(actor))]


class _Function:
    """What is said of one function."""

    def __init__(self, key: str, claims: Iterable[Claim], actors: Iterable[Entry]) -> None:
        outside = {entry.key for entry in actors if not in_the_region(entry)}
        self.key = key
        self.claims = [claim for claim in claims if claim.code == key]
        self.counted = [claim for claim in self.claims if not claim.aside and claim.actor not in outside]
        self.wishes: dict[str, set[str]] = {}
        """Of whom each case wants the function. What is missing somewhere is a wish for nobody in particular."""
        for claim in self.counted:
            if claim.mode == WANTED and claim.actor != NOBODY:
                for case in claim.by:
                    self.wishes.setdefault(case, set()).add(claim.actor)

    @property
    def divided(self) -> bool:
        """As ``FunctionRow.divided``."""
        return any(not one & other for one, other in combinations(self.wishes.values(), 2))

    def cell(self, actor: str, mode: str, text: WrittenRole | None) -> RoleCell:
        of_actor = [claim for claim in self.claims if claim.actor == actor]
        here = [claim for claim in of_actor if _view(claim) == mode and not claim.aside]
        return RoleCell(
            function=self.key,
            actor=actor,
            mode=mode,
            own=tuple(claim for claim in here if claim.own),
            others=tuple(claim for claim in here if not claim.own),
            aside=tuple(claim for claim in of_actor if not claim.mode or (claim.aside and _view(claim) == mode)),
            elsewhere=tuple(sorted(self._want_others(actor))) if mode == WANTED and here else (),
            contested=self._contested(actor, mode),
            text=text.text if text else "",
            written_by=text.written_by if text else "",
        )

    def _contested(self, actor: str, mode: str) -> tuple[str, ...]:
        """The rule of ``RoleCell.contested``."""
        if actor == NOBODY:
            return ()
        of_actor = [claim for claim in self.counted if claim.actor == actor]
        if mode == NOW:
            does = set(cases_of(claim for claim in of_actor if claim.mode == NOW))
            missing = set(cases_of(claim for claim in of_actor if claim.mode == "missing"))
            # One who says both, of two places or years, disagrees with nobody.
            return (DOES_OR_MISSING,) if does - missing and missing - does else ()
        wanting = [claim for claim in of_actor if claim.mode == WANTED]
        own = {case for claim in wanting if claim.own for case in claim.by}
        others = {case for claim in wanting if not claim.own for case in claim.by}
        elsewhere = self._want_others(actor)
        if own and not others and elsewhere - own:
            return (ALONE,)
        if others and not own and elsewhere & self._speaking(actor):
            return (NOT_ITSELF,)
        return ()

    def _want_others(self, actor: str) -> set[str]:
        """The cases that want it of actors, this one not among them."""
        return {case for case, actors in self.wishes.items() if actor not in actors} if actor != NOBODY else set()

    def _speaking(self, actor: str) -> set[str]:
        """The cases that speak for an actor, as far as they say anything of the function."""
        return {case for claim in self.claims if actor in claim.quote.own for case in claim.by}


def _view(claim: Claim) -> str:
    return WANTED if claim.mode == "missing" else claim.mode


def measures_in(registers: Iterable[Entry]) -> tuple[Measure, ...]:
    """The projects of the registers, in the codebook's order."""
    return tuple(_measure(entry) for entry in registers if entry.kind == "project" and not entry.retired)


def _measure(entry: Entry) -> Measure:
    data = entry.data
    return Measure(
        key=entry.key,
        name=entry.name,
        owner=str(data.get("owner", "")),
        financier=str(data.get("financier", "")),
        period=str(data.get("period", "")),
        groups=tuple(map(str, data.get("groups", ()))),
        places=tuple(map(str, data.get("places", ()))),
        source=str(data.get("source", "")),
    )


def _beside(code: CodeView, claims: Iterable[Claim]) -> Beside:
    found = tuple(claim for claim in claims if claim.code == code.key)
    return Beside(code, cases_of(found), found)


def wanted_codes(chosen: Functions) -> Collection[str]:
    """The codes whose claims a distribution is made from."""
    return [code.key for code in (*chosen.codes, *chosen.beside)]
