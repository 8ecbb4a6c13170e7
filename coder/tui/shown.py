"""From what the project answers to what the reader shows."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from coder.project.suggestions.judging import OpenSuggestion
from coder.queries.codes import CodeView
from coder.queries.transcript import CodingView, TranscriptView
from coder.spans import folded
from coder.tui.transcript import ShownCoding, ShownSuggestion, ShownTranscript, ShownTurn

Codes = Mapping[str, CodeView]
"""The codebook by key."""


def shown_transcript(view: TranscriptView) -> ShownTranscript:
    """An interview's text and turns, still without codings and suggestions."""
    turns = tuple(
        ShownTurn(
            number=item.turn.number,
            label=item.turn.label,
            start=item.turn.start,
            speech_start=item.turn.speech.start,
            end=item.turn.speech.end,
            time_ms=item.time_ms,
            interviewer=item.turn.interviewer,
        )
        for item in view.turns
    )
    return ShownTranscript(view.name, view.text, turns)


def shown_codings(codings: Iterable[CodingView], codes: Codes, coder: str) -> tuple[ShownCoding, ...]:
    """Everybody's codings, as one coder sees them."""
    codings = tuple(codings)
    own = own_names(codings, coder)
    return tuple(
        ShownCoding(
            coding_id=coding.id,
            quote=coding.quote,
            code_key=coding.code,
            code_name=codes[coding.code].name,
            start=coding.start,
            end=coding.end,
            colour=codes[coding.code].colour,
            mine=coding.coder in own,
            starred=coding.starred,
            has_note=bool(coding.notes),
        )
        for coding in codings
    )


def shown_suggestions(suggestions: Iterable[OpenSuggestion], codes: Codes) -> tuple[ShownSuggestion, ...]:
    """The suggestions for codes that are known."""
    return tuple(
        ShownSuggestion(item.suggestion, code.key, code.name, code.colour, item.start, item.end)
        for item in suggestions
        if (code := codes.get(item.code)) is not None
    )


def is_by(coding: CodingView, coder: str) -> bool:
    """True if it is this coder's coding."""
    return folded(coding.coder) == folded(coder)


def own_names(codings: Sequence[CodingView], coder: str) -> set[str]:
    """The names among the codings' coders that are this coder's."""
    me = folded(coder)
    return {name for name in {coding.coder for coding in codings} if folded(name) == me}


class Speech:
    """The interviewees' speech in one version of an interview; how much of it is coded."""

    def __init__(self, view: TranscriptView) -> None:
        self.view = view
        spans = [item.turn.speech for item in view.turns if not item.turn.interviewer]
        self._starts = [span.start for span in spans]
        self._lengths = [len(span) for span in spans]
        self._before = [0, *accumulate(self._lengths)]

    def share(self, codings: Iterable[CodingView]) -> float:
        """How much of it some codings cover, 0 to 1."""
        covered = reached = 0
        for start, end in sorted((coding.start, coding.end) for coding in codings):
            if end > reached:
                covered += self._characters(end) - self._characters(max(start, reached))
                reached = end
        return covered / max(1, self._before[-1])

    def _characters(self, offset: int) -> int:
        """Characters of it before an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self._before[at] + min(offset - self._starts[at], self._lengths[at]) if at >= 0 else 0
