"""Answers and proposals cut into pieces that a list can go through: long turns in several. No screen, no project."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.i18n import _
from coder.queries.guide import CONFIRMED, PROPOSED, Answer, AnswerTurn, Match
from coder.spans import Span, sentences

_LONG = 420
"""Characters from which on a new piece begins with the next sentence."""


@dataclass(frozen=True)
class Piece:
    """What one place in the list shows, and where it stands in its interview."""

    heading: tuple[str, ...]
    """Lines; none where it goes on from the piece before."""
    text: str
    reason: str
    source: str
    start: int
    end: int
    match: Match | None
    """The turn and question that can be confirmed or refuted here."""


def answer_pieces(found: Sequence[Answer], matches: Sequence[Match]) -> list[Piece]:
    """A question's answers, interview by interview: who, then what they say."""
    by_turn = {(match.source, match.turn): match for match in matches}
    pieces = []
    for answer in found:
        match = by_turn.get((answer.source, answer.asked[0])) if answer.asked else None
        turns = ", ".join(map(str, answer.asked))
        title = f"{'●' if answer.state == CONFIRMED else '○'} " + _("{source}, asked in turn {turns}")
        pieces_here = [piece for turn in answer.turns for piece in _of_turn(turn, answer.source, match)]
        for number, piece in enumerate(pieces_here):
            first = (title.format(source=answer.source, turns=turns),) if number == 0 else ()
            pieces.append(replace(piece, heading=(*first, *piece.heading)))
    return pieces


def _of_turn(turn: AnswerTurn, source: str, match: Match | None) -> Iterator[Piece]:
    who = f"{turn.speaker} ({turn.case})" if turn.case and turn.case != turn.speaker else turn.speaker
    heading: tuple[str, ...] = (f"{turn.turn} {who}",)
    for span in _chunks(turn.text):
        start = turn.start + span.start
        yield Piece(heading, turn.text[span.start : span.end], "", source, start, turn.start + span.end, match)
        heading = ()


def proposal_pieces(matches: Sequence[Match], texts: Mapping[tuple[str, int], str]) -> list[Piece]:
    """What is only proposed of a question, the surest first, with the reason."""
    open_ones = [match for match in matches if match.state == PROPOSED]
    pieces = []
    for match in sorted(open_ones, key=lambda match: (-(match.score or 0.0), match.source, match.start)):
        text = texts.get((match.source, match.turn), "")
        told = _("{source}, turn {turn}").format(source=match.source, turn=match.turn)
        heading = (f"○ {told}  {match.score or 0:.2f}",)
        end = match.start + max(1, len(text))
        pieces.append(Piece(heading, text, match.reason, match.source, match.start, end, match))
    return pieces


def _chunks(text: str) -> Iterator[Span]:
    """Whole sentences, some lines at a time."""
    chunk: Span | None = None
    for sentence in sentences(text):
        if chunk is not None and sentence.end - chunk.start > _LONG:
            yield chunk
            chunk = None
        chunk = Span(chunk.start if chunk else sentence.start, sentence.end)
    if chunk is not None:
        yield chunk
