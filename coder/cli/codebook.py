"""The codebook: showing, checking, exporting and reading it; changes to codes stand in ``codebook_changes``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import ShowByDefault, check_choice, comma_separated, command, commands
from coder.cli.grid import put_grid
from coder.cli.names import coder_names
from coder.cli.output import put, put_bytes, say
from coder.cli.rows import Coders, Format, Out, WithInterviewer, give, give_document, wanted, write
from coder.cli.session import opened, read_codebook, study_folder
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.queries.codes import CodeView

group = commands(_("Show the codebook with its counts, check the file, and change codes."), ShowByDefault)

_YAML = "yaml"


@command(group, "show", "", _("Show themes and codes with how often they are used (coding sets)."))
def show(format: Format = "", out: Out = "", coders: Coders = "", with_interviewer: WithInterviewer = False) -> None:
    from coder.exporters.codebook import codebook_table
    from coder.queries.frequencies import frequencies
    from coder.queries.selection import Selection

    asked = wanted(format, out)
    with opened() as project:
        selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
        codes = _codes(project)
        give(
            project,
            asked,
            lambda t: codebook_table(codes, project.ask(frequencies, "", selection), t),
            lambda table: _put_codes(table, codes),
        )
    if not codes:
        say(_("The codebook is empty; write codebook.yaml ('coder init' makes one) or 'coder codebook add NAME'."))


def _codes(project: "Project") -> "tuple[CodeView, ...]":
    from coder.exporters.codebook import in_use
    from coder.queries.codes import code_tree

    return in_use(project.ask(code_tree))


def _put_codes(table: "Table", codes: "tuple[CodeView, ...]") -> None:
    """The tree: names indented by their depth, with ids and counts."""
    from dataclasses import replace

    keep = [index for index, column in enumerate(table.columns) if column.key in ("name", "code", "cases", "codings")]
    keep.sort(key=lambda index: table.columns[index].key != "name")
    rows = tuple(
        tuple(
            "· " * code.depth + str(row[index]) if table.columns[index].key == "name" else row[index] for index in keep
        )
        for code, row in zip(codes, table.rows, strict=True)
    )
    put_grid(replace(table, columns=tuple(table.columns[index] for index in keep), rows=rows), flexible="name")


@command(group, "check", "", _("Check codebook.yaml: a line for each fault, with its line and column."))
def check(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("The file (otherwise codebook.yaml beside the project)."))
    ] = "",
) -> int:
    from coder.codebook.parse import complaints_of

    path = Path(file) if file else study_folder() / "codebook.yaml"
    shown = file or path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CoderError(_("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        raise CoderError(_("{path}: is not UTF-8 text; save it as UTF-8.").format(path=path)) from error
    complaints = complaints_of(text)
    for complaint in complaints:
        put(f"{shown}:{complaint.line}:{complaint.column}: {complaint.message}")
    if not complaints:
        say(_("{path}: nothing is wrong with it.").format(path=shown))
    return 1 if complaints else 0


@command(
    group,
    "export",
    "",
    _("Print the project's codebook: yaml (a fresh codebook.yaml), csv, json, xlsx; md and docx to code by."),
)
def export(
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help=_("yaml (otherwise), csv, json, md; docx, xlsx with --out.")),
    ] = "",
    out: Out = "",
) -> None:
    ending = Path(out).suffix.lower()
    if not format and ending in ("", ".yaml", ".yml"):
        format = _YAML
    asked = wanted(format, out, (_YAML, "csv", "json", "md", "docx", "xlsx"))
    with opened() as project:
        if asked.format != _YAML:
            give_document(project, asked, project.codebook_document(for_people=asked.format in ("md", "docx")))
            return
        text = _as_yaml(project)
    if asked.out is None:
        put_bytes(text)
    else:
        write(asked.out, text)


def _as_yaml(project: "Project") -> bytes:
    from coder.codebook.write import render_codebook
    from coder.project.codebook_rows import book_of

    return render_codebook(project.ask(book_of)).encode()


@command(group, "read", "", _("Take over what has changed in codebook.yaml, as every command does."))
def read(
    keep: Annotated[
        str,
        typer.Option(
            "--keep",
            metavar="file|project",
            help=_("Which side wins where the file and the project changed the same thing."),
        ),
    ] = "",
) -> int:
    from coder.project.codebook import KEEP

    check_choice("--keep", keep, KEEP)
    with opened(read=False) as project:
        if read_codebook(project, keep or None):
            return 1
    say(_("codebook.yaml and the project say the same."))
    return 0
