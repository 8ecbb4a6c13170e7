"""What the transcript reader is given: one transcript with its codings and suggestions, as it is to be shown.

Offsets are Unicode code points into ``ShownTranscript.text``, end exclusive.
"""

from dataclasses import dataclass
from typing import NamedTuple

from coder.spans import Span

COLOUR_NAMES = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink", "grey")


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One speaker's turn: ``[start, end)`` with the label, ``[speech_start, end)`` without it."""

    number: int
    """From 1."""
    label: str
    """The speaker's label as written; "" where nobody is named."""
    start: int
    speech_start: int
    end: int
    time_ms: int | None = None
    interviewer: bool = False


class ShownCoding(NamedTuple):
    """One code on one passage by one coder. A named tuple: thousands are made anew after every coding."""

    coding_id: str
    quote: str
    """The quote's lasting identifier (``C-7K2M9``)."""
    code_key: str
    code_name: str
    start: int
    end: int
    colour: str = "grey"
    """One of ``COLOUR_NAMES``; any other is shown grey."""
    mine: bool = True
    """By the coder at work; other coders' codings are shown dimmer and dotted."""
    starred: bool = False
    has_note: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A code proposed for a passage."""

    suggestion_id: str
    code_key: str
    code_name: str
    colour: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ShownTranscript:
    """A transcript as the reader shows it; turns in order and not overlapping.

    Text outside every turn is not shown. Without turns the whole text is one turn without a label.
    """

    name: str
    text: str
    turns: tuple[ShownTurn, ...]
    codings: tuple[ShownCoding, ...] = ()
    suggestions: tuple[ShownSuggestion, ...] = ()
