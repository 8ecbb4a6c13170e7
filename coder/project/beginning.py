"""Making a project from its folder: the codebook, the transcripts, the statistics and codings that came with them."""

from sqlmodel import Session, select

from coder.model import Source, Step
from coder.project.base import Progress, keep_going
from coder.project.codebook import CodebookUseCases
from coder.project.importing import ImportResult, ImportUseCases
from coder.project.sources.loading import LoadResult, LoadUseCases
from coder.project.synthesis.statistics import StatisticsResult, StatisticsUseCases

CODINGS_FILE = "codings.csv"


class BeginUseCases(LoadUseCases, ImportUseCases, CodebookUseCases, StatisticsUseCases):
    """Taking in what is new in the project's folder."""

    def begin(
        self, progress: Progress = keep_going
    ) -> tuple[list[LoadResult], ImportResult | None, StatisticsResult | None]:
        """Read the codebook, load ``transcripts/``, import ``statistics.csv`` from there, and ``codings.csv``, each
        where none ever were.

        Returns what became of the files, of the codings and of the statistics (None where none were imported).
        """
        self.read_codebook()
        loaded = self.load(progress=progress)
        statistics = self.begin_statistics()
        path = self.transcripts_folder / CODINGS_FILE
        if not path.exists() or not self.ask(_awaits_codings):
            return loaded, None, statistics
        return loaded, self.import_codings(path, progress), statistics


def _awaits_codings(session: Session) -> bool:
    """True if there are sources and codings were never imported: whoever undid an import meant it."""
    imported = session.exec(select(Step.id).where(Step.kind == "import_codings").limit(1)).first()
    return imported is None and session.exec(select(Source.id).limit(1)).first() is not None
