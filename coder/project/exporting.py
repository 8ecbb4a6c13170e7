"""Exports: what the project says, as files. The same project gives the same bytes, whoever exports and where."""

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, select

from coder import plugins
from coder.errors import CoderError
from coder.exporters.document import Document
from coder.exporters.privacy import AUDIENCES, TEAM
from coder.exporters.summary import SummaryMaterial, shared_places, summary
from coder.exporters.tables import for_audience, frequency_table, quotes_table
from coder.i18n import Translator, _, translator
from coder.model import ProjectInfo
from coder.project.base import Progress, keep_going
from coder.project.files import write_whole
from coder.project.names.guarding import GuardUseCases, Leaking
from coder.queries.codes import code_tree
from coder.queries.counted import count
from coder.queries.frequencies import frequencies
from coder.queries.quotes import EVERY, QuoteFilter, quotes
from coder.queries.registers import register_entries
from coder.queries.selection import DEFAULT, Selection

WHAT = {"summary": ("md", "docx"), "quotes": ("csv", "xlsx"), "frequencies": ("csv", "xlsx")}
"""The exports and the formats each is written in."""


@dataclass(frozen=True)
class _Study:
    name: str
    translator: Translator


class ExportUseCases(GuardUseCases):
    """Documents and files out of the project."""

    def export(
        self,
        folder: Path,
        what: Sequence[str] = (),
        audience: str = TEAM,
        selection: Selection = DEFAULT,
        progress: Progress = keep_going,
        refused: Callable[[CoderError], None] | None = None,
    ) -> list[Path]:
        """Write exports (all, or those named) into ``folder``; returns the files in the order written.

        Each file appears whole or not at all. An export with a name in it that was to be replaced is not written:
        that is told to ``refused`` and the others are, or it is raised. Raises ``CoderError`` for an unknown export or
        audience, and where the folder cannot be written.
        """
        unknown = [name for name in what if name not in WHAT]
        if unknown:
            raise CoderError(
                _("{name}: no such export; choose from: {names}.").format(name=unknown[0], names=", ".join(WHAT))
            )
        jobs = [(name, ending) for name in WHAT if not what or name in what for ending in WHAT[name]]
        documents: dict[str, Document] = {}
        written = []
        for number, (name, ending) in enumerate(jobs):
            if not progress(number, len(jobs), f"{name}.{ending}"):
                break
            if name not in documents:
                documents[name] = self.document(name, audience, selection)
            path = folder / f"{name}.{ending}"
            try:
                data = self.rendered(documents[name], ending, path.name)
            except Leaking as error:
                if refused is None:
                    raise
                refused(error)
                continue
            write_whole(path, data)
            written.append(path)
        progress(len(jobs), len(jobs), "")
        return written

    def document(
        self, what: str, audience: str = TEAM, selection: Selection = DEFAULT, wanted: QuoteFilter = EVERY
    ) -> Document:
        """One export as a document, in the codebook's language."""
        if audience not in AUDIENCES:
            raise CoderError(
                _("--for {name}: choose one of {names}.").format(name=audience, names=", ".join(AUDIENCES))
            )
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

    def rendered(self, document: Document, ending: str, name: str = "") -> bytes:
        """A document's bytes in a format; ``name`` is what it is called where it is refused.

        Raises ``Leaking`` where it holds a name that was to be replaced, or a number in clear.
        """
        self.refuse_leaks(document, name or f"{document.title}.{ending}")
        return self.bytes_of(document, ending)

    def bytes_of(self, document: Document, ending: str) -> bytes:
        """A document's bytes in a format, whatever it holds: for lists of names themselves."""
        out = io.BytesIO()
        plugins.exporter_for(ending).export(document, out)
        return out.getvalue()


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
