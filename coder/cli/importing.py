"""Taking over files: what each ending is taken for, what would come of it, and a yes before it is done."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.output import is_terminal, put, say
from coder.cli.progress import watching
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project import Project
    from coder.project.exchange.outcome import ExchangeResult


@dataclass(frozen=True)
class Wishes:
    """How a file is to be taken over."""

    preview: bool = False
    """Only say what would be done."""
    yes: bool = False
    """Do not ask."""


Taker = Callable[["Project", Path, Wishes], bool]
"""Takes over one file and says what became of it; True if nothing had to be left out."""


def take_codings(project: "Project", path: Path, wishes: Wishes) -> bool:
    """A table of codings."""
    if wishes.preview:
        raise CoderError(_("{path}: only projects and codebooks have a preview.").format(path=path))
    with watching(_("Importing")) as watch:
        result = project.import_codings(path, watch)
    for refusal in result.refused:
        say(refusal)
    say(
        _("{path}: {added} added, {unchanged} unchanged, {refused} refused.").format(
            path=path, added=result.added, unchanged=result.unchanged, refused=len(result.refused)
        )
    )
    return not result.refused


def take_exchange(project: "Project", path: Path, wishes: Wishes) -> bool:
    """A project or codebook of another program. On a terminal, a project that holds something is asked about first."""
    asks = is_terminal(sys.stdin) and is_terminal(sys.stderr) and not wishes.yes
    if wishes.preview or asks:
        with watching(_("Importing")) as watch:
            result = project.import_exchange(path, watch, preview=True)
        if wishes.preview:
            for line in result.lines():
                put(line)
            return True
        if not result.empty and result.changes:
            _tell(result)
            if not _agreed():
                say(_("Nothing was changed."))
                return True
    with watching(_("Importing")) as watch:
        result = project.import_exchange(path, watch)
    _tell(result)
    return not result.losses


FORMATS: dict[str, Taker] = {
    ".csv": take_codings,
    ".json": take_exchange,
    ".qdpx": take_exchange,
    ".qdc": take_exchange,
}
"""What takes over files of each ending."""


def taker_of(path: Path) -> Taker:
    """What takes over a file; ``CoderError`` names the endings there are."""
    taker = FORMATS.get(path.suffix.lower())
    if taker is None:
        message = _("{path}: only these files can be imported: {endings}.")
        raise CoderError(message.format(path=path, endings=", ".join(FORMATS)))
    return taker


def _tell(result: "ExchangeResult") -> None:
    for line in result.lines():
        say(line)


def _agreed() -> bool:
    print(_("Take this over? It is one step that can be undone. [y/N]") + " ", end="", file=sys.stderr, flush=True)
    # The words for yes in the languages of the interface.
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja")
