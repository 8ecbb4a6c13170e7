"""Changes to a text by offset, and the list items of codebook.yaml as runs of whole lines.

A list item's lines are those from its dash to its last value, with the comments directly above it (no blank line
between, not indented further than its dash) and the comments directly below it that are indented further than its
dash. So each comment belongs to one item, and its neighbours' comments stay when it goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from coder.codebook.lines import Lines
from coder.codebook.nodes import ListNode, Node, dash_before
from coder.errors import CoderError
from coder.i18n import _


@dataclass(frozen=True, order=True)
class Patch:
    """Put ``text`` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with all patches; they must not overlap."""
    for patch in sorted(patches, reverse=True):
        text = text[: patch.start] + patch.text + text[patch.end :]
    return text


def by_hand(lines: Lines, offset: int) -> CoderError:
    """What is raised where a change cannot be made without risk to the rest of the file."""
    message = _("codebook.yaml line {line} is written in a way that cannot be changed safely here; change it by hand.")
    return CoderError(message.format(line=lines.position(offset)[0]))


def item_lines(lines: Lines, key: Node, siblings: ListNode, index: int) -> tuple[int, int]:
    """First and last line of an item of a list of lines; ``key`` is the key that the list is the value of."""
    item = siblings.items[index]
    column = lines.column(siblings.start)
    dash = dash_before(lines, item.start, column)
    if dash is None:
        raise by_hand(lines, item.start)
    floor = lines.at(siblings.items[index - 1].end if index else key.end)
    first, last = lines.at(dash), lines.at(item.end)
    while first - 1 > floor:
        above = lines.comment_column(first - 1)
        if above is None or above > column:
            break
        first -= 1
    return first, last + comments_below(lines, last, column)


def comments_below(lines: Lines, last: int, column: int) -> int:
    """How many comment lines directly below ``last`` are indented further than ``column``."""
    count = 0
    while (below := lines.comment_column(last + count + 1)) is not None and below > column:
        count += 1
    return count


def without_lines(lines: Lines, first: int, last: int) -> Patch:
    """Deletes whole lines; of blank lines both above and below, those above go too."""
    if lines.is_blank(last + 1):
        while first > 1 and lines.is_blank(first - 1):
            first -= 1
    if last + 1 < len(lines):
        return Patch(lines.start(first), lines.start(last + 1), "")
    return Patch(lines.end(first - 1), lines.end(last), "")


def blank_lines_below(lines: Lines, last: int) -> int:
    """How many lines directly below ``last`` are blank, the end of the text not counted."""
    count = 0
    while last + count + 2 < len(lines) and lines.is_blank(last + count + 1):
        count += 1
    return count


def emptied(lines: Lines, key: Node) -> Patch:
    """Writes ``[]`` behind a key whose lines are deleted."""
    colon = lines.text.find(":", key.end)
    return Patch(colon + 1, colon + 1, " []")


def reindented(source: str, columns: int) -> str:
    """Whole lines moved to the right (or left, as far as they have spaces); blank lines stay as they are."""
    lines = Lines(source)
    moved = []
    for line in range(len(lines)):
        start = lines.start(line)
        if columns < 0:
            content = lines.content(line)
            start += min(-columns, len(content) - len(content.lstrip(" ")))
        pad = " " * columns if columns > 0 and not lines.is_blank(line) else ""
        moved.append(pad + source[start : lines.start(line + 1) if line + 1 < len(lines) else len(source)])
    return "".join(moved)


def are_set_apart(lines: Lines, key: Node, siblings: ListNode) -> bool:
    """True if the items of a list of lines have blank lines between them."""
    return any(
        lines.is_blank(item_lines(lines, key, siblings, index)[0] - 1) for index in range(1, len(siblings.items))
    )
