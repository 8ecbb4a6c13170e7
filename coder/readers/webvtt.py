"""Subtitles and meeting transcripts (WebVTT): cues joined into turns.

Own parsing, since readers of subtitles keep one voice for each cue and drop the rest. The text is lines of
``Name: speech``, one for each turn; cues of one speaker that follow each other become one turn.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import RawTranscript
from coder.readers.encoding import decode
from coder.readers.head import split_head
from coder.readers.turns import label_key, milliseconds, turn_candidates, turn_starts

_TIMING = re.compile(r"\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}")
_NO_CUE = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t\n]+([^<>]*)>")
# Only what WebVTT and SubRip know: <skratt> is a transcriber's word.
_TAG = re.compile(r"</?(?:[cbiuv]|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d+:[\d:.]+>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LONGEST_NAME = 80
# Meeting programs name the speaker in every cue; then a name need not recur.
_NAMED_SHARE = 0.9


@dataclass
class _Cue:
    """One subtitle: when it begins, in milliseconds, and its lines as they stand in the file."""

    time_ms: int
    lines: list[str] = field(default_factory=list)


@dataclass
class _Turn:
    """What one speaker says in cues that follow each other; no name where the file gives none."""

    name: str
    time_ms: int
    speech: list[str]


class WebVttReader:
    """Reads ``.vtt``."""

    def read(self, path: Path) -> RawTranscript:
        text, encoding = decode(path.read_bytes())
        head, text = split_head(text)
        turns = _turns(_cues(text))
        if not turns:
            raise Refused(_("There are no subtitles in the file; a cue has a line like 00:01.000 --> 00:04.000."))
        lines, times, offset = [], {}, 0
        for turn in turns:
            speech = " ".join(turn.speech)
            lines.append(f"{turn.name}: {speech}" if turn.name else speech)
            times[offset] = turn.time_ms
            offset += len(lines[-1]) + 1
        labels = tuple(dict.fromkeys(turn.name for turn in turns if turn.name))
        return RawTranscript("\n".join(lines), "vtt", encoding, head, times, labels=labels)


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


def _turns(cues: list[_Cue]) -> list[_Turn]:
    turns: list[_Turn] = []
    for time_ms, name, speech in _utterances(cues):
        last = turns[-1] if turns else None
        if last is not None and _continues(last, name):
            last.speech.append(speech)
        else:
            turns.append(_Turn(name, time_ms, [speech]))
    return [turn for turn in turns if any(turn.speech)]


def _continues(last: _Turn, name: str) -> bool:
    """Whether a cue by ``name`` goes on with the turn; nobody's speech is divided where a sentence ends."""
    if name:
        return label_key(name) == label_key(last.name)
    return bool(last.name) or not _SENTENCE_END.search(last.speech[-1])


def _utterances(cues: list[_Cue]) -> Iterator[tuple[int, str, str]]:
    """Time, name and speech of every piece of the cues, in order; speech is never empty."""
    named = _named_lines(cues)
    for number, cue in enumerate(cues):
        if _VOICE.search("\n".join(cue.lines)):
            for name, speech in _voices("\n".join(cue.lines)):
                if speech:
                    yield cue.time_ms, name, speech
            continue
        for position, line in enumerate(cue.lines):
            name, speech = named.get((number, position), ("", _plain(line)))
            if speech:
                yield cue.time_ms, name, speech


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    before, *pieces = _VOICE.split(payload)
    yield "", _plain(before)
    for name, speech in zip(pieces[::2], pieces[1::2], strict=True):
        spoken, _end, after = speech.partition("</v>")
        yield _name(name), _plain(spoken)
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
        result[places[place]] = (_name(found.label), plain[place][found.speech - begins[place] :].strip())
    return result


def _name(raw: str) -> str:
    """A speaker's name that can stand before a colon."""
    return " ".join(_plain(raw).replace(":", " ").split())[:_LONGEST_NAME].strip(" *_")


def _plain(payload: str) -> str:
    """Text without tags and entities, in one line."""
    text = _ENTITY.sub(lambda match: html.unescape(match[0]), _TAG.sub("", payload))
    return " ".join(part for line in re.split(r"[\r\n]+", text) if (part := line.strip()))
