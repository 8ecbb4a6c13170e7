"""Taking a source out of the study, and bringing it back."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, command, commands
from coder.cli.names import source_name
from coder.cli.output import from_here, put, say
from coder.cli.session import opened
from coder.cli.sources import SourceName
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project import Project

group = commands()


@command(
    group,
    "remove",
    BEGINNING,
    _(
        "Take a source out of the study with all that was done in it. That is not erasing: 'coder undo' brings all of "
        "it back, also tomorrow, so its text stays in the project's file."
    ),
)
def remove(
    source: SourceName,
    undo: Annotated[bool, typer.Option("--undo", help=_("Bring back the source that you removed last."))] = False,
    preview: Annotated[bool, typer.Option("--preview", help=_("Only say what would go with it."))] = False,
) -> None:
    from coder.queries.removal import in_words, removal

    with opened(read=not undo) as project:
        if undo:
            say(_("{source}: brought back.").format(source=project.bring_back_source(source)))
            return
        name = source_name(project, source)
        found = project.ask(removal, name) if preview else project.remove_source(name)
        for line in in_words(found):
            put(line)
        if not preview:
            say(_("{source}: removed; --undo brings it back.").format(source=name))
            _tell_of_the_file(project, found.file_name)


def _tell_of_the_file(project: "Project", file_name: str) -> None:
    """A file that still lies where transcripts are loaded from comes back with the next load."""
    path = project.transcripts_folder / file_name
    if path.is_file():
        message = _("{path} is still there, and the next 'coder load' loads it anew: move it away.")
        say(message.format(path=from_here(path)))
