"""A transcript and its codings in words: plain lines that a screen reader can say."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coder.cli.output import one_line, put, put_block, put_heading
from coder.i18n import _

if TYPE_CHECKING:
    from coder.queries.transcript import CodingView, TranscriptView, TurnView

_LONGEST_QUOTE = 60


def put_transcript(view: "TranscriptView", names: Mapping[str, str]) -> None:
    """The source turn by turn, each with the codings that begin in it; ``names`` are the codes' by id."""
    put_heading(_("Source: {name}").format(name=view.name))
    for note in view.notes:
        put_block(_("Note on the source: {text}").format(text=note), indent=0)
    by_turn = _by_turn(view)
    for number, each in enumerate(view.turns):
        put()
        put_heading(turn_in_words(each))
        put_block(view.text[each.turn.speech.start : each.turn.speech.end].strip("\n"), indent=0)
        for coding in by_turn[number]:
            put_block(coding_in_words(coding, view.text, names))
            for note in coding.notes:
                put_block(_("Note: {text}").format(text=note), indent=4)


def _by_turn(view: "TranscriptView") -> dict[int, list["CodingView"]]:
    """Each coding at the turn it begins in; what begins before all turns is told at the first."""
    starts = [each.turn.start for each in view.turns]
    found: dict[int, list[CodingView]] = defaultdict(list)
    for coding in view.codings:
        found[max(bisect_right(starts, coding.start) - 1, 0)].append(coding)
    return found


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


def coding_in_words(coding: "CodingView", text: str, names: Mapping[str, str]) -> str:
    """A coding as a sentence: code, words, coder, facets, identifier."""
    words = one_line(text[coding.start : coding.end])
    if len(words) > _LONGEST_QUOTE:
        half = _LONGEST_QUOTE // 2
        words = words[:half].rstrip() + " … " + words[-half:].lstrip()
    code = names.get(coding.code, coding.code)
    said = _("{quote}: coded {name} ({code}) by {coder}, “{words}”").format(
        quote=coding.quote, name=code, code=coding.code, coder=coding.coder, words=words
    )
    return "; ".join([said, *facets_in_words(coding.about, coding.voice, coding.mode, coding.starred)])


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
