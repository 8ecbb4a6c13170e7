"""Bringing codebook.yaml into line with the project: what was changed in the app, written into the file."""

from collections.abc import Sequence

from coder.codebook.book import Codebook, CodeEntry, RegisterItem
from coder.codebook.changes import CODES, Added, Change, Changed, MergeConflict, Moved, Reordered, Retired
from coder.codebook.edit import add_code, add_codes, move_code, remove_code, rename_code, set_field
from coder.codebook.merge import merge
from coder.codebook.parse import parse_codebook
from coder.codebook.registers import add_item, remove_item
from coder.errors import CoderError
from coder.i18n import _


def align(text: str, book: Codebook) -> str:
    """The file's text so that its codes are those of ``book``; only the lines of codes that differ change.

    Of registers only whole items are put in or taken out; what else they say, and the settings, are changed in the file
    alone. Raises ``CoderError`` where an edit
    cannot be made safely, naming the line.
    """
    there = parse_codebook(text)
    changes = merge(there, there, book).changes
    new = [change.entry for change in changes if isinstance(change, Added) and isinstance(change.entry, CodeEntry)]
    several = len(new) > 1
    for parent, entries in _together(new).items() if several else ():
        text = _added(text, parent, entries)
    for change in changes:
        if not (several and isinstance(change, Added) and isinstance(change.entry, CodeEntry)):
            text = _written(text, change)
    return text


def _together(new: Sequence[CodeEntry]) -> dict[str | None, list[CodeEntry]]:
    """New codes by the code of the file that they come to stand below, at whatever depth."""
    keys = {entry.key for entry in new}
    found: dict[str | None, list[CodeEntry]] = {}
    above: dict[str, str | None] = {}
    for entry in new:
        above[entry.key] = above[entry.parent] if entry.parent in keys else entry.parent
        found.setdefault(above[entry.key], []).append(entry)
    return found


def _added(text: str, parent: str | None, entries: Sequence[CodeEntry]) -> str:
    """All in one edit, since each reads the file anew; one by one where the file's style does not allow that."""
    try:
        return add_codes(text, parent, entries)
    except CoderError:
        for entry in entries:
            text = add_code(text, entry.parent, entry)
        return text


def _written(text: str, change: Change) -> str:
    if isinstance(change, Added) and isinstance(change.entry, CodeEntry):
        return add_code(text, change.entry.parent, change.entry)
    if isinstance(change, Added):
        assert isinstance(change.entry, RegisterItem)
        return add_item(text, change.entry)
    if isinstance(change, Retired) and change.kind != CODES:
        return remove_item(text, change.kind, change.key)
    if isinstance(change, Moved):
        return move_code(text, change.key, change.after)
    if isinstance(change, Changed) and change.kind == CODES:
        if change.field == "name":
            return rename_code(text, change.key, str(change.after))
        assert isinstance(change.after, str | tuple)
        return set_field(text, change.key, change.field, change.after)
    if isinstance(change, Retired) and change.kind == CODES:
        return remove_code(text, change.key)
    if isinstance(change, Reordered) and change.kind == CODES:
        for position, key in enumerate(change.keys):
            text = move_code(text, key, change.parent, position)
    return text


def conflict_in_words(conflict: MergeConflict) -> str:
    """What both sides changed, in one line."""
    name = conflict.key or _("the codebook")
    if not conflict.field:
        return _("{name}: changed on one side, removed on the other").format(name=name)
    return _("{name}, {field}: “{theirs}” in the file, “{ours}” in the project").format(
        name=name, field=conflict.field, theirs=conflict.theirs, ours=conflict.ours
    )
