"""How far coders coded alike."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, check_choice, comma_separated, command, commands
from coder.cli.grid import put_grid
from coder.cli.names import code_key, coder_names
from coder.cli.output import say
from coder.cli.rows import FIGURES, PICTURES, FigureFormat, Out, WithInterviewer, give, interface, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _
from coder.terms import UNITS

if TYPE_CHECKING:
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.project import Project
    from coder.queries.agreement import Agreement

group = commands()

_OPTIONAL = ("agreed_share",)
"""What the terminal leaves out first where room is short."""


@command(group, "agree", FINDING, _("Compare how coders coded the same interviews: both, only one, kappa and alpha."))
def agree(
    coders: Annotated[
        str,
        typer.Option(
            "--coders",
            metavar="A,B,…",
            help=_("Whom to compare; otherwise the two who have coded most interviews together."),
            show_default=False,
        ),
    ] = "",
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=_("What is compared: turn, sentence, or character (for where codings begin and end)."),
        ),
    ] = "turn",
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help=_("Compare this code only."), show_default=False)
    ] = "",
    finished: Annotated[
        bool, typer.Option("--finished", help=_("Compare only interviews that all of them call finished."))
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help=_("Show the figures in a study whose method is reflexive, too."))
    ] = False,
    format: FigureFormat = "",
    out: Out = "",
    with_interviewer: WithInterviewer = False,
) -> None:
    from coder.exporters.agreement import agreement_for_people, agreement_table
    from coder.queries.agreement import Comparison, agreement
    from coder.queries.agreement_words import nothing
    from coder.queries.beginning import next_step

    check_choice("--unit", unit, UNITS)
    asked = wanted(format, out, FIGURES)
    with opened() as project:
        if not anyway:
            _refuse_if_reflexive(project)
        names = coder_names(project, comma_separated([coders]))
        key = code_key(project, code) if code else ""
        found = project.ask(agreement, Comparison(names, unit, key, finished, with_interviewer))
        if asked.for_people:
            if found.rows:
                give(project, asked, lambda t: agreement_for_people(found, t), lambda table: put_grid(table, _OPTIONAL))
        elif found.rows or asked.format not in PICTURES:
            give(
                project,
                asked,
                lambda t: agreement_table(found, t),
                lambda _table: None,
                drawing=lambda labels, t: _drawn(found, labels, t),
            )
        if not found.rows:
            step = project.ask(next_step)
            say(step.words if step else nothing(found, interface()))


def _drawn(found: "Agreement", labels: "Labels", t: Translator) -> "Drawing":
    from coder.exporters.pictures.intervals import agreement_picture

    return agreement_picture(found, labels, t)


def _refuse_if_reflexive(project: "Project") -> None:
    from coder.queries.method import is_reflexive, no_agreement

    if project.ask(is_reflexive):
        raise CoderError(no_agreement(interface()) + " " + _("--anyway shows the figures all the same."))
