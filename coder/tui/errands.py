"""What the app does for a person beside the screens: exports, and taking over a changed codebook."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual.app import App

from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.project import Project
from coder.project.base import Progress
from coder.tui import words
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.progress import LongJob

EXPORTS = "exports"


def tell(app: App[None], message: str) -> None:
    """A remark on whichever screen is on."""
    if isinstance(app.screen, CoderScreen):
        app.screen.tell(message)
    else:
        app.notify(words.one_line(message), markup=False)


def complain(app: App[None], error: CoderError) -> None:
    """What went wrong, in one line that stays for a while."""
    app.notify(words.one_line(str(error)), severity="error", markup=False, timeout=10)


def export(app: App[None], project: Project) -> None:
    """Write all exports into the project's folder ``exports``, with progress; escape stops."""
    folder = project.folder / EXPORTS

    refused: list[CoderError] = []

    def exported(written: list[Path] | None) -> None:
        for refusal in refused:
            complain(app, refusal)
        if written is not None:
            told = ngettext("{number} file written to {folder}", "{number} files written to {folder}", len(written))
            tell(app, told.format(number=len(written), folder=folder))

    def job(progress: Progress) -> list[Path]:
        return project.export(folder, progress=progress, refused=refused.append)

    app.push_screen(LongJob(_("Exporting"), job), exported)


def read_codebook(app: App[None], project: Project) -> Callable[[], None]:
    """Take over what has changed in codebook.yaml; returns what is to be told or asked once there is a screen."""
    try:
        conflicts = project.read_codebook()
    except CoderError as error:
        return partial(complain, app, error)
    return partial(_ask_which_holds, app, project, conflicts)


def _ask_which_holds(app: App[None], project: Project, conflicts: Sequence[str]) -> None:
    if not conflicts:
        return

    def decided(side: str | None) -> None:
        if side is None:
            return
        try:
            project.read_codebook(keep=side)
        except CoderError as error:
            complain(app, error)
        if isinstance(app.screen, CoderScreen):
            app.screen.show_project()

    question = _("codebook.yaml and the project were changed differently. Which holds?")
    answers = (("file", _("The file")), ("project", _("The project")))
    app.push_screen(ChooseScreen(question, answers, conflicts), decided)
