"""Suggestions in an interview: computed beside the work, accepted or rejected with one key."""

from collections.abc import Sequence
from time import monotonic

from textual import work
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from coder.i18n import _
from coder.language.pipeline import available
from coder.project import Project
from coder.project.suggestions.double_coding import closed_to_suggestions
from coder.project.suggestions.judging import OpenSuggestion
from coder.spans import Span
from coder.tui.recent import KEY as RECENT
from coder.tui.screens.interview import InterviewScreen
from coder.tui.screens.picker import Picked, PickerScreen
from coder.tui.widgets.suggestion_bar import SuggestionBar

_COMPUTE = "suggestions"
_TEACH_AFTER = 0.4
"""Seconds without a decision until the suggestions learn from those made."""


def _later_key(source_id: str) -> str:
    return f"later {source_id}"


class ReviewingScreen(InterviewScreen):
    """Going through the suggestions."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.fresh: tuple[tuple[str, ...], int] | None = None
        """The quotes made last and where the cursor was then: facets and notes go there until the cursor moves."""
        self._computing = False
        self._teach_soon: Timer | None = None
        self._again = ""
        """The interview to compute for once more when the run that is on has ended."""
        self._took = 0.0
        """Seconds that computing took the last time."""

    def open(self, source: str, passage: Span | None = None) -> None:
        super().open(source, passage)
        self.fresh = None
        if self._teach_soon is not None:
            self._teach_soon.stop()
        if self.view is not None:
            self.review.later = frozenset(self.project.remembered(_later_key(self.view.source_id)).get("later", ()))
            self._compute(self.view.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("accept", "accept_other", "reject", "reject_all", "put_off"):
            return self.review.current is not None
        return True

    def action_next_suggestion(self) -> None:
        self._go(1)

    def action_previous_suggestion(self) -> None:
        self._go(-1)

    def action_accept(self) -> None:
        """Accept the suggestion at hand, on the selection where that reaches into its passage."""
        self._accept()

    def action_accept_other(self) -> None:
        """Put another code on the passage instead of the one suggested."""
        item = self.review.current
        if item is None or not self._seen():
            return

        def picked(picked: Picked | None) -> None:
            if picked is not None and self.review.current == item:
                with self.complaining():
                    codes = picked.codes or [self.project.add_code(picked.new, picked.parent)]
                    self._accept(codes[0])

        self.app.push_screen(PickerScreen(tuple(self.codes.values()), self.recent, item.text), picked)

    def _accept(self, code: str = "") -> None:
        item = self.review.current
        passage = self.review.passage
        if item is None or passage is None or not self._seen():
            return
        chosen = self.reader.selection
        span = chosen if chosen is not None and chosen.overlaps(passage) else passage
        with self.complaining():
            looking_at_it = self._looking_at(passage)
            quote = self.project.accept_suggestion(item.suggestion, span.start, span.end, code or None)
            self.use(code or item.code)
            self._go_on(looking_at_it)
            self.fresh = ((quote,), self.reader.cursor)
            name = self.codes[code or item.code].name
            self.tell(_("{code} applied ({quote}). f: facets, o: note, u: undo").format(code=name, quote=quote))

    def action_reject(self) -> None:
        if self.review.current is not None:
            self._reject([self.review.current])

    def action_reject_all(self) -> None:
        """None of the codes suggested for the passage belongs there."""
        self._reject(self.review.together)

    def _reject(self, items: Sequence[OpenSuggestion]) -> None:
        passage = self.review.passage
        if passage is None or not items or not self._seen():
            return
        with self.complaining():
            looking_at_it = self._looking_at(passage)
            self.project.reject_suggestions([item.suggestion for item in items])
            self._go_on(looking_at_it)
            names = ", ".join(self.codes[item.code].name for item in items)
            self.tell(_("{code} rejected here, and not offered again. u: undo").format(code=names))

    def action_put_off(self) -> None:
        """Let the suggestion wait until all others have been seen."""
        passage = self.review.passage
        if passage is None or self.view is None:
            return
        looking_at_it = self._looking_at(passage)
        self.review.put_off()
        self.project.remember(_later_key(self.view.source_id), {"later": sorted(self.review.later)})
        if looking_at_it:
            self.reader.select(self.review.passage)
        self.show_suggestion()

    def use(self, code: str) -> None:
        """Note that a code has been used: it lies on a number key now."""
        self.recent = self.recent.with_use(code)
        # Kept when the coding can be seen: a second write to disk before that would double the wait.
        self.call_after_refresh(self.project.remember, RECENT, self.recent.as_dict())

    def show_project(self) -> None:
        """Whatever was decided teaches: what depends on it is computed anew, a little after the last decision."""
        super().show_project()
        self._teach_in_a_while()

    def show_codings(self) -> None:
        super().show_codings()
        self._teach_in_a_while()

    def _teach_in_a_while(self) -> None:
        if self._teach_soon is not None:
            self._teach_soon.stop()
        # Where learning takes long it waits as long, so that it never has more than half of a processor.
        self._teach_soon = self.set_timer(max(_TEACH_AFTER, self._took), self._teach)

    def _teach(self) -> None:
        if self.view is not None:
            self._compute(self.view.name)

    def _looking_at(self, passage: Span) -> bool:
        chosen = self.reader.selection
        at_cursor = passage.start <= self.reader.cursor <= passage.end
        return at_cursor or (chosen is not None and chosen.overlaps(passage))

    def _seen(self) -> bool:
        """Whether the suggestion at hand can be seen; else it is gone to: nobody judges what they do not see."""
        passage = self.review.passage
        if passage is None or self.reader.is_in_view(passage):
            return True
        self.reader.select(passage)
        self.tell(_("The suggestion was out of sight; here it is. The same key again judges it."))
        return False

    def _go_on(self, looking_at_it: bool) -> None:
        """Show what was done; whoever looked at the suggestion is taken to the next. What was decided teaches."""
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

    def _compute(self, source: str) -> None:
        """Compute what may have changed, beside the work; decisions made meanwhile are taken in by one more run."""
        if self._computing:
            self._again = source
        else:
            self._computing = True
            self._computed_beside(source)

    @work(thread=True, exit_on_error=False, group=_COMPUTE)
    def _computed_beside(self, source: str) -> str:
        worker = get_current_worker()
        begun = monotonic()
        self.project.suggest([source], lambda _done, _total, _what: not worker.is_cancelled)
        self._took = monotonic() - begun
        return source

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        super().on_worker_state_changed(event)
        if event.worker.group != _COMPUTE or self.view is None:
            return
        if event.worker.is_finished:
            self._computing = False
            again, self._again = self._again, ""
            if again:
                self._compute(again)
                return
        bar = self.query_one(SuggestionBar)
        if event.state is WorkerState.RUNNING:
            bar.status = self._status_while_computing()
        elif event.state is WorkerState.SUCCESS and event.worker.result == self.view.name:
            bar.status = self._status()
            self.renew_suggestions()
        elif event.state is WorkerState.ERROR:
            bar.status = _("Suggestions could not be computed; everything else works.")

    def _status_while_computing(self) -> str:
        return _("Suggestions are being computed by {pipeline} …").format(pipeline=self._pipeline())

    def _status(self) -> str:
        """Why there is no suggestion, where there is none."""
        assert self.view is not None
        if not self.project.suggestion_settings().on:
            return _("Suggestions are switched off for this project; 'coder suggestions --on' switches them on.")
        if self.project.ask(closed_to_suggestions) & {self.view.source_id}:
            return _("Drawn for double coding: nothing is suggested until all its coders have finished it.")
        return _("No open suggestion after the cursor. They come from {pipeline}.").format(pipeline=self._pipeline())

    def _pipeline(self) -> str:
        return available(self.project.pipeline_spec).description()
