"""Changes to codebook.yaml as text: only the lines concerned change, all else stays byte for byte.

Every function takes the file's text and gives the changed one. The result is read again before it is given out: if
it does not say exactly what was wanted, ``CoderError`` names the line to change by hand, and there is no result. A
text that is no usable codebook raises ``CodebookError``.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from coder.codebook.book import (
    CODE_LISTS,
    COLOURS,
    LIST_FIELDS,
    TEXT_FIELDS,
    Codebook,
    CodeEntry,
    in_tree_order,
    is_id,
)
from coder.codebook.complaints import CodebookError, shown
from coder.codebook.fields import field_patches, without_texts
from coder.codebook.nodes import ListNode, MapNode, ScalarNode, compose
from coder.codebook.parse import parse_codebook, parse_with_tree
from coder.codebook.patch import by_hand, patched
from coder.codebook.siblings import CodeTree, Fragment
from coder.codebook.values import on_one_line
from coder.codebook.write import entry_lines, entry_text, tree_lines
from coder.errors import CoderError
from coder.i18n import _


def add_code(text: str, parent_key: str | None, entry: CodeEntry, position: int | None = None) -> str:
    """Adds a code below another, or a theme (None): last, or before the sibling at ``position`` (from 0).

    ``entry.parent`` is not looked at.
    """
    sheet = _Sheet(text)
    parent = None if parent_key is None else sheet.known(parent_key)
    new = replace(_clean(entry), parent=parent)
    sheet.require_free(new.key)
    newline = sheet.tree.lines.newline
    fragment = Fragment(lambda column: newline.join(entry_lines(new, column)), entry_text(new))
    changed = sheet.tree.with_code(parent, position, fragment)
    return sheet.verified(changed, replace(sheet.book, codes=_placed(sheet.book.codes, new, position)), parent)


def add_codes(text: str, parent_key: str | None, entries: Sequence[CodeEntry]) -> str:
    """Adds codes with all below them, last below another code or among the themes (None), in one edit.

    ``entries`` come depth first; one whose ``parent`` is none of them goes below ``parent_key``.
    """
    sheet = _Sheet(text)
    parent = None if parent_key is None else sheet.known(parent_key)
    own = {entry.key for entry in entries}
    new = [replace(_clean(entry), parent=entry.parent if entry.parent in own else parent) for entry in entries]
    for entry in new:
        sheet.require_free(entry.key)
    newline = sheet.tree.lines.newline
    fragment = Fragment(lambda column: newline.join(tree_lines(new, parent, column)), None)
    changed = sheet.tree.with_code(parent, None, fragment)
    return sheet.verified(changed, replace(sheet.book, codes=in_tree_order([*sheet.book.codes, *new])), parent)


def rename_code(text: str, key: str, new_name: str) -> str:
    """Gives a code another name; its id stays."""
    return _with_field(text, key, "name", _clean_name(new_name))


def set_field(text: str, key: str, field: str, value: str | Iterable[str]) -> str:
    """Gives a code another colour, definition, use_when, not_when (a text), keywords or examples (texts)."""
    if field in TEXT_FIELDS and isinstance(value, str):
        clean = value.strip()
        return _with_field(text, key, field, _clean_colour(clean) if field == "colour" else clean)
    if field in LIST_FIELDS and not isinstance(value, str):
        return _with_field(text, key, field, _clean_texts(value))
    known = ", ".join((*TEXT_FIELDS, *LIST_FIELDS))
    raise CoderError(_("“{field}” cannot be set like this; there are: {known}.").format(field=field, known=known))


def move_code(text: str, key: str, new_parent_key: str | None, position: int | None = None) -> str:
    """Moves a code with all below it and its comments below another code, or makes it a theme (None).

    It comes last there, or before the sibling at ``position`` (from 0, itself not counted).
    """
    sheet = _Sheet(text)
    own = sheet.known(key)
    parent = None if new_parent_key is None else sheet.known(new_parent_key)
    if parent is not None and own in (parent, *(above.key for above in sheet.book.ancestors(parent))):
        message = _("“{id}” cannot be moved below itself; choose another place.")
        raise CoderError(message.format(id=own))
    moved = replace(sheet.book.by_key[own], parent=parent)
    others = tuple(code for code in sheet.book.codes if code.key != own)
    expected = replace(sheet.book, codes=_placed(others, moved, position))
    if expected == sheet.book:
        return text
    patches, fragment = sheet.tree.cut(own)
    # What is left is looked at as a tree only: as a codebook it has faults if a question names the code.
    rest = patched(text, patches)
    root, complaints = compose(rest)
    if complaints or not isinstance(root, MapNode):
        raise sheet.by_hand(own)
    try:
        changed = CodeTree(rest, root).with_code(parent, position, fragment)
    except CoderError as error:
        # Lines are counted in the file as it is, not in what is left of it.
        raise sheet.by_hand(parent) from error
    return sheet.verified(changed, expected, own)


def remove_code(text: str, key: str) -> str:
    """Removes a code, all codes below it, and their comments; what is to be kept is moved first.

    Their ids are also taken out of the lists of codes that questions and other items of registers have.
    """
    sheet = _Sheet(text)
    own = sheet.known(key)
    gone = {own, *(code.key for code in sheet.book.descendants(own))}
    patches, _fragment = sheet.tree.cut(own)
    for pair in sheet.lists_of_codes():
        patches += without_texts(sheet.tree.lines, *pair, {one.casefold() for one in gone})
    return sheet.verified(patched(text, patches), _without(sheet.book, gone), own)


class _Sheet:
    """A codebook's text, and what it says."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.book, self.root = parse_with_tree(text)
        self.tree = CodeTree(text, self.root)

    def known(self, key: str) -> str:
        """The id as the file has it, or an error if there is no such code."""
        wanted = unicodedata.normalize("NFC", key)
        if wanted not in self.book.by_key:
            raise CoderError(_("There is no code “{id}” in codebook.yaml.").format(id=shown(key)))
        return wanted

    def require_free(self, key: str) -> None:
        taken = [code.key for code in self.book.codes] + [item.key for item in self.book.items]
        if key.casefold() in (other.casefold() for other in taken):
            raise CoderError(_("The id “{id}” is taken in codebook.yaml; choose another.").format(id=key))

    def lists_of_codes(self) -> list[tuple[ScalarNode, ListNode]]:
        """Key and value of each register item's own list of codes."""
        found = []
        for key, register in self.root.pairs:
            if isinstance(register, ListNode) and not (isinstance(key, ScalarNode) and key.text == "themes"):
                items = [item for item in register.items if isinstance(item, MapNode)]
                pairs = [item.pair(name) for item in items for name in CODE_LISTS]
                found += [(pair[0], pair[1]) for pair in pairs if pair and isinstance(pair[1], ListNode)]
        return found

    def by_hand(self, key: str | None) -> CoderError:
        """The error that names the line of a code, or of the list of themes."""
        node = self.root if key is None else self.tree.place_of(key).node
        return by_hand(self.tree.lines, node.start)

    def verified(self, changed: str, expected: Codebook, key: str | None) -> str:
        """The changed text if it says what is expected."""
        try:
            said = parse_codebook(changed)
        except CodebookError as error:
            raise self.by_hand(key) from error
        if said != expected:
            raise self.by_hand(key)
        return changed


def _with_field(text: str, key: str, field: str, value: str | tuple[str, ...]) -> str:
    sheet = _Sheet(text)
    own = sheet.known(key)
    old = sheet.book.by_key[own]
    if getattr(old, field) == value:
        return text
    new = _field_replaced(old, field, value)
    codes = tuple(new if code.key == own else code for code in sheet.book.codes)
    patches = field_patches(sheet.tree.lines, sheet.tree.place_of(own).node, field, value)
    return sheet.verified(patched(text, patches), replace(sheet.book, codes=codes), own)


def _field_replaced(entry: CodeEntry, field: str, value: str | tuple[str, ...]) -> CodeEntry:
    changes: dict[str, Any] = {field: value}
    return replace(entry, **changes)


def _placed(codes: Iterable[CodeEntry], new: CodeEntry, position: int | None) -> tuple[CodeEntry, ...]:
    """The codes with another among its siblings."""
    arranged = list(codes)
    siblings = [place for place, code in enumerate(arranged) if code.parent == new.parent]
    before = len(siblings) if position is None else max(position, 0)
    arranged.insert(siblings[before] if before < len(siblings) else len(arranged), new)
    return in_tree_order(arranged)


def _without(book: Codebook, gone: set[str]) -> Codebook:
    items = []
    for item in book.items:
        data = dict(item.data)
        for name in CODE_LISTS:
            codes = data.pop(name, None)
            if isinstance(codes, list) and (kept := [key for key in codes if key not in gone]):
                data[name] = kept
        items.append(replace(item, data=data))
    return replace(book, codes=tuple(code for code in book.codes if code.key not in gone), items=tuple(items))


def _clean(entry: CodeEntry) -> CodeEntry:
    """The entry as it will be read back, or an error that says what cannot be written."""
    key = unicodedata.normalize("NFC", entry.key.strip())
    if not is_id(key):
        raise CoderError(
            _("“{id}” is no id; use letters, digits, hyphens and underscores, first a letter or a digit.").format(
                id=shown(key)
            )
        )
    return CodeEntry(
        key=key,
        name=_clean_name(entry.name),
        colour=_clean_colour(entry.colour.strip()),
        definition=entry.definition.strip(),
        use_when=entry.use_when.strip(),
        not_when=entry.not_when.strip(),
        keywords=_clean_texts(entry.keywords),
        examples=_clean_texts(entry.examples),
    )


def _clean_name(name: str) -> str:
    clean = on_one_line(name)
    if not clean:
        raise CoderError(_("A code needs a name; give it at least one letter."))
    return clean


def _clean_colour(colour: str) -> str:
    if colour and colour not in COLOURS:
        message = _("“{colour}” is no colour here; choose one of: {allowed}.")
        raise CoderError(message.format(colour=shown(colour), allowed=", ".join(COLOURS)))
    return colour


def _clean_texts(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(clean for text in texts if (clean := text.strip()))
