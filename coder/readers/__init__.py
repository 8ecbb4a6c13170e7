"""Readers: a file becomes a transcript with turns, speakers and variables. No database.

``read_transcript`` is the way in; the format's own reader comes from the entry points ``coder.readers``.
"""

import hashlib
import os.path
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.readers.base import (
    NOTHING_TOLD,
    ParsedSpeaker,
    ParsedTranscript,
    RawTranscript,
    Reader,
    TableReader,
    Told,
)
from coder.readers.cases import CASES_FILE, KEY_COLUMNS
from coder.readers.constellations import CONSTELLATIONS_FILE
from coder.readers.decoding import TextReader
from coder.readers.head import iso_date, parse_speakers, variable_name
from coder.readers.limits import check_length, check_size
from coder.readers.patterns import finder
from coder.readers.speakers import INTERVIEWER_LABELS, declared_speakers, resolve_speakers
from coder.readers.statistics import STATISTICS_FILES
from coder.readers.turns import Candidate, CandidateFinder, find_turns, label_key, passed_over
from coder.terms import INTERVIEWER

_NO_TRANSCRIPTS = frozenset({CASES_FILE, "codings.csv", CONSTELLATIONS_FILE, *STATISTICS_FILES})
_NO_TRANSCRIPT_PREFIXES = (".", "~$", "readme")


@dataclass(frozen=True)
class Reading:
    """What a file says of one source."""

    name: str
    """The source's: the file's name without its ending, NFC."""
    file_sha256: str
    raw: RawTranscript


def transcript_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name, folders replaced by the transcripts in them in order of their NFC names.

    A folder's ``README*``, dotfiles, ``~$*``, ``cases.csv``, ``codings.csv``, ``constellations.csv``,
    ``statistics.csv`` (or ``.xlsx``) and subfolders are no transcripts; a path that is no folder is taken as it is,
    there or not: ``read_transcript`` says what is wrong with it. A file that is named twice comes once. Raises
    ``CoderError`` for a folder that may not be read.
    """
    files = [file for path in paths for file in (_in_folder(path) if os.path.isdir(path) else [path])]
    return list({file.absolute(): file for file in files}.values())


def _in_folder(folder: Path) -> list[Path]:
    try:
        files = [file for file in folder.iterdir() if _may_be_transcript(file)]
    except OSError as fault:
        message = _("{folder}: the folder cannot be read: {reason}.")
        raise CoderError(message.format(folder=folder, reason=fault.strerror)) from None
    return sorted(files, key=lambda file: unicodedata.normalize("NFC", file.name))


def _may_be_transcript(file: Path) -> bool:
    name = file.name.casefold()
    return not name.startswith(_NO_TRANSCRIPT_PREFIXES) and name not in _NO_TRANSCRIPTS and file.is_file()


def read_transcript(
    path: Path,
    reader: Reader | TableReader,
    row: Mapping[str, str] | None = None,
    turn_pattern: str = "",
    told: Told = NOTHING_TOLD,
) -> ParsedTranscript:
    """The one transcript in ``path``; see ``read_transcripts``."""
    return parse_transcript(path, reading(path, reader, told), row, turn_pattern)


def read_transcripts(
    path: Path, reader: Reader | TableReader, told: Told = NOTHING_TOLD
) -> list[tuple[str, Reading | Refused]]:
    """The sources that a file holds by name, read but not yet parsed, or why one is left out.

    Raises ``Refused`` with one translated line, in which the path is not repeated, where none can be read.
    """
    name = source_name(path)
    if not isinstance(reader, TableReader):
        return [(name, reading(path, reader, told))]
    found: list[tuple[str, Reading | Refused]] = []
    with _openable():
        digest, parts = _checked_digest(path), reader.read_all(path, told)
    for part, raw in parts:
        own = f"{name}-{unicodedata.normalize('NFC', part)}" if part else name
        found.append((own, raw if isinstance(raw, Refused) else Reading(own, digest, raw)))
    return found


def reading(path: Path, reader: Reader | TableReader, told: Told = NOTHING_TOLD) -> Reading:
    """What the file says, its one source. Raises ``Refused``."""
    with _openable():
        digest = _checked_digest(path)
        raw = reader.read(path, told) if isinstance(reader, TextReader | TableReader) else reader.read(path)
    return Reading(source_name(path), digest, raw)


def source_name(path: Path) -> str:
    """What a source is called that is all of a file."""
    return unicodedata.normalize("NFC", path.stem)


@contextmanager
def _openable() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise Refused(_cannot_open(fault)) from None


def _checked_digest(path: Path) -> str:
    check_size(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def parse_transcript(
    path: Path, read: Reading, row: Mapping[str, str] | None = None, turn_pattern: str = ""
) -> ParsedTranscript:
    """The transcript that a file says; ``row`` of ``cases.csv`` fills what its head leaves open.

    ``turn_pattern`` says how turns begin where the usual way fails (``coder.readers.patterns``). Raises ``Refused``
    with one translated line, in which the path is not repeated.
    """
    raw = read.raw
    if not raw.text.strip():
        raise Refused(_("The file holds no text that anyone says."))
    check_length(len(raw.text))
    row = {variable_name(name): value for name, value in (row or {}).items()}
    in_head, head_remarks = declared_speakers(raw.head.get("speakers"))
    in_row, row_remarks = declared_speakers(parse_speakers(row["speakers"]) if row.get("speakers") else None)
    declared = in_row | in_head
    variables = _flat({name: value for name, value in row.items() if name not in KEY_COLUMNS}) | _flat(raw.head)
    candidates = finder(turn_pattern)
    if raw.starts is not None and not turn_pattern.strip():
        candidates = partial(_only_at, raw.starts, candidates)
    asking = {key for key, speaker in declared.items() if speaker.role == INTERVIEWER} | INTERVIEWER_LABELS
    known = [*declared, *raw.labels]
    begun = tuple(candidates(raw.text))
    turns = find_turns(raw.text, known, raw.times, lambda _text: begun, raw.headings, asking)
    labels = dict.fromkeys(turn.label for turn in turns)
    remarks = (*raw.remarks, *head_remarks, *row_remarks, *_silent(declared, labels))
    return ParsedTranscript(
        name=read.name,
        file_name=path.name,
        file_sha256=read.file_sha256,
        format=raw.format,
        encoding=raw.encoding,
        text=raw.text,
        turns=turns,
        speakers=resolve_speakers(labels, declared, variables),
        variables=variables,
        remarks=remarks,
        passed_over=passed_over(raw.text, turns, lambda _text: begun),
        comments=raw.comments,
    )


def _only_at(starts: Collection[int], candidates: CandidateFinder, text: str) -> Iterator[Candidate]:
    """The beginnings that a format itself knows."""
    return (found for found in candidates(text) if found.start in starts)


def _flat(values: Mapping[str, object]) -> dict[str, str]:
    """Variables as strings, without the speakers and what is empty."""
    flat = {}
    for key, value in values.items():
        name = variable_name(str(key))
        if name != "speakers" and value is not None and str(value).strip():
            flat[name] = value.isoformat() if isinstance(value, date) else iso_date(str(value).strip())
    return flat


def _silent(declared: Mapping[str, ParsedSpeaker], labels: Iterable[str]) -> list[str]:
    spoken = {label_key(label) for label in labels}
    silent = [speaker.label for key, speaker in declared.items() if key not in spoken]
    message = _("Declared speakers who never speak: {labels}; check how the labels are spelled.")
    return [message.format(labels=", ".join(silent))] if silent else []


def _cannot_open(fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return _("There is no such file or folder; check how it is spelled.")
    return _("The file cannot be opened: {reason}.").format(reason=fault.strerror or fault)
