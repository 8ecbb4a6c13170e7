"""Turn patterns: how turns begin in a transcript that writes its speakers otherwise than with a colon.

A pattern is written as the beginning of a turn looks, with ``{label}`` where the speaker stands and perhaps
``{time}``: ``[{label}]``, ``{time} {label}:``, ``{label} –``, ``{label}\\t``. One that ends in a placeholder fills its
line, and the speech begins on the next: ``{label} {time}``. Blanks stand for any number of blanks. Patterns are not
regular expressions, so that none can keep the program busy for ever.
"""

import re
from collections.abc import Iterator
from functools import partial

from coder.errors import CoderError
from coder.i18n import _
from coder.readers.turns import (
    BLANK,
    STAMP,
    Candidate,
    CandidateFinder,
    could_be_label,
    milliseconds,
    turn_candidates,
    turn_starts,
)

LABEL, TIME = "{label}", "{time}"
_LONGEST = 80
# Of the documents and texts that Zoom, Teams and transcription services write.
_USUAL = (f"[{LABEL}] {TIME}", f"{LABEL} {TIME}", f"{TIME} {LABEL}", f"{LABEL} ({TIME})")
_MOST_SPEAKERS = 20
_PLACEHOLDER = re.compile(r"(\{[^{}\n]*\})")
_PARTS = {LABEL: r"(?P<label>[^\W_][^\n]{0,99}?)", TIME: rf"(?P<time>{STAMP})"}


def finder(pattern: str) -> CandidateFinder:
    """What finds the lines that begin as ``pattern`` says; the usual way for an empty one.

    Raises ``CoderError`` with one translated line for a pattern that cannot be used.
    """
    return partial(_candidates, _compiled(pattern)) if pattern.strip() else turn_candidates


def likely_pattern(text: str) -> str:
    """How turns begin in a text where no label was found, if it is as meeting programs write it; else ""."""
    for pattern in _USUAL:
        starts = turn_starts(text, finder=finder(pattern))
        if len(starts) > 1 and len({found.label for found in starts}) <= _MOST_SPEAKERS:
            return pattern
    return ""


def _compiled(pattern: str) -> re.Pattern[str]:
    pieces = [piece for piece in _PLACEHOLDER.split(pattern.strip(" \n").replace("\\t", "\t")) if piece]
    unknown = [piece for piece in pieces if _PLACEHOLDER.fullmatch(piece) and piece not in _PARTS]
    if unknown:
        message = _("{pattern}: {name} means nothing in a turn pattern; there are {{label}} and {{time}}.")
        raise CoderError(message.format(pattern=pattern, name=unknown[0]))
    if pieces.count(LABEL) != 1 or pieces.count(TIME) > 1:
        message = _("{pattern}: a turn pattern has {{label}} once, and {{time}} once at most; for example {example}.")
        raise CoderError(message.format(pattern=pattern, example=f"[{TIME}] {LABEL} –"))
    if len(pattern) > _LONGEST or "\n" in pattern.strip():
        message = _("The turn pattern must be one line of at most {number} characters.")
        raise CoderError(message.format(number=_LONGEST))
    if re.search(r"\}\{", "".join(pieces)):
        message = _("{pattern}: something must stand between {{label}} and {{time}}, if only a blank.")
        raise CoderError(message.format(pattern=pattern))
    end = rf"{BLANK}$" if pieces[-1] in _PARTS else ""
    return re.compile(rf"^{BLANK}(?P<start>{''.join(map(_part, pieces))}){end}", re.MULTILINE)


def _part(piece: str) -> str:
    if piece in _PARTS:
        return _PARTS[piece]
    return "".join(r"[^\S\n]+" if run.isspace() and "\t" not in run else re.escape(run) for run in _runs(piece))


def _runs(literal: str) -> list[str]:
    """A piece of a pattern, its blanks apart from the rest."""
    return [run for run in re.split(r"( +)", literal) if run]


def _candidates(pattern: re.Pattern[str], text: str) -> Iterator[Candidate]:
    for match in pattern.finditer(text):
        label = match["label"].strip(" *_")
        if label:
            time = match.groupdict().get("time")
            time_ms = milliseconds(time) if time else None
            yield Candidate(match.start("start"), label, match.end(), time_ms, could_be_label(label))
