"""Codes combined: expressions that find quotes, saved under names."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, check_choice, comma_separated, command, commands, joined
from coder.cli.guide import Confirmed, the_guide
from coder.cli.names import coder_names
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.quotes import Audience, give_quotes, say_number
from coder.cli.rows import DOCUMENTS, Coders, Format, Out, WithInterviewer, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _

if TYPE_CHECKING:
    from coder.cli.rows import Wanted
    from coder.project import Project
    from coder.queries.saved import Saved
    from coder.queries.selection import Selection

group = commands()

_KEYS = ("name", "expression", "coder", "at")


@command(
    group,
    "query",
    FINDING,
    _(
        "Combine codes: their quotes, as 'coder quotes' gives them. 'stuprör and not avstånd', 'hinder near "
        "möjligheter', 'hinder within 3 turns of praktik', 'only hinder overlapping praktik', 'praktik inside hinder', "
        "'hinder followed by möjligheter', 'hinder and (kind=kommun or place=umeå) and mode=wanted and \"mellan "
        "stolarna\"'. A code takes in those under it, and the quotes are those of the left side. Keywords may be "
        "Swedish (och, eller, inte, nära, överlappar, inom, följt av)."
    ),
)
def query(
    expression: Annotated[
        list[str] | None, typer.Argument(metavar="EXPRESSION", help=_("Codes combined; best in single quotes."))
    ] = None,
    save: Annotated[str, typer.Option("--save", metavar="NAME", help=_("Save the expression under this name."))] = "",
    saved: Annotated[str, typer.Option("--saved", metavar="NAME", help=_("Use the expression of this name."))] = "",
    list_saved: Annotated[bool, typer.Option("--list", help=_("List the saved expressions."))] = False,
    forget: Annotated[str, typer.Option("--forget", metavar="NAME", help=_("Take this expression away."))] = "",
    confirmed: Confirmed = False,
    audience: Audience = "team",
    format: Format = "",
    out: Out = "",
    coders: Coders = "",
    with_interviewer: WithInterviewer = False,
) -> None:
    from coder.exporters.privacy import AUDIENCES
    from coder.queries.selection import Selection

    if sum(map(bool, (expression, saved, list_saved, forget))) != 1:
        raise CoderError(_("coder query: write EXPRESSION, --saved NAME, --list or --forget NAME."))
    if save and not expression:
        raise CoderError(_("--save goes with EXPRESSION."))
    check_choice("--for", audience, AUDIENCES)
    asked = wanted(format, out, DOCUMENTS)
    with opened() as project:
        if list_saved:
            _list(project, asked)
        elif forget:
            say(_("{name}: forgotten.").format(name=project.forget_query(forget)))
        else:
            selection = Selection(coder_names(project, comma_separated([coders])), with_interviewer)
            _find(project, joined(expression or ()), saved, save, selection, confirmed, asked, audience)


def _find(
    project: "Project",
    typed: str,
    saved: str,
    save: str,
    selection: "Selection",
    confirmed: bool,
    asked: "Wanted",
    audience: str,
) -> None:
    from coder.queries.combining import query as find
    from coder.queries.expression import asks_for
    from coder.queries.expression_names import read_expression
    from coder.queries.saved import saved_query

    text = project.ask(saved_query, saved).expression if saved else typed
    guide = the_guide(project, confirmed) if asks_for(project.ask(read_expression, text), "guide") else None
    found = project.ask(find, text, selection, guide)
    if save:
        kept = project.save_query(save, text)
        say(_("Saved as “{name}”: {expression}").format(name=save, expression=kept))
    give_quotes(project, asked, found, audience)
    say_number(project, len(found.rows))


def _list(project: "Project", asked: "Wanted") -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.saved import saved_queries

    rows = project.ask(saved_queries)

    def table(t: Translator) -> Table:
        return Table("queries", "", columns(_KEYS, t), tuple(named(row, _KEYS) for row in rows))

    give(project, asked, table, lambda _table: _put_saved(rows))


def _put_saved(rows: "tuple[Saved, ...]") -> None:
    for row in rows:
        put_heading(row.name)
        put_block(row.expression)
        put_block(f"{row.coder}, {row.at[:10]}")
        put()
    if not rows:
        say(_("No query is saved yet; 'coder query EXPRESSION --save NAME' saves one."))
