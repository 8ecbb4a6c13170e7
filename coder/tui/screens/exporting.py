"""Screens whose figure can be written into files as it stands."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from coder.i18n import _
from coder.tui import keys
from coder.tui.screens.base import CoderScreen

if TYPE_CHECKING:
    from coder.project.figure_files import Figure
    from coder.queries.framework import Framework


class ExportingScreen(CoderScreen):
    """Has the key that exports the figure at hand."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.EXPORTING]

    def figure_to_export(self) -> "tuple[Figure | Framework, str] | None":
        """The figure that is shown, and what it is broken down by ("" for nothing); None where there is none."""
        raise NotImplementedError

    def action_export_figure(self) -> None:
        found = self.figure_to_export()
        if found is None:
            self.tell(_("There is no figure here to export."))
        else:
            self._export_figure(*found)

    @work(exit_on_error=False)
    async def _export_figure(self, figure: "Figure | Framework", by: str) -> None:
        with self.complaining():
            written = await asyncio.to_thread(self.project.export_figure, figure, by)
            first, *more = written
            others = ", ".join(path.suffix for path in more)
            told = _("Written: {path} and {others}") if more else _("Written: {path}")
            self.tell(told.format(path=first.relative_to(self.project.folder), others=others))
