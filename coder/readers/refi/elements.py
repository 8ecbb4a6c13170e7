"""Elements as data. They are known by their local names, since programs write several namespaces."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coder.readers.refi.model import RefiCode, RefiCoding, RefiSelection, RefiValue
from coder.readers.refi.values import VALUE_ELEMENTS, instant, plain_guid, variable_value

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: "_Element") -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: "_Element", *names: str) -> "Iterator[_Element]":
    return (child for child in element if local(child) in names)


def text_in(element: "_Element", name: str) -> str:
    """The text of the first child of a name, "" where there is none."""
    return next((child.text or "" for child in children(element, name)), "")


def targets(element: "_Element", name: str) -> tuple[str, ...]:
    """What an element refers to with children of a name, each once."""
    found = (plain_guid(child.get("targetGUID") or child.get("guid")) for child in children(element, name))
    return tuple(dict.fromkeys(filter(None, found)))


def codes_in(element: "_Element") -> Iterator[RefiCode]:
    """The codes below an element, depth first, whatever the nesting."""
    waiting = [(child, "") for child in children(element, "Code")][::-1]
    while waiting:
        code, parent = waiting.pop()
        guid = plain_guid(code.get("guid"))
        yield RefiCode(
            guid=guid,
            name=(code.get("name") or "").strip(),
            parent=parent,
            colour=code.get("color") or "",
            description=text_in(code, "Description"),
            notes=targets(code, "NoteRef"),
        )
        waiting.extend([(child, guid) for child in children(code, "Code")][::-1])


def codings_in(element: "_Element") -> tuple[RefiCoding, ...]:
    return tuple(
        RefiCoding(
            guid=plain_guid(coding.get("guid")),
            codes=targets(coding, "CodeRef"),
            user=plain_guid(coding.get("creatingUser")),
            at=instant(coding.get("creationDateTime")),
            notes=targets(coding, "NoteRef"),
        )
        for coding in children(element, "Coding")
    )


def selection(element: "_Element") -> RefiSelection:
    """A ``PlainTextSelection``."""
    return RefiSelection(
        guid=plain_guid(element.get("guid")),
        start=_number(element.get("startPosition")),
        end=_number(element.get("endPosition")),
        name=element.get("name") or "",
        description=text_in(element, "Description"),
        user=plain_guid(element.get("creatingUser")),
        at=instant(element.get("creationDateTime")),
        codings=codings_in(element),
        notes=targets(element, "NoteRef"),
    )


def values_in(element: "_Element", variables: dict[str, str]) -> tuple[RefiValue, ...]:
    """The values of variables (names by GUID); what is empty is left out."""
    found = []
    for value in children(element, "VariableValue"):
        name = next((variables.get(guid, "") for guid in targets(value, "VariableRef")), "")
        for child in value:
            kind = VALUE_ELEMENTS.get(local(child))
            if kind and name and (text := variable_value(kind, child.text or "")):
                found.append(RefiValue(name, text))
    return tuple(found)


def _number(written: str | None) -> int | None:
    text = (written or "").strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 12 else None
