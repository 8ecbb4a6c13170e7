"""Handing over and taking over: exports into files, codings from files."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.grammar import SHARING, comma_separated, command, commands
from coder.cli.importing import take, wishes_of
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
        "Take over projects and codebooks of other programs (.qdpx, .qdc, QualCoder's .qda, Taguette's .sqlite3), "
        "whole projects of coder (.json, a colleague's coder.db), codings from a .csv with the columns source, start, "
        "end, code, coder (about, voice, mode, note, text if there are any), and quotes with codes from any other .csv "
        "or .xlsx. The same file twice changes nothing."
    ),
)
def import_files(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help=_("Projects, codebooks, files with codings or quotes."))
    ],
    preview: Annotated[
        bool, typer.Option("--preview", help=_("Only say what a file would bring, and what not."))
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking first."))] = False,
    study: Annotated[
        str,
        typer.Option("--project-name", metavar="NAME", help=_("Which project of a file that holds several.")),
    ] = "",
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="quote=HEADING",
            help=_("Which column of a table holds the quote, code, source, coder or note (otherwise by its heading)."),
        ),
    ] = None,
    new_codes: Annotated[
        bool, typer.Option("--new-codes", help=_("Make the codes of quotes that the codebook lacks."))
    ] = False,
    similar: Annotated[
        float | None,
        typer.Option(
            "--similar",
            metavar="0–1",
            help=_("How alike a quote and what was said must be where words differ (otherwise 0.85)."),
            show_default=False,
        ),
    ] = None,
) -> int:
    from coder.project.exchange.files import kind_of

    wishes = wishes_of(columns or (), new_codes, similar, study)
    paths = expanded(files)
    for path in paths:
        kind_of(path, wishes)
    with opened(create=True, keep=not preview) as project:
        complete = [take(project, path, wishes, preview, yes) for path in paths]
    return 0 if all(complete) else 1
