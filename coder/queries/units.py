"""Units of agreement: what two coders are compared on, turn by turn.

A unit is an interviewee's turn, one of its sentences, or one of its characters; labels are no part of it. A unit is
coded when a coding reaches into it: shares at least one character with it. Characters are counted as lengths of
stretches, never one by one.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coder.spans import Span, sentences

TURN, SENTENCE, CHARACTER = "turn", "sentence", "character"
UNITS = (TURN, SENTENCE, CHARACTER)


@dataclass(frozen=True)
class TurnUnits:
    """The units of one turn."""

    speech: Span
    spans: tuple[Span, ...] | None
    """In order and apart from one another; None where every character of the speech is a unit."""

    @property
    def number(self) -> int:
        return len(self.speech) if self.spans is None else len(self.spans)

    def patterns(self, codings: Sequence[Sequence[Span]]) -> Counter[int]:
        """How many units each combination of coders has coded; ``codings`` are one code's, by coder.

        A combination is a number with bit ``n`` set where coder ``n`` has coded the unit. What nobody coded is left
        out.
        """
        return self._characters(codings) if self.spans is None else self._spans(codings)

    def _spans(self, codings: Sequence[Sequence[Span]]) -> Counter[int]:
        assert self.spans is not None
        masks: dict[int, int] = {}
        ends = [unit.end for unit in self.spans]
        for coder, spans in enumerate(codings):
            for span in spans:
                place = bisect_right(ends, span.start)  # the first unit that ends after the coding begins
                while place < len(self.spans) and self.spans[place].start < span.end:
                    masks[place] = masks.get(place, 0) | 1 << coder
                    place += 1
        return Counter(masks.values())

    def _characters(self, codings: Sequence[Sequence[Span]]) -> Counter[int]:
        """Sweep over the ends of all codings: between two of them, the same coders have coded every character."""
        changes: list[tuple[int, int, int]] = []
        for coder, spans in enumerate(codings):
            for span in spans:
                part = span.clip(self.speech)
                if part is not None:
                    changes += ((part.start, coder, 1), (part.end, coder, -1))
        found: Counter[int] = Counter()
        depth = [0] * len(codings)
        mask, reached = 0, self.speech.start
        for offset, coder, step in sorted(changes):
            if mask and offset > reached:
                found[mask] += offset - reached
            reached = offset
            depth[coder] += step
            mask = mask | 1 << coder if depth[coder] else mask & ~(1 << coder)
        return found


def units_of(speech: Span, unit: str, text: str = "") -> TurnUnits:
    """The units of a turn's speech; ``text`` is its source's, read for sentences alone."""
    if unit == CHARACTER:
        return TurnUnits(speech, None)
    if unit == SENTENCE:
        return TurnUnits(speech, tuple(sentences(text, speech.start, speech.end)))
    return TurnUnits(speech, (speech,) if len(speech) else ())
