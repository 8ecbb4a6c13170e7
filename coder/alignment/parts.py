"""An alignment: the parts of an old text that a new one still has, and what became of passages."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from coder.spans import Span, trim


class PartKind(Enum):
    """How a part of the old text stands in the new one."""

    KEPT = "kept"
    """Letter for letter."""
    RESPELT = "respelt"
    """As the same words spelt otherwise."""
    REPLACED = "replaced"
    """As other words in its place."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the old text and where it is in the new one; neither is empty."""

    old: Span
    new: Span
    kind: PartKind


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a passage is now."""

    span: Span
    changed: bool
    """True if it does not read letter for letter as before: it grew, shrank or was respelt."""


class Alignment:
    """How an old text stands in a new one: parts in the order of both texts; what is in none is gone, or new."""

    def __init__(self, old: str, new: str, parts: Sequence[Part]) -> None:
        self.old = old
        self.new = new
        self.parts = tuple(parts)
        self._starts = [part.old.start for part in self.parts]

    def place(self, span: Span) -> Span | None:
        """Where a passage of the old text is in the new one; None if none of its words is."""
        found = self.placed(span)
        return found.span if found else None

    def placed(self, span: Span) -> Placed | None:
        """As ``place``, with whether it reads as before."""
        pieces = [piece for piece in self._pieces(span) if not self.new[piece[1].start : piece[1].end].isspace()]
        words = any(map(str.isalnum, self.old[span.start : span.end]))
        if words and not any(any(map(str.isalnum, self.new[new.start : new.end])) for _old, new in pieces):
            return None
        if not pieces:
            return None
        (first, start), (last, end) = pieces[0], pieces[-1]
        whole = Span(start.start, end.end)
        trimmed = trim(self.new, whole)
        assert trimmed is not None
        # White space at an edge goes only where the passage's own edge is no longer there.
        result = Span(
            whole.start if first.start == span.start else trimmed.start,
            whole.end if last.end == span.end else trimmed.end,
        )
        return Placed(result, self.new[result.start : result.end] != self.old[span.start : span.end])

    def near(self, offset: int) -> int:
        """Where to go on reading: the offset's own place in the new text, else where what follows it begins."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self.parts[index].old.contains(offset):
            part = self.parts[index]
            return part.new.start + (offset - part.old.start if part.kind is PartKind.KEPT else 0)
        return self.parts[index + 1].new.start if index + 1 < len(self.parts) else len(self.new)

    def _pieces(self, span: Span) -> list[tuple[Span, Span]]:
        """The pieces of a passage that are still there: each where it was and where it is."""
        found = []
        for part in self.parts[max(0, bisect_right(self._starts, span.start) - 1) :]:
            if part.old.start >= span.end:
                break
            clip = part.old.clip(span)
            if clip is not None:
                found.append((clip, self._image(part, clip)))
        return found

    def _image(self, part: Part, clip: Span) -> Span:
        if part.kind is PartKind.KEPT:
            shift = part.new.start - part.old.start
            return Span(clip.start + shift, clip.end + shift)
        if part.kind is PartKind.REPLACED or clip == part.old:
            return part.new
        return self._by_letters(part, clip)

    def _by_letters(self, part: Part, clip: Span) -> Span:
        """Where some letters of a respelt word are; all of the word if they are gone."""
        from rapidfuzz.distance import Indel

        was, now = self.old[part.old.start : part.old.end], self.new[part.new.start : part.new.end]
        kept = []
        for code in Indel.opcodes(was, now):
            if code.tag != "equal":
                continue
            old = Span(part.old.start + code.src_start, part.old.start + code.src_end)
            inside = old.clip(clip)
            if inside is not None:
                shift = part.new.start + code.dest_start - old.start
                kept.append(Span(inside.start + shift, inside.end + shift))
        if not kept:
            return part.new
        start = part.new.start if clip.start == part.old.start else kept[0].start
        end = part.new.end if clip.end == part.old.end else kept[-1].end
        return Span(start, end)
