"""Confirming and refuting what the program proposes of the interview guide."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import command, joined, whole_number
from coder.cli.guide import QuestionName, the_guide
from coder.cli.guide import group as group
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.cli.sources import SourceName
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.queries.guide import Match

_OPEN = ("source", "turn", "question", "score", "reason", "text")

Turn = Annotated[
    int, typer.Argument(metavar="TURN", parser=whole_number, help=_("The interviewer's turn, counted from 1."))
]
Above = Annotated[
    str, typer.Option("--above", metavar="SCORE", help=_("From this score on, between 0 and 1."), show_default=False)
]


@command(group, "review", "", _("List what is proposed and nobody has confirmed or refuted."))
def review(
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help=_("In this source only."))] = "",
    question: Annotated[str, typer.Option("--question", metavar="QUESTION", help=_("Of this question only."))] = "",
    above: Above = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        the_guide(project)
        found = project.open_guide_proposals([source] if source else (), question or None, _score(above))
        texts = _texts(project, found)

        def table(t: Translator) -> "Table":
            rows = tuple((*named(match, _OPEN[:-1]), texts[match.source, match.turn]) for match in found)
            return Table("proposals", "", columns(_OPEN, t), rows)

        give(project, asked, table, lambda _table: _put_open(found, texts))
    say(ngettext("{number} open proposal.", "{number} open proposals.", len(found)).format(number=len(found)))


def _texts(project: "Project", found: "Sequence[Match]") -> dict[tuple[str, int], str]:
    """What is said in the turns, by source and number."""
    from coder.queries.transcript import transcript

    texts = {}
    for source in dict.fromkeys(match.source for match in found):
        view = project.ask(transcript, source)
        for each in view.turns:
            texts[source, each.turn.number] = view.text[each.turn.speech.start : each.turn.speech.end].strip()
    return texts


def _put_open(found: "Sequence[Match]", texts: dict[tuple[str, int], str]) -> None:
    for match in found:
        put_heading(f"{match.source} {match.turn} {match.question}  {match.score or 0:.2f}")
        put_block(texts[match.source, match.turn])
        put_block(match.reason)
        put()


@command(
    group, "confirm", "", _("Confirm that a turn asks a question; with --above all that is proposed from a score on.")
)
def confirm(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("Which source; with --above all otherwise."))] = "",
    turn: Annotated[str, typer.Argument(metavar="TURN", help=_("The interviewer's turn, counted from 1."))] = "",
    question: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUESTION", help=_("A question's id, or a unique beginning of its text.")),
    ] = None,
    above: Above = "",
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it without asking first."))] = False,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the decision back: it is only proposed again."))] = False,
) -> int:
    if above:
        return _confirm_above([source] if source else (), _score(above), yes)
    if not (source and turn and question):
        raise CoderError(_("coder guide confirm: write SOURCE TURN QUESTION, or --above SCORE."))
    with opened() as project:
        which = project.guide_question(joined(question)).key
        (project.reopen_guide if undo else project.confirm_guide)(source, whole_number(turn), which)
    _say_decided(which, turn, undo, _("Turn {turn} asks {question}."))
    return 0


def _confirm_above(sources: Sequence[str], least: float, yes: bool) -> int:
    with opened() as project:
        number = len(project.open_guide_proposals(sources, None, least))
        if not yes:
            told = ngettext(
                "{number} match would be confirmed, in one step that can be undone; say it with --yes.",
                "{number} matches would be confirmed, in one step that can be undone; say it with --yes.",
                number,
            )
            say(told.format(number=number))
            return 1
        done = project.confirm_guide_above(least, sources)
    say(ngettext("{number} match confirmed.", "{number} matches confirmed.", done).format(number=done))
    return 0


@command(group, "refute", "", _("Say that a turn does not ask a question: it is not proposed again."))
def refute(
    source: SourceName,
    turn: Turn,
    question: QuestionName,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the decision back: it is only proposed again."))] = False,
) -> None:
    with opened() as project:
        which = project.guide_question(joined(question)).key
        (project.reopen_guide if undo else project.refute_guide)(source, turn, which)
    _say_decided(which, turn, undo, _("Turn {turn} does not ask {question}."))


def _say_decided(question: str, turn: int | str, undo: bool, told: str) -> None:
    message = _("Turn {turn} and {question}: nothing is decided any more.") if undo else told
    say(message.format(turn=turn, question=question))


def _score(typed: str) -> float:
    try:
        score = float(typed.replace(",", ".")) if typed else 0.0
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise CoderError(_("--above {score}: a number from 0 to 1 is needed here.").format(score=typed))
    return score
