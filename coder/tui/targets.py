"""Where one may want to go in an interview: a turn by its number, a time stamp, a question of the guide. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from coder.i18n import _
from coder.queries.guide import PROPOSED, Guide, Match
from coder.queries.transcript import TranscriptView, TurnView
from coder.spans import folded
from coder.tui import words

_NUMBER = re.compile(r"\d{1,6}")
_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")


@dataclass(frozen=True)
class Target:
    """A place to go to; ``offset`` is None for what is not there and can only be told."""

    title: str
    about: str
    offset: int | None


def targets(typed: str, view: TranscriptView, guide: Guide | None) -> list[Target]:
    """What may be meant: ``12`` a turn, ``00:14:30`` or ``14:30`` a time, else words of a guide question.

    Without anything typed, the questions in the order in which they were asked.
    """
    typed = typed.strip()
    if _NUMBER.fullmatch(typed):
        return [_turn(int(typed), view)]
    time = _TIME.fullmatch(typed)
    if time:
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        return [_time(typed, ((hours * 60 + minutes) * 60 + seconds) * 1000, view)]
    return list(_questions(typed, view, guide)) if guide is not None else []


def _turn(number: int, view: TranscriptView) -> Target:
    item = next((item for item in view.turns if item.turn.number == number), None)
    title = _("Turn {number}").format(number=number)
    if item is None:
        return Target(title, _("There are {number} turns.").format(number=len(view.turns)), None)
    return Target(title, _beginning(item, view), item.turn.speech.start)


def _time(typed: str, milliseconds: int, view: TranscriptView) -> Target:
    """The turn that was being said then."""
    timed = [item for item in view.turns if item.time_ms is not None]
    if not timed:
        return Target(typed, _("This interview has no time stamps."), None)
    place = bisect_right(timed, milliseconds, key=lambda item: item.time_ms or 0) - 1
    item = timed[max(0, place)]
    return Target(typed, _beginning(item, view), item.turn.speech.start)


def _beginning(item: TurnView, view: TranscriptView) -> str:
    said = view.text[item.turn.speech.start : item.turn.speech.end][:200]
    return f"{words.one_line(item.turn.label)} {words.one_line(said)}".strip()


def _questions(typed: str, view: TranscriptView, guide: Guide) -> Iterator[Target]:
    wanted = folded(typed).split()
    here = [match for match in guide.matches if match.source == view.name]
    fitting = {
        question.key: question
        for question in guide.questions
        if folded(question.key) == folded(typed) or all(word in folded(question.text) for word in wanted)
    }
    speech = {item.turn.start: item.turn.speech.start for item in view.turns}
    for match in here:
        if match.question in fitting:
            question = fitting[match.question]
            yield Target(f"{question.key} {question.text}", _asked(match), speech.get(match.start))
    if wanted:
        asked = {match.question for match in here}
        for question in fitting.values():
            if question.key not in asked:
                yield Target(f"{question.key} {question.text}", _("not asked here"), None)


def _asked(match: Match) -> str:
    told = _("turn {number}, only proposed") if match.state == PROPOSED else _("turn {number}")
    return told.format(number=match.turn)
