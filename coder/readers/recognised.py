"""Machine transcripts: the JSON of Whisper, WhisperX, whisper.cpp and the pipelines of Hugging Face.

Segments hang under ``segments`` (Whisper, WhisperX), ``transcription`` (whisper.cpp) or ``chunks`` (pipelines), or are
the file itself. A segment has its text, where it begins, and perhaps its speaker; they are joined into turns
(``coder.readers.spoken``). Single words with their scores are left out: the segments say the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import RawTranscript
from coder.readers.decoding import TextReader
from coder.readers.limits import check_pieces
from coder.readers.spoken import Utterance, joined, name_of
from coder.readers.turns import in_a_recording, milliseconds

_SEGMENTS = ("segments", "transcription", "chunks")


class RecognisedReader(TextReader):
    """Reads ``.json``."""

    def parsed(self, text: str, path: Path) -> RawTranscript:
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as fault:  # numbers without end are a ValueError
            message = _("The JSON cannot be read at line {line}; save it anew from the program that made it.")
            raise Refused(message.format(line=getattr(fault, "lineno", 1))) from None
        segments = _segments(content)
        check_pieces(len(segments))
        remarks = (_("Left out: times and scores of single words."),) if _has_words(segments) else ()
        found = joined(_utterances(segments), "json", remarks=remarks, told_apart=True)
        if found is None:
            raise Refused(_("There is no speech in the file: its segments are all empty."))
        return found


def _has_words(segments: Sequence[Mapping[str, Any]]) -> bool:
    return any(segment.get("words") or segment.get("tokens") for segment in segments)


def _segments(content: Any) -> Sequence[Mapping[str, Any]]:
    found = content
    if isinstance(content, dict):
        found = next((content[name] for name in _SEGMENTS if isinstance(content.get(name), list)), None)
    if not isinstance(found, list) or not all(isinstance(each, dict) and "text" in each for each in found):
        message = _(
            "This JSON is no transcript of Whisper or WhisperX: it has no list of segments with text; "
            "save the transcript as .txt, .vtt or .csv."
        )
        raise Refused(message)
    return found


def _utterances(segments: Sequence[Mapping[str, Any]]) -> Iterator[Utterance]:
    time_ms = 0
    for segment in segments:
        time_ms = _time_ms(segment, time_ms)
        speech = " ".join(_said(segment["text"]).split())
        if speech:
            yield Utterance(time_ms, name_of(_said(segment.get("speaker"))), speech)


def _said(value: Any) -> str:
    """A value as text; halves of characters, which JSON may hold and no text can, become �."""
    return str(value or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _time_ms(segment: Mapping[str, Any], before: int) -> int:
    """Where a segment begins; where it does not say so, where the one before it did."""
    offsets, timestamp = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict) and isinstance(offsets.get("from"), int | float):
        return _or(in_a_recording(offsets["from"]), before)
    start = segment.get("start")
    if start is None and isinstance(timestamp, list) and timestamp:
        start = timestamp[0]
    if isinstance(start, str):
        return _or(milliseconds(start), before)
    # JSON of these programs may hold NaN.
    return _or(in_a_recording(start * 1000), before) if isinstance(start, int | float) else before


def _or(time_ms: int | None, before: int) -> int:
    return before if time_ms is None else time_ms
