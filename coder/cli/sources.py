"""Sources: loading transcripts, listing them, and reading one."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, FINDING, comma_separated, command, commands, whole_number
from coder.cli.grid import put_grid
from coder.cli.names import coder_names
from coder.cli.output import from_here, is_terminal, put, put_bytes, say
from coder.cli.progress import watching
from coder.cli.reading import Beside, put_transcript
from coder.cli.rows import Coders, Format, Out, WithInterviewer, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.project.sources.loading import LoadResult

SourceName = Annotated[
    str, typer.Argument(metavar="SOURCE", help=_("A file's name without its ending, or a unique beginning of it."))
]

group = commands()

_PREPARED = ("corrected", "speakers_settled", "pseudonymised")
_KEYS = (
    "source",
    "case",
    "turns",
    "speakers",
    "words",
    "characters",
    "codings",
    "coded_share",
    "finished_by",
    *_PREPARED,
)


class NothingLoaded(CoderError):
    """Every file was refused."""

    exit_status = 1


@command(
    group,
    "load",
    BEGINNING,
    _(
        "Load transcripts into the project: .txt, .md, .docx, .odt, .rtf, .html, .pdf, .vtt, .srt, Whisper's .json, "
        ".csv of turns or of a survey's answers. A line a source: added, unchanged, updated, changed (its text differs "
        "from what was loaded, nothing is done) or refused with the reason."
    ),
)
def load(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help=_("Files and folders (otherwise transcripts/)."))
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help=_("Only show how the first turns would be read, and what looks doubtful."))
    ] = False,
    turns: Annotated[
        str | None,
        typer.Option(
            "--turns",
            metavar="PATTERN",
            help=_(
                "How a turn begins in these files, with {label} for the speaker and perhaps {time}: '[{label}]', "
                "'{time} {label} –', '{label}' alone on its line. It is remembered for them; '' goes back to "
                "the usual way, label and colon."
            ),
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help=_(
                "The encoding of text files where it is guessed wrongly: windows-1252, iso-8859-1, mac-roman, cp850, "
                "utf-8, utf-16 … It is remembered for the files; other formats say their own."
            ),
        ),
    ] = "",
) -> int:
    if preview:
        return _preview(expanded(paths or ()), turns, encoding)
    with opened(create=True) as project:
        with watching(_("Loading")) as watch:
            results = project.load(expanded(paths or ()), watch, lambda _path: turns, encoding)
        for result in results:
            put(result_line(result))
        if not results:
            say(_("There is nothing to load: no file that is a transcript."))
        watch.check()
        if results and all(result.status == "refused" for result in results):
            raise NothingLoaded(_("Nothing was loaded."))
    return 1 if any(result.status == "refused" for result in results) else 0


def _preview(paths: list[Path], turns: str | None, encoding: str) -> int:
    from coder.cli.previewing import put_previews

    with opened(create=True, read=False, keep=False) as project:
        previews = project.preview(paths, lambda _path: turns, encoding)
    put_previews(previews)
    if not previews:
        say(_("There is nothing to load: no file that is a transcript."))
    return 1 if any(preview.status == "refused" for preview in previews) else 0


def result_line(result: "LoadResult") -> str:
    """What became of a file; the status is a word for scripts."""
    reason = result.reason
    if result.status == "changed":
        command = f"coder correct {shlex.quote(result.source)} {shlex.quote(from_here(result.path or Path()))}"
        message = _(
            "Its text differs from what was loaded under this name, so nothing was done; '{command}' takes it for a "
            "correction, and all codings move with their words."
        )
        reason = " ".join((message.format(command=command), reason)).strip()
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
        sets = project.ask(coding_sets, selection)
        scope = Scope(sets.chosen, with_interviewer, adjudicated=len(sets.adjudicated))

        def table(t: Translator) -> "Table":
            rows = tuple(named(row, _KEYS) for row in found)
            return Table("sources", scope.in_words(t), columns(_KEYS, t), rows)

        give(project, asked, table, _put_sources)
    if not found:
        say(_("There are no sources yet; 'coder load' loads them."))


def _put_sources(table: "Table") -> None:
    put_grid(
        table,
        optional=("characters", "speakers", *_PREPARED, "case", "turns"),
        flexible="case",
        shown={"coded_share": _percent, **dict.fromkeys(_PREPARED, _yes)},
    )


def _yes(value: "Value") -> str:
    return _("yes") if value else ""


def _percent(share: "Value") -> str:
    return f"{round(share * 100)} %" if isinstance(share, float) else ""


@command(
    group,
    "text",
    FINDING,
    _("Print a source's text as offsets count it: from character 0, end exclusive, newlines as one character."),
)
def text(
    source: SourceName,
    version: Annotated[
        str,
        typer.Option(
            "--version", metavar="N", help=_("An older version of it; 'coder correct SOURCE --versions' lists them.")
        ),
    ] = "",
) -> None:
    from coder.queries.sources import find_source, source_text
    from coder.queries.versions import version_text

    with opened() as project:
        if version:
            whole = project.ask(version_text, source, whole_number(version))
        else:
            whole = project.ask(lambda session: source_text(session, find_source(session, source)))
    if is_terminal(sys.stdout):
        put(whole)
    else:
        put_bytes(whole.encode("utf-8", "surrogatepass"))


@command(
    group, "read", FINDING, _("Read a source turn by turn, each with its codings in words; for screen readers too.")
)
def read(
    source: SourceName,
    suggestions: Annotated[
        bool, typer.Option("--suggestions", help=_("Tell also what is suggested, each with its reason."))
    ] = False,
) -> None:
    from coder.queries.codes import code_tree
    from coder.queries.guide import guide_questions
    from coder.queries.notes import NoteFilter, notes
    from coder.queries.registers import register_entries
    from coder.queries.transcript import transcript
    from coder.terms import ABOUT_REGISTERS

    with opened() as project:
        view = project.ask(transcript, source)
        if suggestions:
            with watching(_("Suggesting")) as watch:
                project.suggest([view.name], watch)
            watch.check()
        questions = {question.key: question.text for question in project.ask(guide_questions)}
        beside = Beside(
            codes={code.key: code.name for code in project.ask(code_tree)},
            about={entry.key: entry.name for entry in project.ask(register_entries, *ABOUT_REGISTERS)},
            notes=project.ask(notes, NoteFilter(on="passage", target=view.source_text_id)),
            # Without a guide nothing is compared with its questions, which takes a second or two.
            asked=project.guide([view.name]).matches if questions else (),
            questions=questions,
            suggestions=project.open_suggestions([view.name]) if suggestions else (),
        )
    put_transcript(view, beside)
