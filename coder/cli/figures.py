"""Counting: how often, and where two things meet."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.asked import Asked, filtered
from coder.cli.grammar import FINDING, check_choice, command, commands
from coder.cli.grid import Shown, fits, put_grid
from coder.cli.heat import put_heat
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import FIGURES, FigureFormat, Out, Wanted, give, interface, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _
from coder.queries.names import DIMENSIONS, MEASURES, canonical

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.project import Project
    from coder.queries.crosstab import CrossTable
    from coder.queries.frequencies import FrequencyTable

group = commands()

By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_(
            "theme for one row a theme; case, source, actor, kind, place, group, guide or a variable adds a column of "
            "codings for each value."
        ),
        show_default=False,
    ),
]
Along = Annotated[
    str,
    typer.Argument(help=_("{names}, or a variable.").format(names=", ".join(DIMENSIONS))),
]


@command(group, "freq", FINDING, _("Count in how many cases, sources and codings each code occurs."))
@filtered
def freq(asked: Asked, by: By = "", format: FigureFormat = "", out: Out = "") -> None:
    from coder.exporters.tables import frequency_table
    from coder.queries.frequencies import frequencies

    shape = wanted(format, out, FIGURES)
    with opened() as project:
        guide = asked.answers(project, canonical(by) == "guide")
        found = project.ask(frequencies, by, asked.selection(project), guide, asked.filter(project))
        give_figures(
            project,
            shape,
            lambda t: frequency_table(found, t),
            lambda table: _put_frequencies(table, found),
            lambda labels, t: _drawn(found, by, labels, t),
        )


def _drawn(found: "FrequencyTable", by: str, labels: "Labels", t: Translator) -> "Drawing":
    """Bars of cases; where there are values, a heat map of codings."""
    from coder.exporters.pictures.bars import frequency_picture
    from coder.exporters.pictures.heat import frequencies_by_picture

    return (
        frequencies_by_picture(found, canonical(by), labels, t) if found.values else frequency_picture(found, labels, t)
    )


def give_figures(
    project: "Project",
    shape: Wanted,
    rows: "Callable[[Translator], Table]",
    screen: "Callable[[Table], None]",
    drawing: "Callable[[Labels, Translator], Drawing] | None" = None,
) -> None:
    """Give figures as asked; where there is nothing to count, say what to do next (people read that instead)."""
    from coder.queries.beginning import next_step

    step = project.ask(next_step)
    give(project, shape, rows, (lambda _table: None) if step and step.bare else screen, drawing=drawing)
    if step:
        say(step.words)


def _put_frequencies(table: "Table", found: "FrequencyTable") -> None:
    """Cases as "9 of 14"; the share of talk where there are cases enough for a percentage."""
    from coder.exporters.tables import FEW_CASES, columns, of_all, percent

    t = interface()
    if found.all_cases >= FEW_CASES and not found.values:
        shares = [(*row, each.share) for row, each in zip(table.rows, found.rows, strict=True)]
        table = replace(table, columns=(*table.columns, *columns(("share",), t)), rows=tuple(shares))
    if fits(table) or not found.values:
        shown: dict[str, Shown] = {
            "cases": lambda number: of_all(int(number or 0), found.all_cases, t),
            "share": lambda share: percent(float(share or 0), t),
        }
        put_grid(table, optional=("share", "theme"), shown=shown)
    else:
        _put_wide(table, found)


def _put_wide(table: "Table", found: "FrequencyTable") -> None:
    """Where the values' columns find no room: a code's figures in words, a line for each of its values."""
    from coder.exporters.tables import of_all

    for row in found.rows:
        cases = of_all(row.cases, found.all_cases, interface())
        put_heading(f"{row.code or row.theme}  {_figures(cases, row.sources, row.codings)}")
        for value, number in zip(found.values, row.values, strict=True):
            if number:
                put(f"  {number:>5}  {value}")
    put_block(table.caption, indent=0)


def _figures(cases: str, sources: int, codings: int) -> str:
    return _("cases: {cases}, sources: {sources}, codings: {codings}").format(
        cases=cases, sources=sources, codings=codings
    )


@command(
    group,
    "matrix",
    FINDING,
    _(
        "Cross two things: a cross table of codes, cases, places, groups, variables … The passages behind a cell are "
        "opened by 'coder quotes' with the row and the column as filters, for example 'coder quotes --code stuprör "
        "--where kind=kommun', '--case', '--theme', '--about' or '--guide'."
    ),
)
@filtered
def matrix(
    asked: Asked,
    rows: Along,
    columns: Along,
    count: Annotated[
        str, typer.Option("--count", metavar="|".join(MEASURES), help=_("What the cells count; cases otherwise."))
    ] = "cases",
    format: FigureFormat = "",
    out: Out = "",
) -> None:
    from coder.exporters.figures import crosstab_table
    from coder.queries.crosstab import crosstab

    check_choice("--count", count, MEASURES)
    shape = wanted(format, out, FIGURES)
    with opened() as project:
        guide = asked.answers(project, "guide" in map(canonical, (rows, columns)))
        found = project.ask(crosstab, rows, columns, count, asked.selection(project), guide, asked.filter(project))
        give_figures(
            project,
            shape,
            lambda t: crosstab_table(found, t),
            lambda table: put_heat(table, found),
            lambda labels, t: _drawn_across(found, labels, t),
        )


def _drawn_across(found: "CrossTable", labels: "Labels", t: Translator) -> "Drawing":
    from coder.exporters.pictures.heat import crosstab_picture

    return crosstab_picture(found, labels, t)
