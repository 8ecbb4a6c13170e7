"""Where a quotation stands word for word, or with all that differs marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.spans import Span
from coder.synthesis.check.difference import difference, marked_difference
from coder.synthesis.check.material import Interview
from coder.synthesis.check.pattern import Cut, Fit, Literal, Piece, fits, literal, pattern
from coder.synthesis.check.tokens import Token, tokens

ALIKE = 0.999
"""The most that a quotation can be like words that it does not repeat."""
_CUT_FREELY, _WORDS_AT_LONG_CUT = 30, 3
"""A cut of more words and marks needs words enough on both of its sides."""


@dataclass(frozen=True)
class Place:
    """Where a quotation may be from, and how well it fits there."""

    interview: Interview
    span: Span
    verbatim: bool
    marked: bool
    similarity: float
    difference: str
    bits: float = 0.0
    """What shows that it is from there, where it does not fit exactly."""
    share: float = 1.0
    """How much of its words were said there."""


def comparison(edited: str, said: str) -> tuple[bool, bool, str]:
    """Whether an edited text is verbatim, whether marks stand for all that differs, and the difference.

    The rule by which ``coder check`` judges, for a quotation whose source is known.
    """
    place = exact_place(pattern(edited), literal(edited), Interview("", said), 0, len(said))
    if place is not None:
        return place.verbatim, place.marked, place.difference
    return False, False, difference(words_of(pattern(edited)), tokens(said))


def exact_place(
    as_marked: Sequence[Piece], as_it_stands: Sequence[Piece], interview: Interview, start: int, end: int
) -> Place | None:
    """Where a quotation fits exactly in a stretch of a text: verbatim before marked, marked well before ill."""
    source = tokens(interview.text, start, end)
    best: Fit | None = None
    for pieces in dict.fromkeys((tuple(as_it_stands), tuple(as_marked))):
        for fit in fits(pieces, source):
            if fit.verbatim:
                return _placed(fit, interview, source)
            if _close(pieces, fit) and (best is None or _strain(fit) < _strain(best)):
                best = fit
    return _placed(best, interview, source) if best is not None else None


def words_of(pieces: Sequence[Piece]) -> list[Token]:
    """A quotation's words and marks without its brackets."""
    return [token for piece in pieces if isinstance(piece, Literal) for token in piece.tokens]


def runs_of(pieces: Sequence[Piece]) -> list[list[str]]:
    """The words that have to stand one after the other for a quotation to fit, run by run."""
    runs = ([token.text for token in each.tokens if token.is_word] for each in pieces if isinstance(each, Literal))
    return [run for run in runs if run]


def has_cut(pieces: Sequence[Piece]) -> bool:
    return any(isinstance(piece, Cut) for piece in pieces)


def _strain(fit: Fit) -> tuple[bool, int]:
    """How much a reader has to grant a fit: at best what was put in stands for one word, and a cut for few."""
    return not fit.keeps_negations, sum(abs(len(change.cut) - bool(change.put)) for change in fit.changes)


def _close(pieces: Sequence[Piece], fit: Fit) -> bool:
    """False where a long cut parts words so few that they may stand anywhere."""
    if all(len(change.cut) <= _CUT_FREELY for change in fit.changes):
        return True
    return all(len(piece.tokens) >= _WORDS_AT_LONG_CUT for piece in pieces if isinstance(piece, Literal))


def _placed(fit: Fit, interview: Interview, source: Sequence[Token]) -> Place:
    cut = sum(len(change.cut) for change in fit.changes)
    put = sum(len(change.put) for change in fit.changes)
    kept = fit.end - fit.start - cut
    return Place(
        interview,
        Span(source[fit.start].start, source[max(fit.start, fit.end - 1)].end),
        verbatim=fit.verbatim,
        marked=fit.keeps_negations,
        similarity=1.0 if fit.verbatim else min(ALIKE, round(2 * kept / max(1, 2 * kept + put + cut), 3)),
        difference="" if fit.verbatim else marked_difference(fit),
    )
