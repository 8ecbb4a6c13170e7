"""Changed files, offered as corrections one by one."""

from collections.abc import Callable, Sequence

from coder.i18n import _
from coder.project import Project
from coder.project.sources.loading import CHANGED, LoadResult
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.correcting import corrected_in_words

_CORRECT, _ALL, _LEAVE = "correct", "all", "leave"


def offer_corrections(
    screen: CoderScreen, project: Project, results: Sequence[LoadResult], done: Callable[[], None]
) -> None:
    """Ask of each changed file whether it corrects its interview, and do so; ``done`` is called after each."""
    changed = [result for result in results if result.status == CHANGED]
    if changed:
        _ask(screen, project, changed, done)


def _ask(screen: CoderScreen, project: Project, changed: list[LoadResult], done: Callable[[], None]) -> None:
    first, *others = changed

    def answered(answer: str | None) -> None:
        if answer == _ALL:
            for result in changed:
                _correct(screen, project, result, done)
            return
        if answer == _CORRECT:
            _correct(screen, project, first, done)
        if others and answer is not None:
            _ask(screen, project, others, done)

    answers = [(_CORRECT, _("Take the file for a correction; codings move with their words"))]
    answers += [(_ALL, _("The same for all {number} changed files").format(number=len(changed)))] if others else []
    answers += [(_LEAVE, _("Leave the interview as it is"))]
    question = _("{file} has changed since it was loaded.").format(file=first.file)
    screen.app.push_screen(ChooseScreen(question, answers), answered)


def _correct(screen: CoderScreen, project: Project, result: LoadResult, done: Callable[[], None]) -> None:
    if result.path is None:
        return
    with screen.complaining():
        corrected = project.correct(result.source, result.path)
        done()
        screen.tell(f"{result.source}: {corrected_in_words(corrected)}")
