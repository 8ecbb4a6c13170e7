"""Readers: a file becomes a transcript with turns, speakers and variables. No database.

``read_transcript`` is the way in; the format's own reader comes from the entry points ``coder.readers``.
"""

import hashlib
import os.path
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.readers.base import ParsedSpeaker, ParsedTranscript, Reader
from coder.readers.cases import CASES_FILE, KEY_COLUMNS
from coder.readers.head import iso_date, parse_speakers, variable_name
from coder.readers.speakers import declared_speakers, resolve_speakers
from coder.readers.turns import find_turns, label_key

_NO_TRANSCRIPTS = frozenset({CASES_FILE, "codings.csv"})
_NO_TRANSCRIPT_PREFIXES = (".", "~$", "readme")


def transcript_files(paths: Iterable[Path]) -> list[Path]:
    """The files that ``paths`` name, folders replaced by the transcripts in them in order of their NFC names.

    A folder's ``README*``, dotfiles, ``~$*``, ``cases.csv``, ``codings.csv`` and subfolders are no transcripts;
    a path that is no folder is taken as it is, there or not: ``read_transcript`` says what is wrong with it. A file
    that is named twice comes once. Raises ``CoderError`` for a folder that may not be read.
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


def read_transcript(path: Path, reader: Reader, row: Mapping[str, str] | None = None) -> ParsedTranscript:
    """The transcript in ``path`` as ``reader`` reads it; ``row`` of ``cases.csv`` fills what its head leaves open.

    Raises ``Refused`` with one translated line, in which the path is not repeated.
    """
    try:
        data = path.read_bytes()
        raw = reader.read(path)
    except OSError as fault:
        raise Refused(_cannot_open(fault)) from None
    if not raw.text.strip():
        raise Refused(_("The file holds no text that anyone says."))
    row = {variable_name(name): value for name, value in (row or {}).items()}
    in_head, head_remarks = declared_speakers(raw.head.get("speakers"))
    in_row, row_remarks = declared_speakers(parse_speakers(row["speakers"]) if row.get("speakers") else None)
    declared = in_row | in_head
    variables = _flat({name: value for name, value in row.items() if name not in KEY_COLUMNS}) | _flat(raw.head)
    turns = find_turns(raw.text, [*declared, *raw.labels], raw.times)
    labels = dict.fromkeys(turn.label for turn in turns)
    remarks = (*raw.remarks, *head_remarks, *row_remarks, *_silent(declared, labels))
    return ParsedTranscript(
        name=unicodedata.normalize("NFC", path.stem),
        file_name=path.name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        format=raw.format,
        encoding=raw.encoding,
        text=raw.text,
        turns=turns,
        speakers=resolve_speakers(labels, declared, variables),
        variables=variables,
        remarks=remarks,
    )


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
