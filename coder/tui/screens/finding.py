"""Finding one's way in an interview: searching while the query is typed, and the codebook beside the text."""

from textual import on

from coder.project import Project
from coder.spans import Span
from coder.tui.finding import find_all
from coder.tui.screens.base import NARROW
from coder.tui.screens.reviewing import ReviewingScreen
from coder.tui.widgets.codebook_pane import CodebookPane
from coder.tui.widgets.find_line import FindLine


class FindingScreen(ReviewingScreen):
    """The search line and the side pane."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._hits: list[Span] = []
        self._searched_from = 0

    def action_find(self) -> None:
        self._searched_from = self.reader.cursor
        self.add_class("-finding")
        self.query_one(FindLine).begin()

    @on(FindLine.Typed)
    def _find(self, event: FindLine.Typed) -> None:
        self._hits = find_all(self.view.text, event.query) if self.view else []
        self.reader.show_matches(self._hits)
        self._show_hit(next((n for n, hit in enumerate(self._hits) if hit.start >= self._searched_from), 0))

    @on(FindLine.Step)
    def _step(self, event: FindLine.Step) -> None:
        cursor = self.reader.cursor
        if event.by > 0:
            self._show_hit(next((n for n, hit in enumerate(self._hits) if hit.start > cursor), 0))
        else:
            earlier = [n for n, hit in enumerate(self._hits) if hit.start < cursor]
            self._show_hit(earlier[-1] if earlier else len(self._hits) - 1)

    @on(FindLine.Left)
    def _leave_search(self) -> None:
        self.remove_class("-finding")
        self.reader.show_matches(())
        self.reader.focus()

    def _show_hit(self, number: int) -> None:
        if self._hits:
            self.reader.go_to(self._hits[number].start)
        self.query_one(FindLine).show_hits(number + 1, len(self._hits))

    def action_codebook(self) -> None:
        """Show the codebook and go to it; from there, hide it."""
        pane = self.query_one(CodebookPane)
        if pane.has_focus:
            self._show_side(False)
            self.reader.focus()
        else:
            self._show_side(True)
            pane.focus()

    async def action_back(self) -> None:
        if self.query_one(CodebookPane).has_focus:
            self.reader.focus()
            if self.has_class(NARROW):
                self._show_side(False)
        else:
            await super().action_back()

    def _show_side(self, shown: bool) -> None:
        self.set_class(shown, "-side")
        self.set_class(not shown, "-no-side")
