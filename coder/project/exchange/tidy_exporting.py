"""The project as tidy tables in a folder."""

from pathlib import Path

from coder.errors import CoderError
from coder.exporters.tidy import DICTIONARY, write_dictionary, write_table
from coder.i18n import _
from coder.project.base import Progress, keep_going
from coder.project.exchange.whole_exporting import leaving
from coder.project.files import write_whole_with
from coder.project.names.guarding import GuardUseCases
from coder.queries.tidy.shape import Material
from coder.queries.tidy.tables import TABLES

TIDY = "tidy"
"""The export, and the folder it is written into."""


class TidyExportUseCases(GuardUseCases):
    """Plain tables for statistics programs."""

    def export_tidy(self, folder: Path, progress: Progress = keep_going) -> list[Path]:
        """Write a csv file for each table (``docs/tidy-tables.md``); returns the files.

        Raises ``Leaking`` where a name stands in the project that was to be replaced, ``CoderError`` where
        ``progress`` stops it: nothing is written then.
        """
        with self.store.reading() as session:
            self.refuse_leaks_in(leaving(session), TIDY)
            material = Material(session)
            written = [folder / f"{name}.csv" for name in (*(table.name for table in TABLES), DICTIONARY)]
            for number, (table, path) in enumerate(zip(TABLES, written, strict=False)):
                if not progress(number, len(TABLES), path.name):
                    raise CoderError(_("The export was stopped; {file} was not written.").format(file=path.name))
                write_whole_with(path, lambda out, table=table: write_table(table, material, out))  # type: ignore[misc]
            write_whole_with(written[-1], write_dictionary)
        return written
