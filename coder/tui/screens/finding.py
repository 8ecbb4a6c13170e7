"""Finding one's way in an interview: searching while the query is typed, and the codebook beside the text."""

from textual import on, work
from textual.worker import Worker, WorkerState

from coder.language.finding import WordForms, find_typed, other_forms
from coder.project import Project
from coder.spans import Span
from coder.tui.messages import ShowSearch
from coder.tui.screens.base import NARROW
from coder.tui.screens.walking import WalkingScreen
from coder.tui.widgets.codebook_pane import CodebookPane
from coder.tui.widgets.find_line import FindLine

_FORMS = "forms"
_MOST = 5000
"""So many hits are marked and gone through; a single letter would have many more."""


class FindingScreen(WalkingScreen):
    """The search line and the side pane."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._hits: list[Span] = []
        self._searched_from = 0
        self._forms: tuple[str, WordForms] | None = None
        """The words of an interview by their forms, and which interview."""

    def action_find(self) -> None:
        self._searched_from = self.reader.cursor
        self.add_class("-finding")
        if self.view is not None and (self._forms is None or self._forms[0] != self.view.source_text_id):
            self._prepare_forms(self.view.name, self.view.source_text_id)
        self.query_one(FindLine).begin()

    @on(FindLine.Typed)
    def _find(self, event: FindLine.Typed) -> None:
        self._look_for(event.query)

    def _look_for(self, query: str) -> None:
        """Mark where the query stands, and where its words stand in another form."""
        typed = find_typed(self.view.text, query, _MOST) if self.view else []
        inflected: list[Span] = []
        if self.view is not None and self._forms is not None and self._forms[0] == self.view.source_text_id:
            inflected = other_forms(typed, self._forms[1].find(query))
        self._hits = sorted([*typed, *inflected])
        self.query_one(FindLine).inflected = len(inflected)
        self.reader.show_matches(self._hits)
        self._show_hit(next((n for n, hit in enumerate(self._hits) if hit.start >= self._searched_from), 0))

    @work(thread=True, exclusive=True, exit_on_error=False, group=_FORMS)
    def _prepare_forms(self, source: str, version: str) -> tuple[str, WordForms]:
        return version, self.project.word_forms(source)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == _FORMS and event.state is WorkerState.SUCCESS:
            self._forms = event.worker.result
            if self.has_class("-finding"):
                self._look_for(self.query_one(FindLine).typed)

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
        """Stay at the hit; ``<`` comes back to where the search began."""
        self.remove_class("-finding")
        self.reader.show_matches(())
        self.reader.focus()
        self.keep_jump_from(self._searched_from)

    @on(FindLine.Everywhere)
    def _search_everywhere(self, event: FindLine.Everywhere) -> None:
        self._leave_search()
        self.post_message(ShowSearch(event.query))

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
