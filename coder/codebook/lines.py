"""A text seen as lines, whatever newlines it has. Offsets are code points, lines count from 0."""

import re
from bisect import bisect_right

_BREAK = re.compile(r"\r\n|\r|\n")


class Lines:
    """Where the lines of a text begin and end; the newline is not part of a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(_BREAK.finditer(text))
        self._starts = [0, *(match.end() for match in breaks)]
        self._ends = [*(match.start() for match in breaks), len(text)]
        self.newline = breaks[0].group() if breaks else "\n"
        """The text's own newline: its first one."""

    def __len__(self) -> int:
        return len(self._starts)

    def at(self, offset: int) -> int:
        """The line that ``offset`` is in."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        return self._starts[line]

    def end(self, line: int) -> int:
        """The offset of the line's newline, or of the end of the text."""
        return self._ends[line]

    def content(self, line: int) -> str:
        return self.text[self._starts[line] : self._ends[line]]

    def is_blank(self, line: int) -> bool:
        """True of an empty line, and of everything after the last line."""
        return line >= len(self) or not self.content(line).strip()

    def column(self, offset: int) -> int:
        """How many characters stand before ``offset`` in its line."""
        return offset - self._starts[self.at(offset)]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column as an editor shows them, from 1."""
        return self.at(offset) + 1, self.column(offset) + 1

    def comment_column(self, line: int) -> int | None:
        """The column of the ``#`` if the line is nothing but a comment."""
        content = self.content(line) if line < len(self) else ""
        stripped = content.lstrip(" ")
        return len(content) - len(stripped) if stripped.startswith("#") else None
