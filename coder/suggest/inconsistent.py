"""Passages that say nearly the same and are coded differently, by one coder or by two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.spans import Span
from coder.suggest.likeness import Likeness, lexicon_for
from coder.suggest.seeds import Row

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

LEAST_ALIKE = 0.7
"""From so much likeness on, 0 to 1, two passages should have the same codes."""


@dataclass(frozen=True)
class Coded:
    """A passage with all the codes that one coder has given it."""

    quote: str
    """The identifier of its first coding."""
    source: str
    start: int
    end: int
    text: str
    coder: str
    codes: tuple[str, ...]
    """Keys, sorted."""


@dataclass(frozen=True)
class Unequal:
    """Two passages; ``one`` stands before ``other`` in the order given."""

    one: Coded
    other: Coded
    similarity: float

    @property
    def only_one(self) -> tuple[str, ...]:
        """Codes that only the first has."""
        return tuple(code for code in self.one.codes if code not in self.other.codes)

    @property
    def only_other(self) -> tuple[str, ...]:
        return tuple(code for code in self.other.codes if code not in self.one.codes)


def inconsistent(passages: Sequence[Coded], pipeline: "Pipeline", least: float = LEAST_ALIKE) -> list[Unequal]:
    """Pairs that are at least so alike and have not the same codes, the most alike first.

    Passages that overlap are no pair: how far coders agree on one passage is another question.
    """
    lexicon = lexicon_for(pipeline)
    reads = lexicon.read(passage.text for passage in passages)
    rows = [Row(passage.text, read, 0, len(read.tokens)) for passage, read in zip(passages, reads, strict=True)]
    everything = range(len(passages))
    found = [
        Unequal(passages[one], passages[other], round(alike, 4))
        for one, other, alike in Likeness(rows, lexicon).pairs(everything, everything, least)
        if one < other and passages[one].codes != passages[other].codes and not _overlap(passages[one], passages[other])
    ]
    return sorted(found, key=lambda pair: (-pair.similarity, pair.one.quote, pair.other.quote))


def _overlap(one: Coded, other: Coded) -> bool:
    return one.source == other.source and Span(one.start, one.end).overlaps(Span(other.start, other.end))
