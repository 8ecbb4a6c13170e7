"""Items of registers put into codebook.yaml, or taken out of it again, as changes of their own lines only.

The result is read again before it is given out, as in ``coder.codebook.edit``.
"""

from collections.abc import Sequence
from dataclasses import replace

from coder.codebook.book import REGISTERS, Codebook, RegisterItem
from coder.codebook.changes import in_register_order
from coder.codebook.complaints import CodebookError
from coder.codebook.lines import Lines
from coder.codebook.nodes import ListNode, MapNode, Node, ScalarNode
from coder.codebook.parse import parse_codebook, parse_with_tree
from coder.codebook.patch import (
    Patch,
    blank_lines_below,
    by_hand,
    emptied,
    item_lines,
    patched,
    reindented,
    without_lines,
)
from coder.codebook.write import STEP, register_lines


def add_item(text: str, item: RegisterItem) -> str:
    """Adds an item to its register, last; the register is made if the file has none."""
    book, root = parse_with_tree(text)
    lines = Lines(text)
    pair = root.pair(REGISTERS[item.register])
    changed = _with_register(lines, item) if pair is None else patched(text, _among(lines, *pair, item))
    expected = replace(book, items=in_register_order((*book.items, item)))
    return _verified(lines, changed, expected, pair[0].start if pair else len(text))


def remove_item(text: str, register: str, key: str) -> str:
    """Removes an item with its comments; a text without it is left as it is."""
    book, root = parse_with_tree(text)
    lines = Lines(text)
    pair = root.pair(REGISTERS[register])
    if pair is None or not isinstance(pair[1], ListNode):
        return text
    there = [place for place, node in enumerate(pair[1].items) if _has_id(node, key)]
    if not there:
        return text
    expected = replace(book, items=tuple(i for i in book.items if (i.register, i.key) != (register, key)))
    changed = patched(text, _cut(lines, pair[0], pair[1], there[0]))
    return _verified(lines, changed, expected, pair[1].items[there[0]].start)


def _has_id(node: object, key: str) -> bool:
    found = node.expect("id", ScalarNode) if isinstance(node, MapNode) else None
    return found is not None and found.text.strip() == key


def _with_register(lines: Lines, item: RegisterItem) -> str:
    body = lines.text.rstrip("\r\n")
    written = lines.newline.join([f"{REGISTERS[item.register]}:", *register_lines(item)])
    return f"{body}{lines.newline * (2 if body else 0)}{written}{lines.newline}"


def _among(lines: Lines, key: ScalarNode, value: Node, item: RegisterItem) -> Sequence[Patch]:
    written = lines.newline.join(register_lines(item))
    if isinstance(value, ListNode) and value.items:
        if value.flow:
            flow = register_lines(item, whole=True)[0].strip().removeprefix("- ")
            return [Patch(value.items[-1].end, value.items[-1].end, f", {flow}")]
        end = lines.end(item_lines(lines, key, value, len(value.items) - 1)[1])
        moved = reindented(written, lines.column(value.start) - STEP)
        return [Patch(end, end, lines.newline + moved)]
    assert isinstance(value, ListNode | ScalarNode)
    line = lines.at(key.start)
    if lines.at(value.end) != line:
        raise by_hand(lines, key.start)
    colon = lines.text.find(":", key.end)
    patches = [Patch(colon + 1, value.end, "")] if value.end > value.start else []
    return [*patches, Patch(lines.end(line), lines.end(line), lines.newline + written)]


def _cut(lines: Lines, key: ScalarNode, siblings: ListNode, index: int) -> Sequence[Patch]:
    items = siblings.items
    if siblings.flow:
        if len(items) == 1:
            return [Patch(siblings.start, siblings.end, "[]")]
        if index == 0:
            return [Patch(items[0].start, items[1].start, "")]
        return [Patch(items[index - 1].end, items[index].end, "")]
    first, last = item_lines(lines, key, siblings, index)
    if len(items) == 1:
        return [without_lines(lines, first, last), emptied(lines, key)]
    opens = first - 1 == lines.at(key.start)
    return [without_lines(lines, first, last + (blank_lines_below(lines, last) if opens else 0))]


def _verified(lines: Lines, changed: str, expected: Codebook, offset: int) -> str:
    try:
        said = parse_codebook(changed)
    except CodebookError as error:
        raise by_hand(lines, offset) from error
    if said != expected:
        raise by_hand(lines, offset)
    return changed
