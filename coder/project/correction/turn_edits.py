"""Corrections of single turns as pure text: the new text, its turns, and how it stands to the old one.

The turns follow from the edit itself, never from reading the text again: what is written into one turn, a line with a
colon too, cannot move another.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.alignment import Alignment, edited, replaced
from coder.errors import CoderError
from coder.i18n import _
from coder.readers.base import ParsedTurn
from coder.readers.turns import label_key
from coder.spans import Span, trim

_MOST_LETTERS = 100
_DEFAULT_BREAK = "\n"


@dataclass(frozen=True)
class TurnsEdited:
    """A text after a correction."""

    text: str
    turns: tuple[ParsedTurn, ...]
    alignment: Alignment


def checked_label(label: str) -> str:
    """A speaker's label as it is written. ``CoderError`` for one that could not begin a turn."""
    label = " ".join(label.split()).rstrip(":").rstrip()
    if not label:
        raise CoderError(_("A speaker needs a label."))
    if ":" in label or len(label) > _MOST_LETTERS:
        message = _("{label}: a speaker's label has no colon and at most {number} characters.")
        raise CoderError(message.format(label=label[:_MOST_LETTERS], number=_MOST_LETTERS))
    return label


def turn_numbered(turns: Sequence[ParsedTurn], number: int) -> ParsedTurn:
    """A turn by its number. ``CoderError`` if there is none."""
    if not 1 <= number <= len(turns):
        raise CoderError(
            _("{number}: there is no such turn; they are 1 to {last}.").format(number=number, last=len(turns))
        )
    return turns[number - 1]


def with_speech(text: str, turns: Sequence[ParsedTurn], number: int, speech: str) -> TurnsEdited:
    """What is said in a turn, written anew. White space around it belongs to no speech."""
    turn = turn_numbered(turns, number)
    speech = speech.replace("\r\n", "\n").replace("\r", "\n").strip()
    silent = turn.speech_start == turn.end
    glued = silent and speech and not text[: turn.speech_start].endswith((" ", "\n"))
    new, alignment = edited(text, Span(turn.speech_start, turn.end), f" {speech}" if glued else speech)
    grown = len(new) - len(text)
    written = trim(new, Span(turn.speech_start, turn.end + grown))
    now = turn._replace(
        speech_start=written.start if written else turn.speech_start,
        end=written.end if written else turn.speech_start,
    )
    return TurnsEdited(new, (*turns[: number - 1], now, *_shifted(turns[number:], grown)), alignment)


def _shifted(turns: Iterable[ParsedTurn], by: int) -> Iterable[ParsedTurn]:
    for turn in turns:
        yield turn._replace(start=turn.start + by, speech_start=turn.speech_start + by, end=turn.end + by)


def with_label(text: str, turns: Sequence[ParsedTurn], old: str, new: str) -> TurnsEdited:
    """A speaker under another label, everywhere. A speaker without one ("") gets one."""
    places = [(turn, _label_in(text, turn)) for turn in turns if turn.label == old]
    edits = [(place, new if old else f"{new}: ") for _turn, place in places]
    now, alignment = replaced(text, edits)
    found, shift = [], 0
    for turn in turns:
        start = turn.start + shift
        if turn.label == old:
            shift += len(edits[0][1]) - len(_label_in(text, turn))
            turn = turn._replace(label=new)
        found.append(turn._replace(start=start, speech_start=turn.speech_start + shift, end=turn.end + shift))
    return TurnsEdited(now, tuple(found), alignment)


def _label_in(text: str, turn: ParsedTurn) -> Span:
    """Where a turn's label stands, however it is spelled there; an empty span where a label can be put in."""
    if not turn.label:
        return Span(turn.start, turn.start)
    head = text[turn.start : turn.speech_start]
    at = head.find(turn.label)
    if at >= 0:
        return Span(turn.start + at, turn.start + at + len(turn.label))
    ends = range(len(head), 0, -1)
    wanted = label_key(turn.label)
    for start in range(len(head)):
        for end in ends:
            if end > start and not head[start].isspace() and label_key(head[start:end]) == wanted:
                return Span(turn.start + start, turn.start + start + len(head[start:end].rstrip()))
    raise CoderError(
        _("{label}: this label is not found in turn {number}.").format(label=turn.label, number=turn.number)
    )


def split(text: str, turns: Sequence[ParsedTurn], offset: int, label: str) -> TurnsEdited:
    """Two turns out of one: what is said from ``offset`` on is somebody else's. ``CoderError`` outside speech."""
    turn = next((turn for turn in turns if turn.speech_start < offset < turn.end), None)
    first = trim(text, Span(turn.speech_start, offset)) if turn else None
    second = trim(text, Span(offset, turn.end)) if turn else None
    if turn is None or first is None or second is None:
        raise CoderError(_("{offset}: a turn can only be split between two words of it.").format(offset=offset))
    head = f"{_break_after(text, turns, turn)}{label}: "
    # The blank goes and the head comes: neither is a word that something could end with.
    now, alignment = replaced(text, [(Span(first.end, second.start), ""), (Span(second.start, second.start), head)])
    shift = len(now) - len(text)
    start = first.end + len(head) - len(f"{label}: ")
    halves = (
        turn._replace(end=first.end),
        ParsedTurn(turn.number + 1, label, start, first.end + len(head), turn.end + shift),
    )
    index = turn.number - 1
    return TurnsEdited(now, _numbered([*turns[:index], *halves, *_shifted(turns[index + 1 :], shift)]), alignment)


def _break_after(text: str, turns: Sequence[ParsedTurn], turn: ParsedTurn) -> str:
    """What stands between turns here."""
    index = turn.number - 1
    for one, other in ((index, index + 1), (index - 1, index)):
        if one >= 0 and other < len(turns):
            between = text[turns[one].end : turns[other].start]
            if re.fullmatch(r"[ \t]*(\n[ \t]*)+", between):
                return between
    return _DEFAULT_BREAK


def join(text: str, turns: Sequence[ParsedTurn], number: int) -> TurnsEdited:
    """A turn and the next as one, by the first one's speaker; the second label goes. ``CoderError`` for the last."""
    turn = turn_numbered(turns, number)
    if number == len(turns):
        raise CoderError(
            _("{number}: this is the last turn; there is no next one to join it with.").format(number=number)
        )
    following = turns[number]
    silent = turn.speech_start == turn.end
    blank = " " if following.end > following.speech_start and not text[: turn.end].endswith((" ", "\n")) else ""
    gap = Span(turn.end, following.speech_start)
    now, alignment = replaced(text, [(gap, ""), (Span(gap.end, gap.end), blank)])
    shift = len(now) - len(text)
    speech_start = following.speech_start + shift if silent else turn.speech_start
    whole = turn._replace(speech_start=speech_start, end=following.end + shift)
    return TurnsEdited(now, _numbered([*turns[: number - 1], whole, *_shifted(turns[number + 1 :], shift)]), alignment)


def _numbered(turns: Sequence[ParsedTurn]) -> tuple[ParsedTurn, ...]:
    return tuple(turn._replace(number=number) for number, turn in enumerate(turns, 1))
