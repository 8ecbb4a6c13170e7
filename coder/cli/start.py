"""Where work begins: the app, the whole job at once, a new project folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.constellations import say_constellations
from coder.cli.grammar import BEGINNING, command, commands
from coder.cli.options import DEFAULT_PROJECT, chosen
from coder.cli.output import from_here, is_terminal, put, say
from coder.cli.progress import watching
from coder.cli.session import exists, opened, study_folder, untouched
from coder.cli.sources import result_line
from coder.cli.statistics import say_statistics
from coder.errors import CoderError
from coder.i18n import _, current_language, ngettext

if TYPE_CHECKING:
    from coder.project import Project

group = commands()


def without_command(
    context: typer.Context,
    quote: Annotated[
        str,
        typer.Option("--open", metavar="QUOTE", help=_("Open the app at this quote (C-7K2M9)."), show_default=False),
    ] = "",
) -> None:
    """What ``coder`` alone does: the app, or without a terminal how the project stands."""
    if context.invoked_subcommand is not None:
        return
    if is_terminal(sys.stdin) and is_terminal(sys.stdout):
        _open_app(quote)
    elif exists(chosen().project) or _is_study(study_folder()):
        with opened(create=True) as project:
            _begin_if_new(project)
            _put_status(project)
    else:
        put(_("There is no project here yet; begin with 'coder init' or 'coder load'."))


def _open_app(quote: str = "") -> None:
    from coder.tui.app import run_app

    # The app reads the codebook itself: there a fault or a conflict can be looked at and settled.
    with opened(create=True, read=False) as project:
        _begin_if_new(project)
        run_app(project, quote)


def _is_study(folder: Path) -> bool:
    return (folder / "codebook.yaml").is_file() and (folder / "transcripts").is_dir()


def _begin_if_new(project: "Project") -> None:
    """Make the project from its folder if nothing has been done in it yet."""
    if _is_study(project.folder) and untouched(project):
        say(_("The project is made from codebook.yaml and transcripts/ …"))
        _begin(project)


def _begin(project: "Project") -> bool:
    """Load what is new, and say what became of it; True if nothing was refused."""
    with watching(_("Loading")) as watch:
        loaded, imported, statistics, constellations = project.begin(watch)
    for result in loaded:
        if result.reason or result.status in ("changed", "refused"):
            say(result_line(result))
    added = sum(1 for result in loaded if result.status == "added")
    say(_("Loaded: {added} of {number} files are new.").format(added=added, number=len(loaded)))
    if imported is not None:
        for refusal in imported.refused:
            say(refusal)
        said = ngettext(
            "Imported: {added} coding from codings.csv.", "Imported: {added} codings from codings.csv.", imported.added
        )
        say(said.format(added=imported.added))
    if statistics is not None:
        say_statistics(statistics)
    if constellations is not None:
        say_constellations(constellations)
    watch.check()
    refused = any(result is not None and result.refused for result in (imported, statistics, constellations))
    return not any(result.status == "refused" for result in loaded) and not refused


def _put_status(project: "Project") -> None:
    from coder.language.pipeline import describe_available
    from coder.queries.codes import code_tree
    from coder.queries.sources import source_rows

    rows = project.ask(source_rows)
    codes = [code for code in project.ask(code_tree) if not code.retired]
    themes = sum(1 for code in codes if code.depth == 0)
    finished = sum(1 for row in rows if row.finished_by)
    put(_("Project: {name} ({location})").format(name=project.info().name, location=project.store.location))
    put(_("Sources: {number}, of which {finished} finished").format(number=len(rows), finished=finished))
    put(_("Codings that count: {number}").format(number=sum(row.codings for row in rows)))
    put(_("Codebook: {themes} themes, {codes} codes below them").format(themes=themes, codes=len(codes) - themes))
    put(_("Language pipeline: {name}").format(name=describe_available(chosen().pipeline or None)))
    put(_("Coder: {name}").format(name=project.coder))


@command(
    group,
    "run",
    BEGINNING,
    _("Do the whole job once, without screens: load what is new, suggest codes, export."),
)
def run(
    to: Annotated[str, typer.Option("--to", metavar="DIR", help=_("Where the exports go (otherwise exports/)."))] = "",
) -> int:
    refused: list[CoderError] = []
    with opened(create=True) as project:
        complete = _begin(project)
        with watching(_("Suggesting")) as watch:
            project.suggest(progress=watch)
        watch.check()
        number = project.number_open()
        said = ngettext(
            "Suggested: {number} suggestion waits to be judged.",
            "Suggested: {number} suggestions wait to be judged.",
            number,
        )
        say(said.format(number=number))
        with watching(_("Exporting")) as watch:
            folder = Path(to) if to else project.folder / "exports"
            written = project.export(folder, progress=watch, refused=refused.append)
        said = ngettext("Exported: {number} file.", "Exported: {number} files.", len(written))
        say(said.format(number=len(written)))
        for path in written:
            put(from_here(path))
        for refusal in refused:
            say(str(refusal))
        watch.check()
    return 0 if complete and not refused else 1


@command(group, "init", BEGINNING, _("Make a new project folder: a commented codebook.yaml, transcripts/, exports/."))
def init(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help=_("The folder, made if it is not there; otherwise this one."))
    ] = ".",
) -> None:
    from coder.codebook.write import starter
    from coder.project.files import write_whole

    root = Path(folder)
    files = (
        ("codebook.yaml", starter(current_language())),
        ("transcripts/README.md", _readme()),
        (".gitignore", _ignored()),
    )
    for name, text in files:
        path = root / name
        if path.exists():
            say(_("{path} is there already and stays as it is.").format(path=path))
        else:
            write_whole(path, text.encode())
            say(_("{path} has been made.").format(path=path))
    (root / "exports").mkdir(exist_ok=True)
    location = chosen().project if chosen().project != DEFAULT_PROJECT else str(root / DEFAULT_PROJECT)
    with opened(create=True, location=location):
        pass
    say(_("Put the interviews into {folder} and type 'coder' there.").format(folder=root / "transcripts"))


def _ignored() -> str:
    return (
        "# "
        + _("Interviews hold personal data: the project, and the key to its pseudonyms, are never committed.")
        + "\n*.db\n*.db-wal\n*.db-shm\n*.key.age\n"
    )


def _readme() -> str:
    return _(
        "# Transcripts\n"
        "\n"
        "Put the interviews here, one file each: .txt, .md, .docx, .odt, .rtf, .html, .pdf with text, .vtt, .srt,\n"
        "Whisper's .json, or a .csv of turns or of a survey's answers. Then 'coder load' takes them into the project,\n"
        "and 'coder' opens the app.\n"
        "\n"
        "A turn begins with the speaker's label and a colon:\n"
        "\n"
        "    I: Tell me about your mandate.\n"
        "    IP1: Well, we are four people, and we cover the whole inland.\n"
        "\n"
        "`I`, `Intervjuare` and `Interviewer` are interviewers. Who is who may stand in a head before the text:\n"
        "\n"
        "    ---\n"
        "    case: employment-service-lycksele\n"
        "    place: lycksele\n"
        "    date: 2014-02-04\n"
        "    speakers: {I: interviewer, IP1: {actor: af, consent: anonymous}}\n"
        "    ---\n"
        "\n"
        "or in a table cases.csv in this folder, with a row for each file. Use pseudonyms before anyone codes:\n"
        "interviews hold personal data.\n"
    )
