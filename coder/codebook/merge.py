"""Three-way merge of codebooks by id: what the file says, what the database says, and what they last agreed on.

Whatever only one side changed is taken. Lists of texts (keywords, examples, other names) are merged text by text.
What one side removed stays gone, unless the other side put something below it: then it is kept. In the order of
siblings the file wins if it changed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from coder.codebook.book import REGISTERS, Codebook, CodeEntry, RegisterItem
from coder.codebook.changes import (
    CODES,
    SETTINGS,
    Added,
    Change,
    Changed,
    MergeConflict,
    Moved,
    Retired,
    apply_changes,
)
from coder.codebook.order import merged_tree, reorderings

_CODE_FIELDS = tuple(each.name for each in fields(CodeEntry) if each.name not in ("key", "parent"))
_SETTINGS = ("project", "language", "method")


@dataclass(frozen=True)
class MergeResult:
    """``changes`` lead from ours to ``merged``, in an order in which they can be applied one by one."""

    changes: tuple[Change, ...]
    conflicts: tuple[MergeConflict, ...]
    merged: Codebook
    """Ours with the changes; where there is a conflict, as ours has it."""


def merge(base: Codebook, ours: Codebook, theirs: Codebook) -> MergeResult:
    """What ``theirs`` (the file) changed since ``base`` (the version last read), to be applied on ``ours``.

    At the first load ``base`` and ``ours`` are empty. A code that ours has retired is not in ``ours``. With ours
    and theirs exchanged the result says what is to be written into the file.
    """
    work = _Work()
    for name in _SETTINGS:
        work.field(SETTINGS, "", name, getattr(base, name), getattr(ours, name), getattr(theirs, name))
    _merge_codes(work, base, ours, theirs)
    for register in REGISTERS:
        _merge_register(work, *(book.register(register) for book in (base, ours, theirs)))
    # Codes come before what refers to them, and an id is given up before another register takes it.
    changes = (*work.added, *work.moved, *work.changed, *work.retired, *work.added_items)
    merged = apply_changes(ours, changes)
    reordered = reorderings(base, ours, theirs, merged)
    return MergeResult((*changes, *reordered), tuple(work.conflicts), apply_changes(merged, reordered))


@dataclass
class _Work:
    """What has been found so far."""

    added: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    retired: list[Change] = field(default_factory=list)
    added_items: list[Change] = field(default_factory=list)
    conflicts: list[MergeConflict] = field(default_factory=list)

    def field(self, kind: str, key: str, name: str, base: object, ours: object, theirs: object) -> None:
        """One field that both sides have."""
        if theirs in (ours, base):
            return
        merged = theirs
        if ours != base:
            both = _merged_texts(base, ours, theirs)
            if both is None:
                self.conflicts.append(MergeConflict(kind, key, name, base, ours, theirs))
                return
            merged = both
        if merged != ours:
            self.changed.append(Changed(kind, key, name, ours, merged))


def _merged_texts(base: object, ours: object, theirs: object) -> object | None:
    """Their texts without those that we took out, then those that we put in; None if these are no lists of texts."""
    if not all(_are_texts(side) for side in (ours, theirs)):
        return None
    assert isinstance(ours, list | tuple) and isinstance(theirs, list | tuple)
    known = base if isinstance(base, list | tuple) else ()
    merged = [text for text in theirs if text in ours or text not in known]
    merged += [text for text in ours if text not in known and text not in theirs]
    return type(ours)(merged)


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(text, str) for text in value)


def _merge_codes(work: _Work, base: Codebook, ours: Codebook, theirs: Codebook) -> None:
    tree = merged_tree(base, ours, theirs)
    before, own, other = base.by_key, ours.by_key, theirs.by_key
    for code in tree.codes:
        if code.key not in own:
            work.added.append(Added(code))
        elif code.parent != own[code.key].parent:
            work.moved.append(Moved(code.key, own[code.key].parent, code.parent))
        if code.key in own and code.key in other:
            was = before.get(code.key, CodeEntry(code.key, ""))
            for name in _CODE_FIELDS:
                values = (getattr(side, name) for side in (was, own[code.key], other[code.key]))
                work.field(CODES, code.key, name, *values)
    kept = {code.key for code in tree.codes}
    work.retired += [Retired(CODES, code.key) for code in reversed(ours.codes) if code.key not in kept]
    for key in tree.disputed_parents:
        was_below = before[key].parent if key in before else None
        work.conflicts.append(MergeConflict(CODES, key, "parent", was_below, own[key].parent, other[key].parent))
    for key in tree.disputed:
        work.conflicts.append(MergeConflict(CODES, key, "", before.get(key), own.get(key), other.get(key)))


def _merge_register(
    work: _Work, base: Sequence[RegisterItem], ours: Sequence[RegisterItem], theirs: Sequence[RegisterItem]
) -> None:
    before, own, other = ({item.key: item for item in side} for side in (base, ours, theirs))
    for key in dict.fromkeys((*own, *other)):
        was, mine, its = before.get(key), own.get(key), other.get(key)
        if mine is not None and its is not None:
            _merge_item(work, was, mine, its)
        elif mine is not None and was is not None:
            if mine == was:
                work.retired.append(Retired(mine.register, key))
            else:
                work.conflicts.append(MergeConflict(mine.register, key, "", was, mine, None))
        elif its is not None:
            if was is None:
                work.added_items.append(Added(its))
            elif its != was:
                work.conflicts.append(MergeConflict(its.register, key, "", was, None, its))


def _merge_item(work: _Work, was: RegisterItem | None, mine: RegisterItem, its: RegisterItem) -> None:
    name = was.name if was is not None else ""
    work.field(mine.register, mine.key, "name", name, mine.name, its.name)
    data = was.data if was is not None else {}
    for each in dict.fromkeys((*mine.data, *its.data)):
        work.field(mine.register, mine.key, each, data.get(each), mine.data.get(each), its.data.get(each))
