"""White spots: every target group at every place, or with every actor, in one of five states."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, Group, check_choice, command, commands
from coder.cli.grid import fits, put_grid
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Format, Out, give, interface, wanted
from coder.cli.session import opened
from coder.i18n import _

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.synthesis.whitespots import Cell, WhiteSpots

ACROSS = {"places": "place", "actors": "actor"}


class _WhiteSpotGroup(Group):
    default_command = "list"


group = commands(
    _(
        "Show for each target group at each place whether nobody was asked, nothing is said, something is said to be "
        "missing, is contested, or is said to exist; a person confirms it. Silence in an interview is no proof."
    ),
    _WhiteSpotGroup,
)

GroupName = Annotated[str, typer.Argument(metavar="GROUP", help=_("A target group's id or name."))]
AcrossName = Annotated[str, typer.Argument(metavar="PLACE|ACTOR", help=_("A place's or an actor's id or name."))]


@command(group, "list", FINDING, _("Show all cells: a sign for each on the screen, a row for each in files."))
def list_(
    across: Annotated[
        str, typer.Option("--across", metavar="places|actors", help=_("Places (otherwise) or actors."))
    ] = "places",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.synthesis_tables import whitespots_matrix, whitespots_table

    check_choice("--across", across, tuple(ACROSS))
    shape = wanted(format, out)
    with opened() as project:
        spots = project.white_spots(ACROSS[across])
        rows = whitespots_matrix if shape.for_people else whitespots_table
        give(project, shape, lambda t: rows(spots, t), lambda table: _put_matrix(table, spots))
        if not spots.cells:
            say(_("The codebook has no target groups and places (actors); white spots need both."))


def _put_matrix(table: "Table", spots: "WhiteSpots") -> None:
    from dataclasses import replace

    from coder.exporters.document import Column
    from coder.exporters.synthesis_tables import whitespots_caption
    from coder.synthesis.whitespots import legend

    t = interface()
    shown = replace(table, caption="")
    if not fits(shown):
        keyed = [Column(column.key, column.key) for column in table.columns[1:]]
        shown = replace(shown, columns=(table.columns[0], *keyed))
    put_grid(shown)
    put_block(legend(t), indent=0)
    put_block(whitespots_caption(spots, t), indent=0)
    put_block(_("To read what a cell rests on: coder whitespots show GROUP PLACE."), indent=0)


@command(group, "show", "", _("Read what a cell rests on: its passages, who was asked, and the statistics beside it."))
def show(group_name: GroupName, across: AcrossName) -> None:
    with opened() as project:
        spots, cell = project.white_spot(group_name, across)
        _put_cell(project, spots, cell)


def _put_cell(project: "Project", spots: "WhiteSpots", cell: "Cell") -> None:
    from coder.exporters.synthesis_tables import cell_in_words, figure_in_words, overlap_remark
    from coder.queries.quotes import quotes
    from coder.queries.statistics import figures
    from coder.synthesis.whitespots import no_proof, of_cell, state_in_words

    t = interface()
    names = {entry.key: entry.name for entry in (*spots.groups, *spots.across)}
    put_heading(f"{names[cell.group]} · {names[cell.across]}: {state_in_words(cell.state, t)}")
    if cell.decided:
        told = _("Settled by {coder}: {why}").format(coder=cell.decided.decided_by, why=cell.decided.why or "–")
        put_block(told)
        if cell.derived != cell.state:
            put_block(_("By the rules: {state}").format(state=state_in_words(cell.derived, t)))
    else:
        put_block(_("By the rules; nobody has settled it."))
    put_block(cell_in_words(cell, t))
    said = {row.quote: row for row in project.ask(quotes).rows}
    for title, ids in ((_("Missing"), cell.missing), (_("Exists"), cell.exists), (_("Other"), cell.other)):
        if ids:
            put()
            put_heading(title)
        for row in (said[quote] for quote in ids if quote in said):
            put_block(f"{row.quote} · {row.source}, {row.turn} · {row.code}")
            put_block(row.text, indent=4)
    found = of_cell(project.ask(figures), cell)
    if found:
        put()
        put_heading(_("Statistics"))
        for figure in found:
            put_block(figure_in_words(figure, t))
        put_block(overlap_remark(t))
    put()
    put_block(no_proof(t), indent=0)


@command(group, "confirm", "", _("Settle a cell: confirm the state it has, or give another one and say why."))
def confirm(
    group_name: GroupName,
    across: AcrossName,
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help=_("not_asked, nothing_said, missing, contested or exists."))
    ] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=_("Why; needed for another state."))] = "",
) -> None:
    with opened() as project:
        project.decide_white_spot(group_name, across, state, why)


@command(group, "reopen", "", _("Take back what was settled of a cell."))
def reopen(group_name: GroupName, across: AcrossName) -> None:
    with opened() as project:
        project.reopen_white_spot(group_name, across)
