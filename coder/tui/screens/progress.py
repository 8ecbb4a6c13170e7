"""Long work in a thread, with how far it has come, and a key to stop it."""

from collections.abc import Callable
from threading import Event
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import ProgressBar, Static
from textual.worker import Worker, WorkerState

from coder.i18n import N_, _
from coder.project.base import Progress
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar

JobT = TypeVar("JobT")


class LongJob(CoderModal[JobT | None], Generic[JobT]):
    """Runs a job and gives its result; None where it failed, which has been told by then.

    Escape asks the job to stop, which it does at its next report of progress; its result is then what was done so far.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Stop"))]

    def __init__(self, title: str, job: Callable[[Progress], JobT]) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._stop = Event()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(id="step", markup=False)
            yield ProgressBar(show_eta=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self._run()

    @work(thread=True, exit_on_error=False)
    def _run(self) -> JobT:
        return self._job(self._progress)

    def _progress(self, done: int, total: int, what: str) -> bool:
        if not self._stop.is_set():
            self.app.call_from_thread(self._show, done, total, what)
        return not self._stop.is_set()

    def _show(self, done: int, total: int, what: str) -> None:
        self.query_one(ProgressBar).update(total=total or None, progress=done)
        self.query_one("#step", Static).update(words.one_line(what))

    def action_leave(self) -> None:
        self._stop.set()
        self.query_one("#step", Static).update(_("Stopping …"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.SUCCESS:
            self.dismiss(event.worker.result)
        elif event.state is WorkerState.ERROR:
            self.complain(str(event.worker.error))
            self.dismiss(None)

    def on_unmount(self) -> None:
        self._stop.set()
