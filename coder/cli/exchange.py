"""Handing over and taking over: exports into files, codings from files."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.grammar import SHARING, comma_separated, command, commands
from coder.cli.importing import Wishes, taker_of
from coder.cli.names import coder_names
from coder.cli.output import from_here, put, say
from coder.cli.progress import watching
from coder.cli.quotes import Audience
from coder.cli.rows import Coders, WithInterviewer
from coder.cli.session import opened
from coder.cli.sources import expanded
from coder.errors import CoderError
from coder.i18n import _

group = commands()


@command(group, "export", SHARING, _("Write exports into files, all of them or those named; prints the files."))
def export(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT",
            help=_(
                "summary, model, quotes, codebook, frequencies, matrices, framework, qdpx, qdc, json (otherwise all of "
                "them), tidy: tables for R and pandas."
            ),
        ),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=_("The folder (otherwise exports/)."))] = "",
    audience: Audience = "team",
    coders: Coders = "",
    with_interviewer: WithInterviewer = False,
    newlines: Annotated[
        str, typer.Option("--newlines", metavar="lf|crlf", help=_("How lines end in a .qdpx: crlf for MAXQDA."))
    ] = "lf",
) -> int:
    from coder.queries.selection import Selection

    refused: list[CoderError] = []

    with opened() as project:
        selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
        folder = Path(to) if to else project.folder / "exports"
        with watching(_("Exporting")) as watch:
            written = project.export(
                folder, comma_separated(what or ()), audience, selection, watch, refused.append, newlines
            )
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
        "Take over projects and codebooks of other programs (.qdpx, .qdc), and codings from .csv files with the "
        "columns source, start, end, code, coder (about, voice, mode, note, text if there are any). The same file "
        "twice changes nothing."
    ),
)
def import_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=_("Projects, codebooks, files with codings."))],
    preview: Annotated[
        bool, typer.Option("--preview", help=_("Only say what a project or codebook would bring, and what not."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking first."))] = False,
) -> int:
    paths = expanded(files)
    takers = [(taker_of(path), path) for path in paths]
    with opened(create=True, keep=not preview) as project:
        complete = [take(project, path, Wishes(preview, yes)) for take, path in takers]
    return 0 if all(complete) else 1
