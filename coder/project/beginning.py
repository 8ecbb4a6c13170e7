"""Making a project from its folder: the codebook, the transcripts, and the tables that came with them."""

from typing import NamedTuple

from sqlmodel import Session, select

from coder.model import Source, Step
from coder.project.base import Progress, keep_going
from coder.project.codebook import CodebookUseCases
from coder.project.importing import ImportResult, ImportUseCases
from coder.project.sources.loading import LoadResult, LoadUseCases
from coder.project.synthesis.constellation_files import ConstellationFileUseCases, ConstellationsResult
from coder.project.synthesis.statistics import StatisticsResult, StatisticsUseCases

CODINGS_FILE = "codings.csv"


class Begun(NamedTuple):
    """What became of the folder's files; None for tables that were not imported."""

    loaded: list[LoadResult]
    codings: ImportResult | None
    statistics: StatisticsResult | None
    constellations: ConstellationsResult | None


class BeginUseCases(LoadUseCases, ImportUseCases, CodebookUseCases, StatisticsUseCases, ConstellationFileUseCases):
    """Taking in what is new in the project's folder."""

    def begin(self, progress: Progress = keep_going) -> Begun:
        """Read the codebook, load ``transcripts/``, and import ``statistics.csv``, ``codings.csv`` and
        ``constellations.csv`` from there, each where none ever were."""
        self.read_codebook()
        loaded = self.load(progress=progress)
        statistics = self.begin_statistics()
        path = self.transcripts_folder / CODINGS_FILE
        codings = None
        if path.exists() and self.ask(_awaits_codings):
            codings = self.import_codings(path, progress)
        return Begun(loaded, codings, statistics, self.begin_constellations())


def _awaits_codings(session: Session) -> bool:
    """True if there are sources and codings were never imported: whoever undid an import meant it."""
    imported = session.exec(select(Step.id).where(Step.kind == "import_codings").limit(1)).first()
    return imported is None and session.exec(select(Source.id).limit(1)).first() is not None
