"""A transcript and its codings in words: plain lines that a screen reader can say."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from coder.cli.output import one_line, put, put_block, put_heading
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project.suggestions.judging import OpenSuggestion
    from coder.queries.guide import Match
    from coder.queries.notes import NoteRow
    from coder.queries.transcript import CodingView, TranscriptView, TurnView

_LONGEST_QUOTE = 60


class _Placed(Protocol):
    @property
    def start(self) -> int | None: ...


PlacedT = TypeVar("PlacedT", bound=_Placed)


@dataclass(frozen=True)
class Beside:
    """What is told of a source besides its text and its codings."""

    codes: Mapping[str, str]
    """Names of codes by id."""
    about: Mapping[str, str]
    """Names of actors, groups and places by id."""
    questions: Mapping[str, str]
    """The guide's questions by id."""
    notes: Sequence["NoteRow"] = ()
    """Those on passages."""
    asked: Sequence["Match"] = ()
    """Turns that ask a question of the guide."""
    suggestions: Sequence["OpenSuggestion"] = ()


def put_transcript(view: "TranscriptView", beside: Beside) -> None:
    """The source turn by turn: what it asks, what is said, and what begins in it: codings, notes, suggestions."""
    put_heading(_("Source: {name}").format(name=view.name))
    for note in view.notes:
        put_block(_("Note on the source: {text}").format(text=note), indent=0)
    codings, notes = _by_turn(view, view.codings), _by_turn(view, beside.notes)
    suggestions = _by_turn(view, beside.suggestions)
    for number, each in enumerate(view.turns):
        put()
        put_heading(turn_in_words(each))
        for match in beside.asked:
            if match.turn == each.turn.number:
                put_block(_question_in_words(match, beside.questions))
        put_block(view.text[each.turn.speech.start : each.turn.speech.end].strip("\n"), indent=0)
        for coding in codings[number]:
            put_block(coding_in_words(coding, view, beside))
            for text in coding.notes:
                put_block(_("Note: {text}").format(text=text), indent=4)
        for on_passage in notes[number]:
            put_block(_note_in_words(on_passage, view))
        for suggestion in suggestions[number]:
            put_block(_suggestion_in_words(suggestion, beside))


def _by_turn(view: "TranscriptView", items: Iterable[PlacedT]) -> dict[int, list[PlacedT]]:
    """Each at the turn it begins in; what begins before all turns is told at the first."""
    starts = [each.turn.start for each in view.turns]
    found: dict[int, list[PlacedT]] = defaultdict(list)
    for item in items:
        found[max(bisect_right(starts, item.start or 0) - 1, 0)].append(item)
    return found


def _question_in_words(match: "Match", questions: Mapping[str, str]) -> str:
    from coder.queries.guide import PROPOSED

    asks = _("Asks, as it seems, {question}: {text}") if match.state == PROPOSED else _("Asks {question}: {text}")
    return asks.format(question=match.question, text=questions.get(match.question, ""))


def _note_in_words(note: "NoteRow", view: "TranscriptView") -> str:
    words = _shortened(view.text[note.start or 0 : note.end or 0])
    return _("Note by {coder} on “{words}”: {text}").format(coder=note.coder, words=words, text=note.text)


def _suggestion_in_words(suggestion: "OpenSuggestion", beside: Beside) -> str:
    """Its code, its words, why, and its identifier, with which it is accepted or rejected."""
    name = beside.codes.get(suggestion.code, suggestion.code)
    return _("{suggestion}: suggested {name} ({code}), “{words}”; because: {reason}").format(
        suggestion=suggestion.suggestion,
        name=name,
        code=suggestion.code,
        words=_shortened(suggestion.text),
        reason=suggestion.reason,
    )


def turn_in_words(each: "TurnView") -> str:
    """A turn's number, who speaks, and when."""
    turn = each.turn
    who = turn.label or _("nobody named")
    if turn.interviewer:
        who += " " + _("(interviewer)")
    elif turn.case and turn.case != turn.label:
        who += f" ({turn.case})"
    words = _("Turn {number}, {who}").format(number=turn.number, who=who)
    return words + (", " + clock(each.time_ms) if each.time_ms is not None else "")


def clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def coding_in_words(coding: "CodingView", view: "TranscriptView", beside: Beside) -> str:
    """A coding as a sentence: identifier, code, coder, words, the turn it ends in where that is another, facets."""
    words = _shortened(view.text[coding.start : coding.end])
    said = _("{quote}: coded {name} ({code}) by {coder}, “{words}”").format(
        quote=coding.quote,
        name=beside.codes.get(coding.code, coding.code),
        code=coding.code,
        coder=coding.coder,
        words=words,
    )
    parts = [said]
    inside = [
        each.turn.number for each in view.turns if each.turn.start < coding.end and each.turn.speech.end > coding.start
    ]
    if len(inside) > 1:
        parts.append(_("to turn {number}").format(number=inside[-1]))
    about = [beside.about.get(key, key) for key in coding.about]
    return "; ".join([*parts, *facets_in_words(about, coding.voice, coding.mode, coding.starred)])


def _shortened(text: str) -> str:
    """Words on one line; of many, how they begin and end."""
    words = one_line(text)
    if len(words) <= _LONGEST_QUOTE:
        return words
    first, last = words[: _LONGEST_QUOTE // 2], words[-_LONGEST_QUOTE // 2 :]
    # Half a word is no word to listen to.
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


def facets_in_words(about: Sequence[str], voice: str | None, mode: str | None, starred: bool) -> list[str]:
    """What is said of a coding besides its code."""
    words = [_("about: {names}").format(names=", ".join(about))] if about else []
    voices = {"self": _("about oneself"), "other": _("about others")}
    modes = {"now": _("today"), "wanted": _("wanted"), "missing": _("missing")}
    words += [voices[voice]] if voice in voices else []
    words += [modes[mode]] if mode in modes else []
    return words + ([_("starred")] if starred else [])


def around(view: "TranscriptView", start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``[start, end)`` in the turns that it reaches into."""
    turns = [each.turn for each in view.turns if each.turn.start < end and each.turn.speech.end > start]
    first = min([start, *(turn.start for turn in turns)])
    last = max([end, *(turn.speech.end for turn in turns)])
    return view.text[first:start], view.text[end:last]
