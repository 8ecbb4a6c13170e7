"""Edits that are known: a text with passages replaced, and the exact alignment of the two."""

from collections.abc import Sequence

from coder.alignment.parts import Alignment, Part, PartKind
from coder.spans import Span


def replaced(old: str, replacements: Sequence[tuple[Span, str]]) -> tuple[str, Alignment]:
    """The text with each passage replaced, and how the two stand to each other.

    An empty passage is an insertion, an empty string a deletion. Whatever lies in a replaced passage, or ends in
    it, takes the whole replacement. ``ValueError`` for passages that overlap or lie outside the text.
    """
    pieces: list[str] = []
    parts: list[Part] = []
    reached, length = 0, 0
    for span, text in sorted(replacements, key=lambda item: item[0]):
        if not reached <= span.start <= span.end <= len(old):
            raise ValueError(f"{span}: overlaps another replacement, or lies outside the text")
        length = _keep(old, reached, span.start, length, pieces, parts)
        if len(span) and text:
            parts.append(Part(span, Span(length, length + len(text)), PartKind.REPLACED))
        pieces.append(text)
        length += len(text)
        reached = span.end
    _keep(old, reached, len(old), length, pieces, parts)
    new = "".join(pieces)
    return new, Alignment(old, new, parts)


def _keep(old: str, start: int, end: int, length: int, pieces: list[str], parts: list[Part]) -> int:
    """Take over what lies between two edits; returns how long the new text is with it."""
    if end > start:
        pieces.append(old[start:end])
        parts.append(Part(Span(start, end), Span(length, length + end - start), PartKind.KEPT))
    return length + end - start
