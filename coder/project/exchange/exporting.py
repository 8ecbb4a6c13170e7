"""The whole project or its codebook as REFI-QDA: everybody's codings, whatever set of them counts."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from sqlmodel import Session

from coder.errors import CoderError
from coder.exporters.leaks import Words
from coder.exporters.privacy import REPORT
from coder.exporters.refi.archive import LF, NEWLINES, write_archive
from coder.exporters.refi.codebook import write_codebook
from coder.exporters.refi.project import ProjectWriter
from coder.i18n import _, ngettext
from coder.project.base import Progress, keep_going
from coder.project.exchange.tidy_exporting import TIDY, TidyExportUseCases
from coder.project.exchange.whole_exporting import WholeExportUseCases
from coder.project.files import write_whole_with
from coder.project.names.guarding import Leaking
from coder.project.names.text_columns import project_texts
from coder.queries.codes import code_tree
from coder.queries.exchange import SharedProject

QDPX, QDC, JSON = "qdpx", "qdc", "json"
EXCHANGE = {QDPX: "project.qdpx", QDC: "codebook.qdc", JSON: "project.json"}
"""The exports for other programs, and what their files are called."""

_LEAVING = {"source", "speaker", "case", "case_variable", "code", "note", "project", "register_entry", "item_set"}
"""The tables whose texts stand in a project that is handed over."""


class ExchangeExportUseCases(WholeExportUseCases, TidyExportUseCases):
    """Projects and codebooks for other programs, and whole projects for this one."""

    def export_exchange(
        self,
        folder: Path,
        what: Sequence[str],
        audience: str,
        newlines: str = LF,
        progress: Progress = keep_going,
        refused: Callable[[CoderError], None] | None = None,
    ) -> list[Path]:
        """Write those of ``qdpx``, ``qdc``, ``json`` and ``tidy`` that are named, else those that can be but the last;
        returns the files.

        What is left out of a file is told to ``refused``, and so is a file in which a name would leave that was to be
        replaced; without ``refused`` that is raised. Raises ``CoderError`` for newlines that cannot be, for what is
        named and cannot be written, and where ``progress`` stops it.
        """
        if newlines not in NEWLINES:
            message = _("--newlines {name}: choose one of {names}.")
            raise CoderError(message.format(name=newlines, names=", ".join(NEWLINES)))
        written = []
        for name, file in EXCHANGE.items():
            path = folder / file
            if what and name not in what:
                continue
            reason = self._reason_against(name, audience, path.name)
            if reason and what:
                raise CoderError(reason)
            if reason:
                continue
            try:
                self._write_exchange(name, path, newlines, progress, refused)
                written.append(path)
            except Leaking as error:
                if refused is None:
                    raise
                refused(error)
        if TIDY in what:
            written += self._tidy(folder / TIDY, audience, progress, refused)
        return written

    def _tidy(
        self, folder: Path, audience: str, progress: Progress, refused: Callable[[CoderError], None] | None
    ) -> list[Path]:
        reason = self._reason_against(TIDY, audience, f"{TIDY}/")
        if reason:
            raise CoderError(reason)
        try:
            return self.export_tidy(folder, progress)
        except Leaking as error:
            if refused is None:
                raise
            refused(error)
            return []

    def _reason_against(self, what: str, audience: str, file: str) -> str:
        """Why an export cannot be made, "" where it can."""
        if what in (QDPX, JSON, TIDY) and audience == REPORT:
            message = _("{file} holds whole interviews and is not fit for a report; export it with --for team.")
            return message.format(file=file)
        if what == QDC and all(code.retired for code in self.ask(code_tree)):
            return _("There are no codes to make a codebook of.")
        return ""

    def _write_exchange(
        self, what: str, path: Path, newlines: str, progress: Progress, refused: Callable[[CoderError], None] | None
    ) -> None:
        if what == JSON:
            self.write_whole_project(path, progress, refused)
            return
        with self.store.reading() as session:
            shared = SharedProject(session)
            self.refuse_leaks_in(_leaving(session, shared, what), path.name)
            if what == QDC:
                write_whole_with(path, lambda out: _write_codebook(out, shared))
                return
            write_whole_with(path, lambda out: _write_project(out, shared, newlines, progress, path.name))
            left = shared.left_out()
        if left and refused is not None:
            message = ngettext(
                "{file}: {number} coding is not in it, since its words are gone from the text; "
                "'coder correct --unplaced' lists it.",
                "{file}: {number} codings are not in it, since their words are gone from the texts; "
                "'coder correct --unplaced' lists them.",
                left,
            )
            refused(CoderError(message.format(file=path.name, number=left)))


def _write_codebook(out: BinaryIO, shared: SharedProject) -> None:
    """The codebook as it is: without what is retired."""
    kept = []
    hidden = 0
    for code in shared.codes():
        if hidden and code.depth >= hidden:
            continue
        hidden = code.depth + 1 if code.retired else 0
        if not code.retired:
            kept.append(code)
    write_codebook(out, kept, list(shared.sets()))


def _write_project(out: BinaryIO, shared: SharedProject, newlines: str, progress: Progress, name: str) -> None:
    with TemporaryFile() as xml:
        total = shared.number_of_sources()
        for done in ProjectWriter(shared, xml).write():
            if not progress(done, total, name):
                raise CoderError(_("The export was stopped; {file} was not written.").format(file=name))
        write_archive(out, xml, shared.texts(), newlines)


def _leaving(session: Session, shared: SharedProject, what: str) -> Iterator[Words]:
    """Every text that would leave, with where it stands."""
    tables = {"code", "project", "item_set"} if what == QDC else _LEAVING
    for each in project_texts(session):
        if each.table in tables:
            yield Words(each.text, _("the codebook, the cases or the notes"), each.free)
    for source in shared.sources() if what == QDPX else ():
        for words in shared.turns_of(source):
            yield Words(words, source.name, free=True)
