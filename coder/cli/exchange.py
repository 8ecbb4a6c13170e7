"""Handing over and taking over: exports into files, codings from files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import SHARING, comma_separated, command, commands
from coder.cli.names import coder_names
from coder.cli.output import from_here, put, say
from coder.cli.progress import watching
from coder.cli.quotes import Audience
from coder.cli.rows import Coders, WithInterviewer
from coder.cli.session import opened
from coder.cli.sources import expanded
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project import Project

group = commands()

_CODINGS = (".csv",)


@command(group, "export", SHARING, _("Write exports into files, all of them or those named; prints the files."))
def export(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="WHAT", help=_("summary, quotes, frequencies (otherwise all)."))
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=_("The folder (otherwise exports/)."))] = "",
    audience: Audience = "team",
    coders: Coders = "",
    with_interviewer: WithInterviewer = False,
) -> int:
    from coder.queries.selection import Selection

    refused: list[CoderError] = []

    with opened() as project:
        selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
        folder = Path(to) if to else project.folder / "exports"
        with watching(_("Exporting")) as watch:
            written = project.export(folder, comma_separated(what or ()), audience, selection, watch, refused.append)
        for path in written:
            put(from_here(path))
        for refusal in refused:
            say(str(refusal))
        watch.check()
    return 1 if refused else 0


@command(
    group,
    "import",
    SHARING,
    _(
        "Take over codings from .csv files with the columns source, start, end, code, coder (about, voice, mode, note, "
        "text if there are any). The same file twice changes nothing."
    ),
)
def import_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=_("Files with codings."))],
) -> int:
    paths = expanded(files)
    for path in paths:
        if path.suffix.lower() not in _CODINGS:
            message = _("{path}: only these files can be imported: {endings}.")
            raise CoderError(message.format(path=path, endings=", ".join(_CODINGS)))
    with opened(create=True) as project:
        complete = [_import(project, path) for path in paths]
    return 0 if all(complete) else 1


def _import(project: "Project", path: Path) -> bool:
    """Import one file and say what became of it; True if no row was refused."""
    with watching(_("Importing")) as watch:
        result = project.import_codings(path, watch)
    for refusal in result.refused:
        say(refusal)
    say(
        _("{path}: {added} added, {unchanged} unchanged, {refused} refused.").format(
            path=path, added=result.added, unchanged=result.unchanged, refused=len(result.refused)
        )
    )
    return not result.refused
