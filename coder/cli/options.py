"""The options that may stand anywhere on the line: which project, who is coding, which language and pipeline.

Taken off the line before any help text is built, because help texts are built in the language that ``--lang`` names.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.errors import CoderError
from coder.i18n import LANGUAGES, _

ANYWHERE = ("--project", "--coder", "--lang", "--pipeline", "--as-of", "--let-through")
LET_THROUGH = "--let-through"
VERSION = "--version"
END = "--"
"""What stands after it is no option."""

DEFAULT_PROJECT = "coder.db"


@dataclass(frozen=True)
class GlobalOptions:
    """What the line and the environment say; "" where they say nothing."""

    project: str = DEFAULT_PROJECT
    """A file's path or a database URL."""
    coder: str = ""
    pipeline: str = ""
    language: str = ""
    as_of: str = ""
    """The moment as of which the project is shown."""
    let_through: tuple[str, ...] = ()
    """Names that may stand in what leaves the project; said once for each of them."""
    version: bool = False

    def coder_name(self) -> str:
        """Who is coding: as said, else the login name. ``CoderError`` if there is neither."""
        import getpass

        if self.coder.strip():
            return self.coder.strip()
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):  # no login name in some containers; which of them is up to Python
            raise CoderError(_("Say who is coding with --coder NAME.")) from None


def take_globals(
    arguments: Sequence[str], environment: Mapping[str, str] = os.environ
) -> tuple[GlobalOptions, list[str]]:
    """The global options, and the line without them. ``CoderError`` for a missing value or an unknown language."""
    found, let_through, rest = _split(arguments)
    language = found.get("--lang", "")
    if "--lang" in found and language not in LANGUAGES:
        raise CoderError(
            _("--lang {language}: choose one of {names}.").format(language=language, names=", ".join(LANGUAGES))
        )
    options = GlobalOptions(
        project=found.get("--project") or environment.get("CODER_PROJECT") or DEFAULT_PROJECT,
        coder=found.get("--coder") or environment.get("CODER_NAME") or "",
        pipeline=found.get("--pipeline") or environment.get("CODER_PIPELINE") or "",
        language=language,
        as_of=found.get("--as-of", ""),
        let_through=tuple(let_through),
        version=VERSION in found,
    )
    return options, rest


def _split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str], list[str]]:
    """The options' last values, all names to let through, and the rest of the line."""
    found: dict[str, str] = {}
    let_through: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, equals, value = argument.partition("=")
        if argument == END:
            return found, let_through, [*rest, END, *waiting]
        if argument == VERSION and not (rest and waiting and waiting[0].isdigit()):
            found[VERSION] = ""  # with a number after it, it is a command's: the version of a text
        elif name not in ANYWHERE:
            rest.append(argument)
        else:
            if not equals:
                value = waiting.pop(0) if waiting and not waiting[0].startswith("--") else ""
            if not value.strip():
                raise CoderError(_("{option} needs a value: {option} VALUE or {option}=VALUE.").format(option=name))
            found[name] = value
            if name == LET_THROUGH:
                let_through.append(value)
    return found, let_through, rest


_chosen = GlobalOptions()


def choose(options: GlobalOptions) -> None:
    """Make these the options of the command that runs."""
    global _chosen
    _chosen = options


def chosen() -> GlobalOptions:
    """The options of the command that runs."""
    return _chosen
