"""The sources in a file, read as they were when it was loaded last or as is wished now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder import plugins
from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.project.sources.known import KnownSource, KnownSources
from coder.readers import parse_transcript, read_transcripts, source_name
from coder.readers.base import ParsedTranscript, Reader, TableReader, Told
from coder.readers.cases import CaseTable
from coder.readers.encoding import encoding_named
from coder.readers.limits import OLD_OR_PROTECTED
from coder.readers.patterns import finder
from coder.readers.wordparts import OLD_ENDING
from coder.readers.worker import Wish
from coder.spans import folded

TurnPatterns = Callable[[Path], str | None]
"""How turns begin in a file (``coder.readers.patterns``); None: as when it was loaded last, else the usual way."""


def as_before(_path: Path) -> None:
    """The turn patterns of someone who says nothing of them."""


@dataclass(frozen=True)
class FoundSource:
    """One source of a file on its way into the project."""

    shown: str
    """What it is called in messages."""
    parsed: ParsedTranscript | Refused
    pattern: str
    """The turn pattern it was read with; empty for the usual way."""
    written: str = ""
    """The source's name as the project writes it."""
    is_new: bool = False
    """True if the project held nothing of that name when the file was read."""


def wish_for(path: Path, known: KnownSources, table: CaseTable, turns: str | None, encoding: str) -> Wish | None:
    """All that the reading of a file of one source depends on; None for what is no such file."""
    try:
        reader = reader_of(path)
    except Refused:
        return None
    if isinstance(reader, TableReader):
        return None
    told, pattern = _as_before(path, known, turns, encoding)
    return Wish(path, reader, told, table.row_for(path, source_name(path)), pattern)


def _as_before(path: Path, known: KnownSources, turns: str | None, encoding: str) -> tuple[Told, str]:
    """What is known of a file's encoding, and the turn pattern of the one source in it."""
    before, name = known.from_file(path.name), source_name(path)
    kept = before.get(folded(name)) or before.get(folded(known.written(name)))
    return Told(encoding, next((each.encoding for each in before.values()), "")), _pattern(turns, kept)


def _pattern(turns: str | None, kept: KnownSource | None) -> str:
    """The turn pattern that a source is read with."""
    return turns.strip() if turns is not None else kept.turn_pattern if kept else ""


def sources_in(
    path: Path,
    known: KnownSources,
    table: CaseTable,
    turns: str | None,
    encoding: str = "",
    read_apart: tuple[Wish, ParsedTranscript] | None = None,
) -> Iterator[FoundSource]:
    """The sources in a file, read as they were when it was loaded last or as is wished now.

    What ``known`` says may be of a moment ago: a step that takes a source in asks again. ``read_apart`` counts if the
    file would still be read so.
    """
    if read_apart is not None:
        wish, parsed = read_apart
        if (wish.told, wish.pattern) == _as_before(path, known, turns, encoding):
            yield _found(path, known, parsed, wish.pattern)
            return
    try:
        reader = reader_of(path)
        before = known.from_file(path.name)
        told = Told(encoding, next((kept.encoding for kept in before.values()), ""))
        found = read_transcripts(path, reader, told)
    except Refused as refusal:
        yield FoundSource(shown_name(path), refusal, turns or "")
        return
    for name, read in found:
        shown = shown_name(path) if len(found) == 1 else f"{name} ({shown_name(path)})"
        written = known.written(name)
        kept = before.get(folded(name)) or before.get(folded(written))
        pattern = _pattern(turns, kept)
        try:
            if isinstance(read, Refused):
                raise read
            is_new = known.called(name, path.name) is None
            row = table.row_for(path, name)
            yield FoundSource(shown, parse_transcript(path, read, row, pattern), pattern, written, is_new)
        except Refused as refusal:
            yield FoundSource(shown, refusal, pattern)


def _found(path: Path, known: KnownSources, parsed: ParsedTranscript, pattern: str) -> FoundSource:
    try:
        is_new = known.called(parsed.name, path.name) is None
    except Refused as refusal:
        return FoundSource(shown_name(path), refusal, pattern)
    return FoundSource(shown_name(path), parsed, pattern, known.written(parsed.name), is_new)


def check_wishes(files: Sequence[Path], turns: TurnPatterns, encoding: str) -> None:
    """Raises ``CoderError`` for a turn pattern or an encoding that cannot be used."""
    for path in files:
        finder(turns(path) or "")
    if encoding:
        encoding_named(encoding)


def shown_name(path: Path) -> str:
    """A file's name as text; question marks for bytes that are none (names from archives of other systems)."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def reader_of(path: Path) -> Reader | TableReader:
    """The reader of a file's format. Raises ``Refused``."""
    if shown_name(path) != path.name:
        raise Refused(_("The file's name holds characters that cannot be read; rename the file."))
    if not path.exists():
        raise Refused(_("There is no such file or folder; check how it is spelled."))
    if path.suffix.casefold() == OLD_ENDING:
        raise Refused(_(OLD_OR_PROTECTED))
    try:
        return plugins.reader_for(path.suffix)
    except CoderError as error:
        raise Refused(str(error)) from error
