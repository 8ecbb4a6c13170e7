"""Codebook -> a fresh codebook.yaml in the house's style; changes to an existing file are in ``edit``."""

from collections.abc import Sequence

from coder.codebook.book import CODE_FIELDS, NAME_FIELDS, REGISTERS, Codebook, CodeEntry, RegisterItem
from coder.codebook.scalars import flow_list, flow_value, scalar
from coder.codebook.starter import STARTERS
from coder.i18n import translator

STEP = 2
"""Spaces from a list's key to its dashes, and from a dash to its keys."""

LONGEST_LINE = 120
"""A register's item that is longer gets a line for each field."""


def starter(language: str) -> str:
    """A commented example codebook to begin with, in ``sv`` or ``en`` (any other language gets English)."""
    return STARTERS.get(language, STARTERS["en"])


def render_codebook(book: Codebook) -> str:
    """The whole codebook as a new file, with comments in the codebook's own language."""
    say = translator(book.language).gettext
    method = say("codebook, framework or reflexive: decides which figures are offered")
    lines = [f"project: {scalar(book.project)}"] if book.project else []
    lines += [f"language: {book.language}", f"method: {book.method}   # {method}", ""]
    lines.append("# " + say("The codes: a theme at the root, its codes below, as deep as needed. An id is for life."))
    lines += ["themes:", *_tree(book, None, STEP)] if book.codes else ["themes: []"]
    for register, key in REGISTERS.items():
        items = book.register(register)
        if items:
            lines += ["", "# " + _register_comment(register, book.language), f"{key}:"]
            for item in items:
                lines += register_lines(item)
    return "\n".join(lines) + "\n"


def entry_lines(entry: CodeEntry, indent: int) -> list[str]:
    """A code without those below it, as the lines of a list item whose dash stands at column ``indent``."""
    pairs = [f"{name}: {text}" for name, text in _pairs(entry, flow=False)]
    return [" " * indent + ("- " if number == 0 else "  ") + pair for number, pair in enumerate(pairs)]


def tree_lines(entries: Sequence[CodeEntry], parent: str | None, indent: int) -> list[str]:
    """Those codes that stand directly below ``parent``, each with all below it, as items of a list."""
    lines: list[str] = []
    for entry in entries:
        if entry.parent == parent:
            lines += entry_lines(entry, indent)
            below = tree_lines(entries, entry.key, indent + 2 * STEP)
            if below:
                lines += [" " * (indent + STEP) + "codes:", *below]
    return lines


def entry_text(entry: CodeEntry) -> str:
    """A code without those below it, on one line: ``{id: …, name: …}``."""
    return "{" + ", ".join(f"{name}: {text}" for name, text in _pairs(entry, flow=True)) + "}"


def field_text(name: str, value: str | tuple[str, ...], flow: bool) -> str:
    """The value of a code's field; examples, being speech, always stand in quotation marks."""
    return scalar(value, flow) if isinstance(value, str) else flow_list(value, always_quoted=name == "examples")


def _pairs(entry: CodeEntry, flow: bool) -> list[tuple[str, str]]:
    """The fields that are given, in their order."""
    pairs = [("id", scalar(entry.key, flow))]
    for name in CODE_FIELDS:
        value = getattr(entry, name, "")
        if value:
            pairs.append((name, field_text(name, value, flow)))
    return pairs


def _tree(book: Codebook, parent: str | None, indent: int) -> list[str]:
    lines: list[str] = []
    for code in book.children(parent):
        if parent is None and lines:
            lines.append("")
        lines += entry_lines(code, indent)
        below = _tree(book, code.key, indent + 2 * STEP)
        if below:
            lines += [" " * (indent + STEP) + "codes:", *below]
    return lines


def register_lines(item: RegisterItem, whole: bool = False) -> list[str]:
    """An item of a register: one line where it fits (``whole``: in any case), else a line for each field."""
    fields = {"id": item.key, NAME_FIELDS.get(item.register, "name"): item.name, **item.data}
    indent = " " * STEP
    line = f"{indent}- {flow_value(fields)}"
    if whole or len(line) <= LONGEST_LINE:
        return [line]
    pairs = [
        f"{scalar(name)}: {scalar(value) if isinstance(value, str) else flow_value(value)}"
        for name, value in fields.items()
    ]
    return [indent + ("- " if number == 0 else "  ") + pair for number, pair in enumerate(pairs)]


def _register_comment(register: str, language: str) -> str:
    say = translator(language).gettext
    comments = {
        "guide": say("The interview guide: the interviewer's turns are matched to it."),
        "actor": say("Actors: their other names, and what is known of them from documents."),
        "project": say("Projects: who runs what, from documents."),
        "group": say("Target groups, with the definition used. Groups overlap and are never summed."),
        "place": say("Places."),
        "question": say("The sections of the collaboration model: which codes, and how they are shown."),
    }
    return comments[register]
