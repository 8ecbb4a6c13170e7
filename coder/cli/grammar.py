"""How a line is read, explained and complained about: Typer's commands, speaking the interface's language.

Typer's own help has English headings, and its complaints are several lines of English; here both are plain text in
the interface's language, a complaint being one line that says what to do.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from coder.cli.options import ANYWHERE, VERSION
from coder.errors import CoderError
from coder.i18n import _

F = TypeVar("F", bound=Callable[..., Any])

BEGINNING = _("Begin")
CODING = _("Code passages")
FINDING = _("Find and count")
SHARING = _("Hand over and take over")
CARING = _("Look after the project")
_HEADINGS = (BEGINNING, CODING, FINDING, SHARING, CARING)

_LIKENESS = 0.75
"""From here on, of 1, an option is taken for another one, misspelled."""

CONTEXT = {"help_option_names": ["--help", "-h"]}


def commands(help: str = "", cls: "type[Group] | None" = None) -> typer.Typer:
    """A new group of commands."""
    return typer.Typer(
        cls=cls or Group, help=help, add_completion=False, rich_markup_mode=None, context_settings=CONTEXT
    )


def command(group: typer.Typer, name: str, heading: str, help: str) -> Callable[[F], F]:
    """Register a function as a command; ``heading`` ("" for none) is where the overview lists it."""
    return group.command(name, cls=Command, help=help, rich_help_panel=heading or None, context_settings=CONTEXT)


def whole_number(text: Any) -> int:
    """A whole number as typed; ``CoderError`` otherwise."""
    if not re.fullmatch(r"\s*-?[0-9]+\s*", str(text)):
        raise CoderError(_("{text}: a whole number is needed here, digits only.").format(text=text))
    return int(text)


def share(text: Any) -> float:
    """A share from 0 to 1 as typed, with point or comma; ``CoderError`` otherwise."""
    try:
        found = float(str(text).strip().replace(",", "."))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise CoderError(_("{text}: a share from 0 to 1 is needed here, 0.7 say.").format(text=text))
    return found


def check_choice(option: str, value: str, allowed: Sequence[str]) -> None:
    """``CoderError`` unless the value is one of those allowed, or nothing was said."""
    if value and value not in allowed:
        message = _("{option} {value}: choose one of {allowed}.")
        raise CoderError(message.format(option=option, value=value, allowed=", ".join(allowed)))


class Command(TyperCommand):
    """One command."""

    allow_extra_args = True  # so that they are complained about here

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest:
            message = _("{command}: “{argument}” is one argument too many. {usage}")
            raise CoderError(message.format(command=ctx.command_path, argument=rest[0], usage=usage_in_words(ctx)))
        return rest

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(pieces(self, ctx)), prefix=_("Usage:") + " ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        _write_parameters(self, ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(
                _("{options} may stand anywhere; 'coder --help' explains them.").format(options=", ".join(ANYWHERE))
            )


class Group(TyperGroup):
    """Commands under one name. With ``default_command`` set, that one runs where none is named."""

    default_command = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        names_none = not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names)
        if self.default_command and names_none:
            args = [self.default_command, *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if self.get_command(ctx, args[0]) is None:
            near = get_close_matches(args[0].lower(), self.commands, n=1)
            if near:
                message = _("There is no command “{name}”. Did you mean “{command} {near}”?")
                raise CoderError(message.format(name=args[0], command=ctx.command_path, near=near[0]))
            message = _("There is no command “{name}”; '{command} --help' lists them.")
            raise CoderError(message.format(name=args[0], command=ctx.command_path))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(pieces(self, ctx)), prefix=_("Usage:") + " ")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        if ctx.parent is None:
            with formatter.section(_("Options, anywhere on the line")):
                formatter.write_dl(_options_anywhere())
        _write_parameters(self, ctx, formatter)
        headings: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            found: Any = self.get_command(ctx, name)
            headings.setdefault(found.rich_help_panel or _("Commands"), []).append((name, _first_sentence(found.help)))
        for heading in sorted(headings, key=_place_of_heading):
            with formatter.section(heading):
                formatter.write_dl(headings[heading])


class ShowByDefault(Group):
    """A group whose first command is ``show``."""

    default_command = "show"


class ShowWhatIsNamed(ShowByDefault):
    """A group that shows what is named where no command is: ``coder actors af``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = [self.default_command, *args]
        return super().parse_args(ctx, args)


def pieces(command: Any, ctx: Any) -> list[str]:
    """What follows a command's name on the line: its arguments, then options or further commands."""
    found = [_argument(parameter) for parameter in command.params if parameter.param_type_name == "argument"]
    found.append("[" + _("OPTIONS") + "]")
    if isinstance(command, Group):
        found.append(_("COMMAND") + " …")
    return found


def usage_in_words(ctx: Any) -> str:
    """How the command is written, for the end of a complaint."""
    line = " ".join([ctx.command_path, *pieces(ctx.command, ctx)])
    return _("Write: {usage}").format(usage=line)


def in_plain_words(error: typer.TyperException) -> str:
    """Typer's complaint in one line: what is wrong and what to do.

    Told apart by what they carry, since Typer does not publish the classes of its complaints.
    """
    ctx: Any = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    if ctx is not None and option is not None and hasattr(error, "possibilities"):
        return _no_such_option(str(option), ctx)
    if option is not None:
        takes_none = "not take" in error.message
        message = _("The option {option} takes no value.") if takes_none else _("The option {option} needs a value.")
        return message.format(option=option)
    parameter: Any = getattr(error, "param", None)
    if ctx is None:
        return error.format_message()
    if parameter is not None:
        name = _argument(parameter, bare=True) if parameter.param_type_name == "argument" else parameter.opts[0]
        if hasattr(error, "param_type"):
            message = _("{command}: {name} is missing. {usage}")
            return message.format(command=ctx.command_path, name=name, usage=usage_in_words(ctx))
        message = _("{command}: {name} cannot be used: {reason}")
        return message.format(command=ctx.command_path, name=name, reason=error.message)
    if isinstance(ctx.command, TyperGroup):
        names = ", ".join(sorted(ctx.command.commands))
        return _("{command}: say what: {names}.").format(command=ctx.command_path, names=names)
    return f"{ctx.command_path}: {error.message}"


def _no_such_option(option: str, ctx: Any) -> str:
    known = [*ANYWHERE, VERSION]
    for parameter in ctx.command.get_params(ctx):
        if parameter.param_type_name == "option":
            known += parameter.opts
    near = get_close_matches(option, known, n=1, cutoff=_LIKENESS)
    if near:
        message = _("{command} has no option {option}. Did you mean {near}?")
        return message.format(command=ctx.command_path, option=option, near=near[0])
    if not option.startswith("--"):
        message = _("{command} has no option {option}; put -- before an argument that begins with a hyphen.")
        return message.format(command=ctx.command_path, option=option)
    message = _("{command} has no option {option}; '{command} --help' lists them.")
    return message.format(command=ctx.command_path, option=option)


def _argument(parameter: Any, bare: bool = False) -> str:
    name = str(parameter.metavar or parameter.name.upper())
    name += "…" if parameter.nargs != 1 and "…" not in name else ""
    return name if bare or parameter.required else f"[{name}]"


def _write_parameters(command: Any, ctx: Any, formatter: Any) -> None:
    parameters = [each for each in command.get_params(ctx) if not each.hidden]
    arguments = [each for each in parameters if each.param_type_name == "argument"]
    options = [each for each in parameters if each.param_type_name == "option"]
    if arguments:
        with formatter.section(_("Arguments")):
            formatter.write_dl([(_argument(each, bare=True), each.help or "") for each in arguments])
    with formatter.section(_("Options")):
        formatter.write_dl([_option_row(each) for each in options])


def _option_row(option: Any) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    if "--help" in option.opts:
        return names, _("Show this message and exit.")
    if not option.is_flag:
        names += f" {option.metavar or option.name.upper()}" + ("…" if option.multiple else "")
    return names, option.help or ""


def _options_anywhere() -> list[tuple[str, str]]:
    return [
        (
            "--project PATH_OR_URL",
            _("The project's file or its database's URL (CODER_PROJECT; otherwise coder.db)."),
        ),
        ("--coder NAME", _("Who is coding (CODER_NAME; otherwise the login name).")),
        ("--lang sv|en", _("The language of the interface (otherwise LC_ALL, LC_MESSAGES, LANG; otherwise Swedish).")),
        ("--as-of MOMENT", _("Look at the project as of a day (2026-11-20), a time, or a step's number.")),
        ("--pipeline NAME", _("The language pipeline: a folder, a package or built-in (CODER_PIPELINE).")),
        (
            "--let-through NAME…",
            _("Let this name stand in what leaves the project, though it was to be replaced; for this command only."),
        ),
        ("--version", _("Print the version and exit.")),
    ]


def _place_of_heading(heading: str) -> int:
    return _HEADINGS.index(heading) if heading in _HEADINGS else len(_HEADINGS)


def _first_sentence(help: str | None) -> str:
    return re.split(r"(?<=[.])\s", help or "", maxsplit=1)[0]


def comma_separated(values: Iterable[str]) -> tuple[str, ...]:
    """Names that were given one by one or with commas between them."""
    return tuple(name.strip() for value in values for name in re.split("[,;]", value) if name.strip())


def joined(words: Sequence[str]) -> str:
    """Words that a person typed without quotation marks around them."""
    return " ".join(words)
