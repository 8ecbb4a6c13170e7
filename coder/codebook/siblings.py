"""The lists of codes in codebook.yaml: finding a code, cutting it out with its comments, putting one in."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coder.codebook.lines import Lines
from coder.codebook.nodes import ListNode, MapNode, ScalarNode
from coder.codebook.patch import (
    Patch,
    are_set_apart,
    blank_lines_below,
    by_hand,
    comments_below,
    emptied,
    item_lines,
    patched,
    reindented,
    without_lines,
)
from coder.codebook.write import STEP


@dataclass(frozen=True)
class Fragment:
    """A code as text, to be put into a list."""

    lines_at: Callable[[int], str]
    """As whole lines without the last newline, its dash at the given column."""
    flow: str | None
    """As ``{id: …}``, or None where it cannot be written so without losing comments."""


@dataclass(frozen=True)
class CodePlace:
    """Where a code stands: ``siblings`` is the value of ``key`` and has the code at ``index``."""

    key: ScalarNode
    siblings: ListNode
    index: int
    node: MapNode


class CodeTree:
    """The codes of a file as nodes."""

    def __init__(self, text: str, root: MapNode) -> None:
        self.lines = Lines(text)
        self.root = root

    def places(self) -> Iterator[CodePlace]:
        yield from _places_below(self.root, "themes")

    def place_of(self, key: str) -> CodePlace:
        """The place of a code that is known to be there."""
        return next(place for place in self.places() if _id_of(place.node) == key)

    def cut(self, key: str) -> tuple[list[Patch], Fragment]:
        """The patches that take a code out, with all below it and its comments, and what they take."""
        place, lines = self.place_of(key), self.lines
        item, items = place.node, place.siblings.items
        source = lines.text[item.start : item.end]
        if place.siblings.flow:
            column = lines.column(item.start)
            fragment = Fragment(lambda target: " " * target + "- " + reindented(source, target + STEP - column), source)
            return [_cut_from_flow(place)], fragment
        first, last = item_lines(lines, place.key, place.siblings, place.index)
        key_line = lines.at(place.key.start)
        opens = first - 1 == key_line
        if len(items) == 1 and opens and lines.content(key_line).strip() == "codes:":
            # A bare key goes with its last code, so that a code that comes back leaves no trace.
            patches = [without_lines(lines, key_line, last)]
        elif len(items) == 1:
            patches = [without_lines(lines, first, last), emptied(lines, place.key)]
        else:
            # Where the first item goes, the second takes its place right below the key.
            patches = [without_lines(lines, first, last + (blank_lines_below(lines, last) if opens else 0))]
        whole = lines.text[lines.start(first) : lines.end(last)]
        column = lines.column(place.siblings.start)
        bare = item.flow and whole.strip().removeprefix("-").strip() == source
        return patches, Fragment(lambda target: reindented(whole, target - column), source if bare else None)

    def with_code(self, parent: str | None, position: int | None, fragment: Fragment) -> str:
        """The text with a code put in below ``parent`` (a theme for None), before the sibling at ``position``."""
        owner = self.root if parent is None else self.place_of(parent).node
        name = "themes" if parent is None else "codes"
        pair = owner.pair(name)
        if pair is not None and isinstance(pair[1], ListNode) and pair[1].items:
            patches = [self._among(pair[0], pair[1], position, fragment)]
        elif owner.flow:
            patches = [self._first_in_flow(owner, name, fragment)]
        else:
            patches = self._first_on_lines(owner, name, fragment)
        return patched(self.lines.text, patches)

    def _among(self, key: ScalarNode, siblings: ListNode, position: int | None, fragment: Fragment) -> Patch:
        items, lines = siblings.items, self.lines
        before = len(items) if position is None else max(position, 0)
        if siblings.flow:
            if fragment.flow is None:
                raise by_hand(lines, siblings.start)
            if before < len(items):
                return Patch(items[before].start, items[before].start, fragment.flow + ", ")
            return Patch(items[-1].end, items[-1].end, ", " + fragment.flow)
        written = fragment.lines_at(lines.column(siblings.start))
        gap = lines.newline * (2 if are_set_apart(lines, key, siblings) else 1)
        if before < len(items):
            start = lines.start(item_lines(lines, key, siblings, before)[0])
            return Patch(start, start, written + gap)
        end = lines.end(item_lines(lines, key, siblings, len(items) - 1)[1])
        return Patch(end, end, gap + written)

    def _first_in_flow(self, owner: MapNode, name: str, fragment: Fragment) -> Patch:
        if fragment.flow is None:
            raise by_hand(self.lines, owner.start)
        node = owner.value(name)
        if node is None:
            return Patch(owner.pairs[-1][1].end, owner.pairs[-1][1].end, f", {name}: [{fragment.flow}]")
        return Patch(node.start, node.end, ("" if node.end > node.start else " ") + f"[{fragment.flow}]")

    def _first_on_lines(self, owner: MapNode, name: str, fragment: Fragment) -> list[Patch]:
        """Below the key, which is made if it is not there, with what was its empty value taken away."""
        lines = self.lines
        column = lines.column(owner.start)
        written = lines.newline + fragment.lines_at(column + self._step())
        pair = owner.pair(name)
        if pair is None:
            last = lines.at(owner.end)
            end = lines.end(last + comments_below(lines, last, column - 1))
            return [Patch(end, end, f"{lines.newline}{' ' * column}{name}:{written}")]
        key, value = pair
        line = lines.at(key.start)
        if lines.at(value.end) != line:
            raise by_hand(lines, key.start)
        colon = lines.text.find(":", key.end)
        patches = [Patch(colon + 1, value.end, "")] if value.end > value.start else []
        return [*patches, Patch(lines.end(line), lines.end(line), written)]

    def _step(self) -> int:
        """How far this file indents a list's dashes below its key."""
        pair = self.root.pair("themes")
        if pair is None or not isinstance(pair[1], ListNode) or pair[1].flow:
            return STEP
        return self.lines.column(pair[1].start) - self.lines.column(pair[0].start)


def _places_below(owner: MapNode, name: str) -> Iterator[CodePlace]:
    pair = owner.pair(name)
    if pair is None or not isinstance(pair[1], ListNode):
        return
    for index, node in enumerate(pair[1].items):
        if isinstance(node, MapNode):
            yield CodePlace(pair[0], pair[1], index, node)
            yield from _places_below(node, "codes")


def _id_of(node: MapNode) -> str:
    found = node.expect("id", ScalarNode)
    return unicodedata.normalize("NFC", found.text.strip()) if found else ""


def _cut_from_flow(place: CodePlace) -> Patch:
    """With the comma before it, or after it if it is the first."""
    items, index = place.siblings.items, place.index
    if len(items) == 1:
        return Patch(place.siblings.start, place.siblings.end, "[]")
    if index == 0:
        return Patch(items[0].start, items[1].start, "")
    return Patch(items[index - 1].end, items[index].end, "")
