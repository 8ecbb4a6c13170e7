"""Tables of speakers and what they say, as documents and spreadsheets hold them: which column is what.

In a document, a table has turns if all its rows have two cells, or three of which one of the first two holds times, and

- its first row says so (*Talare*, *Text*, perhaps *Tid*), or
- the cells beside the speech could be labels, one of which stands there twice, and the speech has more than three words
  a row on the average.

A row of one cell (a heading across the table) is read as it stands. Every other table is read cell by cell.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from coder.readers.spoken import name_of
from coder.readers.turns import could_be_label, in_a_recording, label_key, milliseconds
from coder.spans import folded, word_count

SPEAKER = ("speaker", "talare", "label", "speaker_name", "speaker name", "vem", "name", "namn")
TEXT = ("text", "tal", "replik", "yttrande", "transcript", "utterance", "content", "speech", "sentence")
TIME = ("start", "time", "tid", "timestamp", "start_time", "start time", "starttid", "begin", "från")
_SECONDS = re.compile(r"\d+(?:[.,]\d+)?")
_FEWEST_WORDS = 3
_MOST_CELLS = 3


class SpeechRow(NamedTuple):
    """Who says what stands in which cell; a row of headings has no cell to be read."""

    label: str
    """Empty where the turn before goes on."""
    time_ms: int | None
    cell: int | None


class _Columns(NamedTuple):
    speaker: int
    text: int
    time: int | None


def may_hold_speech(widths: Sequence[int]) -> bool:
    """Whether rows of so many cells are worth a look."""
    wide = {width for width in widths if width > 1}
    return len(wide) == 1 and max(wide) <= _MOST_CELLS


def speech_rows(rows: Sequence[Sequence[str]]) -> list[SpeechRow | None] | None:
    """What each row of a table is, None for one to be read as it stands; None for a table that has no turns."""
    if not may_hold_speech([len(row) for row in rows]):
        return None
    full = [row for row in rows if len(row) > 1]
    columns = _by_headings(full[0])
    headings = full[0] if columns else None
    columns = columns or _by_content([row for row in full if any(map(str.strip, row))])
    if columns is None:
        return None
    return [_row(row, columns, row is headings) if len(row) > 1 else None for row in rows]


def first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    """The column that has the first of these names."""
    return next((names.index(name) for name in wanted if name in names), None)


def time_of(cell: str) -> int | None:
    """Milliseconds: of a clock, or of seconds."""
    cell = cell.strip()
    if _SECONDS.fullmatch(cell):
        return in_a_recording(float(cell.replace(",", ".")) * 1000)
    return milliseconds(cell)


def _row(row: Sequence[str], columns: _Columns, is_heading: bool) -> SpeechRow:
    if is_heading:
        return SpeechRow("", None, None)
    return SpeechRow(
        name_of(row[columns.speaker]), time_of(row[columns.time]) if columns.time is not None else None, columns.text
    )


def _by_headings(row: Sequence[str]) -> _Columns | None:
    names = [folded(cell.strip().rstrip(":")) for cell in row]
    speaker, text, time = first(names, SPEAKER), first(names, TEXT), first(names, TIME)
    if speaker is None or text is None or (len(row) == _MOST_CELLS and time is None):
        return None
    return _Columns(speaker, text, time)


def _by_content(rows: Sequence[Sequence[str]]) -> _Columns | None:
    if not rows:
        return None
    width = len(rows[0])
    times = [n for n in range(width - 1) if width == _MOST_CELLS and _are_times([row[n] for row in rows])]
    if width == _MOST_CELLS and not times:
        return None
    speaker, text = (n for n in range(width) if n not in times[:1])
    names = [name for row in rows if (name := name_of(row[speaker]))]
    recurring = len({label_key(name) for name in names}) < len(names)
    words = sum(word_count(row[text]) for row in rows)
    if not recurring or not all(_is_label(name) for name in names) or words <= _FEWEST_WORDS * len(rows):
        return None
    return _Columns(speaker, text, times[0] if times else None)


def _are_times(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(time_of(cell) is not None for cell in filled)


def _is_label(name: str) -> bool:
    return name[0].isalpha() and could_be_label(name)
