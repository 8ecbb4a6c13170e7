"""A corrected file: read so that its turns are found as they were, and compared with what the project has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, col, select

from coder.alignment import Alignment
from coder.errors import Refused
from coder.i18n import _
from coder.model import Source, SourceText, Turn
from coder.project.sources.found import reader_of
from coder.readers import Reading, parse_transcript, read_transcripts
from coder.readers.base import ParsedTranscript, ParsedTurn, Told
from coder.readers.cases import case_rows
from coder.spans import Span, folded


@dataclass(frozen=True)
class CorrectedFile:
    """A file with the corrected text of a source."""

    parsed: ParsedTranscript
    own: bool
    """True for the source's own file, whose head counts as on load."""
    says: bool
    """True if it says anything of source and speakers: in its head, or in its row of ``cases.csv``."""


def read_corrected(source: Source, path: Path, known_labels: Sequence[str], transcripts: Path) -> CorrectedFile:
    """The text in a file, its turns found as the source's are. Raises ``Refused``.

    In another file than the source's own, the labels that the source has need no head to be known.
    """
    own = is_own(source, path, transcripts)
    name, read = _reading_of(source, path)
    raw = read.raw if own else replace(read.raw, labels=(*read.raw.labels, *known_labels))
    row = case_rows(path.parent).row_for(path, name)
    parsed = parse_transcript(path, replace(read, raw=raw), row, source.turn_pattern)
    return CorrectedFile(parsed, own, bool(raw.head or row))


def _reading_of(source: Source, path: Path) -> tuple[str, Reading]:
    """What the file says of the source, by the name that it has there. Raises ``Refused``."""
    found = read_transcripts(path, reader_of(path), Told(before=source.encoding))
    chosen = found if len(found) == 1 else [each for each in found if folded(each[0]) == folded(source.name)]
    if not chosen:
        message = _("The file holds several sources, but none is called {source}.")
        raise Refused(message.format(source=source.name))
    name, read = chosen[0]
    if isinstance(read, Refused):
        raise read
    return name, read


def is_own(source: Source, path: Path, transcripts: Path) -> bool:
    """True if this is the file that the source was loaded from, as far as names tell.

    A corrected copy elsewhere may have the same name while the original still lies among the transcripts.
    """
    original = transcripts / source.file_name
    elsewhere = original.exists() and not (path.exists() and original.samefile(path))
    return folded(path.name) == folded(source.file_name) and not elsewhere


def current_text(session: Session, source: Source) -> tuple[str, tuple[ParsedTurn, ...]]:
    """A source's text with its turns."""
    row = session.get(SourceText, source.source_text_id)
    assert row is not None
    query = select(Turn).where(Turn.source_text_id == row.id).order_by(col(Turn.number))
    return row.text, tuple(
        ParsedTurn(turn.number, turn.label, turn.start, turn.speech_start, turn.end, turn.time_ms)
        for turn in session.exec(query).all()
    )


def renamed_labels(before: Sequence[ParsedTurn], after: Sequence[ParsedTurn], alignment: Alignment) -> dict[str, str]:
    """The labels that became others: gone ones, where most of what they said has one new label now."""
    old, new = {turn.label for turn in before}, {turn.label for turn in after}
    found: dict[str, Counter[str]] = {}
    for turn in before:
        if turn.label in new:
            continue
        span = alignment.place(Span(turn.speech_start, turn.end))
        now = next((t for t in after if span and t.speech_start < span.end and span.start < t.end), None)
        if now is not None and now.label not in old:
            found.setdefault(turn.label, Counter())[now.label] += 1
    renamed: dict[str, str] = {}
    for label, counts in found.items():
        best, times = counts.most_common(1)[0]
        if 2 * times > counts.total() and best not in renamed.values():
            renamed[label] = best
    return renamed
