"""How codes lie to each other: together, in the order they came, and what strikes about them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.asked import Asked, filtered
from coder.cli.figures import give_figures
from coder.cli.grammar import FINDING, command, commands, whole_number
from coder.cli.grid import fits, put_grid
from coder.cli.output import put, put_block, put_heading
from coder.cli.rows import FIGURES, FigureFormat, Format, Out, interface, wanted, write
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.project import Project
    from coder.queries.cooccurrence import CoOccurrences
    from coder.queries.landscape import Landscape
    from coder.queries.saturation import Saturation
    from coder.queries.selection import Selection

group = commands()

_BAR = 24
_NETWORK = "graphml"


def _size(name: str, help: str) -> object:
    return typer.Option(name, metavar="N", parser=whole_number, help=help)


@command(
    group,
    "cooccur",
    FINDING,
    _("Count which codes stand together, within each coder's own codings; as .graphml it is their network."),
)
@filtered
def cooccur(
    asked: Asked,
    window: Annotated[
        str,
        typer.Option(
            "--window",
            metavar="overlap|turn|N",
            help=_("Sharing a character, in the same turn, or at most N turns apart; overlap otherwise."),
            show_default=False,
        ),
    ] = "overlap",
    format: FigureFormat = "",
    out: Out = "",
) -> None:
    from coder.exporters.figures import cooccurrence_table
    from coder.queries.cooccurrence import cooccurrence

    shape = wanted(format, out, (*FIGURES, _NETWORK))
    with opened() as project:
        selection, guide, narrowed = asked.selection(project), asked.answers(project), asked.filter(project)

        def ask(selection: "Selection") -> "CoOccurrences":
            return project.ask(cooccurrence, window, selection, guide, narrowed)

        def drawing(labels: "Labels", t: Translator) -> "Drawing":
            from coder.exporters.pictures.network import cooccurrence_picture

            chosen = found.scope.chosen if len(found.scope.chosen) > 1 else ()
            layers = [(name, ask(replace(selection, coders=(name,)))) for name in chosen]
            return cooccurrence_picture(found, labels, t, layers)

        found = ask(selection)
        if shape.format == _NETWORK:
            assert shape.out is not None
            write(shape.out, project.cooccurrence_network(found, shape.name))
            return
        give_figures(project, shape, lambda t: cooccurrence_table(found, t), put_grid, drawing)


@command(
    group,
    "saturation",
    FINDING,
    _("Count new codes for each further interview, in order of date: code saturation, not meaning saturation."),
)
@filtered
def saturation(
    asked: Asked,
    inductive: Annotated[
        bool, typer.Option("--inductive", help=_("Only codes made while coding, with the ratios of Guest et al. 2020."))
    ] = False,
    orders: Annotated[int, _size("--orders", _("Compare with N random orders."))] = 0,
    seed: Annotated[int, _size("--seed", _("Where the random orders begin: the same seed draws the same orders."))] = 1,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Show the figures in a study whose method is reflexive, too."))
    ] = False,
    base: Annotated[int, _size("--base", _("Interviews in the base, with --inductive; 4 otherwise."))] = 4,
    run: Annotated[int, _size("--run", _("Interviews in a run, with --inductive; 2 otherwise."))] = 2,
    format: FigureFormat = "",
    out: Out = "",
) -> None:
    from coder.exporters.figures import saturation_table
    from coder.queries.saturation import saturation as ask

    shape = wanted(format, out, FIGURES)
    with opened() as project:
        if not anyway:
            _refuse_reflexive(project)
        found = project.ask(
            ask,
            asked.selection(project),
            asked.answers(project),
            asked.filter(project),
            inductive=inductive,
            orders=orders,
            seed=seed,
            base=base,
            run=run,
        )
        give_figures(
            project,
            shape,
            lambda t: saturation_table(found, t),
            lambda _table: _put_saturation(found),
            lambda _labels, t: _curve(found, t),
        )


def _curve(found: "Saturation", t: Translator) -> "Drawing":
    from coder.exporters.pictures.curves import saturation_picture

    return saturation_picture(found, t)


def _refuse_reflexive(project: "Project") -> None:
    from coder.queries.method import is_reflexive, no_saturation

    if project.ask(is_reflexive):
        raise CoderError(no_saturation(interface()) + " " + _("--anyway shows the figures all the same."))


def _put_saturation(found: "Saturation") -> None:
    from coder.exporters.document import Column, Table
    from coder.exporters.figures import saturation_remarks
    from coder.exporters.tables import columns

    t = interface()
    keys: tuple[str, ...] = ("position", "source", "new_codes", "new_while_coding", "total_codes")
    keys += ("mean", "low", "high") if found.orders else ()
    most = max((row.total_codes for row in found.rows), default=0)
    plain = tuple(tuple(getattr(row, key) for key in keys) for row in found.rows)
    bars = tuple("█" * round(row.total_codes / max(1, most) * _BAR) for row in found.rows)
    rows = tuple((*row, bar) for row, bar in zip(plain, bars, strict=True))
    drawn = Table("saturation", "", (*columns(keys, t), Column("bar", "")), rows)
    table = drawn if fits(drawn) else Table("saturation", "", columns(keys, t), plain)
    put_grid(table, optional=("new_while_coding",), shown={"mean": lambda mean: f"{mean or 0:.1f}"})
    for remark in saturation_remarks(found, t):
        put_block(remark, indent=0)


@command(
    group,
    "landscape",
    FINDING,
    _("Show which codes are unused, too broad, twins of each other, or used differently early and late."),
)
@filtered
def landscape(asked: Asked, format: Format = "", out: Out = "") -> None:
    from coder.exporters.figures import landscape_table
    from coder.queries.landscape import landscape as ask

    shape = wanted(format, out)
    with opened() as project:
        found = project.ask(ask, asked.selection(project), asked.answers(project), asked.filter(project))
        give_figures(project, shape, lambda t: landscape_table(found, t), lambda table: _put_landscape(table, found))


def _put_landscape(table: "Table", found: "Landscape") -> None:
    """Each kind of finding with the rule behind it."""
    from coder.exporters.figures import finding_in_words
    from coder.queries.landscape import FINDINGS, rule_in_words

    t = interface()
    for finding in FINDINGS:
        put_heading(rule_in_words(finding, t))
        those = [each for each in found.findings if each.finding == finding]
        for each in those:
            put("  " + finding_in_words(each, {}, t))
        if not those:
            put("  –")
    put_block(table.caption, indent=0)
