"""What walks go through: one shape for suggestions, candidates, pairs and organisations. No screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.i18n import N_, _, ngettext
from coder.project.suggestions.judging import OpenSuggestion
from coder.project.suggestions.proposals import ActorProposal, CodeProposal, PairProposal
from coder.spans import Span

CODE, TWINS, NEW, UNEQUAL, ACTORS = "code", "twins", "new", "unequal", "actors"
LISTS = {
    CODE: N_("A code's passages"),
    TWINS: N_("Twins"),
    NEW: N_("New codes"),
    UNEQUAL: N_("Unequal codings"),
    ACTORS: N_("New actors"),
}
"""The lists in their order, with their names."""
_MOST_PLACES = 8


@dataclass(frozen=True)
class Place:
    """A passage in an interview, and what is said of it."""

    source: str
    passage: Span
    told: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to decide on."""

    key: str
    """Its identifier."""
    lead: str
    """How sure, or how often."""
    name: str
    where: str
    text: str
    told: str
    """Why it is here."""
    places: tuple[Place, ...]
    keywords: tuple[str, ...] = ()


def suggested(found: Iterable[OpenSuggestion], names: Mapping[str, str], with_code: bool) -> list[Item]:
    """Passages that may belong to a code."""
    return [
        Item(
            each.suggestion,
            f"{round(100 * each.score)}%",
            names.get(each.code, each.code) if with_code else "",
            each.source,
            each.text,
            _("Because: {reason}").format(reason=each.reason) if each.reason else "",
            (Place(each.source, Span(each.start, each.end)),),
        )
        for each in found
    ]


def new_codes(found: Iterable[CodeProposal]) -> list[Item]:
    """Candidates for new codes."""
    return [
        Item(
            each.proposal,
            str(len(each.passages)),
            each.name,
            _interviews(each.interviews),
            each.passages[0].text,
            _("Keywords: {words}").format(words=", ".join(each.keywords)),
            tuple(Place(p.source, Span(p.start, p.end)) for p in each.passages[:_MOST_PLACES]),
            each.keywords,
        )
        for each in found
    ]


def unequal(found: Iterable[PairProposal], names: Mapping[str, str]) -> list[Item]:
    """Pairs that are coded differently."""

    def codes(keys: Iterable[str]) -> str:
        return ", ".join(names.get(key, key) for key in keys)

    return [
        Item(
            each.proposal,
            f"{round(100 * each.similarity)}%",
            f"{codes(each.one.codes)} ≠ {codes(each.other.codes)}",
            each.one.source,
            each.one.text,
            "",
            tuple(
                Place(side.source, Span(side.start, side.end), f"{side.quote} · {side.coder} · {codes(side.codes)}")
                for side in (each.one, each.other)
            ),
        )
        for each in found
    ]


def actors(found: Iterable[ActorProposal]) -> list[Item]:
    """Organisations that no register has."""
    return [
        Item(
            each.proposal,
            str(each.mentions),
            each.name,
            _interviews(each.interviews),
            f"{each.contexts[0].before}{each.contexts[0].name}{each.contexts[0].after}",
            _("also: {names}").format(names=", ".join(each.forms[1:])) if len(each.forms) > 1 else "",
            tuple(Place(c.source, Span(c.start, c.end)) for c in each.contexts),
        )
        for each in found
    ]


def _interviews(number: int) -> str:
    return ngettext("{number} interview", "{number} interviews", number).format(number=number)
