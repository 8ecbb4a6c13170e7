"""Whatever file people come with: what its ending and its headings say it is, and the use case that takes it over."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import N_, _
from coder.project.base import Progress, complaining_of, keep_going
from coder.project.exchange.importing import ExchangeImportUseCases
from coder.project.exchange.outcome import ExchangeResult
from coder.project.exchange.quoted import QuoteImportUseCases, QuoteWishes
from coder.project.importing import ImportUseCases
from coder.readers.csv_rows import Table
from coder.readers.quote_rows import first_headings, read_quote_table

PROJECT, CODINGS, QUOTES = "project", "codings", "quotes"
TABLES = (".csv", ".xlsx")
TAGUETTE = (".sqlite3", ".sqlite")
FORMATS = {
    ".csv": N_("codings, or quotes with codes"),
    ".xlsx": N_("quotes with codes"),
    ".qdpx": N_("a project as REFI-QDA"),
    ".qdc": N_("a codebook as REFI-QDA"),
    ".json": N_("a whole project of coder"),
    ".db": N_("a colleague's project"),
    ".qda": N_("a project of QualCoder"),
    ".sqlite3": N_("a project of Taguette"),
    ".sqlite": N_("a project of Taguette"),
}
"""What can be taken over, by the file's ending."""
_POSITIONS = {"start", "end"}


@dataclass(frozen=True)
class ImportWishes:
    """How a file is to be taken over."""

    quotes: QuoteWishes = field(default_factory=QuoteWishes)
    study: str = ""
    """The name of a project in a file that holds several."""


PLAINLY = ImportWishes()


class FileImportUseCases(ImportUseCases, ExchangeImportUseCases, QuoteImportUseCases):
    """Taking over any file."""

    def import_file(
        self, path: Path, wishes: ImportWishes = PLAINLY, progress: Progress = keep_going, preview: bool = False
    ) -> ExchangeResult:
        """Take over a file; ``preview`` says what that would do and does nothing. Raises ``CoderError``."""
        kind = kind_of(path, wishes)
        if kind == QUOTES:
            return self.import_quotes(path, wishes.quotes, progress, preview)
        if kind == PROJECT:
            return self.import_exchange(path, progress, preview, wishes.study)
        taken = self.import_codings(path, progress, preview)
        counts = Counter(codings=taken.added), Counter(codings=taken.unchanged)
        return ExchangeResult(path.name, *counts, losses=list(taken.refused))


def kind_of(path: Path, wishes: ImportWishes = PLAINLY) -> str:
    """What a file is: a project, codings with their positions, or quotes. Raises ``CoderError`` for another ending."""
    ending = path.suffix.lower()
    if ending not in FORMATS:
        message = _("{path}: only these files can be imported: {endings}.")
        raise CoderError(message.format(path=path, endings=", ".join(FORMATS)))
    if ending not in TABLES:
        return PROJECT
    with complaining_of(path):
        if ending == ".csv" and not wishes.quotes.columns and _POSITIONS & first_headings(path.read_bytes()):
            return CODINGS
    return QUOTES


def table_in(path: Path) -> Table:
    """A table of quotes. Raises ``CoderError``."""
    with complaining_of(path):
        return read_quote_table(path)


def studies_in(path: Path) -> list[tuple[str, str]]:
    """The projects that a file holds, by what chooses each (``ImportWishes.study``); [] for one that holds only one.

    Raises ``CoderError``.
    """
    if path.suffix.lower() not in TAGUETTE:
        return []
    from coder.readers.programs.taguette import studies

    with complaining_of(path):
        return [(str(number), name) for number, name in studies(path)]
