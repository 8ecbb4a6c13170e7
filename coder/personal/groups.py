"""Mentions of the same person, place or number put together, so that a person decides once.

The rule, which a person can overrule by splitting a group into its names:

- the same kind and the same plain form, whatever the capitals and hyphens, is one name;
- a full name is somebody; *Anna Berg* and *Anna Maria Berg* are one person if no other full name begins with *Anna*
  and ends with *Berg*;
- a single name (*Anna*, *Berg*), or one with an initial (*Anna B*), is the person whose full name begins with it or,
  if none does, ends with it, as long as there is only one such person; else it stands for itself.

What is merged too much shows as names of a group; what is merged too little shows as groups beside each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.personal.base import CERTAINTIES, PERSON, PersonalMention
from coder.spans import folded


@dataclass(frozen=True)
class MentionGroup:
    """One person, place or number as far as can be told."""

    kind: str
    names: tuple[str, ...]
    """Its plain forms, the fullest first, then by how often they occur."""
    mentions: tuple[PersonalMention, ...]
    """In the order they were given."""

    @property
    def name(self) -> str:
        """The fullest of its names."""
        return self.names[0]

    @property
    def surest(self) -> PersonalMention:
        """The first of its surest mentions: its certainty and reason are the group's."""
        return min(self.mentions, key=lambda mention: CERTAINTIES.index(mention.certainty))

    @property
    def certainty(self) -> str:
        return self.surest.certainty

    @property
    def reason(self) -> str:
        return self.surest.reason


def group_mentions(mentions: Iterable[PersonalMention]) -> tuple[MentionGroup, ...]:
    """The mentions in groups, by the first mention of each; see the module for the rule."""
    given = list(mentions)
    order = {id(mention): number for number, mention in enumerate(given)}
    spelled: dict[str, str] = {}
    for mention in given:
        name, same = folded(mention.name), same_name(mention.name)
        # *anna-berg* is *anna berg* where that is written, too, but *åsa-lisa* goes by no shorter name.
        spelled[same] = min(spelled.get(same, name), name, key=lambda each: (each.count("-"), each))
    by_name: dict[tuple[str, str], list[PersonalMention]] = defaultdict(list)
    for mention in given:
        by_name[mention.kind, spelled[same_name(mention.name)]].append(mention)
    people = _same_person([name for kind, name in by_name if kind == PERSON])
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for kind, name in by_name:
        groups[kind, people.get(name, name) if kind == PERSON else name].append((kind, name))
    return tuple(_group([by_name[key] for key in keys], order) for keys in groups.values())


def same_name(name: str) -> str:
    """Alike for spellings that are one name: decisions make no difference between them (``fingerprints``)."""
    return folded(name).replace("-", " ")


def _group(variants: Sequence[list[PersonalMention]], order: dict[int, int]) -> MentionGroup:
    ordered = sorted(variants, key=lambda found: (-len(found[0].name.split()), -len(found)))
    mentions = sorted((mention for found in variants for mention in found), key=lambda mention: order[id(mention)])
    return MentionGroup(mentions[0].kind, tuple(_spelling(found) for found in ordered), tuple(mentions))


def _spelling(mentions: Sequence[PersonalMention]) -> str:
    """The name as it is written most often, with a capital if ever."""
    spellings = [mention.name for mention in mentions]
    return max(dict.fromkeys(spellings), key=lambda name: (name[:1].isupper(), spellings.count(name)))


def _same_person(names: Sequence[str]) -> dict[str, str]:
    """For each folded name the folded full name that it is a form of; itself where there is none or no single one."""
    parts = {name: name.split() for name in names}
    full = [name for name in names if len(parts[name]) > 1 and len(parts[name][-1]) > 1]
    by_first: dict[str, list[str]] = defaultdict(list)
    by_last: dict[str, list[str]] = defaultdict(list)
    for name in full:
        by_first[parts[name][0]].append(name)
        by_last[parts[name][-1]].append(name)
    person = {name: name for name in names}
    for name in full:
        alike = [other for other in by_first[parts[name][0]] if parts[other][-1] == parts[name][-1]]
        person[name] = max(alike, key=lambda other: (len(parts[other]), other))
    for name in names:
        if name in full:
            continue
        first = parts[name][0]
        initial = parts[name][-1] if len(parts[name]) > 1 else ""
        begins = {person[other] for other in by_first[first] if parts[other][-1].startswith(initial)}
        ends = {person[other] for other in by_last[first]} if not initial else set()
        candidates = begins or ends
        if len(candidates) == 1:
            person[name] = candidates.pop()
    return person
