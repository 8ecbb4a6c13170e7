"""Coding from the command line: apply a code, take it back, change it, note, star, finish."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CODING, check_choice, comma_separated, command, commands, joined, whole_number
from coder.cli.names import about_key, source_name
from coder.cli.output import put, say
from coder.cli.session import opened
from coder.cli.sources import SourceName
from coder.errors import CoderError
from coder.i18n import _
from coder.identity import normal_quote_id

if TYPE_CHECKING:
    from coder.project import Project

group = commands()

CodeName = Annotated[str, typer.Argument(metavar="CODE", help=_("A code's id or name, or a unique beginning of one."))]
QuoteName = Annotated[str, typer.Argument(metavar="QUOTE", help=_("A quote's identifier, such as C-7K2M9."))]


@command(
    group,
    "code",
    CODING,
    _("Apply a code to a passage; prints the quote's identifier. Saying it again changes nothing."),
)
def code(
    source: SourceName,
    start: Annotated[
        int, typer.Argument(metavar="START", parser=whole_number, help=_("The first character, counted from 0."))
    ],
    end: Annotated[
        int, typer.Argument(metavar="END", parser=whole_number, help=_("The character after the last one."))
    ],
    code: CodeName,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="ID", help=_("Which actor, group or place it is about; may be repeated.")),
    ] = None,
    voice: Annotated[str, typer.Option("--voice", metavar="self|other", help=_("About oneself or about others."))] = "",
    mode: Annotated[
        str, typer.Option("--mode", metavar="now|wanted|missing", help=_("So today, wanted, or missing."))
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("A note on the coding."))] = "",
) -> None:
    from coder.project import Facets
    from coder.terms import MODES, VOICES

    # Checked here as well: a coding that is there already is not looked at any further.
    check_choice("--voice", voice, VOICES)
    check_choice("--mode", mode, MODES)
    with opened() as project:
        keys = tuple(about_key(project, name) for name in comma_separated(about or ()))
        facets = Facets(keys, voice or None, mode or None)
        put(project.apply_code(source, start, end, code, facets, note))


@command(group, "uncode", CODING, _("Take a coding away, with its facets and notes."))
def uncode(
    quote: QuoteName,
    undo: Annotated[bool, typer.Option("--undo", help=_("Bring back the coding that you took away last."))] = False,
) -> None:
    with opened() as project:
        if undo:
            _bring_back(project, quote)
        else:
            project.remove_coding(quote)
            say(_("{quote}: taken away; --undo brings it back.").format(quote=normal_quote_id(quote)))


@command(group, "recode", CODING, _("Give a coding another code; prints the identifier of the quote that has it now."))
def recode(
    quote: QuoteName,
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("The other code; with --undo none."))] = "",
    undo: Annotated[bool, typer.Option("--undo", help=_("Give it back the code it had before."))] = False,
) -> None:
    if bool(code) == undo:
        raise CoderError(_("coder recode: write QUOTE CODE, or QUOTE --undo."))
    with opened() as project:
        put(_code_it_had(project, quote) if undo else project.recode(quote, code))


@command(group, "note", CODING, _("Write a note on a quote, a source, a code, or the study as a whole (project)."))
def note(
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help=_("A quote's identifier, a source, a code, or 'project'."))
    ],
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help=_("What you think; with --undo nothing."))
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take away your latest note on it."))] = False,
) -> None:
    if bool(text) == undo:
        raise CoderError(_("coder note: write TARGET TEXT, or TARGET --undo."))
    with opened() as project:
        if undo:
            project.remove_note(target)
            say(_("{target}: your latest note is taken away.").format(target=target))
        else:
            project.write_note(target, joined(text or ()))
            say(_("{target}: noted.").format(target=target))


@command(group, "star", CODING, _("Mark a quote as one of the strongest: exports show it first."))
def star(
    quote: QuoteName,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the mark off."))] = False,
) -> None:
    with opened() as project:
        project.star(quote, starred=not undo)
    message = _("{quote}: not starred.") if undo else _("{quote}: starred.")
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


def _bring_back(project: "Project", quote: str) -> None:
    """Undo the removal of one coding, which must be this coder's latest command."""
    from coder.queries.steps import latest_on_quote

    wanted = normal_quote_id(quote)
    if project.ask(latest_on_quote, project.coder, "remove_coding") != wanted:
        message = _(
            "{quote}: taking it away is not what you did last; 'coder history' shows what was, 'coder undo' goes back."
        )
        raise CoderError(message.format(quote=wanted))
    project.undo()
    say(_("{quote}: brought back.").format(quote=wanted))


def _code_it_had(project: "Project", quote: str) -> str:
    """Give a coding back the code it had before it was last recoded; the quote that has it."""
    from coder.queries.steps import code_before, latest_on_quote

    wanted = normal_quote_id(quote)
    if project.ask(latest_on_quote, project.coder, "recode") == wanted:
        project.undo()
        return wanted
    old = project.ask(code_before, wanted)
    if old is None:
        raise CoderError(_("{quote}: it has not been recoded.").format(quote=wanted))
    return project.recode(wanted, old)
