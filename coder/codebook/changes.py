"""Steps from one codebook to another, as data; and what two people changed in different ways."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from coder.codebook.book import REGISTERS, Codebook, CodeEntry, RegisterItem, in_tree_order

CODES = "code"
"""Says "among the codes" where a register's name says "in that register"."""

SETTINGS = "codebook"
"""Says "of the codebook itself": its fields are ``project``, ``language``, ``method``, its key is ""."""


@dataclass(frozen=True)
class Added:
    """A new code or item, last among its siblings until a ``Reordered`` says otherwise."""

    entry: CodeEntry | RegisterItem


@dataclass(frozen=True)
class Changed:
    """One field has another value; a field that is gone from an item's data is None afterwards."""

    kind: str
    """``CODES``, ``SETTINGS`` or a register."""
    key: str
    field: str
    before: object
    after: object


@dataclass(frozen=True)
class Moved:
    """A code lies below another code (a theme: None), last until a ``Reordered`` says otherwise."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Retired:
    """A code or item is gone; a code's children have been moved or retired before it."""

    kind: str
    key: str


@dataclass(frozen=True)
class Reordered:
    """All codes below ``parent`` (themes: None), or all items of a register, in their new order."""

    kind: str
    parent: str | None
    keys: tuple[str, ...]


Change = Added | Changed | Moved | Retired | Reordered


@dataclass(frozen=True)
class MergeConflict:
    """Both sides changed one thing differently; a person decides, and until then ours stays.

    ``field`` is the field's name, ``parent`` for a code moved to different places, or "" for the whole entry: one
    side changed it (its entry is given), the other removed it (None).
    """

    kind: str
    key: str
    field: str
    base: object
    ours: object
    theirs: object


def take_theirs(conflict: MergeConflict, book: Codebook) -> tuple[Change, ...]:
    """The changes on ``book`` (ours, merged) that settle a conflict for their side."""
    theirs = conflict.theirs
    if isinstance(theirs, CodeEntry):
        return _entry_of_theirs(theirs, book)
    if isinstance(theirs, RegisterItem):
        return (Added(theirs),)
    if not conflict.field:
        return (Retired(conflict.kind, conflict.key),)
    if conflict.kind == CODES and conflict.field == "parent":
        return _moves(book, conflict.key, theirs if isinstance(theirs, str) and theirs in book.by_key else None)
    return (Changed(conflict.kind, conflict.key, conflict.field, conflict.ours, theirs),)


def _entry_of_theirs(theirs: CodeEntry, book: Codebook) -> tuple[Change, ...]:
    """Their whole entry; where the code is there already (what hangs below it kept it), it becomes as theirs is."""
    parent = theirs.parent if theirs.parent in book.by_key else None
    here = book.by_key.get(theirs.key)
    if here is None:
        return (Added(replace(theirs, parent=parent)),)
    values = {each.name: (getattr(here, each.name), getattr(theirs, each.name)) for each in fields(CodeEntry)}
    changed = tuple(
        Changed(CODES, theirs.key, name, own, other)
        for name, (own, other) in values.items()
        if name not in ("key", "parent") and own != other
    )
    return (*(_moves(book, theirs.key, parent) if parent != here.parent else ()), *changed)


def _moves(book: Codebook, key: str, target: str | None) -> tuple[Change, ...]:
    """Moves a code; if its target lies below it, the target first takes its place."""
    parent = book.by_key[key].parent
    if target is None or key not in (code.key for code in book.ancestors(target)):
        return (Moved(key, parent, target),)
    return (Moved(target, book.by_key[target].parent, parent), Moved(key, parent, target))


def apply_changes(book: Codebook, changes: Iterable[Change]) -> Codebook:
    """The codebook after the changes, one after the other."""
    for change in changes:
        book = _applied(book, change)
    return book


def _applied(book: Codebook, change: Change) -> Codebook:
    if isinstance(change, Added):
        return _with_entry(book, change.entry)
    if isinstance(change, Moved):
        others = tuple(code for code in book.codes if code.key != change.key)
        return replace(book, codes=in_tree_order((*others, replace(book.by_key[change.key], parent=change.after))))
    if isinstance(change, Changed):
        return _with_field(book, change)
    if isinstance(change, Retired):
        if change.kind == CODES:
            return replace(book, codes=in_tree_order(code for code in book.codes if code.key != change.key))
        return replace(book, items=tuple(item for item in book.items if _place(item) != (change.kind, change.key)))
    order = {key: number for number, key in enumerate(change.keys)}
    if change.kind == CODES:
        siblings = sorted(book.children(change.parent), key=lambda code: order[code.key])
        others = tuple(code for code in book.codes if code.parent != change.parent)
        return replace(book, codes=in_tree_order((*others, *siblings)))
    items = sorted(book.register(change.kind), key=lambda item: order[item.key])
    return replace(book, items=in_register_order(item for item in book.items if item not in items) + tuple(items))


def _with_entry(book: Codebook, entry: CodeEntry | RegisterItem) -> Codebook:
    if isinstance(entry, CodeEntry):
        return replace(book, codes=in_tree_order((*book.codes, entry)))
    return replace(book, items=in_register_order((*book.items, entry)))


def _with_field(book: Codebook, change: Changed) -> Codebook:
    values: dict[str, Any] = {change.field: change.after}
    if change.kind == SETTINGS:
        return replace(book, **values)
    if change.kind == CODES:
        return replace(book, codes=tuple(_replaced(code, change.key, values) for code in book.codes))
    place = (change.kind, change.key)
    return replace(
        book, items=tuple(_item_with(item, change) if _place(item) == place else item for item in book.items)
    )


def _replaced(code: CodeEntry, key: str, values: dict[str, Any]) -> CodeEntry:
    return replace(code, **values) if code.key == key else code


def _item_with(item: RegisterItem, change: Changed) -> RegisterItem:
    if change.field == "name":
        return replace(item, name=str(change.after))
    data = {name: value for name, value in item.data.items() if name != change.field or change.after is not None}
    if change.after is not None:
        data[change.field] = change.after
    return replace(item, data=data)


def in_register_order(items: Iterable[RegisterItem]) -> tuple[RegisterItem, ...]:
    """Register after register, as a file has them; the order inside each stays."""
    order = list(REGISTERS)
    return tuple(sorted(items, key=lambda item: order.index(item.register)))


def _place(item: RegisterItem) -> tuple[str, str]:
    return item.register, item.key
