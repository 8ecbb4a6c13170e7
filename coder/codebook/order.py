"""Merging the shape of codebooks: which codes there are, what each lies below, and the order of siblings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder.codebook.book import REGISTERS, Codebook, CodeEntry, in_tree_order
from coder.codebook.changes import CODES, Change, Reordered


@dataclass(frozen=True)
class MergedTree:
    """The codes that both sides together have, each with its merged parent; ours where the two disagree."""

    codes: tuple[CodeEntry, ...]
    """In tree order; fields as in ours, of new codes as in theirs."""
    disputed_parents: tuple[str, ...]
    """Moved to different places by the two sides."""
    disputed: tuple[str, ...]
    """Changed by one side, removed by the other; those that ours has are among ``codes``."""


def merged_tree(base: Codebook, ours: Codebook, theirs: Codebook) -> MergedTree:
    """The shape of the merged codebook."""
    entries = {**theirs.by_key, **ours.by_key}
    parents: dict[str, str | None] = {}
    disputed_parents, disputed = [], []
    for key in entries:
        was, mine, its = base.by_key.get(key), ours.by_key.get(key), theirs.by_key.get(key)
        if mine is not None and its is not None:
            parents[key] = its.parent if was is not None and mine.parent == was.parent else mine.parent
            if its.parent not in (parents[key], was.parent if was is not None else its):
                disputed_parents.append(key)
            continue
        one = mine or its
        if was is None and one is not None:
            parents[key] = one.parent
        elif one != was:
            disputed.append(key)
            if mine is not None:
                parents[key] = mine.parent
    _keep_what_is_needed(parents, entries)
    while (moved := _first_in_a_circle(parents, ours)) is not None:
        parents[moved] = ours.by_key[moved].parent
        disputed_parents.append(moved)
        _keep_what_is_needed(parents, entries)
    needed = set(parents.values())
    return MergedTree(
        codes=in_tree_order(replace(entries[key], parent=parents[key]) for key in entries if key in parents),
        disputed_parents=tuple(disputed_parents),
        disputed=tuple(key for key in disputed if key not in needed),
    )


def _keep_what_is_needed(parents: dict[str, str | None], entries: dict[str, CodeEntry]) -> None:
    """What has codes below it stays, or comes back, with all that is above it."""
    wanted = list(parents.values())
    while wanted:
        key = wanted.pop()
        if key is not None and key not in parents:
            parents[key] = entries[key].parent
            wanted.append(parents[key])


def _first_in_a_circle(parents: dict[str, str | None], ours: Codebook) -> str | None:
    """A code that their move, together with one of ours, put below itself."""
    for key, parent in parents.items():
        if key in ours.by_key and parent != ours.by_key[key].parent:
            above, seen = parent, {key}
            while above is not None and above not in seen:
                seen.add(above)
                above = parents[above]
            if above == key:
                return key
    return None


def reorderings(base: Codebook, ours: Codebook, theirs: Codebook, merged: Codebook) -> tuple[Change, ...]:
    """Where siblings of ``merged`` are to stand in another order than they do."""
    found: list[Change] = []
    for parent in (None, *(code.key for code in merged.codes)):
        sides = ([code.key for code in book.children(parent)] for book in (base, ours, theirs, merged))
        found += _reordering(CODES, parent, *sides)
    for register in REGISTERS:
        sides = ([item.key for item in book.register(register)] for book in (base, ours, theirs, merged))
        found += _reordering(register, None, *sides)
    return tuple(found)


def _reordering(
    kind: str, parent: str | None, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str], now: Sequence[str]
) -> list[Change]:
    mine, its = _only(ours, now), _only(theirs, now)
    file_reordered = _only(base, theirs) != _only(theirs, base)
    wanted = _woven(its, mine) if file_reordered else _woven(mine, its)
    return [Reordered(kind, parent, tuple(wanted))] if wanted != list(now) else []


def _only(keys: Iterable[str], among: Iterable[str]) -> list[str]:
    wanted = set(among)
    return [key for key in keys if key in wanted]


def _woven(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """``first``, with what only ``second`` has put behind what it follows there."""
    woven = list(first)
    for place, key in enumerate(second):
        if key not in woven:
            woven.insert(woven.index(second[place - 1]) + 1 if place else 0, key)
    return woven
