"""What a coder has not coded yet in an interview: runs of interviewees' sentences that no coding of theirs touches."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.queries.transcript import CodingView, TranscriptView
from coder.spans import Span, folded, sentences


@dataclass(frozen=True)
class Uncoded:
    """The stretches without a coding, in order, each within one turn."""

    stretches: tuple[Span, ...]
    sentences: int
    """How many sentences they hold."""
    all_sentences: int
    """How many the interviewees say."""

    def next(self, offset: int) -> int | None:
        """The number (from 0) of the first stretch that begins after an offset, the first of all behind the last."""
        if not self.stretches:
            return None
        return bisect_right(self.stretches, offset, key=lambda span: span.start) % len(self.stretches)

    def previous(self, offset: int) -> int | None:
        """The number of the last stretch that ends before an offset, the last of all before the first."""
        if not self.stretches:
            return None
        before = [number for number, span in enumerate(self.stretches) if span.end <= offset]
        return before[-1] if before else len(self.stretches) - 1


def interviewees_sentences(view: TranscriptView) -> list[list[Span]]:
    """The sentences of each interviewee's turn: cut once for a version, it takes a while in a long interview."""
    return [
        list(sentences(view.text, item.turn.speech.start, item.turn.speech.end))
        for item in view.turns
        if not item.turn.interviewer
    ]


def uncoded(said: Iterable[Sequence[Span]], codings: Iterable[CodingView], coder: str) -> Uncoded:
    """What none of a coder's codings reaches into; ``said`` is ``interviewees_sentences``."""
    mine = _merged(Span(item.start, item.end) for item in codings if folded(item.coder) == folded(coder))
    starts = [span.start for span in mine]
    stretches: list[Span] = []
    left = total = 0
    for turn in said:
        run: Span | None = None
        for sentence in turn:
            total += 1
            place = bisect_right(starts, sentence.end - 1) - 1
            if place >= 0 and mine[place].overlaps(sentence):
                stretches += [run] if run else []
                run = None
            else:
                left += 1
                run = Span(run.start if run else sentence.start, sentence.end)
        stretches += [run] if run else []
    return Uncoded(tuple(stretches), left, total)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap or touch made one, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
