"""Loading transcripts: each source is one step, so that a stopped load is taken up where it was left."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from coder.alignment import replaced
from coder.errors import CoderError, Refused
from coder.history import Several, StepWriter
from coder.i18n import N_, _
from coder.identity import derived, fresh
from coder.model import Source, SourceText
from coder.project.base import Progress, ProjectBase, keep_going
from coder.project.correction.versions import append_version, put_version, version_id
from coder.project.margin_notes import write_comments
from coder.project.sources.found import (
    FoundSource,
    TurnPatterns,
    as_before,
    check_wishes,
    shown_name,
    sources_in,
    wish_for,
)
from coder.project.sources.known import KnownSources
from coder.project.sources.said import (
    assigned,
    file_columns,
    new_speakers,
    said_in,
    take_what_it_says,
    turns_key,
)
from coder.readers import transcript_files
from coder.readers.apart import ReadingApart, size_of
from coder.readers.base import ParsedTranscript
from coder.readers.cases import CASES_FILE, case_rows
from coder.readers.patterns import likely_pattern
from coder.spans import folded

ADDED, UNCHANGED, UPDATED, CHANGED, REFUSED = "added", "unchanged", "updated", "changed", "refused"

_SHOWN_ONCE = 3
_WRITTEN = (ADDED, UPDATED)
_TOGETHER = 400_000
"""Characters of text that are written together."""
_WAITING = 0.25
"""Seconds that what was read waits to be written with more; the reading of one file may come on top."""
_LARGE = 1_000_000
"""Bytes of a file that may take long to read."""


@dataclass(frozen=True)
class LoadResult:
    """What became of one file, or of one of the sources in it."""

    file: str
    """Its name; where a file holds several sources, ``SOURCE (FILE)``."""
    status: str
    """``added, unchanged, updated, changed`` or ``refused``: never translated."""
    reason: str = ""
    """Why it was refused, or what was left out; translated."""
    source: str = ""
    """The source's name; empty where the file was refused."""
    path: Path | None = None
    """Where the file lies."""


class LoadUseCases(ProjectBase):
    """Transcripts into the project."""

    def load(
        self,
        paths: Sequence[Path] = (),
        progress: Progress = keep_going,
        turns: TurnPatterns = as_before,
        encoding: str = "",
    ) -> list[LoadResult]:
        """Load files and folders; the project's ``transcripts/`` by default.

        A file whose text differs from the file's as it was read last is ``changed``: nothing is done to it. What was
        corrected or settled since then stays. ``encoding`` overrules what text files seem to be in. ``progress`` may
        stop the load between files. Raises ``CoderError`` if the default folder does not exist, for a turn pattern or
        an encoding that cannot be used.
        """
        files = transcript_files(paths or [self._default_folder()])
        check_wishes(files, turns, encoding)
        tables = {folder: case_rows(folder) for folder in {path.parent for path in files}}
        known = self.ask(KnownSources)
        writing = _Writing(self, known)
        results = [
            LoadResult(CASES_FILE, REFUSED, complaint) for table in tables.values() for complaint in table.complaints
        ]
        try:
            with ReadingApart(
                files, lambda path: wish_for(path, known, tables[path.parent], turns(path), encoding)
            ) as apart:
                for number, path in enumerate(files):
                    if not progress(number, len(files), shown_name(path)):
                        break
                    writing.before(path)
                    read = apart.take(number)
                    for found in sources_in(path, known, tables[path.parent], turns(path), encoding, read):
                        writing.add(path, found)
                else:
                    progress(len(files), len(files), "")
            writing.write()
        finally:
            try:
                writing.write()  # what an interruption has left
            finally:
                # To wait for the disk file by file would take longer than reading. Nothing is said to be there before.
                self.store.settle()
        return results + writing.results

    def _default_folder(self) -> Path:
        if not self.transcripts_folder.is_dir():
            raise CoderError(
                _("{path}: there is no such folder; name the transcripts to load, or begin with 'coder init'.").format(
                    path=self.transcripts_folder
                )
            )
        return self.transcripts_folder


class _Writing:
    """Writes what was read, several sources in one transaction: all of them change the same pages of the indexes.

    The transaction begins when they are read, so that it is short and keeps no other program waiting.
    """

    def __init__(self, project: ProjectBase, known: KnownSources) -> None:
        self.results: list[LoadResult] = []
        self._project = project
        self._known = known
        self._command = fresh()
        self._waiting: list[tuple[Path, FoundSource]] = []
        self._since, self._length = 0.0, 0

    def before(self, path: Path) -> None:
        """To be told before a file is read: how it is read depends on what was loaded from another of its name, and
        what waits should not wait for a large one."""
        if self._waiting and (
            self._is_due() or size_of(path) > _LARGE or any(_alike(path, waiting) for waiting, _found in self._waiting)
        ):
            self.write()

    def add(self, path: Path, found: FoundSource) -> None:
        """A source to be written with others, soon."""
        if not self._waiting:
            self._since, self._length = time.monotonic(), 0
        self._waiting.append((path, found))
        self._length += len(found.parsed.text) if isinstance(found.parsed, ParsedTranscript) else 0
        if self._is_due():
            self.write()

    def _is_due(self) -> bool:
        return time.monotonic() - self._since > _WAITING or self._length > _TOGETHER

    def write(self) -> None:
        """All that waits, in its order; where somebody interrupts, it still waits."""
        try:
            self.results += self._together(self._waiting)
            self._waiting = []
        except Exception as fault:
            if isinstance(fault, CoderError) and not isinstance(fault, Refused):
                self._waiting = []  # the disk is full, or somebody else writes: the rest would fare no better
                raise
            # One of them fails, be it that another file has its name by now: those before it do not suffer for it.
            self._project.ask(self._known.read)
            while self._waiting:
                path, found = self._waiting.pop(0)
                try:
                    self.results += self._together([(path, found)])
                except Refused as refusal:
                    self.results.append(LoadResult(found.shown, REFUSED, str(refusal)))

    def _together(self, waiting: Sequence[tuple[Path, FoundSource]]) -> list[LoadResult]:
        """Raises ``Refused`` where one of them is, and has written none then."""
        results = [self._looked_at(*each) for each in waiting]
        if any(result.status in _WRITTEN for result in results):
            with self._project.history.several() as steps:
                for place, (path, found) in enumerate(waiting):
                    if results[place].status in _WRITTEN:
                        results[place] = self._written(steps, path, found, results[place].status)
        return results

    def _looked_at(self, path: Path, found: FoundSource) -> LoadResult:
        """What loading it would do, as far as can be told while others may write."""
        try:
            if isinstance(found.parsed, Refused):
                raise found.parsed
            status = ADDED if found.is_new else self._project.ask(status_of, found.parsed, found.pattern)
        except Refused as refusal:
            return LoadResult(found.shown, REFUSED, str(refusal))
        return _result(path, found, status)

    def _written(self, steps: Several, path: Path, found: FoundSource, status: str) -> LoadResult:
        parsed, kind = found.parsed, "load" if status == ADDED else "update_source"
        assert isinstance(parsed, ParsedTranscript)
        kept = ""
        with steps.step(kind, self._command, source=found.written) as step:
            # Asked again, now that nobody else can write: another process may have loaded it meanwhile.
            if not (found.is_new and self._known.still_hold(step) and self._is_new(parsed)):
                status = status_of(step.session, parsed, found.pattern)
            if status == ADDED:
                source = add_source(step, parsed, found.pattern)
                kept = write_comments(step, source, parsed.comments, self._project.coder)
                self._known.add(source, step)
            elif status == UPDATED:
                kept = update_source(step, parsed, found.pattern)
        return _result(path, found, status, kept)

    def _is_new(self, parsed: ParsedTranscript) -> bool:
        return self._known.called(parsed.name, parsed.file_name) is None


def _alike(path: Path, other: Path) -> bool:
    return folded(path.name) == folded(other.name)


def _result(path: Path, found: FoundSource, status: str, kept: str = "") -> LoadResult:
    parsed = found.parsed
    assert isinstance(parsed, ParsedTranscript)
    remarks = (kept, *parsed.remarks, *_on_labels(parsed)) if status != UNCHANGED else ()
    return LoadResult(found.shown, status, " ".join(filter(None, remarks)), parsed.name, path)


NO_LABELS = N_("No speaker's label was found: each paragraph is a turn of nobody's.")


def _on_labels(parsed: ParsedTranscript) -> Iterator[str]:
    """What is worth a look in how the turns were found."""
    if not any(turn.label for turn in parsed.turns):
        yield _(NO_LABELS)
        if pattern := likely_pattern(parsed.text):
            yield _("Turns seem to begin like {pattern}: load it with --turns '{pattern}'.").format(pattern=pattern)
    labels = list(dict.fromkeys(label for _line, label in parsed.passed_over))
    if labels:
        message = _("Not taken for speakers, since each stands there only once: {labels}; --preview shows the lines.")
        yield message.format(labels=", ".join(labels[:_SHOWN_ONCE]) + (", …" if len(labels) > _SHOWN_ONCE else ""))


def status_of(session: Session, parsed: ParsedTranscript, turn_pattern: str) -> str:
    """What loading a file would do. Raises ``Refused`` where another file has its name."""
    known = _same_name(session, parsed)
    if known is None:
        return ADDED
    text_sha = parsed.wording.text_sha256
    if text_sha not in (known.file_text_sha256, _text_sha(session, known)):
        return CHANGED
    same = known.said == said_in(parsed) and known.turn_pattern == turn_pattern
    return UNCHANGED if same and known.file_text_sha256 == text_sha else UPDATED


def _same_name(session: Session, parsed: ParsedTranscript) -> Source | None:
    known = KnownSources(session).called(parsed.name, parsed.file_name)
    return session.get(Source, known.id) if known is not None else None


def _text_sha(session: Session, source: Source) -> str:
    return session.exec(select(SourceText.sha256).where(SourceText.id == source.source_text_id)).one()


def _version(session: Session, source: Source) -> int:
    return session.exec(select(SourceText.version).where(SourceText.id == source.source_text_id)).one()


def add_source(step: StepWriter, parsed: ParsedTranscript, turn_pattern: str = "", identity: str = "") -> Source:
    """A new source with its first version, turns, speakers, cases; it may bring its identity with it."""
    identity = identity or derived("source", folded(parsed.name), parsed.wording.text_sha256)
    if step.holds(Source, identity):
        identity = fresh()
    text_id = append_version(step, identity, 1, parsed.wording)
    source = Source(
        id=identity,
        name=parsed.name,
        file_name=parsed.file_name,
        format=parsed.format,
        encoding=parsed.encoding,
        source_text_id=text_id,
        variables=parsed.variables,
        assigned_to=assigned(step, parsed),
        turn_pattern=turn_pattern,
        **file_columns(parsed),
    )
    step.insert(source)
    new_speakers(step, source, parsed)
    return source


def update_source(step: StepWriter, parsed: ParsedTranscript, turn_pattern: str = "") -> str:
    """The same text under a changed head: other variables, speakers, or turns (a new version of equal text).

    Turns of a text that was corrected since stay as they are; returns a translated line that says so, else "".
    """
    source = _same_name(step.session, parsed)
    assert source is not None
    remark = ""
    if said_in(parsed)[turns_key()] != source.said.get(turns_key()):
        version = _version(step.session, source)
        if _text_sha(step.session, source) != parsed.wording.text_sha256:
            remark = _("Its text has been corrected since, so its turns stay as they are.")
        elif version_id(source.id, version, parsed.wording) != source.source_text_id:
            same_words = replaced(parsed.text, [])[1]
            put_version(step, source, parsed.text, parsed.turns, same_words, "file", labels=None)
    step.update(source, turn_pattern=turn_pattern)
    take_what_it_says(step, source, parsed)
    return remark
