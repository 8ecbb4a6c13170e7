"""Taking over a file in the app: choose it, say what its columns are, look at what it brings, take it."""

from dataclasses import replace
from pathlib import Path

from textual.app import App

from coder.errors import CoderError
from coder.i18n import _
from coder.project import Project
from coder.project.base import Progress
from coder.project.exchange.files import FORMATS, PLAINLY, QUOTES, ImportWishes, kind_of, studies_in, table_in
from coder.project.exchange.outcome import ExchangeResult, in_words
from coder.project.exchange.quoted import QuoteWishes
from coder.tui.errands import complain, tell
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.columns import ColumnsScreen
from coder.tui.screens.file import FileScreen
from coder.tui.screens.outcome import OutcomeScreen
from coder.tui.screens.progress import LongJob

PLACE = "import"
"""Where the folder is kept from which a file came last."""


def import_file(app: App[None], project: Project) -> None:
    """Ask for a file, and for what it takes to read it; nothing is changed before its preview has been seen."""
    folder = Path(str(project.remembered(PLACE).get("folder") or project.folder))
    app.push_screen(
        FileScreen(_("Take over a file"), folder, FORMATS, project.store.path), lambda path: _chosen(app, project, path)
    )


def _chosen(app: App[None], project: Project, path: Path | None) -> None:
    if path is None:
        return
    try:
        project.remember(PLACE, {"folder": str(path.parent)})
        if kind_of(path) == QUOTES:
            asked = ColumnsScreen(path, table_in(path))
            app.push_screen(asked, lambda wishes: _with_columns(app, project, path, wishes))
            return
        studies = studies_in(path)
    except CoderError as error:
        complain(app, error)
        return
    if len(studies) < 2:
        _look(app, project, path, PLAINLY)
        return
    question = _("{file} holds several projects. Which one?").format(file=path.name)
    app.push_screen(ChooseScreen(question, studies), lambda study: _with_study(app, project, path, study))


def _with_columns(app: App[None], project: Project, path: Path, wishes: QuoteWishes | None) -> None:
    if wishes is not None:
        _look(app, project, path, replace(PLAINLY, quotes=wishes))


def _with_study(app: App[None], project: Project, path: Path, study: str | None) -> None:
    if study is not None:
        _look(app, project, path, replace(PLAINLY, study=study))


def _look(app: App[None], project: Project, path: Path, wishes: ImportWishes) -> None:
    def job(progress: Progress) -> ExchangeResult:
        return project.import_file(path, wishes, progress, preview=True)

    def seen(result: ExchangeResult | None) -> None:
        if result is None:
            return
        title = _("What {file} would bring") if result.changes else _("{file} brings nothing new")
        shown = OutcomeScreen(title.format(file=path.name), result.lines(), result.changes)
        app.push_screen(shown, lambda taken: _take(app, project, path, wishes) if taken else None)

    app.push_screen(LongJob(_("Reading {file}").format(file=path.name), job), seen)


def _take(app: App[None], project: Project, path: Path, wishes: ImportWishes) -> None:
    def job(progress: Progress) -> ExchangeResult:
        return project.import_file(path, wishes, progress)

    def taken(result: ExchangeResult | None) -> None:
        if isinstance(app.screen, CoderScreen):
            app.screen.show_project()
        if result is None:
            return
        tell(app, _("New: {new}. u: undo").format(new=in_words(result.added)))
        if result.losses:
            title = _("{file} is taken over, but for what is listed here").format(file=path.name)
            app.push_screen(OutcomeScreen(title, result.lines(), False))

    app.push_screen(LongJob(_("Importing"), job), taken)
