"""What every suggester takes and gives. No database: passages and codes in, suggestions out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline


@dataclass(frozen=True)
class CodeProfile:
    """A code as a suggester sees it."""

    key: str
    name: str
    keywords: tuple[str, ...]
    definition: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnText:
    """One interviewee turn: its speech without the label, and where that begins in the source's text."""

    source_text_id: str
    number: int
    start: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """One thing in the text that speaks for a code."""

    kind: str
    """``word``, ``phrase``, ``compound`` (keyword is a part of the word) or ``similar`` (spelled alike)."""
    keyword: str
    """The codebook's keyword."""
    surface: str
    """The text as it stands."""
    start: int
    end: int
    """Offsets in the source's text."""
    negated: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A code proposed for a passage, with what speaks for it; never a coding until a person accepts it."""

    source_text_id: str
    start: int
    end: int
    code: str
    """The code's key."""
    score: float
    """0 to 1; ranks across codes."""
    evidence: tuple[Evidence, ...]


class Suggester(Protocol):
    """A suggester of codes; entry points in ``coder.suggesters``."""

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """Suggestions turn by turn, so that the caller can show progress and stop between turns."""
        ...
