"""Exports: what the project says, as files. The same project gives the same bytes, whoever exports and where."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.exporters.codebook import codebook_blocks, codebook_table, in_use
from coder.exporters.document import Document
from coder.exporters.privacy import AUDIENCES, TEAM
from coder.exporters.refi.archive import LF
from coder.exporters.summary import SummaryMaterial, shared_places, summary
from coder.exporters.tables import for_audience, frequency_table, quotes_table
from coder.i18n import Translator, _, translator
from coder.model import ProjectInfo
from coder.project.base import Progress, keep_going
from coder.project.exchange.exporting import EXCHANGE, ExchangeExportUseCases
from coder.project.exchange.tidy_exporting import TIDY
from coder.project.files import write_whole
from coder.project.framework_exporting import FRAMEWORK, FRAMEWORK_FORMATS, FrameworkExportUseCases
from coder.project.names.guarding import Leaking
from coder.project.picturing import PictureUseCases
from coder.project.reporting.tracing import TraceUseCases
from coder.project.synthesis.model import ENDINGS, MODEL_EXPORT, ModelUseCases, was_edited
from coder.queries.codes import code_tree
from coder.queries.counted import count
from coder.queries.frequencies import frequencies
from coder.queries.quotes import EVERY, QuoteFilter, quotes
from coder.queries.registers import register_entries
from coder.queries.selection import DEFAULT, Selection

CODEBOOK = "codebook"
WHAT = {
    "summary": ("md", "docx"),
    MODEL_EXPORT: ENDINGS,
    "quotes": ("csv", "xlsx"),
    CODEBOOK: ("md", "docx", "csv"),
    "frequencies": ("csv", "xlsx", "svg"),
    "matrices": ("xlsx", "csv", "svg"),
    FRAMEWORK: FRAMEWORK_FORMATS,
}
"""The exports and the formats each is written in. Matrices are one workbook, and files for each of its tables."""
MATRICES = "matrices"


@dataclass(frozen=True)
class _Study:
    name: str
    translator: Translator


@dataclass(frozen=True)
class _Job:
    """A file to be written."""

    name: str
    make: Callable[[], bytes]
    document: Document | None = None
    """What is in it, where it may hold quotes."""


class ExportUseCases(TraceUseCases, ModelUseCases, FrameworkExportUseCases, PictureUseCases, ExchangeExportUseCases):
    """Documents and files out of the project."""

    def export(
        self,
        folder: Path,
        what: Sequence[str] = (),
        audience: str = TEAM,
        selection: Selection = DEFAULT,
        progress: Progress = keep_going,
        refused: Callable[[CoderError], None] | None = None,
        newlines: str = LF,
    ) -> list[Path]:
        """Write exports (those named, else all but the tidy tables) into ``folder``; returns the files as written.

        Each file appears whole or not at all. An export with a name in it that was to be replaced is not written:
        that is told to ``refused`` and the others are, or it is raised. Raises ``CoderError`` for an unknown export or
        audience, and where the folder cannot be written. ``newlines`` is how lines end in the texts of a ``.qdpx``.
        """
        _check_audience(audience)
        names = (*WHAT, *EXCHANGE, TIDY)
        unknown = [name for name in what if name not in names]
        if unknown:
            raise CoderError(
                _("{name}: no such export; choose from: {names}.").format(name=unknown[0], names=", ".join(names))
            )
        wanted = [name for name in WHAT if not what or name in what]
        jobs = [job for name in wanted for job in self._jobs(name, audience, selection, bool(what))]
        written = []
        for number, job in enumerate(jobs):
            if not progress(number, len(jobs), job.name):
                break
            try:
                data = job.make()
            except Leaking as error:
                if refused is None:
                    raise
                refused(error)
                continue
            place = self.place_for(folder / job.name)
            write_whole(place, data)
            if job.document is not None:
                self.record_export(place, audience, job.document)
            written.append(place)
            if place.name != job.name and refused is not None:
                refused(was_edited(job.name, place))
        else:
            written += self.export_exchange(folder, what, audience, newlines, progress, refused)
        progress(len(jobs), len(jobs), "")
        return written

    def _jobs(self, name: str, audience: str, selection: Selection, named: bool) -> Iterator[_Job]:
        """The files of an export, in order; what they are made from is counted once."""
        if name == MATRICES:
            yield from self._matrix_jobs(audience, selection)
            return
        if name == MODEL_EXPORT:
            if named or self.has_model():
                model = self.model(audience, selection).document
                yield from (_Job(file, make, model) for file, make in self.model_files(model))
            return
        if name == CODEBOOK and not named and not in_use(self.ask(code_tree)):
            return
        if name == CODEBOOK:
            for ending in WHAT[name]:
                book = self.codebook_document(ending != "csv", audience, selection)
                yield _Job(f"{name}.{ending}", partial(self.rendered, book, ending, f"{name}.{ending}"))
            return
        if name == FRAMEWORK:
            for ending, matrices in self.framework_exports(audience, selection, named):
                file = f"{name}.{ending}"
                yield _Job(file, partial(self.rendered, matrices, ending, file), matrices)
            return
        document = self.document(name, audience, selection)
        for ending in WHAT[name]:
            file = f"{name}.{ending}"
            if ending == "svg":
                yield _Job(file, partial(self.painted, self.frequencies_drawn(audience, selection), ending, file))
            else:
                yield _Job(file, partial(self.rendered, document, ending, file), document)

    def _matrix_jobs(self, audience: str, selection: Selection) -> Iterator[_Job]:
        drawings = self.matrices(audience, selection)
        if drawings:
            file = f"{MATRICES}.xlsx"
            yield _Job(file, partial(self.rendered, self.figures_document(drawings, audience), "xlsx", file))
        for drawing in drawings:
            csv, svg = f"{drawing.name}.csv", f"{drawing.name}.svg"
            yield _Job(csv, partial(self.rendered, self.figures_document([drawing], audience), "csv", csv))
            yield _Job(svg, partial(self.painted, drawing, "svg", svg))

    def document(
        self, what: str, audience: str = TEAM, selection: Selection = DEFAULT, wanted: QuoteFilter = EVERY
    ) -> Document:
        """One export as a document, in the codebook's language."""
        _check_audience(audience)
        told = self.privacy_notice(audience)
        with self.store.reading() as session:
            study = _study(session)
            t = study.translator
            if what == "summary":
                return summary(replace(_material(session, study, audience, selection), notice=told), t)
            if what == "quotes":
                table = quotes_table(quotes(session, wanted, selection), t, audience)
            else:
                table = frequency_table(frequencies(session, "", selection), t, audience)
            return Document(study.name, t.language, (table,), told)

    def codebook_document(self, for_people: bool, audience: str = TEAM, selection: Selection = DEFAULT) -> Document:
        """The codebook with how often its codes are used: a section a code to read, or one table of all."""
        with self.store.reading() as session:
            study = _study(session)
            codes, counts = in_use(code_tree(session)), frequencies(session, "", selection)
            make = codebook_blocks if for_people else lambda *given: (codebook_table(*given),)
            blocks = tuple(make(codes, counts, study.translator))
        return Document(study.name, study.translator.language, blocks, self.privacy_notice(audience))


def _check_audience(audience: str) -> None:
    if audience not in AUDIENCES:
        raise CoderError(_("--for {name}: choose one of {names}.").format(name=audience, names=", ".join(AUDIENCES)))


def _study(session: Session) -> _Study:
    info = session.exec(select(ProjectInfo)).one()
    return _Study(info.name, translator(info.language))


def _material(session: Session, study: _Study, audience: str, selection: Selection) -> SummaryMaterial:
    counted = count(session, selection)
    places: dict[str, set[str]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if turn.place and turn.case and not turn.interviewer:
                places[turn.place].add(turn.case)
    return SummaryMaterial(
        project=study.name,
        audience=audience,
        codes=code_tree(session),
        by_code=frequencies(session, "", selection),
        by_theme=frequencies(session, "theme", selection),
        quotes=for_audience(quotes(session, EVERY, selection), audience).rows,
        registers=register_entries(session),
        shared_places=shared_places(places),
    )
