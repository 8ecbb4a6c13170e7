"""Exporting the figure that somebody looks at, as it stands: the data, and its picture."""

from pathlib import Path
from typing import TYPE_CHECKING

from coder.exporters.document import Document, Table
from coder.i18n import Translator, translator
from coder.project.exporting import ExportUseCases
from coder.project.files import write_whole

if TYPE_CHECKING:
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.queries.agreement import Agreement
    from coder.queries.cooccurrence import CoOccurrences
    from coder.queries.crosstab import CrossTable
    from coder.queries.framework import Framework
    from coder.queries.frequencies import FrequencyTable
    from coder.queries.landscape import Landscape
    from coder.queries.saturation import Saturation

    Figure = FrequencyTable | CrossTable | CoOccurrences | Saturation | Agreement | Landscape

_VIEW = "view-"
"""What the files of a view begin with: they stand beside those of ``export``, which count everything."""


class FigureUseCases(ExportUseCases):
    """Files of single figures."""

    def export_figure(self, found: "Figure | Framework", by: str = "", folder: Path | None = None) -> list[Path]:
        """Write an answer of one of the queries of figures as csv, xlsx, svg and png; returns the files.

        A framework matrix, which is read, is written as csv, xlsx and docx. ``by`` is what frequencies are broken down
        by. The files go into ``exports/`` unless a folder is named. Another view that was written before stays: files
        are numbered. ``CoderError`` where nothing can be written, or where a name would leak.
        """
        from coder.queries.framework import Framework

        stem, files = self._matrix(found) if isinstance(found, Framework) else self._figure(found, by)
        whole = _free(self.folder / "exports" if folder is None else folder, _VIEW + stem, files)
        for ending, data in files.items():
            write_whole(whole.with_name(f"{whole.name}.{ending}"), data)
        return [whole.with_name(f"{whole.name}.{ending}") for ending in files]

    def _figure(self, found: "Figure", by: str) -> tuple[str, dict[str, bytes]]:
        """A name and the bytes by ending."""
        t = translator(self.info().language)
        drawing = drawn(found, self.labels(), t, by)
        table = _landscape(found, t) if drawing is None else drawing.table
        stem = table.name if drawing is None else drawing.name
        info = self.info()
        document = Document(info.name, info.language, (table,), self.privacy_notice("team"))
        files = {ending: self.rendered(document, ending, f"{_VIEW}{stem}.{ending}") for ending in ("csv", "xlsx")}
        if drawing is not None:
            files |= {ending: self.painted(drawing, ending, f"{_VIEW}{stem}.{ending}") for ending in ("svg", "png")}
        return stem, files

    def _matrix(self, found: "Framework") -> tuple[str, dict[str, bytes]]:
        """As ``coder framework`` gives them: a row a cell as csv, the matrix as xlsx, and for reading as docx."""
        from coder.exporters.framework import framework_table, matrix_table

        info = self.info()
        t, stem = translator(info.language), f"framework-{found.theme.key}"
        documents = {
            ending: Document(info.name, info.language, (table,), self.privacy_notice("team"))
            for ending, table in (("csv", framework_table(found, t)), ("xlsx", matrix_table(found, t)))
        }
        documents["docx"] = self.framework_document((found.theme.key,))
        return stem, {each: self.rendered(doc, each, f"{_VIEW}{stem}.{each}") for each, doc in documents.items()}


def drawn(found: "Figure", labels: "Labels", t: Translator, by: str = "") -> "Drawing | None":
    """The picture of a figure; None for the landscape, which is read."""
    from coder.exporters.pictures.bars import frequency_picture
    from coder.exporters.pictures.curves import saturation_picture
    from coder.exporters.pictures.heat import crosstab_picture, frequencies_by_picture
    from coder.exporters.pictures.intervals import agreement_picture
    from coder.exporters.pictures.network import cooccurrence_picture
    from coder.queries.agreement import Agreement
    from coder.queries.cooccurrence import CoOccurrences
    from coder.queries.crosstab import CrossTable
    from coder.queries.frequencies import FrequencyTable
    from coder.queries.saturation import Saturation

    match found:
        case FrequencyTable():
            return frequencies_by_picture(found, by, labels, t) if found.values else frequency_picture(found, labels, t)
        case CrossTable():
            return crosstab_picture(found, labels, t)
        case CoOccurrences():
            return cooccurrence_picture(found, labels, t)
        case Saturation():
            return saturation_picture(found, t)
        case Agreement():
            return agreement_picture(found, labels, t)
    return None


def _landscape(found: "Figure", t: Translator) -> Table:
    from coder.exporters.figures import landscape_table
    from coder.queries.landscape import Landscape

    assert isinstance(found, Landscape)
    return landscape_table(found, t)


def _free(folder: Path, stem: str, files: dict[str, bytes]) -> Path:
    """A path without ending under which these files stand already, or nothing does."""
    number = 1
    while True:
        path = folder / (stem if number == 1 else f"{stem}-{number}")
        there = [path.with_name(f"{path.name}.{ending}") for ending in files]
        same = (each.read_bytes() == data for each, data in zip(there, files.values(), strict=True))
        if not any(each.exists() for each in there) or (all(each.exists() for each in there) and all(same)):
            return path
        number += 1
