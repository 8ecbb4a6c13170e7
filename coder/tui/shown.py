"""From what the project answers to what the reader shows."""

from collections.abc import Iterable, Mapping, Sequence

from coder.project.suggesting import OpenSuggestion
from coder.queries.codes import CodeView
from coder.queries.transcript import CodingView, TranscriptView
from coder.spans import Span, folded, union_length
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
    return tuple(
        ShownCoding(
            coding_id=coding.id,
            quote=coding.quote,
            code_key=coding.code,
            code_name=codes[coding.code].name,
            start=coding.start,
            end=coding.end,
            colour=codes[coding.code].colour,
            mine=is_by(coding, coder),
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


def coded_share(view: TranscriptView, codings: Sequence[CodingView]) -> float:
    """How much of the interviewees' speech some codings cover, 0 to 1."""
    speech = [item.turn.speech for item in view.turns if not item.turn.interviewer]
    covered = [
        part
        for coding in codings
        for item in view.turns
        if not item.turn.interviewer and (part := item.turn.speech.clip(Span(coding.start, coding.end)))
    ]
    return union_length(covered) / max(1, sum(map(len, speech)))
