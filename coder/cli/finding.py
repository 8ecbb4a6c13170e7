"""Searching the sources and counting the codings."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, comma_separated, command, commands, joined
from coder.cli.grid import fits, put_grid
from coder.cli.names import coder_names, source_name
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Coders, Format, Out, WithInterviewer, give, named, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.queries.frequencies import FrequencyTable
    from coder.queries.search import Hit

group = commands()

_HIT = ("source", "turn", "speaker", "start", "end", "snippet")


@command(
    group,
    "search",
    FINDING,
    _("Search all sources for words that stand one after the other; the last one may go on."),
)
def search(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY", help=_("The words; å, ä, ö are letters of their own."))
    ],
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help=_("In this source only."))] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.search import search as find

    asked = wanted(format, out)
    with opened() as project:
        within = source_name(project, source) if source else None
        hits = project.ask(find, joined(query), within)

        def table(t: Translator) -> "Table":
            return Table("hits", "", columns(_HIT, t), tuple(named(hit, _HIT) for hit in hits))

        give(project, asked, table, lambda _table: _put_hits(hits))
    say(ngettext("{number} hit.", "{number} hits.", len(hits)).format(number=len(hits)))


def _put_hits(hits: "Sequence[Hit]") -> None:
    for hit in hits:
        put_heading(
            _("{source}, turn {turn}, {speaker}, characters {start}–{end}").format(
                source=hit.source, turn=hit.turn, speaker=hit.speaker or "–", start=hit.start, end=hit.end
            )
        )
        put_block(hit.snippet)


@command(group, "freq", FINDING, _("Count in how many cases, sources and codings each code occurs."))
def freq(
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="WHAT",
            help=_(
                "theme for one row a theme; case, source or a variable (kind, place …) adds a column for each value."
            ),
        ),
    ] = "",
    format: Format = "",
    out: Out = "",
    coders: Coders = "",
    with_interviewer: WithInterviewer = False,
) -> None:
    from coder.exporters.tables import frequency_table
    from coder.queries.frequencies import frequencies
    from coder.queries.selection import Selection

    asked = wanted(format, out)
    with opened() as project:
        selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
        found = project.ask(frequencies, by, selection)
        give(
            project,
            asked,
            lambda t: frequency_table(found, t),
            lambda table: (
                put_grid(table, optional=("theme",)) if fits(table) or not found.values else _put_wide(table, found)
            ),
        )


def _put_wide(table: "Table", found: "FrequencyTable") -> None:
    """Where the values' columns find no room: a code's figures in words, a line for each of its values."""
    for row in found.rows:
        put_heading(f"{row.code or row.theme}  {_figures(row.cases, row.sources, row.codings)}")
        for value, number in zip(found.values, row.values, strict=True):
            if number:
                put(f"  {number:>5}  {value}")
    put_block(table.caption, indent=0)


def _figures(cases: int, sources: int, codings: int) -> str:
    return _("cases: {cases}, sources: {sources}, codings: {codings}").format(
        cases=cases, sources=sources, codings=codings
    )
