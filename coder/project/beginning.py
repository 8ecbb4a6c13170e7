"""The whole job once, without screens: load what is new, suggest, export."""

from dataclasses import dataclass
from pathlib import Path

from coder.project.base import Progress, keep_going
from coder.project.codebook import CodebookUseCases
from coder.project.exporting import ExportUseCases
from coder.project.importing import ImportResult, ImportUseCases
from coder.project.loading import ADDED, REFUSED, LoadResult, LoadUseCases
from coder.project.suggesting import SuggestionUseCases


@dataclass(frozen=True)
class RunReport:
    """What a run did."""

    loaded: tuple[LoadResult, ...]
    imported: ImportResult | None
    """None where no codings were imported: they are only when the transcripts are new."""
    suggestions: int
    written: tuple[Path, ...]

    @property
    def complete(self) -> bool:
        """False if something was refused on the way."""
        refused = any(result.status == REFUSED for result in self.loaded)
        return not refused and not (self.imported and self.imported.refused)


class RunUseCases(LoadUseCases, ImportUseCases, SuggestionUseCases, ExportUseCases, CodebookUseCases):
    """Use cases that chain others."""

    def begin(self, progress: Progress = keep_going) -> tuple[list[LoadResult], ImportResult | None]:
        """Make a new project from its folder: the codebook, ``transcripts/``, and ``transcripts/codings.csv``."""
        self.read_codebook()
        loaded = self.load(progress=progress)
        return loaded, self._bundled_codings(loaded, progress)

    def run(self, folder: Path, progress: Progress = keep_going) -> RunReport:
        """Load what is new, suggest, export to ``folder``."""
        loaded, imported = self.begin(progress)
        self.suggest(progress=progress)
        number = len(self.open_suggestions())
        written = self.export(folder, progress=progress)
        return RunReport(tuple(loaded), imported, number, tuple(written))

    def _bundled_codings(self, loaded: list[LoadResult], progress: Progress) -> ImportResult | None:
        path = self.transcripts_folder / "codings.csv"
        if not path.exists() or not any(result.status == ADDED for result in loaded):
            return None
        return self.import_codings(path, progress)
