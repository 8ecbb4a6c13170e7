"""Framework matrices as documents: one matrix a theme, for the team alone, since every row is a case.

The matrices load numpy and are imported inside functions: the project is imported by every command.
"""

from collections.abc import Sequence
from functools import partial

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.exporters.document import Block, Document, Paragraph
from coder.exporters.privacy import TEAM
from coder.i18n import _, translator
from coder.model import FrameworkSummary
from coder.project.names.guarding import GuardUseCases
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.method import is_framework
from coder.queries.selection import DEFAULT, Selection

FRAMEWORK = "framework"
FRAMEWORK_FORMATS = ("xlsx", "md", "docx")


class FrameworkExportUseCases(GuardUseCases):
    """All matrices, or those of some themes (their keys)."""

    def framework_document(
        self,
        of: Sequence[str] = (),
        selection: Selection = DEFAULT,
        wanted: Filter = EVERYTHING,
        guide: Guide | None = None,
    ) -> Document:
        """For reading: in each cell the summary beside its passages."""
        from coder.exporters.framework import framework_blocks
        from coder.queries.framework import cell_passages, framework, themes

        info = self.info()
        t = translator(info.language)
        blocks: list[Block] = []
        with self.store.reading() as session:
            for theme in of or [each.key for each in themes(session)]:
                found = framework(session, theme, selection, wanted, guide)
                passages = partial(cell_passages, session, selection=selection, wanted=wanted)
                blocks += framework_blocks(found, passages, t)
        blocks = blocks or [Paragraph(t.gettext("The codebook has no themes yet."))]
        return Document(info.name, info.language, tuple(blocks), self.privacy_notice(TEAM))

    def framework_workbook(self, selection: Selection = DEFAULT) -> Document:
        """For a workbook: a sheet a theme."""
        from coder.exporters.framework import matrix_table
        from coder.queries.framework import framework, themes

        info = self.info()
        t = translator(info.language)
        with self.store.reading() as session:
            tables = [matrix_table(framework(session, each.key, selection), t) for each in themes(session)]
        return Document(info.name, info.language, tuple(tables), self.privacy_notice(TEAM))

    def framework_exports(self, audience: str, selection: Selection, named: bool) -> list[tuple[str, Document]]:
        """The export's formats, each with its document.

        Where it is not ``named``, only in a study that works with matrices. ``CoderError`` where it is and the export
        is for a report: rows that are cases say who is quoted.
        """
        from coder.queries.framework import themes

        if audience != TEAM:
            if named:
                raise CoderError(
                    _("framework: its rows are cases, which a report does not show; export it --for team.")
                )
            return []
        if not self.ask(themes) or not (named or self.ask(_works_with_matrices)):
            return []
        reading, book = self.framework_document(selection=selection), self.framework_workbook(selection)
        return [(ending, book if ending == "xlsx" else reading) for ending in FRAMEWORK_FORMATS]


def _works_with_matrices(session: Session) -> bool:
    return is_framework(session) or session.exec(select(FrameworkSummary.id)).first() is not None
