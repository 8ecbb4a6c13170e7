"""Subtitles and meeting transcripts (WebVTT, SubRip): cues joined into turns (``coder.readers.spoken``).

Own parsing, since readers of subtitles keep one voice for each cue and drop the rest. Teams writes voices, Zoom
``Name: …`` in every cue.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _, ngettext
from coder.readers.base import RawTranscript
from coder.readers.decoding import TextReader
from coder.readers.head import split_head
from coder.readers.limits import check_pieces
from coder.readers.spoken import Utterance, joined, name_of
from coder.readers.turns import milliseconds, turn_candidates, turn_starts

_TIMING = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|$)")
_NOTE = re.compile(r"(?:^|\n[^\S\n]*\n)NOTE(?=\s)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t\n]+([^<>]*)>")
# Only what WebVTT and SubRip know: <skratt> is a transcriber's word.
_TAG = re.compile(r"</?(?:[cbiuv]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d+:[\d:.]+>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Captions of video programs time every word.
_WORD_TIME = re.compile(r"<\d+:[\d:.]+>")
# SubRip says so where on the screen a line stands.
_POSITION = re.compile(r"\{\\an?\d+\}")
# Meeting programs name the speaker in every cue; then a name need not recur.
_NAMED_SHARE = 0.9


@dataclass
class _Cue:
    """One subtitle: when it begins, in milliseconds, and its lines as they stand in the file."""

    time_ms: int
    lines: list[str] = field(default_factory=list)


class WebVttReader(TextReader):
    """Reads ``.vtt`` and ``.srt``."""

    def parsed(self, text: str, path: Path) -> RawTranscript:
        head, text = split_head(text)
        check_pieces(text.count("-->"))
        notes = len(_NOTE.findall(text))
        cues = _without_repeats(_cues(text)) if _WORD_TIME.search(text) else _cues(text)
        found = joined(_utterances(cues), path.suffix.lower().lstrip("."), head, tuple(_remarks(notes)))
        if found is None:
            raise Refused(_("There are no subtitles in the file; a cue has a line like 00:01.000 --> 00:04.000."))
        return found


def _remarks(notes: int) -> Iterator[str]:
    if notes:
        message = ngettext("Left out: {number} note of the file.", "Left out: {number} notes of the file.", notes)
        yield message.format(number=notes)


def _cues(text: str) -> list[_Cue]:
    """The cues; text that an empty line has cut off from its cue still belongs to it."""
    cues: list[_Cue] = []
    for block in re.split(r"\n(?:[^\S\n]*+\n)+", text.strip("\n")):
        lines = block.split("\n")
        timed = any(_TIMING.match(line) for line in lines)
        if lines[0].startswith("NOTE") or (not timed and _NO_CUE.match(lines[0])):
            continue
        before = len(cues)
        for line in lines:
            if timing := _TIMING.match(line):
                if len(cues) > before and cues[-1].lines and cues[-1].lines[-1].isdigit():
                    cues[-1].lines.pop()
                cues.append(_Cue(milliseconds(timing[1]) or 0))
            elif len(cues) > before or (cues and not timed):
                cues[-1].lines.append(line)
    return cues


def _without_repeats(cues: list[_Cue]) -> list[_Cue]:
    """The cues without lines that only stand on the screen a little longer: rolling captions say everything twice."""
    shown: list[str] = []
    kept = []
    for cue in cues:
        plain = [_plain(line) for line in cue.lines]
        kept.append(_Cue(cue.time_ms, [line for line, text in zip(cue.lines, plain, strict=True) if text not in shown]))
        shown = plain
    return kept


def _utterances(cues: list[_Cue]) -> Iterator[Utterance]:
    """Time, name and speech of every piece of the cues, in order; speech is never empty."""
    named = _named_lines(cues)
    for number, cue in enumerate(cues):
        if _VOICE.search("\n".join(cue.lines)):
            for name, speech in _voices("\n".join(cue.lines)):
                if speech:
                    yield Utterance(cue.time_ms, name, speech)
            continue
        for position, line in enumerate(cue.lines):
            name, speech = named.get((number, position), ("", _plain(line)))
            if speech:
                yield Utterance(cue.time_ms, name, speech)


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    before, *pieces = _VOICE.split(payload)
    yield "", _plain(before)
    for name, speech in zip(pieces[::2], pieces[1::2], strict=True):
        spoken, _end, after = speech.partition("</v>")
        yield name_of(_plain(name)), _plain(spoken)
        yield "", _plain(after)


def _named_lines(cues: list[_Cue]) -> dict[tuple[int, int], tuple[str, str]]:
    """Name and speech of the lines without voices that begin ``Name: …``, by cue and line."""
    unvoiced = [(n, cue.lines) for n, cue in enumerate(cues) if not _VOICE.search("\n".join(cue.lines))]
    places = [(n, position) for n, lines in unvoiced for position in range(len(lines))]
    plain = [_plain(line) for _n, lines in unvoiced for line in lines]
    begins, offset = [], 0
    for line in plain:
        begins.append(offset)
        offset += len(line) + 1
    text = "\n".join(plain)
    candidates = [found for found in turn_candidates(text) if found.plausible]
    everywhere = len(candidates) >= _NAMED_SHARE * len(unvoiced)
    result = {}
    for found in turn_starts(text, [found.label for found in candidates] if everywhere else ()):
        # The colon before the speech always lies in the line that holds the label.
        place = bisect_right(begins, found.speech - 1) - 1
        result[places[place]] = (name_of(_plain(found.label)), plain[place][found.speech - begins[place] :].strip())
    return result


def _plain(payload: str) -> str:
    """Text without tags and entities, in one line."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", _POSITION.sub("", payload)))
    return " ".join(part for line in re.split(r"[\r\n]+", text) if (part := line.strip()))
