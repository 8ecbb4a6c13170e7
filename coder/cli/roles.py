"""The distribution of roles: gathered from codings, written by people."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.actors import put_claim
from coder.cli.asked import Asked
from coder.cli.grammar import ShowWhatIsNamed, check_choice, command, commands, joined
from coder.cli.grid import put_grid
from coder.cli.names import code_key, one_of
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.quotes import Audience
from coder.cli.rows import Coders, Format, Out, give, interface, wanted
from coder.cli.session import opened
from coder.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coder.exporters.document import Table
    from coder.project import Project
    from coder.synthesis.roles import Distribution, RoleCell

group = commands(
    _(
        "The distribution of roles: who leads, decides, pays, coordinates, carries out and follows up, today and as "
        "wanted, by its own claim and by others'. Which codes these are, a question in codebook.yaml says: "
        "functions: […]"
    ),
    ShowWhatIsNamed,
)

_MODES = ("now", "wanted")
Mode = Annotated[
    str, typer.Option("--mode", metavar="now|wanted", help=_("Only today, or only as wanted."), show_default=False)
]


@command(group, "show", "", _("Show all functions and actors, one function, or one cell with its quotes."))
def show(
    function: Annotated[str, typer.Argument(metavar="[FUNCTION]", help=_("The function's code."))] = "",
    actor: Annotated[str, typer.Argument(metavar="[ACTOR]", help=_("An actor's id, or - for nobody named."))] = "",
    mode: Mode = "",
    coders: Coders = "",
    audience: Audience = "team",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.privacy import AUDIENCES
    from coder.exporters.roles import roles_table

    check_choice("--mode", mode, _MODES)
    check_choice("--for", audience, AUDIENCES)
    asked = wanted(format, out)
    modes = (mode,) if mode else _MODES
    with opened() as project:
        found = project.roles(Asked(coders=coders).selection(project))
        code = code_key(project, function) if function else ""
        whom = _actor(project, actor) if actor else None

        give(
            project,
            asked,
            lambda t: roles_table(found, t, audience, modes, code, whom),
            lambda _table: _put(found, code, whom, modes, audience),
            audience,
        )


@command(group, "measures", "", _("List the projects of the registers: who runs them, who pays; from documents."))
def measures(format: Format = "", out: Out = "") -> None:
    from coder.exporters.measures import measures_table

    asked = wanted(format, out)
    with opened() as project:
        found = project.roles()
        give(project, asked, lambda t: measures_table(found, t), _put_measures)


@command(group, "money", "", _("List what is said of the money behind the measures, the social fund say, by code."))
def money(format: Format = "", out: Out = "") -> None:
    from coder.exporters.measures import beside_table

    asked = wanted(format, out)
    with opened() as project:
        found = project.roles()
        give(project, asked, lambda t: beside_table(found, t), lambda table: put_grid(table, flexible="quotes"))


@command(group, "write", "", _("Write what an actor does, or with --mode wanted should do, in a function."))
def write(
    function: Annotated[str, typer.Argument(metavar="FUNCTION", help=_("The function's code."))],
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help=_("An actor's id."))],
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help=_("The text; without one it is taken away."))
    ] = None,
    mode: Mode = "now",
) -> None:
    check_choice("--mode", mode, _MODES)
    with opened() as project:
        code, whom = code_key(project, function), _actor(project, actor)
        words = joined(text or [])
        project.write_role(code, whom, mode or "now", words)
    told = _("{function}, {actor}: written.") if words.strip() else _("{function}, {actor}: nothing is written now.")
    say(told.format(function=code, actor=whom))


def _put_measures(table: "Table") -> None:
    for row in table.rows:
        put_heading(f"{row[0]}  {row[1]}")
        for column, value in zip(table.columns[2:], row[2:], strict=True):
            if value:
                put_block(f"{column.title}: {value}")
        put()
    put_block(table.caption, indent=0)


def _actor(project: "Project", typed: str) -> str:
    """An actor's id; "" for nobody."""
    from coder.queries.registers import register_entries
    from coder.spans import folded

    if typed == "-":
        return ""
    entries = project.ask(register_entries, "actor")
    by_name = {folded(entry.name): entry.key for entry in entries}
    if folded(typed) in by_name:
        return by_name[folded(typed)]
    return one_of(
        typed,
        [entry.key for entry in entries],
        lambda name, names: _("{name}: no actor has this id or name; there are: {names}.").format(
            name=name, names=names
        ),
    )


def _put(found: "Distribution", function: str, actor: str | None, modes: "Sequence[str]", audience: str) -> None:
    from coder.exporters.roles import MODE_TITLES, legend, no_functions, rule_in_words

    t = interface()
    if not found.functions:
        put_block(no_functions(t), indent=0)
        return
    for mode in modes:
        put_heading(t.gettext(MODE_TITLES[mode]))
        if function:
            _put_cells(found, [c for c in found.row(function, mode) if actor in (None, c.actor)], actor, audience)
        else:
            _put_matrix(found, mode, audience)
        put()
    if not function:
        put_block(legend(t), indent=0)
    put_block(rule_in_words(t), indent=0)
    put_block(found.scope.in_words(t, named=audience == "team"), indent=0)


def _put_matrix(found: "Distribution", mode: str, audience: str) -> None:
    from coder.exporters.document import Table
    from coder.exporters.roles import contested_in_words, matrix_table, own_is_shown

    t = interface()
    table = matrix_table(found, mode, t, audience)
    put_grid(Table(table.name, "", table.columns, table.rows), flexible="actor")
    for row in found.functions:
        if mode == "wanted" and row.divided:
            put_block(_("{function}: different people want it of different actors.").format(function=row.code.name))
        for cell in found.row(row.code.key, mode):
            reason = contested_in_words(cell, t, own_is_shown(found, cell.actor, audience))
            if reason:
                name = found.names.get(cell.actor, cell.actor)
                put_block(f"≠ {row.code.name}, {name}: {reason}")


def _put_cells(found: "Distribution", cells: "Sequence[RoleCell]", actor: str | None, audience: str) -> None:
    """What is said of a function, actor by actor; of one actor with its quotes."""
    from coder.exporters.roles import actor_name, contested_in_words, own_is_shown, said_in_words

    t = interface()
    for cell in cells:
        shown = own_is_shown(found, cell.actor, audience)
        put_block(f"{actor_name(found, cell.actor, t)}. {said_in_words(cell, t, shown)}")
        if cell.contested:
            put_block(_("Contested: {reason}.").format(reason=contested_in_words(cell, t, shown)), indent=4)
        if cell.text:
            put_block(f"✎ {cell.text}", indent=4)
        if actor is not None and audience == "team":
            for title, claims in (
                (_("Own claim"), cell.own),
                (_("Others' claim"), cell.others),
                (_("Not counted"), cell.aside),
            ):
                if claims:
                    put_heading(title)
                    for claim in claims:
                        put_claim(claim)
