"""The project that a command works on: opened as the line says, its codebook read, closed when done."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.options import chosen
from coder.cli.output import say
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project import Project


@contextmanager
def opened(create: bool = False, location: str = "", read: bool = True, keep: bool = True) -> Iterator["Project"]:
    """The chosen project (or the one at ``location``); ``create`` makes it where none exists.

    ``read`` takes over what has changed in codebook.yaml. A project that was made for a command which then failed
    is taken away again, so that a mistake leaves nothing behind; without ``keep`` it goes in any case.
    """
    from coder.project import Project

    options = chosen()
    place = location or options.project
    new = create and not exists(place)
    project = None
    try:
        project = Project.open(place, options.coder_name(), create=create)
        project.pipeline_spec = options.pipeline or None
        project.let_through = options.let_through
        if read and not options.as_of:
            read_codebook(project)
        if options.as_of:
            with closing(project.as_of(options.as_of)) as then:
                yield then
        else:
            yield project
    except CoderError:
        if new and (project is None or _surely_untouched(project)):
            _take_away(project, place)
        raise
    finally:
        if project is not None:
            project.close()
        if new and not keep:
            _take_away(project, place)


def exists(location: str) -> bool:
    """True if there is a project at a path; a database server's URL always counts as one."""
    return "://" in location or Path(location).exists()


def study_folder(location: str = "") -> Path:
    """The folder of the chosen project, whether it exists or not: where codebook.yaml and transcripts/ lie."""
    place = location or chosen().project
    return Path.cwd() if "://" in place else Path(place).absolute().parent


def read_codebook(project: "Project", keep: str | None = None) -> int:
    """Take over codebook.yaml; conflicts are said, and how to settle them. Returns how many there are."""
    conflicts = project.read_codebook(keep)
    for conflict in conflicts:
        say(conflict)
    if conflicts:
        say(
            _(
                "codebook.yaml was not read: it and the project changed the same things. Settle it with "
                "'coder codebook read --keep file' or '--keep project'."
            )
        )
    return len(conflicts)


def untouched(project: "Project") -> bool:
    """True if nothing has been done in the project but to read its codebook."""
    from coder.queries import steps

    return project.ask(steps.untouched)


def _surely_untouched(project: "Project") -> bool:
    try:
        return untouched(project)
    except CoderError:
        return False


def _take_away(project: "Project | None", place: str) -> None:
    if project is not None:
        project.close()
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            Path(place + ending).unlink(missing_ok=True)
