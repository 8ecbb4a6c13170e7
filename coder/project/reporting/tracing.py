"""Which quotes went into which export: kept when a file is written, outside the history."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import delete, insert

from coder.errors import CoderError
from coder.exporters.document import Document, Quote
from coder.history.step import now
from coder.identity import derived
from coder.model import ExportRecord, table_of
from coder.project.base import ProjectBase

_QUOTE_COLUMN = "quote"


class TraceUseCases(ProjectBase):
    """From a passage to where it went."""

    def record_export(self, path: Path, audience: str, document: Document) -> None:
        """Keep which quotes a file that was just written holds; of a file written again, the latest.

        A project that cannot be written to can still be exported: then nothing is kept.
        """
        if self.past:
            return
        found = sorted(set(_quotes_in(document)))
        name = self._shown(path)
        table = table_of(ExportRecord)
        with contextlib.suppress(CoderError), self.store.writing() as connection:
            connection.execute(delete(table).where(table.c.file_name == name))
            if found:
                connection.execute(
                    insert(table).values(
                        id=derived("export", name), file_name=name, audience=audience, at=now(), quotes=found
                    )
                )

    def _shown(self, path: Path) -> str:
        """The file as seen from the study's folder, else by its name alone: no paths of a machine."""
        whole, folder = path.absolute(), self.folder.absolute()
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.name


def _quotes_in(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Quote) and block.quote:
            yield block.quote
    for table in document.tables:
        for number, column in enumerate(table.columns):
            if column.key == _QUOTE_COLUMN:
                yield from (str(row[number]) for row in table.rows if row[number])
