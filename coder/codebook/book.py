"""A codebook as data: themes and codes in a tree, and the registers beside them. No file, no database."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

COLOURS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "grey")
METHODS = ("codebook", "framework", "reflexive")

TEXT_FIELDS = ("colour", "definition", "use_when", "not_when")
LIST_FIELDS = ("keywords", "examples")
CODE_FIELDS = ("id", "name", *TEXT_FIELDS, *LIST_FIELDS, "codes")
"""A code's keys in codebook.yaml, in the order in which they are written."""

REGISTERS = {
    "guide": "guide",
    "actor": "actors",
    "project": "projects",
    "group": "groups",
    "place": "places",
    "question": "questions",
}
"""Each register and its key in codebook.yaml."""

CODE_LISTS = ("codes", "functions", "exists")
"""Fields of a register's items that hold ids of codes."""

NAME_FIELDS = {"guide": "text", "question": "title"}
"""What a register calls the name of its items, where that is not ``name``."""

_ID = re.compile(r"[^\W_][\w-]*")
_NO_ID = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class CodeEntry:
    """A code, or a theme (``parent`` is None), as the codebook describes it; a field not given is empty."""

    key: str
    """Its id, NFC; for life."""
    name: str
    parent: str | None = None
    colour: str = ""
    """One of ``COLOURS``, or "": a code then has its theme's colour."""
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterItem:
    """A guide question, actor, project, group, place or question of the model."""

    register: str
    """A key of ``REGISTERS``."""
    key: str
    name: str
    """The text of a guide question, the title of a model's question."""
    data: dict[str, object] = field(default_factory=dict)
    """Every other field that is given, as JSON knows it; a date is text (``2014-02-04``)."""


@dataclass(frozen=True)
class Codebook:
    """Everything codebook.yaml says; ``codes`` depth first, siblings in the order of the file."""

    project: str = ""
    language: str = "sv"
    method: str = "codebook"
    codes: tuple[CodeEntry, ...] = ()
    items: tuple[RegisterItem, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, CodeEntry]:
        return {code.key: code for code in self.codes}

    @property
    def themes(self) -> tuple[CodeEntry, ...]:
        return self.children(None)

    def children(self, key: str | None) -> tuple[CodeEntry, ...]:
        """The codes directly below a code; the themes for None."""
        return tuple(code for code in self.codes if code.parent == key)

    def ancestors(self, key: str) -> tuple[CodeEntry, ...]:
        """The codes above a code, its theme last."""
        found: list[CodeEntry] = []
        parent = self.by_key[key].parent
        while parent is not None:
            found.append(self.by_key[parent])
            parent = found[-1].parent
        return tuple(found)

    def theme_of(self, key: str) -> CodeEntry:
        """The theme that a code lies under; a theme's own is itself."""
        return (self.by_key[key], *self.ancestors(key))[-1]

    def descendants(self, key: str) -> tuple[CodeEntry, ...]:
        """The codes below a code, at any depth, in tree order."""
        return tuple(code for code in self.codes if any(above.key == key for above in self.ancestors(code.key)))

    def colour_of(self, key: str) -> str:
        """The colour a code is shown in: its own, else that of the nearest code above with one, else ""."""
        return next((code.colour for code in (self.by_key[key], *self.ancestors(key)) if code.colour), "")

    def register(self, name: str) -> tuple[RegisterItem, ...]:
        """The items of one register, in the order of the file."""
        return tuple(item for item in self.items if item.register == name)


def in_tree_order(codes: Iterable[CodeEntry]) -> tuple[CodeEntry, ...]:
    """Depth first, siblings in the order in which they come; what hangs on no theme is left out."""
    below: dict[str | None, list[CodeEntry]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    ordered: list[CodeEntry] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting.extend(below.get(ordered[-1].key, [])[::-1])
    return tuple(ordered)


def is_id(text: str) -> bool:
    """True of what may be an id: letters (å, ä, ö too), digits, hyphens, underscores, first a letter or digit."""
    return _ID.fullmatch(text) is not None


def id_from_name(name: str, taken: Collection[str] = ()) -> str:
    """An id for a new code: its name in lower case with hyphens, and a number if that is taken (case aside)."""
    plain = _NO_ID.sub("-", unicodedata.normalize("NFC", name).lower()).strip("-_") or "kod"
    used = {unicodedata.normalize("NFC", key).casefold() for key in taken}
    number, found = 1, plain
    while found.casefold() in used:
        number += 1
        found = f"{plain}-{number}"
    return found
