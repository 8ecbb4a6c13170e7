"""Finds who speaks where: turns in a transcript's text.

A turn begins at the start of a line with a speaker's label and a colon, with or without a time stamp before the
label, after it, or (in brackets) after the colon. A label is declared, or names an interviewer or interviewee as
transcribers do (``I``, ``IP2``), or has at most four words and begins at least two turns: *Problemet är: …* said
once is speech.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from coder.readers.base import ParsedTurn
from coder.spans import Span, folded, inner, trim

INTERVIEWER_LABEL = "I"
"""Whose a heading is that asks something where no interviewer is named."""
_MAX_LABEL = 100
_MAX_WORDS = 4
BLANK = r"[^\S\n]*+"
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,:-]\d{1,3})?"
_BRACKETED = rf"(?:\[ ?{_CLOCK} ?\]|\( ?{_CLOCK} ?\)|\#{_CLOCK}\#)"
STAMP = rf"(?:{_BRACKETED}|{_CLOCK})"
_BEGINNING = (
    rf"{BLANK}(?P<start>(?P<time>{STAMP}){BLANK}(?:[-–—]{BLANK}|\n{BLANK})?)?"
    rf"(?P<label>[^\s:][^:\n]{{0,{_MAX_LABEL}}}+):"
)
_FIRST_LINE = re.compile(_BEGINNING)
# A newline is looked for at once, the beginning of a line (^) at every character.
_OTHER_LINES = re.compile(rf"\n{_BEGINNING}")
_TIME_AFTER_LABEL = re.compile(rf"(?P<label>[^:\n]{{1,{_MAX_LABEL}}}?){BLANK}(?P<time>{STAMP}){BLANK}:")
_TIME_AFTER_COLON = re.compile(rf"{BLANK}(?P<time>{_BRACKETED})")
_PARAGRAPH_TIME = re.compile(rf"(?P<time>{_BRACKETED}|\d{{1,2}}:[0-5]\d:[0-5]\d(?:[.,]\d{{1,3}})?)(?=\s)")
_NUMBERS = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[.,:-](\d+))?")
_EMPHASIS = re.compile(r"[*_]+")
_NOT_IN_LABEL = re.compile(r"[.!?,;…\"”“«»<>\[\]{}=|\\\x00-\x1f]")
_USUAL_LABEL = re.compile(r"i|intervjuare|interviewer|(?:ip|intervjuperson|informant|respondent) ?\d{0,2}")
_HEADING_MARK = re.compile(r"#{1,6}[^\S\n]+(?=\S)")
# *AF:s*, *SFI:n*: an ending after an abbreviation, no speech.
_ENDING = re.compile(r"(?:s|n|t|ns|ts)\b")
_WIDEST_WRAPPED_LINE = 120
_LONGEST_NUMBER = 9
_LONGEST_MS = 10**10


class Candidate(NamedTuple):
    """A line that begins as a turn would; ``speech`` is the offset after the label, its colon and time stamp."""

    start: int
    label: str
    speech: int
    time_ms: int | None
    plausible: bool
    """Whether the label could be one without being declared."""


def is_usual_label(label: str) -> bool:
    """Whether a label names an interviewer or interviewee as transcribers do (``I``, ``IP2``)."""
    return _USUAL_LABEL.fullmatch(label_key(label)) is not None


@lru_cache(maxsize=1024)
def label_key(label: str) -> str:
    """A label as labels are compared: NFC, case-folded, white space runs as one space."""
    return " ".join(folded(label).split())


CandidateFinder = Callable[[str], Iterable[Candidate]]
"""Finds the lines of a text that begin as a turn would."""


def find_turns(
    text: str,
    declared: Collection[str] = (),
    times: Mapping[int, int] = MappingProxyType({}),
    finder: CandidateFinder | None = None,
    headings: Iterable[Span] = (),
    asking: Collection[str] = (),
) -> tuple[ParsedTurn, ...]:
    """The turns of ``text`` in order; whatever is not white space lies in exactly one of them.

    ``declared`` are labels known from elsewhere; ``times`` maps offsets of lines to milliseconds. Text before the
    first label is a turn without a label, lines without a label continue the turn before them, and a text without
    any label has a turn for each paragraph. A label is written in all its turns as in its first. ``finder`` looks for
    other beginnings than label and colon (``coder.readers.patterns``).

    A heading is a turn of its own, the interviewer's where one is known (``asking`` are their labels) or a heading
    asks something; what follows it before the next label is nobody's.
    """
    starts = turn_starts(text, declared, finder)
    turns: list[ParsedTurn] = []
    spellings: dict[str, str] = {}
    begun = {candidate.start for candidate in starts}
    own = [span for span in headings if not any(start in begun for start in range(span.start, span.end))]
    asker = _asker(text, starts, own, asking)
    pieces: list[tuple[int, int, Candidate | Span | None]] = [
        *((candidate.start, candidate.start, candidate) for candidate in starts),
        *((span.start, span.end, span) for span in own),
    ]
    if own:
        pieces.sort(key=lambda piece: piece[0])
    ends = [begin for begin, _end, _what in pieces[1:]] + [len(text)]
    first = Span(0, pieces[0][0] if pieces else len(text))
    for span in [first] if starts else _paragraphs(text, first):
        turns.extend(_unlabelled(text, span, len(turns) + 1))
    for (begin, after, what), end in zip(pieces, ends, strict=False):
        if isinstance(what, Candidate):
            label = spellings.setdefault(label_key(what.label), what.label)
            turns.append(_labelled(text, what, label, end, len(turns) + 1))
            continue
        mark = _HEADING_MARK.match(text, begin, after)
        turns.append(ParsedTurn(len(turns) + 1, asker, begin, mark.end() if mark else begin, after))
        for span in _paragraphs(text, Span(after, end)):
            turns.extend(_unlabelled(text, span, len(turns) + 1))
    if times:
        turns = [turn._replace(time_ms=times.get(turn.start, turn.time_ms)) for turn in turns]
    return tuple(turns)


def _asker(text: str, starts: Sequence[Candidate], headings: Sequence[Span], asking: Collection[str]) -> str:
    """Whose the headings are; "" for nobody's."""
    labels = (found.label for found in starts if label_key(found.label) in asking)
    known = next(labels, "")
    return known or (INTERVIEWER_LABEL if any(text[span.start : span.end].endswith("?") for span in headings) else "")


def turn_starts(text: str, declared: Collection[str] = (), finder: CandidateFinder | None = None) -> list[Candidate]:
    """The candidates that do begin a turn, in order."""
    known = {label_key(label) for label in declared}
    candidates = [(label_key(found.label), found) for found in (finder or turn_candidates)(text)]
    recurring = Counter([key for key, found in candidates if found.plausible])
    known.update(key for key in {key for key, _found in candidates} if _USUAL_LABEL.fullmatch(key))
    return [
        found
        for key, found in candidates
        if (found.plausible and recurring[key] > 1) or (key in known and not _ENDING.match(text, found.speech))
    ]


def turn_candidates(text: str) -> Iterator[Candidate]:
    """Every line that begins with a colon's worth of text, label or not, in order."""
    for match in _beginnings(text):
        start, time, label = match.group("start", "time", "label")
        end = match.end()
        if not label.isalpha():  # most labels are letters alone, and there may be thousands of them
            if label[-1].isdigit() and (timed := _TIME_AFTER_LABEL.match(text, match.start("label"))):
                time, label, end = timed["time"], timed["label"], timed.end()
            label, end = _plain(text, label, end)
        if time is None and (after := _TIME_AFTER_COLON.match(text, end)):
            time, end = after["time"], after.end()
        if label:
            begin = match.start("label" if start is None else "start")
            plausible = _looks_like_label(label, text[end : end + 1])
            yield Candidate(begin, label, end, milliseconds(time) if time else None, plausible)


def _beginnings(text: str) -> Iterator[re.Match[str]]:
    """Every line's first part up to its colon, where one stands near enough."""
    first = _FIRST_LINE.match(text)
    if first:
        yield first
    yield from _OTHER_LINES.finditer(text, first.end() if first else 0)


def _plain(text: str, label: str, end: int) -> tuple[str, int]:
    """A label without marks of emphasis and blanks around it, and where they end that stand after its colon."""
    if opening := _EMPHASIS.match(label):
        label = label[opening.end() :].rstrip()
        closing = None if label.endswith(("*", "_")) else _EMPHASIS.match(text, end)
        label, end = label.rstrip("*_"), closing.end() if closing else end
    return label.strip(), end


@lru_cache(maxsize=1024)
def _looks_like_label(label: str, following: str) -> bool:
    """Whether an undeclared label could be one: no punctuation inside, nothing glued to its colon (*kl 10:30*)."""
    return (
        could_be_label(label)
        and label[0].isalpha()
        and not (following.islower() or following.isdigit() or following == "/")
    )


@lru_cache(maxsize=1024)
def could_be_label(label: str) -> bool:
    """Whether words are few enough for a label, with no punctuation among them."""
    return len(label.split()) <= _MAX_WORDS and not _NOT_IN_LABEL.search(label)


def passed_over(
    text: str, turns: Iterable[ParsedTurn], finder: CandidateFinder | None = None
) -> tuple[tuple[int, str], ...]:
    """Lines (from 1) and the labels on them that could begin a turn and were not taken to: each stands there once."""
    begun = {turn.start for turn in turns}
    lines: list[tuple[int, str]] = []
    line, counted = 1, 0
    for found in (finder or turn_candidates)(text):
        if found.plausible and found.start not in begun:
            line += text.count("\n", counted, found.start)
            counted = found.start
            lines.append((line, found.label))
    return tuple(lines)


def milliseconds(stamp: str) -> int | None:
    """``[00:03:12]``, ``(03:12)``, ``#00:03:12-5#`` in milliseconds; two numbers are minutes and seconds.

    None where there is no clock in ``stamp``, or one that no recording reaches.
    """
    match = _NUMBERS.search(stamp)
    if match is None or max(map(len, filter(None, match.groups()))) > _LONGEST_NUMBER:
        return None
    hours, minutes, seconds, fraction = (group or "0" for group in match.groups())
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return in_a_recording(whole * 1000 + int(fraction[:3].ljust(3, "0")))


def in_a_recording(time_ms: float) -> int | None:
    """A time in whole milliseconds; None for one before the recording or in another age, and for none (NaN)."""
    return round(time_ms) if 0 <= time_ms < _LONGEST_MS else None


def _labelled(text: str, found: Candidate, label: str, end: int, number: int) -> ParsedTurn:
    start, end = inner(text, found.speech, end)
    if start >= end:
        start = end = found.speech
    return ParsedTurn(number, label, found.start, start, end, found.time_ms)


def _unlabelled(text: str, span: Span, number: int) -> Iterator[ParsedTurn]:
    trimmed = trim(text, span)
    if trimmed is None:
        return
    speech, time_ms = trimmed.start, None
    stamp = _PARAGRAPH_TIME.match(text, trimmed.start, trimmed.end)
    if stamp is not None and (rest := trim(text, Span(stamp.end(), trimmed.end))) is not None:
        speech, time_ms = rest.start, milliseconds(stamp["time"])
    yield ParsedTurn(number, "", trimmed.start, speech, trimmed.end, time_ms)


def _paragraphs(text: str, within: Span) -> Iterator[Span]:
    """Blocks between empty lines where lines are wrapped by hand in the whole text, else lines."""
    wrapped = re.search(r"\S[^\S\n]*\n[^\S\n]*+\n", text) and all(
        len(line) <= _WIDEST_WRAPPED_LINE for line in text.split("\n")
    )
    begin = within.start
    pattern = re.compile(r"\n(?:[^\S\n]*+\n)+" if wrapped else r"\n+")
    for match in pattern.finditer(text, within.start, within.end):
        yield Span(begin, match.start())
        begin = match.end()
    yield Span(begin, within.end)
