"""Coding from the command line: apply codes, take them back, change them, star, finish."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CODING, check_choice, comma_separated, command, commands, whole_number
from coder.cli.names import about_key, source_name
from coder.cli.output import put, say
from coder.cli.session import opened
from coder.cli.sources import SourceName
from coder.errors import CoderError
from coder.i18n import _
from coder.identity import normal_quote_id

if TYPE_CHECKING:
    from coder.project import Facets, Project

group = commands()

CodeName = Annotated[str, typer.Argument(metavar="CODE", help=_("A code's id or name, or a unique beginning of one."))]
QuoteName = Annotated[str, typer.Argument(metavar="QUOTE", help=_("A quote's identifier, such as C-7K2M9."))]
QuoteNames = Annotated[
    list[str], typer.Argument(metavar="QUOTE", help=_("Identifiers of quotes, such as C-7K2M9; one or several."))
]
Start = Annotated[
    int, typer.Argument(metavar="START", parser=whole_number, help=_("The first character, counted from 0."))
]
End = Annotated[int, typer.Argument(metavar="END", parser=whole_number, help=_("The character after the last one."))]
About = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="ID", help=_("Which actor, group or place it is about; may be repeated.")),
]
Voice = Annotated[str, typer.Option("--voice", metavar="self|other", help=_("About oneself or about others."))]
Mode = Annotated[str, typer.Option("--mode", metavar="now|wanted|missing", help=_("So today, wanted, or missing."))]


@command(
    group,
    "code",
    CODING,
    _(
        "Apply a code, or several, to a passage; prints the quotes' identifiers. Saying it again adds what is new in "
        "the facets and the note."
    ),
)
def code(
    source: SourceName,
    start: Start,
    end: End,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE", help=_("A code's id or name, or a unique beginning of one."))
    ],
    about: About = None,
    voice: Voice = "",
    mode: Mode = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("A note on the coding."))] = "",
    extend: Annotated[
        bool,
        typer.Option("--extend", help=_("Extend your own overlapping codings with the same code over the passage.")),
    ] = False,
) -> None:
    _check(voice, mode)
    with opened() as project:
        facets = _facets(project, about, voice, mode)
        for quote in project.apply_codes(source, start, end, codes, facets, note, extended=extend):
            put(quote)


def _check(voice: str, mode: str) -> None:
    from coder.terms import MODES, VOICES

    check_choice("--voice", voice, VOICES)
    check_choice("--mode", mode, MODES)


def _facets(project: "Project", about: Sequence[str] | None, voice: str, mode: str) -> "Facets":
    from coder.project import Facets

    return Facets(tuple(about_key(project, name) for name in comma_separated(about or ())), voice or None, mode or None)


@command(group, "facets", CODING, _("Set what codings are about, whose voice and which mode; what is left out goes."))
def facets(quotes: QuoteNames, about: About = None, voice: Voice = "", mode: Mode = "") -> None:
    _check(voice, mode)
    with opened() as project:
        project.set_facets_of(quotes, _facets(project, about, voice, mode))
    for quote in quotes:
        say(_("{quote}: facets set.").format(quote=normal_quote_id(quote)))


@command(group, "uncode", CODING, _("Take codings away, with their facets and notes."))
def uncode(
    quotes: QuoteNames,
    undo: Annotated[bool, typer.Option("--undo", help=_("Bring back the codings that you took away last."))] = False,
) -> None:
    with opened() as project:
        if undo:
            _bring_back(project, quotes)
        else:
            project.remove_codings(quotes)
            for quote in quotes:
                say(_("{quote}: taken away; --undo brings it back.").format(quote=normal_quote_id(quote)))


@command(
    group, "recode", CODING, _("Give codings another code; prints the identifiers of the quotes that have it now.")
)
def recode(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="QUOTE… CODE", help=_("Identifiers of quotes, then the other code; with --undo no code.")
        ),
    ],
    undo: Annotated[bool, typer.Option("--undo", help=_("Give them back the code they had before."))] = False,
) -> None:
    if not undo and len(words) < 2:
        raise CoderError(_("coder recode: write QUOTE… CODE, or QUOTE… --undo."))
    with opened() as project:
        for quote in _codes_they_had(project, words) if undo else project.recode_all(words[:-1], words[-1:]):
            put(quote)


@command(group, "adjust", CODING, _("Move the ends of a coding; it keeps its code, its notes and its identifier."))
def adjust(
    quote: QuoteName,
    start: Start,
    end: End,
    join: Annotated[
        bool,
        typer.Option("--join", help=_("Make it one with the same coder's codings of the code that it reaches into.")),
    ] = False,
) -> None:
    with opened() as project:
        now = project.adjust(quote, start, end, join)
    say(
        _("{quote}: now at characters {start}–{end}.").format(
            quote=normal_quote_id(quote), start=now.start, end=now.end
        )
    )


@command(group, "star", CODING, _("Mark quotes as some of the strongest: exports show them first."))
def star(
    quotes: QuoteNames,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the mark off."))] = False,
) -> None:
    with opened() as project:
        project.star_all(quotes, starred=not undo)
    message = _("{quote}: not starred.") if undo else _("{quote}: starred.")
    for quote in quotes:
        say(message.format(quote=normal_quote_id(quote)))


@command(group, "finish", CODING, _("Call a source finished: you have coded all of it."))
def finish(
    source: SourceName,
    undo: Annotated[bool, typer.Option("--undo", help=_("It is not finished after all."))] = False,
) -> None:
    with opened() as project:
        name = source_name(project, source)
        project.finish(name, finished=not undo)
    message = _("{source}: not finished.") if undo else _("{source}: finished.")
    say(message.format(source=name))


def _bring_back(project: "Project", quotes: Sequence[str]) -> None:
    """Undo the removal of codings, which must be this coder's latest command."""
    from coder.queries.steps import latest_is_on

    wanted = [normal_quote_id(quote) for quote in quotes]
    if not project.ask(latest_is_on, project.coder, ("remove_coding", "remove_coding_all"), wanted):
        message = _(
            "{quote}: taking it away is not what you did last; 'coder history' shows what was, 'coder undo' goes back."
        )
        raise CoderError(message.format(quote=", ".join(wanted)))
    project.undo()
    for quote in wanted:
        say(_("{quote}: brought back.").format(quote=quote))


def _codes_they_had(project: "Project", quotes: Sequence[str]) -> list[str]:
    """Give codings back the code they had before they were last recoded; the quotes that have it."""
    from coder.queries.steps import code_before, latest_is_on

    wanted = [normal_quote_id(quote) for quote in quotes]
    step = project.ask(latest_is_on, project.coder, ("recode", "recode_all"), wanted)
    if step is not None:
        project.undo()
        return step
    before = {quote: project.ask(code_before, quote) for quote in wanted}
    for quote, old in before.items():
        if old is None:
            raise CoderError(_("{quote}: it has not been recoded.").format(quote=quote))
    return [project.recode(quote, old) for quote, old in before.items() if old is not None]
