"""Where words stand in a text: as a file says, if its words stand there, else where they stand and nowhere else.

Programs keep the words of a coding beside its position. Where the two disagree, the text was changed under its codings,
or the program counted otherwise; the words are what a person chose.
"""

import re
from collections.abc import Sequence

from coder.i18n import _, ngettext
from coder.spans import Span

_SPACE = re.compile(r"\s")
_NEAR = 300
"""Characters on either side of a position in which words that stand more than once may stand once."""


class Places:
    """A text, newlines ``\\n``, in which words are looked for; any white space is as good as any other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._level = level(text)

    def holds(self, words: str, span: Span | None) -> bool:
        """Whether these words, and no others, stand there."""
        return span is not None and self._level[span.start : span.end] == level(words)

    def again(self, words: str, near: int) -> Span | None:
        """Where words stand; None where they do not, or where nothing tells which of several places is meant."""
        wanted = level(words)
        if not wanted.strip():
            return None
        only = self._once(wanted, 0, len(self._level))
        if only is None:
            only = self._once(wanted, max(0, near - _NEAR), near + _NEAR + len(wanted))
        return Span(only, only + len(wanted)) if only is not None else None

    def _once(self, wanted: str, start: int, end: int) -> int | None:
        first = self._level.find(wanted, start, end)
        if first < 0 or self._level.find(wanted, first + 1, end) >= 0:
            return None
        return first


def not_found(source: str, words: str, start: object, end: object) -> str:
    """A line on a coding whose words cannot be found."""
    message = _("{source}: a coding of “{words}” at {start}–{end}: other words stand there, and these were not found.")
    return message.format(source=source, words=shortened(words), start=start, end=end)


def found_again(source: str, all_words: Sequence[str]) -> str:
    """A line on codings that were found by their words."""
    message = ngettext(
        "{source}: {number} coding whose position is wrong was found by its words, such as “{words}”.",
        "{source}: {number} codings whose positions are wrong were found by their words, such as “{words}”.",
        len(all_words),
    )
    return message.format(source=source, number=len(all_words), words=shortened(all_words[0]))


def shortened(text: str, most: int = 40) -> str:
    """Words for a line of a report."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def level(words: str) -> str:
    """Words with a blank for every character of white space; a CRLF is one."""
    return _SPACE.sub(" ", words.replace("\r\n", "\n"))
