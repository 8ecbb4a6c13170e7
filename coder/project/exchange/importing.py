"""Projects and codebooks of other programs into this one, as one step that can be undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session, select

from coder.codebook.book import METHODS, Codebook
from coder.errors import CoderError, Refused
from coder.history import StepWriter
from coder.i18n import LANGUAGES, _
from coder.model import Code, CodebookFile, ProjectInfo, Source, table_of
from coder.project.base import OnlyLooking, Progress, keep_going
from coder.project.codebook import EXCHANGED as STEP
from coder.project.codebook import CodebookUseCases
from coder.project.codebook_file import Writing
from coder.project.codebook_rows import book_of
from coder.project.exchange.cases import take_cases, take_values
from coder.project.exchange.codes import take_codes
from coder.project.exchange.codings import CodingsOfFile
from coder.project.exchange.notes import take_notes
from coder.project.exchange.outcome import ExchangeResult
from coder.project.exchange.sets import take_sets
from coder.project.exchange.sources import SourcesOfFile, way_of_counting
from coder.project.exchange.taking import Taking, TextOf
from coder.project.files import write_whole
from coder.readers.programs import held_text
from coder.readers.refi.described import taken_apart
from coder.readers.refi.model import RefiProject, RefiText


class ExchangeImportUseCases(CodebookUseCases):
    """Taking over what other programs hand over."""

    def import_exchange(
        self, path: Path, progress: Progress = keep_going, preview: bool = False, study: str = ""
    ) -> ExchangeResult:
        """Take over a project or codebook: ``.qdpx, .qdc, .json``, a colleague's ``.db``, QualCoder's ``.qda``,
        Taguette's ``.sqlite3``.

        Codes are written into codebook.yaml, too. The same file twice changes nothing. ``preview`` says what would be
        done and does nothing. ``study`` chooses among the projects of a file that holds several.

        Raises ``CoderError`` for a file that is none of these, and where ``progress`` stops it (nothing is changed).
        """
        self.read_codebook()
        result = ExchangeResult(path.name)
        with _file(path, self.coder, study) as take:
            try:
                if preview:
                    with self.history.step(STEP, file=path.name) as step:
                        take(step, result, progress)
                        raise OnlyLooking
                before = self.ask(book_of)
                begins = not self.codebook_path.exists() and not before.codes
                with self._edit(STEP, file=path.name) as step:
                    take(step, result, progress)
                if begins:
                    self._begin_file(before)
            except OnlyLooking:
                pass
        return result

    def _begin_file(self, before: Codebook) -> None:
        """A codebook.yaml for a project that has codes now and never had a file."""
        from coder.codebook.write import render_codebook

        book = self.ask(book_of)
        if not book.codes:
            return
        text = render_codebook(book)
        self._keep_texts(Writing(render_codebook(before), text, text))
        write_whole(self.codebook_path, text.encode())
        with self.store.writing() as connection:
            connection.execute(update(table_of(CodebookFile)).values(text=text))


Take = Callable[[StepWriter, ExchangeResult, Progress], None]
"""Takes over all of a file within a step."""


@contextmanager
def _file(path: Path, coder: str, study: str) -> Iterator[Take]:
    """What takes a file over; ``CoderError`` with the file's name in front, also for what comes of it."""
    try:
        if path.suffix.lower() != ".qda":
            path.open("rb").close()
        if path.suffix.lower() in (".json", ".db"):
            yield _whole(path)
            return
        with _other_program(path, study) as (file, text_of):
            yield lambda step, result, progress: _take(Taking(step, file, text_of, result, coder), progress)
    except OSError as error:
        raise CoderError(_("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
    except Refused as reason:
        raise CoderError(f"{path}: {reason}") from reason


def _whole(path: Path) -> Take:
    """A whole project of this program, as it is exported or as it lies in a colleague's folder."""
    from coder.project.exchange.colleague import read_colleague
    from coder.project.exchange.whole_taking import take_whole
    from coder.readers.whole import read_whole

    left_out: list[str] = []
    file = read_colleague(path, left_out.append) if path.suffix.lower() == ".db" else read_whole(path)

    def take(step: StepWriter, result: ExchangeResult, progress: Progress) -> None:
        result.losses += left_out
        take_whole(step, file, result, progress)

    return take


@contextmanager
def _other_program(path: Path, study: str) -> Iterator[tuple[RefiProject, TextOf]]:
    """What a file of another program says, and its texts."""
    from coder.readers.refi.container import Archive, read_codebook

    match path.suffix.lower():
        case ".qdc":
            yield read_codebook(path), _no_text
        case ".qda":
            from coder.readers.programs.qualcoder import read_qualcoder

            yield read_qualcoder(path), held_text
        case ".sqlite3" | ".sqlite":
            from coder.readers.programs.taguette import read_taguette

            yield read_taguette(path, study), held_text
        case _:
            archive = Archive(path)
            try:
                yield archive.project(), archive.text
            finally:
                archive.close()


def _no_text(_text: RefiText) -> None:
    """A codebook holds no texts."""


def _take(taking: Taking, progress: Progress) -> None:
    """Everything a file holds, in the order in which one thing refers to another."""
    file = taking.file
    total = len(file.sources) + 2
    _check(progress, 0, total, taking.result.file)
    taking.result.empty = not _holds_anything(taking.step.session)
    taking.result.losses += file.losses
    taking.result.remarks += file.remarks
    _take_head(taking)
    take_codes(taking)
    cases = take_cases(taking)
    if taking.own:
        for user in file.users:
            taking.coder_of(user)
    sources = SourcesOfFile(taking, cases, way_of_counting(taking))
    for number, text in enumerate(file.sources, 1):
        _check(progress, number, total, text.name)
        sources.take(text)
    take_values(taking, cases)
    codings = CodingsOfFile(taking)
    for text in file.sources:
        if text.guid in taking.sources:
            codings.take(text, taking.sources[text.guid])
    codings.write()
    _check(progress, total - 1, total, taking.result.file)
    take_notes(taking)
    take_sets(taking)


def _take_head(taking: Taking) -> None:
    """The study's name and settings, where there is no study here yet."""
    if not taking.result.empty or not taking.file.name:
        return
    info = taking.step.session.exec(select(ProjectInfo)).one()
    said = taken_apart(taking.file.description)
    language, method = said.one("language"), said.one("method")
    taking.step.update(
        info,
        name=taking.file.name,
        language=language if language in LANGUAGES else info.language,
        method=method if method in METHODS else info.method,
    )


def _check(progress: Progress, done: int, total: int, what: str) -> None:
    if not progress(done, total, what):
        raise CoderError(_("The import was stopped; nothing was changed."))


def _has_codes(session: Session) -> bool:
    return session.exec(select(Code.id).limit(1)).first() is not None


def _holds_anything(session: Session) -> bool:
    return _has_codes(session) or session.exec(select(Source.id).limit(1)).first() is not None
