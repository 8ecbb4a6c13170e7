"""Timed speech joined into turns: what subtitles, meeting programs and speech recognition have in common.

The text is lines of ``Name: speech``, one for each turn; pieces of one speaker that follow each other become one turn.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.readers.base import RawTranscript
from coder.readers.turns import label_key

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Utterance:
    """A piece of speech with its beginning; no name where nobody is named."""

    time_ms: int
    name: str
    speech: str


@dataclass
class _Turn:
    """What one speaker says in pieces that follow each other."""

    name: str
    time_ms: int
    speech: list[str]


def joined(
    utterances: Iterable[Utterance],
    format: str,
    head: Mapping[str, object] | None = None,
    remarks: tuple[str, ...] = (),
    told_apart: bool = False,
) -> RawTranscript | None:
    """The transcript that the utterances make; None where nobody says anything.

    ``told_apart``: the format itself tells speakers apart, so that no name inside the speech begins a turn.
    """
    turns: list[_Turn] = []
    for said in utterances:
        last = turns[-1] if turns else None
        if last is not None and _continues(last, said.name):
            last.speech.append(said.speech)
        else:
            turns.append(_Turn(said.name, said.time_ms, [said.speech]))
    turns = [turn for turn in turns if any(turn.speech)]
    if not turns:
        return None
    lines, times, offset = [], {}, 0
    for turn in turns:
        speech = " ".join(turn.speech)
        lines.append(f"{turn.name}: {speech}" if turn.name else speech)
        times[offset] = turn.time_ms
        offset += len(lines[-1]) + 1
    return RawTranscript(
        text="\n".join(lines),
        format=format,
        encoding="",
        head=dict(head or {}),
        times=times,
        remarks=remarks,
        labels=tuple(dict.fromkeys(turn.name for turn in turns if turn.name)),
        starts=frozenset(times) if told_apart else None,
    )


def name_of(raw: str) -> str:
    """A speaker's name that can stand before a colon."""
    return " ".join(raw.replace(":", " ").split())[:_LONGEST_NAME].strip(" *_")


def _continues(last: _Turn, name: str) -> bool:
    """Whether a piece by ``name`` goes on with the turn; nobody's speech is divided where a sentence ends."""
    if name:
        return label_key(name) == label_key(last.name)
    return bool(last.name) or not _SENTENCE_END.search(last.speech[-1])
