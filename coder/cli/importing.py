"""Taking over files: what would come of it, a yes before it is done, and what became of it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.cli.output import is_terminal, put, say
from coder.cli.progress import watching
from coder.errors import CoderError
from coder.i18n import _

if TYPE_CHECKING:
    from coder.project import Project
    from coder.project.exchange.files import ImportWishes
    from coder.project.exchange.outcome import ExchangeResult


def take(project: "Project", path: Path, wishes: "ImportWishes", preview: bool, yes: bool) -> bool:
    """Take over a file and say what became of it; True if nothing had to be left out.

    On a terminal, a project that holds something is asked about first.
    """
    from coder.project.exchange.files import CODINGS, kind_of

    if kind_of(path, wishes) == CODINGS and not preview:
        return _take_codings(project, path)
    asks = is_terminal(sys.stdin) and is_terminal(sys.stderr) and not yes
    if preview or asks:
        with watching(_("Importing")) as watch:
            result = project.import_file(path, wishes, watch, preview=True)
        if preview:
            for line in result.lines():
                put(line)
            return True
        if not result.empty and result.changes:
            _tell(result)
            if not _agreed():
                say(_("Nothing was changed."))
                return True
    with watching(_("Importing")) as watch:
        result = project.import_file(path, wishes, watch)
    _tell(result)
    return not result.losses


def _take_codings(project: "Project", path: Path) -> bool:
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


def wishes_of(columns: Sequence[str], new_codes: bool, similar: float | None, study: str) -> "ImportWishes":
    """How a file is to be taken, as the options say. ``CoderError`` for those that say nothing."""
    from coder.project.exchange.files import ImportWishes
    from coder.project.exchange.quoted import AS_GUESSED, QuoteWishes

    said: dict[str, str] = {}
    for each in columns:
        role, mark, heading = each.partition("=")
        if not mark or not role.strip():
            message = _("--column {given}: write it as --column quote=HEADING.")
            raise CoderError(message.format(given=each))
        said[role.strip().lower()] = heading.strip()
    if similar is not None and not 0 < similar <= 1:
        raise CoderError(_("--similar {given}: give a number above 0 and up to 1.").format(given=similar))
    return ImportWishes(QuoteWishes(said, new_codes, AS_GUESSED.least if similar is None else similar), study)


def _tell(result: "ExchangeResult") -> None:
    for line in result.lines():
        say(line)


def _agreed() -> bool:
    print(_("Take this over? It is one step that can be undone. [y/N]") + " ", end="", file=sys.stderr, flush=True)
    # The words for yes in the languages of the interface.
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja")
