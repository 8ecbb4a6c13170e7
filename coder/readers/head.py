"""The optional head of a transcript: YAML between ``---`` lines, as strings; it is no part of the text.

Scalars are kept as they are written (``no``, ``007`` and ``1.0`` mean nothing else here than those letters);
only dates are brought into ISO form.
"""

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_OPENING = re.compile(r"\s*^---[^\S\n]*\n", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.MULTILINE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_KNOWN = frozenset(
    {"case", "actor", "kind", "place", "date", "interviewer", "consent", "coder", "speakers", "file", "source"}
)
_NULL = "tag:yaml.org,2002:null"


def split_head(text: str) -> tuple[dict[str, object], str]:
    """The head's values and the text after it; ``({}, text)`` where there is no head.

    Empty lines may stand before the head. Values are strings; ``speakers`` is a mapping of labels to a string
    or to a mapping of strings; a list becomes one string joined by ``"; "``; what is null or empty is left out.
    Raises ``Refused`` with a line number, counted in the file, for a head that does not parse.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    first_line = text.count("\n", 0, opening.end()) + 1
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        message = _("The head that begins on line {line} has no closing line ---; add it, or remove the first.")
        raise Refused(message.format(line=first_line - 1))
    root = _composed(text[opening.end() : closing.start()], first_line)
    return {} if root is None else _Head(first_line).values(root), text[closing.end() :]


def parse_speakers(cell: str) -> dict[str, object]:
    """``speakers`` from one cell, a YAML flow mapping whose braces may be left out. Raises ``Refused``."""
    cell = cell.strip()
    try:
        root = _composed(cell if cell.startswith("{") else "{" + cell + "}", first_line=1)
        return {} if root is None else _Head(first_line=1).speakers(root)
    except Refused:
        message = _("The speakers {cell} cannot be read; write them like {example}.")
        example = "{I: interviewer, IP: {case: af, place: lycksele}}"
        raise Refused(message.format(cell=cell[:60], example=example)) from None


def variable_name(name: str) -> str:
    """A variable's name as it is kept: NFC, and the names that mean something to the program in lower case."""
    name = unicodedata.normalize("NFC", name.strip())
    return name.casefold() if name.casefold() in _KNOWN else name


def iso_date(value: str) -> str:
    """``2014-2-4`` as ``2014-02-04``; anything that is no date as it is."""
    match = _DATE.fullmatch(value)
    try:
        return date(*map(int, match.groups())).isoformat() if match else value
    except ValueError:
        return value


def _composed(yaml_text: str, first_line: int) -> "Node | None":
    """The nodes of a piece of YAML, None where it says nothing. Raises ``Refused`` with a line number."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(yaml_text)
        return root
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    except (YAMLError, RecursionError) as fault:
        # A character that YAML forbids has a position but no mark; brackets nested without end have neither.
        before = yaml_text[: getattr(fault, "position", 0)]
        line, column = before.count("\n"), len(before) - before.rfind("\n")
    message = _(
        "The head cannot be read at line {line}, column {column}: "
        "check indentation, colons, brackets and quotation marks there, and use no tabs."
    )
    raise Refused(message.format(line=first_line + line, column=column))


class _Head:
    """Turns YAML nodes into strings, two levels deep; nodes rather than values, since nodes know their lines."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line

    def values(self, root: "Node") -> dict[str, object]:
        result: dict[str, object] = {}
        for key, node in self._pairs(root):
            name = variable_name(key)
            value = self.speakers(node) if name == "speakers" else self._value(name, node)
            if value:
                result[name] = value
        return result

    def speakers(self, node: "Node") -> dict[str, object]:
        if node.tag == _NULL:
            return {}
        return {label: self._speaker(label, child) for label, child in self._pairs(node)}

    def _speaker(self, label: str, node: "Node") -> dict[str, str] | str:
        if isinstance(node.value, str):
            return self._value(label, node)
        values = {key: self._value(key, child) for key, child in self._pairs(node)}
        return {key: value for key, value in values.items() if value}

    def _pairs(self, node: "Node") -> "list[tuple[str, Node]]":
        from ruamel.yaml.nodes import MappingNode

        if not isinstance(node, MappingNode):
            raise self._fault(_("Line {line} of the head: names with values are wanted here (name: value)."), node)
        pairs: dict[str, Node] = {}
        for key, value in node.value:
            if not isinstance(key.value, str):
                raise self._fault(_("Line {line} of the head: a name must be a word, not a list."), key)
            name = self._text(key)
            if name in pairs:
                raise self._fault(_("Line {line} of the head: {name} stands there twice."), key, name)
            pairs[name] = value
        return list(pairs.items())

    def _value(self, name: str, node: "Node") -> str:
        children = [node] if isinstance(node.value, str) else node.value
        parts = []
        for child in children:
            if not isinstance(getattr(child, "value", None), str):
                message = _("Line {line} of the head: {name} must have one value, or a list of them.")
                raise self._fault(message, node, name)
            parts.append("" if child.tag == _NULL else iso_date(self._text(child)))
        return "; ".join(part for part in parts if part)

    def _text(self, node: "Node") -> str:
        """What a scalar says. YAML can write half a character (\\ud800), which no file and no database can keep."""
        text: str = node.value.strip()
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise self._fault(_("Line {line} of the head: it holds half a character; write it whole."), node)
        return text

    def _fault(self, message: str, node: "Node", name: str = "") -> Refused:
        return Refused(message.format(line=self.first_line + node.start_mark.line, name=name))
