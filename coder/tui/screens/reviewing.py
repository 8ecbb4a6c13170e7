"""Suggestions in an interview: computed beside the work, accepted or rejected with one key."""

from textual import work
from textual.worker import Worker, WorkerState, get_current_worker

from coder.i18n import _
from coder.language.pipeline import available
from coder.project import Project
from coder.spans import Span
from coder.tui.recent import KEY as RECENT
from coder.tui.screens.interview import InterviewScreen
from coder.tui.widgets.suggestion_bar import SuggestionBar

_COMPUTE = "suggestions"


class ReviewingScreen(InterviewScreen):
    """Going through the suggestions."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.fresh: tuple[str, int] | None = None
        """The quote made last and where the cursor was then: facets and notes go there until the cursor moves."""

    def open(self, source: str, passage: Span | None = None) -> None:
        super().open(source, passage)
        self.fresh = None
        if self.view is not None:
            self._compute(self.view.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("accept", "reject"):
            return self.review.current is not None
        return True

    def action_next_suggestion(self) -> None:
        self._go(1)

    def action_previous_suggestion(self) -> None:
        self._go(-1)

    def action_accept(self) -> None:
        """Accept the suggestion at hand, on the selection where that reaches into its passage."""
        item = self.review.current
        passage = self.review.passage
        if item is None or passage is None:
            return
        chosen = self.reader.selection
        span = chosen if chosen is not None and chosen.overlaps(passage) else passage
        with self.complaining():
            looking_at_it = self._looking_at(passage)
            quote = self.project.accept_suggestion(item.suggestion, span.start, span.end)
            self.use(item.code)
            self._go_on(looking_at_it)
            self.fresh = (quote, self.reader.cursor)
            name = self.codes[item.code].name
            self.tell(_("{code} applied ({quote}). f: facets, o: note, u: undo").format(code=name, quote=quote))

    def action_reject(self) -> None:
        item = self.review.current
        passage = self.review.passage
        if item is None or passage is None:
            return
        with self.complaining():
            looking_at_it = self._looking_at(passage)
            self.project.reject_suggestion(item.suggestion)
            self._go_on(looking_at_it)

    def use(self, code: str) -> None:
        """Note that a code has been used: it lies on a number key now."""
        self.recent = self.recent.with_use(code)
        self.project.remember(RECENT, self.recent.as_dict())

    def _looking_at(self, passage: Span) -> bool:
        chosen = self.reader.selection
        at_cursor = passage.start <= self.reader.cursor <= passage.end
        return at_cursor or (chosen is not None and chosen.overlaps(passage))

    def _go_on(self, looking_at_it: bool) -> None:
        """Show what was done; whoever looked at the suggestion is taken to the next."""
        self.show_project()
        if looking_at_it and self.review.passage is not None:
            self.reader.select(self.review.passage)

    def _go(self, by: int) -> None:
        ahead = self.review.passage
        if by > 0 and ahead is not None and not self._looking_at(ahead):
            # The one in the bar lies further on and has not been gone to yet.
            by = 0
        if self.review.step(by) is None:
            self.tell(_("There is no open suggestion in this interview."))
            return
        self.reader.select(self.review.passage)
        self.show_suggestion()

    @work(thread=True, exclusive=True, exit_on_error=False, group=_COMPUTE)
    def _compute(self, source: str) -> str:
        worker = get_current_worker()
        self.project.suggest([source], lambda _done, _total, _what: not worker.is_cancelled)
        return source

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        super().on_worker_state_changed(event)
        if event.worker.group != _COMPUTE or self.view is None:
            return
        bar = self.query_one(SuggestionBar)
        if event.state is WorkerState.RUNNING:
            bar.status = _("Suggestions are being computed by {pipeline} …").format(pipeline=self._pipeline())
        elif event.state is WorkerState.SUCCESS and event.worker.result == self.view.name:
            told = _("No open suggestion after the cursor. They come from {pipeline}.")
            bar.status = told.format(pipeline=self._pipeline())
            self.renew_suggestions()
        elif event.state is WorkerState.ERROR:
            bar.status = _("Suggestions could not be computed; everything else works.")

    def _pipeline(self) -> str:
        return available(self.project.pipeline_spec).description()
