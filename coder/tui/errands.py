"""What the app does for a person beside the screens: exports, and taking over a changed codebook."""

from pathlib import Path

from textual.app import App

from coder.errors import CoderError
from coder.i18n import _, ngettext
from coder.project import Project
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


def export(app: App[None], project: Project) -> None:
    """Write all exports into the project's folder ``exports``, with progress; escape stops."""
    folder = project.folder / EXPORTS

    def exported(written: list[Path] | None) -> None:
        if written is not None:
            told = ngettext("{number} file written to {folder}", "{number} files written to {folder}", len(written))
            tell(app, told.format(number=len(written), folder=folder))

    app.push_screen(LongJob(_("Exporting"), lambda progress: project.export(folder, progress=progress)), exported)


def read_codebook(app: App[None], project: Project, keep: str | None = None) -> None:
    """Take over what has changed in codebook.yaml; what was changed on both sides is asked."""
    try:
        conflicts = project.read_codebook(keep)
    except CoderError as error:
        app.notify(words.one_line(str(error)), severity="error", markup=False, timeout=20)
        return
    if conflicts:
        question = _("codebook.yaml and the project were changed differently. Which holds?")
        answers = (("file", _("The file")), ("project", _("The project")))
        app.push_screen(ChooseScreen(question, answers, conflicts), lambda side: _decided(app, project, side))
    elif isinstance(app.screen, CoderScreen):
        app.screen.show_project()


def _decided(app: App[None], project: Project, side: str | None) -> None:
    if side is not None:
        read_codebook(app, project, side)
