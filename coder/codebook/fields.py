"""One field of one code in codebook.yaml: the patches that give it another value, in the style that it has."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from coder.codebook.book import CODE_FIELDS
from coder.codebook.lines import Lines
from coder.codebook.nodes import ListNode, MapNode, Node, ScalarNode
from coder.codebook.patch import Patch, by_hand, emptied, item_lines, without_lines
from coder.codebook.scalars import is_visible, like, quoted, scalar
from coder.codebook.write import field_text

_NEWLINES = re.compile(r"\n+")


def field_patches(lines: Lines, code: MapNode, name: str, value: str | tuple[str, ...]) -> list[Patch]:
    """Gives a code's field a value; an empty one is written ``""`` or ``[]`` if the field is there."""
    pair = code.pair(name)
    if pair is None:
        return [_new_field(lines, code, name, field_text(name, value, code.flow))] if value else []
    key, node = pair
    if isinstance(value, str):
        return [_text_patch(lines, node, value, code.flow)]
    if not isinstance(node, ListNode) or not node.items:
        return [_replaced(node, field_text(name, value, code.flow))]
    old = [item.text.strip() if isinstance(item, ScalarNode) else "" for item in node.items]
    plan: list[int | str] = []
    for step, start, end, new_start, new_end in SequenceMatcher(None, old, value, autojunk=False).get_opcodes():
        if step == "equal":
            plan += range(start, end)
        else:
            written = value[new_start:new_end]
            plan += [quoted(text) if name == "examples" else scalar(text, node.flow) for text in written]
    return _list_patches(lines, key, node, plan)


def without_texts(lines: Lines, key: Node, node: ListNode, gone: set[str]) -> list[Patch]:
    """Takes texts (case-folded) out of a list, wherever in the file it is; none if it holds none of them."""
    plan = [
        index
        for index, item in enumerate(node.items)
        if not (isinstance(item, ScalarNode) and item.text.strip().casefold() in gone)
    ]
    return _list_patches(lines, key, node, plan) if len(plan) < len(node.items) else []


def _new_field(lines: Lines, code: MapNode, name: str, text: str) -> Patch:
    """Behind the field that comes before it in the usual order."""
    for before in reversed(CODE_FIELDS[: CODE_FIELDS.index(name)]):
        pair = code.pair(before)
        if pair is not None:
            break
    else:
        raise by_hand(lines, code.start)
    end = pair[1].end
    if code.flow:
        return Patch(end, end, f", {name}: {text}")
    after = lines.end(lines.at(end))
    return Patch(after, after, f"{lines.newline}{' ' * lines.column(code.start)}{name}: {text}")


def _replaced(node: Node, text: str) -> Patch:
    """Another value; an empty one stands right behind its colon."""
    return Patch(node.start, node.end, text if node.end > node.start else " " + text)


def _text_patch(lines: Lines, node: Node, value: str, flow: bool) -> Patch:
    style = node.style if isinstance(node, ScalarNode) else ""
    if style in ("|", ">"):
        return _replaced(node, _as_block(lines, node, style, value) or quoted(value))
    return _replaced(node, like(value, style, flow) if value else quoted(value))


def _as_block(lines: Lines, node: Node, style: str, value: str) -> str | None:
    """The text on lines of its own below ``|`` or ``>``, indented as now; None where it cannot stand so."""
    header, first = lines.at(node.start), lines.at(node.start) + 1
    sign = lines.text[node.start : lines.end(header)]
    if first > lines.at(node.end) or any(character.isdigit() for character in sign.split("#")[0]):
        return None
    paragraphs = value.split("\n")
    if not value or not all(is_visible(c) for line in paragraphs for c in line):
        return None
    if any(line.startswith(" ") for line in paragraphs):
        return None
    content = next(lines.content(line) for line in range(first, len(lines)) if not lines.is_blank(line))
    indent = " " * (len(content) - len(content.lstrip(" ")))
    # Where lines are folded, a line break is a blank line.
    folded = _NEWLINES.sub(lambda found: found.group() + "\n", value) if style == ">" else value
    written = [indent + line if line else "" for line in folded.split("\n")]
    return lines.newline.join([sign, *written])


def _list_patches(lines: Lines, key: Node, node: ListNode, plan: Sequence[int | str]) -> list[Patch]:
    """Another order of a list's items (by index) with new ones (as they are to be written) among them."""
    if node.flow:
        return [Patch(node.start, node.end, _flow_list(lines.text, node, plan))]
    spans = [item_lines(lines, key, node, index) for index in range(len(node.items))]
    first, last = spans[0][0], spans[-1][1]
    if not plan:
        return [without_lines(lines, first, last), emptied(lines, key)]
    ends = [span[0] - 1 for span in spans[1:]] + [last]
    dash = " " * lines.column(node.start) + "- "
    pieces: list[str] = []
    newline = lines.newline
    for step in plan:
        if pieces:
            pieces.append(newline)
        if isinstance(step, str):
            pieces.append(dash + step)
            newline = lines.newline
        else:
            end = lines.end(ends[step])
            pieces.append(lines.text[lines.start(spans[step][0]) : end])
            following = step + 1 < len(spans)
            newline = lines.text[end : lines.start(ends[step] + 1)] if following else lines.newline
    return [Patch(lines.start(first), lines.end(last), "".join(pieces))]


def _flow_list(text: str, node: ListNode, plan: Sequence[int | str]) -> str:
    """``[a, b]`` with the items as they are written now, and what stands between those that stay neighbours."""
    if not plan:
        return "[]"
    items = node.items
    between = [text[left.end : right.start] for left, right in pairwise(items)]
    usual = next((gap for gap in between if "#" not in gap), ", ")
    written = text[node.start : items[0].start]
    for place, step in enumerate(plan):
        if place:
            before = plan[place - 1]
            written += between[before] if isinstance(before, int) and before < len(between) else usual
        written += step if isinstance(step, str) else text[items[step].start : items[step].end]
    return written + text[items[-1].end : node.end]
