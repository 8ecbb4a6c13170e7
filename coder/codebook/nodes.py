"""codebook.yaml as a tree that knows where each of its parts stands in the text. Offsets are code points."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from coder.codebook.complaints import Complaint, syntax_complaints
from coder.codebook.lines import Lines
from coder.i18n import _

if TYPE_CHECKING:
    from ruamel.yaml import nodes as ruamel

_N = TypeVar("_N", bound="Node")


@dataclass(frozen=True, eq=False)
class Node:
    """A part of the file: ``text[start:end]``, without the white space, comments and newline after it."""

    start: int
    end: int


@dataclass(frozen=True, eq=False)
class ScalarNode(Node):
    """A text as it is meant (quotation marks off, escapes resolved)."""

    text: str
    tag: str
    """What YAML takes it for: ``str``, ``int``, ``float``, ``bool``, ``null`` …."""
    style: str
    """How it is written: "" (plain), ``'``, ``"``, ``|`` or ``>``."""

    @property
    def is_null(self) -> bool:
        return self.tag == "null" and not self.style


@dataclass(frozen=True, eq=False)
class ListNode(Node):
    """A list: lines with dashes, or ``[a, b]`` (``flow``). A list of lines starts at its first dash."""

    items: tuple[Node, ...]
    flow: bool


@dataclass(frozen=True, eq=False)
class MapNode(Node):
    """Keys and values: a line each, or ``{a: b}`` (``flow``). One of lines starts at its first key."""

    pairs: tuple[tuple[Node, Node], ...]
    flow: bool

    def pair(self, key: str) -> tuple[ScalarNode, Node] | None:
        """The key and the value, or None."""
        for name, value in self.pairs:
            if isinstance(name, ScalarNode) and name.text == key:
                return name, value
        return None

    def value(self, key: str) -> Node | None:
        pair = self.pair(key)
        return pair[1] if pair else None

    def expect(self, key: str, kind: type[_N]) -> _N | None:
        """The value if it is of that kind."""
        value = self.value(key)
        return value if isinstance(value, kind) else None


def compose(text: str) -> tuple[Node | None, list[Complaint]]:
    """The file's tree (None if it is empty or no YAML), and what is wrong with the file as YAML."""
    # Imported here: 25 ms that most starts of the program do not need.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    lines = Lines(text)
    yaml = YAML(typ="safe", pure=True)
    # Anchors used twice are no matter here (references are refused), and a warning would litter the screen.
    yaml.composer.warn_double_anchors = False
    try:
        root = yaml.compose(text)
        if root is None:
            return None, []
        converter = _Converter(lines)
        return converter.convert(root, 0), converter.complaints
    except (YAMLError, RecursionError) as error:
        return None, syntax_complaints(error, lines)


def dash_before(lines: Lines, offset: int, column: int) -> int | None:
    """Where the dash is that begins the list item at ``offset``: at ``column``, first in its line."""
    own = lines.at(offset)
    for line in range(own, -1, -1):
        content = lines.content(line)
        dash = lines.start(line) + column
        if dash < offset and content.startswith("-", column) and not content[:column].strip():
            return dash
        if line != own and not lines.is_blank(line) and lines.comment_column(line) is None:
            return None
    return None


class _Converter:
    """From ruamel's nodes to ours: exact ends, and no part of the file in two places."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.complaints: list[Complaint] = []
        self._seen: set[int] = set()

    def convert(self, node: "ruamel.Node", fallback: int) -> Node:
        """``fallback`` is the offset where an empty node, or a reference to another one, stands."""
        from ruamel.yaml.nodes import MappingNode, SequenceNode
        from ruamel.yaml.nodes import ScalarNode as TextNode

        if id(node) in self._seen:
            message = _("References with & and * are not used here; write the text out.")
            self.complaints.append(Complaint(*self.lines.position(fallback), message))
            return ScalarNode(fallback, fallback, "", "null", "")
        self._seen.add(id(node))
        start = node.start_mark.index
        if self.lines.text[start : start + 1] in ("!", "&"):
            # YAML would swallow the first word: "!Viktigt möte" would come out as "möte".
            message = _("A text cannot begin with {character} here; put it in quotation marks.")
            self.complaints.append(
                Complaint(*self.lines.position(start), message.format(character=self.lines.text[start]))
            )
        if isinstance(node, MappingNode):
            return self._map(node)
        if isinstance(node, SequenceNode):
            return self._list(node)
        assert isinstance(node, TextNode)
        return self._scalar(node, fallback)

    def _scalar(self, node: "ruamel.ScalarNode", fallback: int) -> ScalarNode:
        start, end = node.start_mark.index, node.end_mark.index
        source = self.lines.text[start:end]
        if not source.strip():
            start = end = fallback
        elif node.style in ("|", ">"):
            end = start + len(source.rstrip())
        return ScalarNode(start, end, node.value, str(node.tag).rpartition(":")[2], node.style or "")

    def _list(self, node: "ruamel.SequenceNode") -> ListNode:
        start, column, flow = node.start_mark.index, node.start_mark.column, bool(node.flow_style)
        items = []
        for child in node.value:
            dash = None if flow else dash_before(self.lines, child.start_mark.index, column)
            items.append(self.convert(child, start if dash is None else dash))
        return ListNode(start, node.end_mark.index if flow else items[-1].end, tuple(items), flow)

    def _map(self, node: "ruamel.MappingNode") -> MapNode:
        pairs: list[tuple[Node, Node]] = []
        for key, value in node.value:
            name = self.convert(key, key.start_mark.index)
            pairs.append((name, self.convert(value, self._after_colon(name.end))))
        flow = bool(node.flow_style)
        end = node.end_mark.index if flow else pairs[-1][1].end
        return MapNode(node.start_mark.index, end, tuple(pairs), flow)

    def _after_colon(self, offset: int) -> int:
        """Where an empty value stands: behind the colon that follows a key."""
        text = self.lines.text
        colon = text.find(":", offset)
        return colon + 1 if colon >= 0 and not text[offset:colon].strip() else offset
