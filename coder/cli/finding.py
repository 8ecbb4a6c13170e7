"""Searching the sources and the notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, command, commands, joined
from coder.cli.names import source_name
from coder.cli.noting import notes as list_notes
from coder.cli.output import put_block, put_heading, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
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
    forms: Annotated[bool, typer.Option("--forms", help=_("Other inflections of the words too."))] = False,
    notes: Annotated[bool, typer.Option("--notes", help=_("Search the notes instead, on whatever they are."))] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.search import search as find

    if notes:
        if forms:
            raise CoderError(_("--forms: notes are searched for words as they are written; leave it out with --notes."))
        list_notes(query=query, source=source, format=format, out=out)
        return
    asked = wanted(format, out)
    with opened() as project:
        within = source_name(project, source) if source else None
        hits = project.ask(find, joined(query), within, forms)

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
