"""Statistics beside what is said: taken in from a file, listed, taken away."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, command, commands
from coder.cli.grid import put_grid
from coder.cli.output import from_here, say
from coder.cli.rows import Format, Out, give, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project.synthesis.statistics import StatisticsResult

group = commands()


@command(
    group,
    "statistics",
    FINDING,
    _(
        "Take in a statistics table (.csv or .xlsx) with the columns group, place, sex, age, year, measure, count, "
        "source, definition; without a file, list what is there. The same file twice changes nothing."
    ),
)
def statistics(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help=_("Statistics tables; otherwise the figures are listed."))
    ] = None,
    group_: Annotated[
        str, typer.Option("--group", metavar="ID", help=_("List this target group's figures only."))
    ] = "",
    place: Annotated[str, typer.Option("--place", metavar="ID", help=_("List this place's figures only."))] = "",
    remove: Annotated[
        str, typer.Option("--remove", metavar="SOURCE", help=_("Take away all figures of this source."))
    ] = "",
    format: Format = "",
    out: Out = "",
) -> int:
    if files and remove:
        raise CoderError(_("Either take in files or remove a source, not both at once."))
    if files:
        return _import([Path(name) for name in files])
    from coder.exporters.synthesis_tables import statistics_table
    from coder.queries.statistics import figures

    shape = wanted(format, out)
    with opened() as project:
        if remove:
            number = project.remove_statistics(remove)
            say(_("Figures removed: {number}.").format(number=number))
            return 0
        found = project.ask(figures, group_, place)
        give(
            project,
            shape,
            lambda t: statistics_table(found, t),
            lambda table: put_grid(table, optional=("definition", "source", "measure", "age"), flexible="definition"),
        )
    if not found:
        say(_("There are no statistics here; 'coder statistics FILE' takes them in."))
    return 0


def _import(paths: list[Path]) -> int:
    with opened(create=True) as project:
        results = []
        for path in paths:
            results.append(project.import_statistics(path))
            say_statistics(results[-1], from_here(path))
    return 1 if any(result.refused for result in results) else 0


def say_statistics(result: "StatisticsResult", name: str = "") -> None:
    """Say what became of a file's rows."""
    for refusal in result.refused:
        say(refusal)
    say(
        _("{path}: {added} figures added, {changed} changed, {unchanged} unchanged, {refused} refused.").format(
            path=name or result.file,
            added=result.added,
            changed=result.changed,
            unchanged=result.unchanged,
            refused=len(result.refused),
        )
    )
