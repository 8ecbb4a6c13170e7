"""The review queue: each name that may be somebody's, once for the whole project, with where it stands."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coder.errors import CoderError
from coder.i18n import _, translator
from coder.personal.base import CERTAINTIES, KINDS, PERSON, SHOWN_ONLY, SURE, PersonalMention
from coder.personal.groups import MentionGroup, group_mentions, same_name
from coder.project.base import Progress, keep_going
from coder.project.names.deciding import Decided, DecisionUseCases, Proposals, pseudonym_texts
from coder.project.names.naming import VOCABULARY_KINDS
from coder.project.names.searching import Found, SearchUseCases
from coder.queries.pseudonyms import KEEP, REPLACE, number_decided
from coder.spans import folded

_AROUND = 50
"""Characters of context on each side."""
_CONTEXTS = 8
"""So many places of a name are shown, from as many interviews as there are."""


@dataclass(frozen=True)
class Context:
    """A name where it was said."""

    source: str
    start: int
    end: int
    before: str
    name: str
    after: str

    def in_one_line(self) -> str:
        return " ".join(f"{self.before}⟦{self.name}⟧{self.after}".split())


@dataclass(frozen=True)
class NameGroup:
    """One person, place or number, with all its names."""

    name: str
    """The fullest of its names, in the plain form."""
    names: tuple[str, ...]
    """All of them, the fullest first."""
    kind: str
    certainty: str
    reason: str
    proposed: str
    """What to write in its place; "" for what is only to be looked at."""
    found: tuple[tuple[str, Context], ...]
    """Each place, with the plain form of the name there."""

    @property
    def key(self) -> str:
        return f"{self.kind}:{folded(self.name)}"

    @property
    def times(self) -> int:
        return len(self.found)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(context.source or _("notes") for _name, context in self.found))

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Some of its places: one from each interview, then more."""
        by_source: dict[str, list[Context]] = defaultdict(list)
        for _name, context in self.found:
            by_source[context.source].append(context)
        rounds = max(map(len, by_source.values()), default=0)
        ordered = [each[turn] for turn in range(rounds) for each in by_source.values() if turn < len(each)]
        return tuple(ordered[:_CONTEXTS])

    @property
    def is_sure(self) -> bool:
        """True for what may be replaced without looking; which places say too much is for somebody to think about."""
        return self.certainty == SURE and self.kind not in SHOWN_ONLY | VOCABULARY_KINDS

    def decided(self, replacement: str) -> Decided:
        """The decision to replace it; to keep it as it stands where the replacement is empty."""
        return Decided(self.names, self.kind, REPLACE if replacement else KEEP, replacement)

    def accepted(self) -> Decided:
        """The decision to replace it as proposed."""
        return self.decided(self.proposed)

    def parts(self) -> tuple["NameGroup", ...]:
        """A group for each of its names; the fullest keeps what was proposed."""
        return tuple(
            replace(
                self,
                name=name,
                names=(name,),
                proposed=self.proposed,
                found=tuple(each for each in self.found if each[0] == name),
            )
            for name in self.names
        )


@dataclass(frozen=True)
class NameQueue:
    """What waits to be decided."""

    groups: tuple[NameGroup, ...]
    """The surest first, people before all else."""
    decided: int
    """How many decisions were made already."""


class NameQueueUseCases(SearchUseCases, DecisionUseCases):
    """Looking through the interviews for names."""

    def review_queue(self, sources: Sequence[str] = (), progress: Progress = keep_going) -> NameQueue:
        """Every name that waits, in the sources named (all by default). Slow the first time in a process.

        What is stopped by ``progress`` gives what was found so far.
        """
        found = self.undecided(sources, progress)
        with self.store.reading() as session:
            proposals = Proposals(translator(self.info().language), pseudonym_texts(session))
            decided = number_decided(session)
        return NameQueue(tuple(_groups(found, proposals)), decided)


def _groups(found: Sequence[Found], proposals: Proposals) -> Iterator[NameGroup]:
    """What was found, put together by person, place or number."""
    by_mention = {id(each.mention): each for each in found}
    for group in sorted(group_mentions(each.mention for each in found), key=_rank):
        yield NameGroup(
            name=group.name,
            names=group.names,
            kind=group.kind,
            certainty=group.certainty,
            reason=group.reason,
            proposed=_proposed(group, proposals),
            found=tuple((_name_in(group, mention), _context(by_mention[id(mention)])) for mention in group.mentions),
        )


def _rank(group: MentionGroup) -> tuple[bool, int, int]:
    return group.kind in SHOWN_ONLY, CERTAINTIES.index(group.certainty), KINDS.index(group.kind)


def _proposed(group: MentionGroup, proposals: Proposals) -> str:
    """What to offer: the registers' word for a place, else the next of its kind; nothing for a word on health."""
    offered = next((mention.replacement for mention in group.mentions if mention.replacement), "")
    return "" if group.kind in SHOWN_ONLY else offered or proposals.next(group.kind)


def _name_in(group: MentionGroup, mention: PersonalMention) -> str:
    """Which of the group's names a mention is."""
    return next(name for name in group.names if same_name(name) == same_name(mention.name))


def decided_about(groups: Sequence[NameGroup], name: str, replacement: str | None) -> Decided:
    """The decision about a name as somebody typed it; with None the proposed replacement is taken, "" keeps it.

    What is not in the queue is taken as one name of a person. ``CoderError`` where several are called so.
    """
    wanted = folded(name)
    exact = [group for group in groups if folded(group.name) == wanted]
    found = exact or [group for group in groups if wanted in map(folded, group.names)]
    if len(found) > 1:
        candidates = ", ".join(f"{group.name} ({group.kind})" for group in found)
        raise CoderError(
            _("{name}: several are called so: {candidates}; decide about them in the app.").format(
                name=name, candidates=candidates
            )
        )
    if found:
        return found[0].decided(found[0].proposed if replacement is None else replacement)
    if replacement is None:
        raise CoderError(_("{name}: waits nowhere, so nothing is proposed; write NAME=PSEUDONYM.").format(name=name))
    return Decided((name,), PERSON, REPLACE if replacement else KEEP, replacement)


def _context(found: Found) -> Context:
    """A mention among whole words."""
    start, end, text = found.mention.start, found.mention.end, found.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "…" + before[before.find(" ") :].lstrip() if " " in before else before
    if end + _AROUND < len(text):
        after = after[: after.rfind(" ")] + "…" if " " in after else after
    return Context(found.source, start, end, before, text[start:end], after)
