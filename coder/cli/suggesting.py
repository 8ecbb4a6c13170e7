"""Suggestions: what the program proposes, and what a person makes of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CODING, command, commands, share, whole_number
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.progress import watching
from coder.cli.replaying import put_replay
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project.suggestions.judging import OpenSuggestion

group = commands()

_KEYS = ("suggestion", "source", "start", "end", "text", "code", "score", "reason")

SuggestionName = Annotated[
    str, typer.Argument(metavar="SUGGESTION", help=_("A suggestion's identifier, such as S-4T8WQ2."))
]


@command(
    group,
    "suggest",
    CODING,
    _("Suggest codes for passages, with the reason; none counts as a coding until somebody accepts it."),
)
def suggest(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help=_("Which sources (otherwise all)."))
    ] = None,
    code: Annotated[
        str,
        typer.Option(
            "--code", metavar="CODE", help=_("What most likely belongs to this code in all interviews, best first.")
        ),
    ] = "",
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", parser=whole_number, help=_("At most so many for each passage.")),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            "--precision", metavar="SHARE", parser=share, help=_("Only what is right so often, 0.7 say, by replay.")
        ),
    ] = None,
    evaluate: Annotated[
        bool,
        typer.Option("--evaluate", help=_("Instead: how good they would have been in what was coded without them.")),
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", parser=whole_number, help=_("Of the orders that --evaluate draws."))
    ] = 0,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.language.pipeline import describe_available

    if evaluate:
        put_replay(precision, seed, format, out)
        return
    asked = wanted(format, out)
    if code and (top is not None or precision is not None):
        option = "--top" if top is not None else "--precision"
        message = _("{option} has no place beside --code: all that may belong to one code is listed.")
        raise CoderError(message.format(option=option))
    if top is not None and top < 1:
        raise CoderError(_("--top {number}: at least 1 for each passage.").format(number=top))
    with opened() as project:
        if code:
            project.walk(code, sources or ())  # what is unknown is complained about before the slow work
            with watching(_("Suggesting")) as watch:
                project.compute_walk(code, watch)
            found = project.walk(code, sources or ())
        else:
            with watching(_("Suggesting")) as watch:
                project.suggest(sources or (), watch, precision)
            found = project.open_suggestions(sources or (), None, top)

        def table(t: Translator) -> "Table":
            return Table("suggestions", "", columns(_KEYS, t), tuple(named(row, _KEYS) for row in found))

        give(project, asked, table, lambda _table: put_suggestions(found))
        say(
            ngettext(
                "{number} suggestion, with {pipeline}.", "{number} suggestions, with {pipeline}.", len(found)
            ).format(number=len(found), pipeline=describe_available(project.pipeline_spec))
        )
        watch.check()


def put_suggestions(found: "Sequence[OpenSuggestion]") -> None:
    """Suggestions for people, each with its reason."""
    for each in found:
        put_heading(f"{each.suggestion}  {each.code}  {each.score:.2f}")
        put_block(_("{source}, characters {start}–{end}").format(source=each.source, start=each.start, end=each.end))
        put_block(each.text, indent=4)
        put_block(each.reason)
        put()


@command(group, "accept", CODING, _("Make a suggestion a coding of yours; prints the quote's identifier."))
def accept(
    suggestion: SuggestionName,
    start: Annotated[
        int | None,
        typer.Option("--start", metavar="START", parser=whole_number, help=_("Begin at this character instead.")),
    ] = None,
    end: Annotated[
        int | None,
        typer.Option("--end", metavar="END", parser=whole_number, help=_("End before this character instead.")),
    ] = None,
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help=_("Apply this code; the one suggested is rejected."))
    ] = "",
) -> None:
    with opened() as project:
        put(project.accept_suggestion(suggestion, start, end, code or None))


@command(group, "reject", CODING, _("Say no to a suggestion: you are not offered it again."))
def reject(
    suggestions: Annotated[list[str], typer.Argument(metavar="SUGGESTION", help=_("Identifiers, such as S-4T8WQ2."))],
) -> None:
    with opened() as project:
        project.reject_suggestions(suggestions)
    for suggestion in suggestions:
        say(_("{suggestion}: rejected.").format(suggestion=suggestion.strip().upper()))
