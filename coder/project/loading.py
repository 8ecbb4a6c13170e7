"""Loading transcripts: each file is one step, so that a stopped load is taken up where it was left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from coder import plugins
from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import derived, fresh, sha256
from coder.model import Case, CaseVariable, Coding, Note, Source, SourceText, Speaker, Turn, Verdict
from coder.project.base import Progress, ProjectBase, coder_id, keep_going
from coder.readers import read_transcript, transcript_files
from coder.readers.base import ParsedSpeaker, ParsedTranscript, Reader
from coder.readers.cases import CASES_FILE, CaseTable, case_rows
from coder.spans import folded, word_count
from coder.terms import INTERVIEWEE

ADDED, UNCHANGED, UPDATED, CHANGED, REFUSED = "added", "unchanged", "updated", "changed", "refused"

OF_THE_SOURCE = ("case", "actor", "kind", "place", "date", "interviewer", "coder", "consent", "speakers")
"""Variables that say something of the source or its speakers; all others describe its case."""


@dataclass(frozen=True)
class LoadResult:
    """What became of one file."""

    file: str
    status: str
    """``added, unchanged, updated, changed`` or ``refused``: never translated."""
    reason: str = ""
    """Why it was refused, or what was left out; translated."""


class LoadUseCases(ProjectBase):
    """Transcripts into the project."""

    def load(self, paths: Sequence[Path] = (), progress: Progress = keep_going) -> list[LoadResult]:
        """Load files and folders; the project's ``transcripts/`` by default.

        A file whose text differs from what was loaded is ``changed``: nothing is done to it. ``progress`` may stop
        the load between files. Raises ``CoderError`` if the default folder does not exist.
        """
        files = transcript_files(paths or [self._default_folder()])
        tables = {folder: case_rows(folder) for folder in {path.parent for path in files}}
        command = fresh()
        results = [
            LoadResult(CASES_FILE, REFUSED, complaint) for table in tables.values() for complaint in table.complaints
        ]
        for number, path in enumerate(files):
            if not progress(number, len(files), _shown(path)):
                break
            try:
                results.append(self._load_file(path, tables[path.parent], command))
            except Refused as refusal:
                results.append(LoadResult(_shown(path), REFUSED, str(refusal)))
        else:
            progress(len(files), len(files), "")
        return results

    def _default_folder(self) -> Path:
        if not self.transcripts_folder.is_dir():
            raise CoderError(
                _("{path}: there is no such folder; name the transcripts to load, or begin with 'coder init'.").format(
                    path=self.transcripts_folder
                )
            )
        return self.transcripts_folder

    def _load_file(self, path: Path, table: CaseTable, command: str) -> LoadResult:
        reader = _reader(path)
        parsed = _with_cases(read_transcript(path, reader, table.row_for(path)))
        with self.store.reading() as session:
            status = _status(session, parsed)
        if status in (ADDED, UPDATED):
            kind = "load" if status == ADDED else "update_source"
            with self.history.step(kind, command, source=parsed.name) as step:
                # Asked again, now that nobody else can write: another process may have loaded it meanwhile.
                status = _status(step.session, parsed)
                if status == ADDED:
                    add_source(step, parsed)
                elif status == UPDATED:
                    update_source(step, parsed)
        return LoadResult(path.name, status, "" if status == UNCHANGED else " ".join(parsed.remarks))


def _shown(path: Path) -> str:
    """A file's name as text; question marks for bytes that are none (names from archives of other systems)."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def _reader(path: Path) -> Reader:
    if _shown(path) != path.name:
        raise Refused(_("The file's name holds characters that cannot be read; rename the file."))
    if not path.exists():
        raise Refused(_("There is no such file or folder; check how it is spelled."))
    try:
        return plugins.reader_for(path.suffix)
    except CoderError as error:
        raise Refused(str(error)) from error


def _status(session: Session, parsed: ParsedTranscript) -> str:
    """What loading a file would do. Raises ``Refused`` where another file has its name."""
    known = _same_name(session, parsed)
    if known is None:
        return ADDED
    if _text_sha(session, known) != sha256(parsed.text.encode()):
        return CHANGED
    return UNCHANGED if _same_knowledge(session, known, parsed) else UPDATED


def _with_cases(parsed: ParsedTranscript) -> ParsedTranscript:
    """The transcript with each interviewee speaking for a case: where none is named, the interview is its own."""
    speakers = [
        replace(speaker, case=parsed.name) if speaker.role == INTERVIEWEE and not speaker.case else speaker
        for speaker in parsed.speakers
    ]
    return replace(parsed, speakers=tuple(speakers))


def _same_name(session: Session, parsed: ParsedTranscript) -> Source | None:
    for row in session.exec(select(Source)).all():
        if folded(row.name) == folded(parsed.name):
            if folded(row.file_name) != folded(parsed.file_name):
                raise Refused(
                    _("another file of that name is loaded already: {file}; rename one of them.").format(
                        file=row.file_name
                    )
                )
            return row
    return None


def _text_sha(session: Session, source: Source) -> str:
    return session.exec(select(SourceText.sha256).where(SourceText.id == source.source_text_id)).one()


def _same_knowledge(session: Session, source: Source, parsed: ParsedTranscript) -> bool:
    """True if the file's head and case row say what the project knows."""
    stored = session.exec(select(Speaker).where(Speaker.source_id == source.id)).all()
    cases = dict(session.exec(select(Case.id, Case.name)).all())
    known = {
        (row.label, row.role, folded(cases.get(row.case_id or "", "")), row.actor, row.kind, row.place, row.consent)
        for row in stored
    }
    said = {(s.label, s.role, folded(s.case or ""), s.actor, s.kind, s.place, s.consent) for s in parsed.speakers}
    same_turns = source.source_text_id == _version_id(source.id, _version(session, source), parsed)
    return known == said and source.variables == parsed.variables and same_turns


def _version(session: Session, source: Source) -> int:
    return session.exec(select(SourceText.version).where(SourceText.id == source.source_text_id)).one()


def _version_id(source_id: str, version: int, parsed: ParsedTranscript) -> str:
    turns = sha256(repr([(t.label, t.start, t.speech_start, t.end, t.time_ms) for t in parsed.turns]).encode())
    return derived("text", source_id, version, sha256(parsed.text.encode()), turns)


def add_source(step: StepWriter, parsed: ParsedTranscript) -> None:
    """A new source with its first version, turns, speakers, cases."""
    identity = derived("source", folded(parsed.name), sha256(parsed.text.encode()))
    if step.session.get(Source, identity) is not None:
        identity = fresh()
    text_id = append_version(step, identity, 1, parsed)
    source = Source(
        id=identity,
        name=parsed.name,
        file_name=parsed.file_name,
        file_sha256=parsed.file_sha256,
        format=parsed.format,
        encoding=parsed.encoding,
        source_text_id=text_id,
        variables=parsed.variables,
        assigned_to=_assigned(step, parsed),
    )
    step.insert(source)
    _write_speakers(step, source, parsed)


def update_source(step: StepWriter, parsed: ParsedTranscript) -> None:
    """The same text under a changed head: other variables, speakers, or turns (a new version of equal text)."""
    source = _same_name(step.session, parsed)
    assert source is not None
    version = _version(step.session, source)
    if _version_id(source.id, version, parsed) != source.source_text_id:
        move_to_version(step, source, append_version(step, source.id, version + 1, parsed))
    step.update(
        source,
        file_sha256=parsed.file_sha256,
        variables=parsed.variables,
        assigned_to=_assigned(step, parsed),
    )
    _write_speakers(step, source, parsed)


def append_version(step: StepWriter, source_id: str, version: int, parsed: ParsedTranscript) -> str:
    """Write a version and its turns, unless they are there from before an undo; returns the version's id."""
    identity = _version_id(source_id, version, parsed)
    if step.session.get(SourceText, identity) is None:
        text_sha = sha256(parsed.text.encode())
        step.append([SourceText(id=identity, source_id=source_id, version=version, text=parsed.text, sha256=text_sha)])
        step.append(
            [
                Turn(
                    source_text_id=identity,
                    number=turn.number,
                    label=turn.label,
                    start=turn.start,
                    speech_start=turn.speech_start,
                    end=turn.end,
                    time_ms=turn.time_ms,
                    words=word_count(parsed.text[turn.speech_start : turn.end]),
                )
                for turn in parsed.turns
            ]
        )
    return identity


def move_to_version(step: StepWriter, source: Source, text_id: str) -> None:
    """Make a version of equal text the current one: codings, verdicts and passage notes keep their offsets."""
    old = source.source_text_id
    step.update(source, source_text_id=text_id)
    for coding in step.session.exec(select(Coding).where(Coding.source_text_id == old)).all():
        step.update(coding, source_text_id=text_id)
    for verdict in step.session.exec(select(Verdict).where(Verdict.source_text_id == old)).all():
        step.update(verdict, source_text_id=text_id)
    for note in step.session.exec(select(Note).where(Note.target_kind == "passage", Note.target_id == old)).all():
        step.update(note, target_id=text_id)


def _assigned(step: StepWriter, parsed: ParsedTranscript) -> str | None:
    name = parsed.variables.get("coder", "").strip()
    return coder_id(step, name) if name else None


def _write_speakers(step: StepWriter, source: Source, parsed: ParsedTranscript) -> None:
    stored = {row.label: row for row in step.session.exec(select(Speaker).where(Speaker.source_id == source.id)).all()}
    for speaker in parsed.speakers:
        case = _case(step, speaker, parsed, _only_case(parsed.speakers)) if speaker.case else None
        values: dict[str, Any] = {
            "role": speaker.role,
            "case_id": case,
            "actor": speaker.actor,
            "kind": speaker.kind,
            "place": speaker.place,
            "consent": speaker.consent,
        }
        row = stored.pop(speaker.label, None)
        if row is None:
            identity = derived("speaker", source.id, speaker.label)
            step.insert(Speaker(id=identity, source_id=source.id, label=speaker.label, **values))
        else:
            step.update(row, **values)
    for gone in stored.values():
        step.delete(gone)


def _only_case(speakers: Iterable[ParsedSpeaker]) -> bool:
    return len({folded(speaker.case) for speaker in speakers if speaker.case}) == 1


def _case(step: StepWriter, speaker: ParsedSpeaker, parsed: ParsedTranscript, only: bool) -> str:
    """The speaker's case, made if new, with what the file says of it. The last file that says something counts."""
    assert speaker.case is not None
    rows = step.session.exec(select(Case)).all()
    case = next((row for row in rows if folded(row.name) == folded(speaker.case)), None)
    if case is None:
        case = step.insert(Case(id=derived("case", folded(speaker.case)), name=speaker.case))
    said = {"actor": speaker.actor, "kind": speaker.kind, "place": speaker.place}
    if only:
        said |= {name: value for name, value in parsed.variables.items() if name not in OF_THE_SOURCE}
    for name, value in said.items():
        if value:
            _set_variable(step, case.id, name, value)
    return case.id


def _set_variable(step: StepWriter, case_id: str, name: str, value: str) -> None:
    row = step.session.exec(
        select(CaseVariable).where(CaseVariable.case_id == case_id, CaseVariable.name == name)
    ).first()
    if row is None:
        identity = derived("case_variable", case_id, name)
        step.insert(CaseVariable(id=identity, case_id=case_id, name=name, value=value))
    else:
        step.update(row, value=value)
