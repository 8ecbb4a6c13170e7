"""Rows as a command gives them: a table for people, csv and json for scripts, workbooks and documents into files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli.grammar import check_choice
from coder.cli.output import put_bytes, say
from coder.errors import CoderError
from coder.i18n import Translator, _, current_language, translator

if TYPE_CHECKING:
    from coder.exporters.document import Document, Table
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.project import Project

TABLE = "table"
FOR_SCRIPTS = ("csv", "json")
ROWS = (TABLE, *FOR_SCRIPTS, "xlsx")
DOCUMENTS = (*ROWS, "md", "docx")
PICTURES = ("svg", "png")
FIGURES = (*ROWS, *PICTURES)
_ONLY_FILES = ("xlsx", "docx", "graphml", *PICTURES)

Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_("table, csv or json; xlsx with --out. The ending of --out says it too."),
        show_default=False,
    ),
]
FigureFormat = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=_(
            "table, csv or json; xlsx, svg or png with --out. The ending of --out says it too. Beside a picture its "
            "data is written as .csv."
        ),
        show_default=False,
    ),
]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help=_("Write into this file instead."), show_default=False)]
Coders = Annotated[
    str,
    typer.Option(
        "--coders",
        metavar="A,B|all",
        help=_("Count these coders' codings instead of one coding set for each source."),
        show_default=False,
    ),
]
WithInterviewer = Annotated[bool, typer.Option("--with-interviewer", help=_("Count the interviewer's turns too."))]


@dataclass(frozen=True)
class Wanted:
    """Which format, and into which file (None: standard output)."""

    format: str
    out: Path | None

    @property
    def for_people(self) -> bool:
        return self.format == TABLE

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return self.out.name if self.out else self.format


def wanted(format: str, out: str, allowed: Sequence[str] = ROWS) -> Wanted:
    """What ``--format`` and ``--out`` ask for. ``CoderError`` for a format that does not exist or needs a file."""
    ending = Path(out).suffix.lstrip(".").lower()
    chosen = format.strip().lower() or (ending if ending in allowed else TABLE)
    check_choice("--format", chosen, allowed)
    if chosen in _ONLY_FILES and not out:
        raise CoderError(_("--format {name} needs a file to write into: --out FILE.{name}.").format(name=chosen))
    return Wanted(chosen, Path(out) if out else None)


def interface() -> Translator:
    """The language of the screen."""
    return translator(current_language())


def give(
    project: "Project",
    asked: Wanted,
    rows: "Callable[[Translator], Table]",
    screen: "Callable[[Table], None]",
    audience: str = "team",
    drawing: "Callable[[Labels, Translator], Drawing] | None" = None,
) -> None:
    """Give rows as asked: ``screen`` shows them to people, in the interface's language; files speak the study's.

    ``drawing`` makes the picture, where one may be asked for.

    What goes to a script or into a file is searched for names that were to be replaced (``Project.refuse_leaks``);
    what a person looks at is not.
    """
    from coder.exporters.document import Document

    info = project.info()
    if asked.for_people:
        table = rows(interface())
        if asked.out is not None:
            project.refuse_leaks(Document("", info.language, (table,)), asked.name)
        show(lambda: screen(table), asked.out)
        return
    if drawing is not None and asked.format in PICTURES:
        _give_picture(project, asked, drawing(project.labels(), translator(info.language)))
        return
    document = Document(info.name, info.language, (rows(translator(info.language)),), project.privacy_notice(audience))
    give_document(project, asked, document, audience)


def _give_picture(project: "Project", asked: Wanted, drawing: "Drawing") -> None:
    """Write a picture into the file that was named, and the data beside it as csv."""
    assert asked.out is not None
    data = asked.out.with_suffix(".csv")
    rows = project.rendered(project.figures_document([drawing]), "csv", data.name)
    write(asked.out, project.painted(drawing, asked.format, asked.name))
    write(data, rows)


def give_unguarded(
    project: "Project", asked: Wanted, rows: "Callable[[Translator], Table]", screen: "Callable[[Table], None]"
) -> None:
    """Give rows that are about names, and so are not searched for them."""
    from coder.exporters.document import Document

    if asked.for_people:
        show(lambda: screen(rows(interface())), asked.out)
        return
    info = project.info()
    document = Document(info.name, info.language, (rows(translator(info.language)),))
    _write_or_put(asked, project.bytes_of(document, asked.format))


def give_document(project: "Project", asked: Wanted, document: "Document", audience: str = "team") -> None:
    """Write a document's bytes to standard output or into the file that was named, and keep which quotes are in it."""
    _write_or_put(asked, project.rendered(document, asked.format, asked.name))
    if asked.out is not None:
        project.record_export(asked.out, audience, document)


def _write_or_put(asked: Wanted, data: bytes) -> None:
    if asked.out is None:
        put_bytes(data)
    else:
        write(asked.out, data)


def show(screen: Callable[[], None], out: Path | None) -> None:
    """Run what shows something to people, its text into a file if one was named."""
    if out is None:
        screen()
        return
    import contextlib
    import io

    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        screen()
    write(out, text.getvalue().encode())


def write(path: Path, data: bytes) -> None:
    """Write a file whole, and say so."""
    from coder.project.files import write_whole

    write_whole(path, data)
    say(_("Written: {path}").format(path=path))


def named(values: Any, keys: Sequence[str]) -> tuple[Any, ...]:
    """An answer's attributes as a row."""
    return tuple(getattr(values, key) for key in keys)
