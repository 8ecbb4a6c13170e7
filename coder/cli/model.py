"""The collaboration model as documents."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.grammar import SHARING, comma_separated, command, commands
from coder.cli.names import coder_names
from coder.cli.output import from_here, put, say
from coder.cli.progress import watching
from coder.cli.quotes import Audience
from coder.cli.rows import Coders, WithInterviewer
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _

group = commands()


@command(
    group,
    "model",
    SHARING,
    _(
        "Write the collaboration model as Markdown, web page and Word file; prints the files. Its texts are what "
        "people write in synthesis/, a file for each question, which the command begins where there is none."
    ),
)
def model(
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=_("The folder (otherwise exports/)."))] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="FILE.docx", help=_("A Word file whose pages and styles it takes."))
    ] = "",
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
            written = project.write_model(
                folder, audience, Path(template) if template else None, selection, watch, refused.append
            )
        for path in written.files:
            put(from_here(path))
        for path in written.begun:
            say(_("Begun, for you to write in: {path}").format(path=from_here(path)))
        for line in (*written.remarks, *written.complaints, *map(str, refused)):
            say(line)
        watch.check()
    return 1 if refused or written.complaints else 0
