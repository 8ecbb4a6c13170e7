"""Importing codings from a CSV: one step for the file; the same rows twice change nothing."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from coder.errors import CoderError, Refused
from coder.guard import unguarded
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import derived, fresh, quote_ids
from coder.model import Code, Coding, CodingAbout, Note, RegisterEntry, Source, SourceText
from coder.project.base import (
    OnlyLooking,
    Progress,
    ProjectBase,
    code_by_name,
    coder_id,
    complaining_of,
    entries_by_key,
    keep_going,
)
from coder.queries.sources import find_source
from coder.readers.encoding import decode
from coder.spans import folded
from coder.terms import ABOUT_REGISTERS, MODES, VOICES

REQUIRED = ("source", "start", "end", "code", "coder")


@dataclass(frozen=True)
class ImportResult:
    """What became of a file's rows."""

    added: int
    unchanged: int
    refused: tuple[str, ...]
    """One translated line for each wrong row, with its line number."""


@dataclass(frozen=True)
class WantedCoding:
    """A coding to be made."""

    source: Source
    start: int
    end: int
    code: Code
    coder: str
    about: tuple[RegisterEntry, ...]
    voice: str | None
    mode: str | None
    note: str


class ImportUseCases(ProjectBase):
    """Codings from files."""

    def import_codings(self, path: Path, progress: Progress = keep_going, preview: bool = False) -> ImportResult:
        """Take over the codings of a CSV; wrong rows are refused with their reason, the others are taken.

        ``preview`` says what would become of them and does nothing. ``CoderError`` if the file cannot be read, a column
        is missing, or ``progress`` stops it (then nothing is changed).
        """
        rows = _read(path)
        refused: list[str] = []
        wanted: list[WantedCoding] = []
        added = 0
        with suppress(OnlyLooking), self.history.step("import_codings", file=path.name, count=len(rows)) as step:
            checker = _Checker(step.session)
            for number, (line, row) in enumerate(rows):
                if number % 200 == 0 and not progress(number, len(rows), path.name):
                    raise CoderError(_("The import was stopped; nothing was changed."))
                try:
                    wanted.append(checker.check(row))
                except Refused as reason:
                    refused.append(_("{file}, line {line}: {reason}").format(file=path.name, line=line, reason=reason))
            added = write_codings(step, wanted)
            if preview:
                raise OnlyLooking
        return ImportResult(added, len(wanted) - added, tuple(refused))


def _read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with the line each ends on."""
    with complaining_of(path):
        text, _encoding = decode(path.read_bytes())
    # A Swedish spreadsheet program writes semicolons.
    header = text.lstrip("\n").split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    rows = list(_rows(reader, path))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
    if missing:
        raise CoderError(
            _("{path}: the column {name} is missing; codings need: {names}.").format(
                path=path, name=missing[0], names=", ".join(REQUIRED)
            )
        )
    return rows


def _rows(reader: "csv.DictReader[str]", path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        for row in reader:
            yield reader.line_num, {name: unguarded(value or "") for name, value in row.items() if name}
    except csv.Error as error:
        raise CoderError(
            _("{path}, line {line}: is no CSV ({reason}).").format(path=path, line=reader.line_num, reason=error)
        ) from error


class _Checker:
    """Checks rows against the project, remembering what it looked up."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.entries = entries_by_key(session, ABOUT_REGISTERS)
        self._sources: dict[str, tuple[Source, str]] = {}
        self._codes: dict[str, Code] = {}

    def check(self, row: dict[str, str]) -> WantedCoding:
        """The row as a coding to write, or ``Refused``."""
        try:
            source, text = self._source(row["source"])
            code = self._code(row["code"])
        except CoderError as error:
            raise Refused(str(error)) from error
        start, end = _passage(row, len(text))
        if row.get("text") and row["text"] != text[start:end]:
            raise Refused(
                _("the text does not stand at {start}–{end} of {source}.").format(
                    start=start, end=end, source=source.name
                )
            )
        if not row["coder"].strip():
            raise Refused(_("no coder is named."))
        return WantedCoding(
            source=source,
            start=start,
            end=end,
            code=code,
            coder=row["coder"].strip(),
            about=self._about(row.get("about", "")),
            voice=_choice(row, "voice", VOICES),
            mode=_choice(row, "mode", MODES),
            note=row.get("note", "").strip(),
        )

    def _source(self, name: str) -> tuple[Source, str]:
        if name not in self._sources:
            source = find_source(self.session, name)
            text = self.session.get(SourceText, source.source_text_id)
            assert text is not None
            self._sources[name] = (source, text.text)
        return self._sources[name]

    def _code(self, name: str) -> Code:
        if name not in self._codes:
            self._codes[name] = code_by_name(self.session, name, applicable=True)
        return self._codes[name]

    def _about(self, cell: str) -> tuple[RegisterEntry, ...]:
        keys = [key.strip() for key in cell.replace(",", ";").split(";") if key.strip()]
        unknown = [key for key in keys if folded(key) not in self.entries]
        if unknown:
            raise Refused(_("{key}: no actor, group or place has this id.").format(key=unknown[0]))
        return tuple({folded(key): self.entries[folded(key)] for key in keys}.values())


def _passage(row: dict[str, str], length: int) -> tuple[int, int]:
    try:
        start, end = int(row["start"]), int(row["end"])
    except ValueError:
        raise Refused(
            _("start and end are whole numbers, not {start} and {end}.").format(start=row["start"], end=row["end"])
        ) from None
    if not 0 <= start < end <= length:
        raise Refused(
            _("{start}–{end} is no passage of a text of {length} characters.").format(
                start=start, end=end, length=length
            )
        )
    return start, end


def _choice(row: dict[str, str], name: str, allowed: Sequence[str]) -> str | None:
    value = row.get(name, "").strip()
    if value and value not in allowed:
        raise Refused(
            _("{name} {value}: choose one of {allowed}.").format(name=name, value=value, allowed=", ".join(allowed))
        )
    return value or None


def write_codings(step: StepWriter, wanted: Sequence[WantedCoding]) -> int:
    """Insert what is not there yet, in bulk; returns how many codings were new."""
    coders = {name: coder_id(step, name) for name in dict.fromkeys(item.coder for item in wanted)}
    there = {
        (row.source_text_id, row.start, row.end, row.code_id, row.coded_by)
        for row in step.session.exec(select(Coding)).all()
    }
    ids = set(step.session.exec(select(Coding.id)).all())
    quotes = set(step.session.exec(select(Coding.quote_id)).all())
    notes = set(step.session.exec(select(Note.id)).all())
    rows: dict[str, list[Any]] = {"coding": [], "about": [], "note": []}
    for item in wanted:
        coder = coders[item.coder]
        unique = (item.source.source_text_id, item.start, item.end, item.code.id, coder)
        if unique in there:
            continue
        there.add(unique)
        identity = derived("coding", item.source.id, item.start, item.end, item.code.key, folded(item.coder))
        if identity in ids:
            identity = fresh()
        quote = next(candidate for candidate in quote_ids(identity) if candidate not in quotes)
        quotes.add(quote)
        _collect(rows, item, coder, identity, quote, notes)
    for batch in rows.values():
        step.insert_many(batch)
    return len(rows["coding"])


def _collect(
    rows: dict[str, list[Any]], item: WantedCoding, coder: str, identity: str, quote: str, taken_notes: set[str]
) -> None:
    at = now()
    rows["coding"].append(
        Coding(
            id=identity,
            quote_id=quote,
            source_id=item.source.id,
            source_text_id=item.source.source_text_id,
            start=item.start,
            end=item.end,
            code_id=item.code.id,
            coded_by=coder,
            voice=item.voice,
            mode=item.mode,
            created_at=at,
        )
    )
    rows["about"].extend(
        CodingAbout(id=derived("about", identity, entry.id), coding_id=identity, register_entry_id=entry.id)
        for entry in item.about
    )
    if item.note:
        note = derived("note", identity, item.note)
        rows["note"].append(
            Note(
                # It may have gone on to an equal coding when the one it was imported with joined that.
                id=fresh() if note in taken_notes else note,
                target_kind="coding",
                target_id=identity,
                text=item.note,
                written_by=coder,
                created_at=at,
            )
        )
