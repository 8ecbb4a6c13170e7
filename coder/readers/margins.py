"""A document's text as it is put together: lines, headings, and what is written in the margin.

Offsets count in the lines joined by newlines; ``transcript`` moves them to the text after the head.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from coder.readers.base import Comment, RawTranscript
from coder.readers.head import split_head
from coder.readers.speech_tables import SpeechRow
from coder.spans import Span, trim

ElementT = TypeVar("ElementT")
_INITIALS = 6


@dataclass
class _Open:
    """A comment whose passage is being read."""

    start: int
    end: int | None = None


class Lines:
    """Collects lines piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._line_start = 0
        self._headings: list[Span] = []
        self._passages: dict[str, _Open] = {}
        self._times: dict[int, int] = {}
        self._labels: dict[str, None] = {}
        self._opening = ""
        """What is put before the next piece: a speaker's label."""

    def put(self, text: str) -> None:
        """A piece of the line at hand."""
        if self._opening:
            text, self._opening = self._opening + text, ""
        self._pieces.append(text)
        self._length += len(text)

    def turn_begins(self, row: SpeechRow) -> None:
        """The next piece begins a turn, or goes on with the one before where nobody is named."""
        if self.in_line or self._opening:
            self.end_line()
        if row.label:
            self._labels[row.label] = None
            self._opening = f"{row.label}: "
            if row.time_ms is not None:
                self._times[self._length] = row.time_ms

    def speech(
        self,
        told: Iterable[SpeechRow | None],
        rows: Iterable[ElementT],
        cells: Iterable[Sequence[ElementT]],
        put: Callable[[ElementT], None],
        remarks: Callable[[ElementT], None],
    ) -> None:
        """A table of speakers and what they say: a turn a row, by what ``speech_rows`` tells of each. ``put`` puts
        what an element holds; a row that is nobody's is put as it stands. ``remarks`` takes the comments in a cell
        that is not put: they are about the turn, or those of headings about what stands before."""
        for found, row, cells_of_row in zip(told, rows, cells, strict=True):
            if found is None:
                put(row)
                continue
            if found.cell is not None:
                self.turn_begins(found)
            for place, cell in enumerate(cells_of_row):
                if place != found.cell:
                    remarks(cell)
            if found.cell is not None:
                put(cells_of_row[found.cell])

    def end_line(self, heading: bool = False) -> None:
        """The line at hand is whole."""
        self._open()
        if heading and self._length > self._line_start:
            self._headings.append(Span(self._line_start, self._length))
        self.put("\n")
        self._line_start = self._length

    @property
    def in_line(self) -> bool:
        """True if the line at hand holds something."""
        return self._length > self._line_start

    def _open(self) -> None:
        if self._opening:
            self.put("")

    def comment_begins(self, key: str) -> None:
        """What follows is what a comment is about."""
        self._open()
        self._passages[key] = _Open(self._length)

    def comment_ends(self, key: str) -> None:
        """Where its passage ends; one that never began is about the line."""
        self._open()
        self._passages.setdefault(key, _Open(self._length)).end = self._length

    @property
    def text(self) -> str:
        """All lines so far."""
        return ("".join(self._pieces) + self._opening).removesuffix("\n")

    def transcript(self, format: str, comments: Iterable[tuple[str, Comment]], remarks: Iterable[str]) -> RawTranscript:
        """The whole text. ``comments`` by the keys of their passages, ``start`` and ``end`` filled in here."""
        whole = self.text
        head, text = split_head(whole)
        moved = len(whole) - len(text)
        headings = [Span(span.start - moved, span.end - moved) for span in self._headings if span.start >= moved]
        trimmed = (trim(text, span) for span in headings)
        return RawTranscript(
            text=text,
            format=format,
            encoding="utf-8",
            head=head,
            times={start - moved: time for start, time in self._times.items() if start >= moved},
            remarks=tuple(remarks),
            labels=tuple(self._labels),
            headings=tuple(span for span in trimmed if span is not None),
            comments=tuple(self._placed(text, moved, key, comment) for key, comment in comments if comment.text),
        )

    def _placed(self, text: str, moved: int, key: str, comment: Comment) -> Comment:
        found = self._passages.get(key)
        if found is None:
            return comment
        start = max(found.start - moved, 0)
        end = min(max((found.start if found.end is None else found.end) - moved, start), len(text))
        span = trim(text, Span(start, end)) or _line_at(text, min(start, len(text)))
        return replace(comment, start=span.start, end=span.end) if span is not None else comment


def _line_at(text: str, offset: int) -> Span | None:
    """The line around an offset, None if it is empty."""
    end = text.find("\n", offset)
    return trim(text, Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end))


def initials(said: str | None, author: str | None) -> str:
    """The initials that a document gives, else those of the author's name."""
    return (said or "".join(word[0] for word in re.findall(r"[^\W\d_]\w*", author or "")))[:_INITIALS]


def moment(said: str | None) -> str:
    """A document's date as the project writes moments; empty for none."""
    try:
        found = datetime.fromisoformat((said or "").strip()[:26])
    except ValueError:
        return ""
    return found.replace(tzinfo=found.tzinfo or UTC).isoformat(timespec="microseconds")
