"""Finds who speaks where: turns in a transcript's text.

A turn begins at the start of a line with a speaker's label and a colon, with or without a time stamp before the
label, after it, or (in brackets) after the colon. A label is declared, or names an interviewer or interviewee as
transcribers do (``I``, ``IP2``), or has at most four words and begins at least two turns: *Problemet är: …* said
once is speech.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from coder.readers.base import ParsedTurn
from coder.spans import Span, folded, trim

_MAX_LABEL = 100
_MAX_WORDS = 4
_BLANK = r"[^\S\n]*+"
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,:-]\d{1,3})?"
_BRACKETED = rf"(?:\[ ?{_CLOCK} ?\]|\( ?{_CLOCK} ?\)|\#{_CLOCK}\#)"
_STAMP = rf"(?:{_BRACKETED}|{_CLOCK})"
_TURN_START = re.compile(
    rf"^{_BLANK}(?P<start>(?P<time>{_STAMP}){_BLANK}(?:[-–—]{_BLANK}|\n{_BLANK})?)?"
    rf"(?P<label>[^\s:][^:\n]{{0,{_MAX_LABEL}}}+):",
    re.MULTILINE,
)
_TIME_AFTER_LABEL = re.compile(rf"(?P<label>[^:\n]{{1,{_MAX_LABEL}}}?){_BLANK}(?P<time>{_STAMP}){_BLANK}:")
_TIME_AFTER_COLON = re.compile(rf"{_BLANK}(?P<time>{_BRACKETED})")
_PARAGRAPH_TIME = re.compile(rf"(?P<time>{_BRACKETED}|\d{{1,2}}:[0-5]\d:[0-5]\d(?:[.,]\d{{1,3}})?)(?=\s)")
_NUMBERS = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[.,:-](\d+))?")
_EMPHASIS = re.compile(r"[*_]+")
_NOT_IN_LABEL = re.compile(r"[.!?,;…\"”“«»<>\[\]{}=|\\\x00-\x1f]")
_USUAL_LABEL = re.compile(r"i|intervjuare|interviewer|(?:ip|intervjuperson|informant|respondent) ?\d{0,2}")
# *AF:s*, *SFI:n*: an ending after an abbreviation, no speech.
_ENDING = re.compile(r"(?:s|n|t|ns|ts)\b")
_WIDEST_WRAPPED_LINE = 120


@dataclass(frozen=True)
class Candidate:
    """A line that begins as a turn would; ``speech`` is the offset after the label, its colon and time stamp."""

    start: int
    label: str
    speech: int
    time_ms: int | None
    plausible: bool
    """Whether the label could be one without being declared."""


def label_key(label: str) -> str:
    """A label as labels are compared: NFC, case-folded, white space runs as one space."""
    return " ".join(folded(label).split())


def find_turns(
    text: str, declared: Collection[str] = (), times: Mapping[int, int] = MappingProxyType({})
) -> tuple[ParsedTurn, ...]:
    """The turns of ``text`` in order; whatever is not white space lies in exactly one of them.

    ``declared`` are labels known from elsewhere; ``times`` maps offsets of lines to milliseconds. Text before the
    first label is a turn without a label, lines without a label continue the turn before them, and a text without
    any label has a turn for each paragraph. A label is written in all its turns as in its first.
    """
    starts = turn_starts(text, declared)
    turns: list[ParsedTurn] = []
    begin = starts[0].start if starts else len(text)
    paragraphs = [Span(0, begin)] if starts else _paragraphs(text)
    for span in paragraphs:
        turns.extend(_unlabelled(text, span, len(turns) + 1))
    spellings: dict[str, str] = {}
    ends = [candidate.start for candidate in starts[1:]] + [len(text)]
    for candidate, end in zip(starts, ends, strict=False):
        label = spellings.setdefault(label_key(candidate.label), candidate.label)
        turns.append(_labelled(text, candidate, label, end, len(turns) + 1))
    return tuple(replace(turn, time_ms=times[turn.start]) if turn.start in times else turn for turn in turns)


def turn_starts(text: str, declared: Collection[str] = ()) -> list[Candidate]:
    """The candidates that do begin a turn, in order."""
    known = {label_key(label) for label in declared}
    candidates = [(label_key(found.label), found) for found in turn_candidates(text)]
    recurring = Counter(key for key, found in candidates if found.plausible)
    return [
        found
        for key, found in candidates
        if ((key in known or _USUAL_LABEL.fullmatch(key)) and not _ENDING.match(text, found.speech))
        or (found.plausible and recurring[key] > 1)
    ]


def turn_candidates(text: str) -> Iterator[Candidate]:
    """Every line that begins with a colon's worth of text, label or not, in order."""
    for match in _TURN_START.finditer(text):
        time, label, end = match["time"], match["label"], match.end()
        if label[-1].isdigit() and (timed := _TIME_AFTER_LABEL.match(text, match.start("label"))):
            time, label, end = timed["time"], timed["label"], timed.end()
        if opening := _EMPHASIS.match(label):
            label = label[opening.end() :].rstrip()
            closing = None if label.endswith(("*", "_")) else _EMPHASIS.match(text, end)
            label, end = label.rstrip("*_"), closing.end() if closing else end
        if time is None and (after := _TIME_AFTER_COLON.match(text, end)):
            time, end = after["time"], after.end()
        label = label.strip()
        if label:
            start = match.start("label" if match["start"] is None else "start")
            plausible = _looks_like_label(label, text[end : end + 1])
            yield Candidate(start, label, end, milliseconds(time) if time else None, plausible)


def _looks_like_label(label: str, following: str) -> bool:
    """Whether an undeclared label could be one: no punctuation inside, nothing glued to its colon (*kl 10:30*)."""
    return (
        label[0].isalpha()
        and len(label.split()) <= _MAX_WORDS
        and not _NOT_IN_LABEL.search(label)
        and not (following.islower() or following.isdigit() or following == "/")
    )


def milliseconds(stamp: str) -> int | None:
    """``[00:03:12]``, ``(03:12)``, ``#00:03:12-5#`` in milliseconds; two numbers are minutes and seconds.

    None where there is no clock in ``stamp``.
    """
    match = _NUMBERS.search(stamp)
    if match is None:
        return None
    hours, minutes, seconds, fraction = (group or "0" for group in match.groups())
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _labelled(text: str, found: Candidate, label: str, end: int, number: int) -> ParsedTurn:
    speech = trim(text, Span(found.speech, end))
    if speech is None:
        return ParsedTurn(number, label, found.start, found.speech, found.speech, found.time_ms)
    return ParsedTurn(number, label, found.start, speech.start, speech.end, found.time_ms)


def _unlabelled(text: str, span: Span, number: int) -> Iterator[ParsedTurn]:
    trimmed = trim(text, span)
    if trimmed is None:
        return
    speech, time_ms = trimmed.start, None
    stamp = _PARAGRAPH_TIME.match(text, trimmed.start, trimmed.end)
    if stamp is not None and (rest := trim(text, Span(stamp.end(), trimmed.end))) is not None:
        speech, time_ms = rest.start, milliseconds(stamp["time"])
    yield ParsedTurn(number, "", trimmed.start, speech, trimmed.end, time_ms)


def _paragraphs(text: str) -> Iterator[Span]:
    """Blocks between empty lines where lines are wrapped by hand, else lines."""
    wrapped = re.search(r"\S[^\S\n]*\n[^\S\n]*+\n", text) and all(
        len(line) <= _WIDEST_WRAPPED_LINE for line in text.split("\n")
    )
    begin = 0
    for match in re.finditer(r"\n(?:[^\S\n]*+\n)+" if wrapped else r"\n+", text):
        yield Span(begin, match.start())
        begin = match.end()
    yield Span(begin, len(text))
