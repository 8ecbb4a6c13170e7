"""How the study stands, in lines that are read in ten seconds."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, command, commands
from coder.cli.output import put_block, put_heading, say
from coder.cli.rows import Format, Out, give, interface, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coder.exporters.document import Table
    from coder.queries.overview_words import Line

group = commands()


@command(
    group,
    "dashboard",
    FINDING,
    _("Show how the study stands: how far, what stands out, where coders differ, what is new, what to do."),
)
def dashboard(
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DAY",
            help=_("New is what was done since this day; a week ago otherwise."),
            show_default=False,
        ),
    ] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.queries.beginning import next_step
    from coder.queries.overview import overview, week_ago
    from coder.queries.overview_words import lines

    shape = wanted(format, out)
    with opened() as project:
        found = project.ask(overview, since or week_ago(date.today()))
        suggestions = project.number_open()
        step = project.ask(next_step)
        give(
            project,
            shape,
            lambda t: _table(lines(found, suggestions, t), t),
            lambda _table: None if step and step.bare else _put(lines(found, suggestions, interface()), found.since),
        )
    if step:
        say(step.words)


def _put(found: "Sequence[Line]", since: str) -> None:
    from coder.queries.overview_words import NEW, PARTS, title

    for part in PARTS:
        put_heading(_("New since {day}").format(day=since) if part == NEW else title(part, interface()))
        for line in found:
            if line.part == part:
                put_block(line.words)


def _table(found: "Sequence[Line]", t: Translator) -> "Table":
    from coder.exporters.document import Column, Table

    _ = t.gettext
    titles = {
        "part": _("Part"),
        "what": _("What"),
        "name": _("Name"),
        "number": _("Number"),
        "of": _("Of"),
        "words": _("In words"),
    }
    rows = tuple((line.part, line.what, line.name, line.number, line.of, line.words) for line in found)
    return Table("dashboard", "", tuple(Column(key, title) for key, title in titles.items()), rows)
