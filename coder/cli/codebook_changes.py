"""What can be done to codes from the command line; each change also stands in codebook.yaml."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.codebook import group
from coder.cli.coding import CodeName
from coder.cli.grammar import comma_separated, command
from coder.cli.names import code_key
from coder.cli.output import put, say
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.project import Project

__all__ = ["group"]

Preview = Annotated[bool, typer.Option("--preview", help=_("Only say what it would touch."))]


@command(group, "add", "", _("Add a code, or a theme without --parent; prints its id."))
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its name."))],
    parent: Annotated[str, typer.Option("--parent", metavar="CODE", help=_("The code it stands under."))] = "",
    key: Annotated[str, typer.Option("--id", metavar="ID", help=_("Its id (otherwise made from the name)."))] = "",
    definition: Annotated[str, typer.Option("--definition", metavar="TEXT", help=_("What it means."))] = "",
) -> None:
    with opened() as project:
        put(project.add_code(name, parent or None, key or None, definition))


@command(group, "rename", "", _("Give a code another name; its id and its codings stay."))
def rename(code: CodeName, name: Annotated[str, typer.Argument(metavar="NAME", help=_("Its new name."))]) -> None:
    with opened() as project:
        project.rename_code(code, name)
    say(_("{code}: now called {name}.").format(code=code, name=name))


@command(group, "move", "", _("Put a code under another one, or make it a theme with --root."))
def move(
    code: CodeName,
    parent: Annotated[str, typer.Argument(metavar="PARENT", help=_("The code it is to stand under."))] = "",
    root: Annotated[bool, typer.Option("--root", help=_("Make it a theme."))] = False,
) -> None:
    if bool(parent) == root:
        raise CoderError(_("coder codebook move: write CODE PARENT, or CODE --root."))
    with opened() as project:
        project.move_code(code, parent or None)
    say(_("{code}: moved.").format(code=code))


@command(group, "recolour", "", _("Give a code another colour; without COLOUR that of the code above it."))
def recolour(
    code: CodeName,
    colour: Annotated[
        str,
        typer.Argument(metavar="COLOUR", help="red, orange, yellow, green, cyan, blue, purple, pink, grey"),
    ] = "",
) -> None:
    with opened() as project:
        project.recolour_code(code, colour)
    say(_("{code}: recoloured.").format(code=code))


@command(group, "define", "", _("Say what a code means and when to use it; only what is given changes."))
def define(
    code: CodeName,
    definition: Annotated[str | None, typer.Option("--definition", metavar="TEXT", help=_("What it means."))] = None,
    use_when: Annotated[
        str | None, typer.Option("--use-when", metavar="TEXT", help=_("When it is to be applied."))
    ] = None,
    not_when: Annotated[
        str | None, typer.Option("--not-when", metavar="TEXT", help=_("When it is not to be applied."))
    ] = None,
    keywords: Annotated[
        str | None,
        typer.Option("--keywords", metavar="A,B", help=_("Words that speak for it, with commas between them.")),
    ] = None,
    examples: Annotated[
        list[str] | None,
        typer.Option("--example", metavar="TEXT", help=_("What somebody said; may be repeated.")),
    ] = None,
) -> None:
    texts = {"definition": definition, "use_when": use_when, "not_when": not_when}
    lists = {"keywords": None if keywords is None else comma_separated([keywords]), "examples": examples}
    given = {name: value for name, value in {**texts, **lists}.items() if value is not None}
    if not given:
        raise CoderError(_("coder codebook define: say at least one of {options}.").format(options=_OPTIONS))
    with opened() as project:
        project.describe_code(code, **given)
    say(_("{code}: described.").format(code=code))


@command(group, "merge", "", _("Give a code's codings to another one and remove it."))
def merge(
    code: CodeName,
    into: Annotated[str, typer.Argument(metavar="INTO", help=_("The code that takes its codings."))],
    preview: Preview = False,
) -> None:
    with opened() as project:
        if preview:
            _preview(project, code, into)
            return
        number = project.merge_codes(code, into)
    _say_moved(number)


@command(group, "remove", "", _("Remove a code; one that has codings only with --into."))
def remove(
    code: CodeName,
    into: Annotated[str, typer.Option("--into", metavar="CODE", help=_("The code that takes its codings."))] = "",
    preview: Preview = False,
) -> None:
    with opened() as project:
        if preview:
            _preview(project, code, into)
            return
        number = project.remove_code(code, into or None)
    _say_moved(number)


_OPTIONS = "--definition, --use-when, --not-when, --keywords, --example"


def _preview(project: "Project", code: str, into: str) -> None:
    from coder.queries.touched import in_words, touched

    for line in in_words(project.ask(touched, code_key(project, code), code_key(project, into) if into else None)):
        put(line)


def _say_moved(number: int) -> None:
    say(
        ngettext("Removed; {number} coding was moved.", "Removed; {number} codings were moved.", number).format(
            number=number
        )
    )
