"""Characters as a terminal shows them: what is never sent to it, how many cells a character takes, where it ends.

A terminal counts cells, a text counts code points. What belongs together on the screen is a *cluster*: a letter with
its combining marks, an emoji family, a flag.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size, split_graphemes, split_text

# Every character of these ranges takes one cell and joins no neighbour: Latin, Greek, Cyrillic, dashes and quotation
# marks. Text made of them alone is wrapped and measured without looking at single characters.
_NOT_PLAIN = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u203d-\u2048\u20ac]")
# What a terminal would obey (C0, C1, bidirectional marks, line separators), cannot encode (surrogates) or shows each in
# its own way (soft hyphen, zero-width joiner).
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200d-\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
_JOINER = "\u200d"
SOFT_HYPHEN = "\u200b"
"""What a soft hyphen becomes: nothing that can be seen. A row that ends with one gets a hyphen."""
_NAMED = {"\t": " ", "\n": "\n", "\x7f": "␡", "\x85": "␤", "\u2028": "␤", "\u2029": "␤", "\u00ad": SOFT_HYPHEN}
_OBEYED = "⍰"
_JOINS_NOTHING = "\u2060"


class Cluster(NamedTuple):
    """One character as seen: ``[start, end)`` in the string it was split from, and its width in cells."""

    start: int
    end: int
    cells: int


def shown(text: str) -> str:
    """The text with every character that a terminal would obey replaced by a visible one, character for character.

    The result is as long as ``text``, so offsets hold in both. A tab becomes a blank; newlines stay.
    """
    return _UNSHOWN.sub(_replacement, text)


def _replacement(match: re.Match[str]) -> str:
    character = match.group()
    if character == _JOINER:
        text, at = match.string, match.start()
        joins = 0 < at < len(text) - 1 and _can_join(text[at - 1]) and _can_join(text[at + 1])
        return _JOINER if joins else _JOINS_NOTHING
    if character in _NAMED:
        return _NAMED[character]
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\ufffd" if "\ud800" <= character <= "\udfff" else _OBEYED


def _can_join(character: str) -> bool:
    """Emoji are joined into one picture; between letters a joiner would only make the cells miscounted."""
    return "\u2190" <= character <= "\u2bff" or character >= "\U0001f000" or character == "\ufe0f"


def is_plain(text: str, start: int, end: int) -> bool:
    """True if each character of ``text[start:end]`` takes one cell and belongs to no longer cluster."""
    return _NOT_PLAIN.search(text, start, end) is None


def continues(character: str) -> bool:
    """True if the character belongs to the cluster before it: a combining mark, a joiner, a zero-width space."""
    return get_character_cell_size(character) == 0


def clusters(text: str) -> list[Cluster]:
    """The clusters of a shown text in order, without gaps."""
    if is_plain(text, 0, len(text)):
        return [Cluster(at, at + 1, 1) for at in range(len(text))]
    result: list[Cluster] = []
    open_flag = False
    for start, end, cells in split_graphemes(text)[0]:
        regional = "\U0001f1e6" <= text[start] <= "\U0001f1ff"
        if regional and open_flag:
            result[-1] = Cluster(result[-1].start, end, result[-1].cells + cells)
        else:
            result.append(Cluster(start, end, cells))
        open_flag = regional and not open_flag
    return result


def cells_before(text: str, index: int) -> int:
    """How many cells of a shown row lie left of the character at ``index``."""
    return cell_len(text[:index])


def cluster_at_cell(text: str, cell: int) -> Cluster | None:
    """The cluster of a shown row that covers a cell, None right of the text."""
    if cell < 0:
        return None
    if is_plain(text, 0, len(text)):
        return Cluster(cell, cell + 1, 1) if cell < len(text) else None
    reached = 0
    for cluster in clusters(text):
        reached += cluster.cells
        if reached > cell:
            return cluster
    return None


def cluster_around(text: str, index: int) -> Cluster | None:
    """The cluster that the character at ``index`` belongs to, None outside the text."""
    if not 0 <= index < len(text):
        return None
    if is_plain(text, 0, len(text)):
        return Cluster(index, index + 1, 1)
    row = clusters(text)
    return row[bisect_right(row, index, key=lambda cluster: cluster.start) - 1]


def one_line(text: str) -> str:
    """A name as it can stand in a row: control characters shown, newlines as blanks."""
    return shown(text).replace("\n", " ")


def cut(text: str, cells: int) -> str:
    """As much of a shown text as has room in so many cells."""
    return split_text(text, cells)[0].rstrip()


def fitted(text: str, cells: int) -> str:
    """A short text in exactly so many cells: filled with blanks, or cut with an ellipsis; control characters shown."""
    text = one_line(text)
    width = cell_len(text)
    if width > cells:
        text = split_text(text, cells - 1)[0] + "…" if cells > 0 else ""
        width = cell_len(text)
    return text + " " * (cells - width)
