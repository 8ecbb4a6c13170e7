"""Sources: loading transcripts, listing them, and reading one."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, FINDING, comma_separated, command, commands
from coder.cli.grid import put_grid
from coder.cli.names import coder_names
from coder.cli.output import is_terminal, put, put_bytes, say
from coder.cli.progress import watching
from coder.cli.reading import put_transcript
from coder.cli.rows import Coders, Format, Out, WithInterviewer, give, named, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.project.loading import LoadResult

SourceName = Annotated[
    str, typer.Argument(metavar="SOURCE", help=_("A file's name without its ending, or a unique beginning of it."))
]

group = commands()

_KEYS = ("source", "case", "turns", "speakers", "words", "characters", "codings", "coded_share", "finished_by")


@command(
    group,
    "load",
    BEGINNING,
    _(
        "Load transcripts into the project: .txt, .md, .docx, .vtt. A line a file: added, unchanged, updated, changed "
        "(its text differs from what was loaded, nothing is done) or refused with the reason."
    ),
)
def load(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help=_("Files and folders (otherwise transcripts/)."))
    ] = None,
) -> int:
    with opened(create=True) as project:
        with watching(_("Loading")) as watch:
            results = project.load(expanded(paths or ()), watch)
        for result in results:
            put(result_line(result))
        if not results:
            say(_("There is nothing to load: no .txt, .md, .docx or .vtt file."))
        watch.check()
    return 1 if any(result.status == "refused" for result in results) else 0


def result_line(result: "LoadResult") -> str:
    """What became of a file; the status is a word for scripts."""
    reason = result.reason
    if result.status == "changed":
        reason = " ".join(
            (_("Its text differs from what was loaded under this name, so nothing was done."), reason)
        ).strip()
    return f"{result.status:<9} {result.file}" + (f": {reason}" if reason else "")


def expanded(paths: Sequence[str]) -> list[Path]:
    """The paths; ``*`` and ``?`` are looked up here, since the shells of Windows leave them as they are."""
    found: list[Path] = []
    for text in paths:
        path = Path(text)
        matches = [] if path.exists() or not set(text) & set("*?") else sorted(path.parent.glob(path.name))
        found += matches or [path]
    return found


@command(group, "sources", FINDING, _("List the sources with how far each is coded."))
def sources(format: Format = "", out: Out = "", coders: Coders = "", with_interviewer: WithInterviewer = False) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.selection import Scope, Selection, coding_sets
    from coder.queries.sources import source_rows

    asked = wanted(format, out)
    with opened() as project:
        selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
        found = project.ask(source_rows, selection)
        scope = Scope(project.ask(coding_sets, selection).chosen, with_interviewer)

        def table(t: Translator) -> "Table":
            rows = tuple(named(row, _KEYS) for row in found)
            return Table("sources", scope.in_words(t), columns(_KEYS, t), rows)

        give(project, asked, table, _put_sources)
    if not found:
        say(_("There are no sources yet; 'coder load' loads them."))


def _put_sources(table: "Table") -> None:
    put_grid(
        table,
        optional=("characters", "speakers", "case", "turns"),
        flexible="case",
        shown={"coded_share": _percent},
    )


def _percent(share: "Value") -> str:
    return f"{round(share * 100)} %" if isinstance(share, float) else ""


@command(
    group,
    "text",
    FINDING,
    _("Print a source's text as offsets count it: from character 0, end exclusive, newlines as one character."),
)
def text(source: SourceName) -> None:
    from coder.queries.sources import find_source, source_text

    with opened() as project:
        whole = project.ask(lambda session: source_text(session, find_source(session, source)))
    if is_terminal(sys.stdout):
        put(whole)
    else:
        put_bytes(whole.encode("utf-8", "surrogatepass"))


@command(
    group, "read", FINDING, _("Read a source turn by turn, each with its codings in words; for screen readers too.")
)
def read(source: SourceName) -> None:
    from coder.queries.codes import code_tree
    from coder.queries.transcript import transcript

    with opened() as project:
        view = project.ask(transcript, source)
        names = {code.key: code.name for code in project.ask(code_tree)}
    put_transcript(view, names)
