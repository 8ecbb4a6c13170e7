"""Pseudonymising on the command line: which names wait, what becomes of them, and what still stands."""

import getpass
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, command, commands
from coder.cli.output import is_terminal, put, put_block, put_heading, say
from coder.cli.progress import watching
from coder.cli.rows import Format, Out, Wanted, give_unguarded, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.project.names.deciding import Decided
    from coder.project.names.pseudonyms import Key
    from coder.project.names.queue import NameGroup
    from coder.project.names.residues import Residue

group = commands()

PASSPHRASE = "CODER_KEY_PASSPHRASE"

_QUEUE = ("name", "kind", "certainty", "times", "sources", "proposed", "reason", "context")
_RESIDUES = ("source", "start", "end", "kind", "what", "text")


@command(
    group,
    "pseudonymise",
    BEGINNING,
    _(
        "Replace names of people, numbers and addresses by pseudonyms. Without options it lists what waits to be "
        "decided. Options may be combined and are done in the order they are listed in: names are decided once for the "
        "whole project, --apply writes the pseudonyms into the transcripts (undo takes it back), --check searches for "
        "what still stands. Not every name can be found: look at transcripts without capitals yourself, at names that "
        "are everyday words too (Sten, Björn), and at nicknames. Compounds such as Annagruppen wait until somebody "
        "decides. Pseudonymised is not anonymous."
    ),
)
def pseudonymise(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help=_("Which sources (otherwise all)."))
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help=_("Somebody of this name is spoken of; may be repeated.")),
    ] = None,
    decide: Annotated[
        list[str] | None,
        typer.Option(
            "--decide",
            metavar="NAME=PSEUDONYM",
            help=_("Replace this name everywhere; NAME= takes the pseudonym that is proposed; may be repeated."),
        ),
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep", metavar="NAME", help=_("Leave this name as it stands; may be repeated.")),
    ] = None,
    accept_sure: Annotated[
        bool, typer.Option("--accept-sure", help=_("Replace all that is surely a name or number as proposed."))
    ] = False,
    apply: Annotated[bool, typer.Option("--apply", help=_("Replace what has been decided."))] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("List what still stands; exit status 1 if there is anything."))
    ] = False,
    key: Annotated[
        str,
        typer.Option(
            "--key",
            metavar="FILE",
            help=_("Where the encrypted key to the names is kept (otherwise pseudonyms.key.age beside the project)."),
        ),
    ] = "",
    no_key: Annotated[bool, typer.Option("--no-key", help=_("Keep no key: nothing leads back to the names."))] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help=_("Print what the key holds; asks for its passphrase."))
    ] = False,
    format: Format = "",
    out: Out = "",
) -> int:
    asked = wanted(format, out)
    if key and no_key:
        raise CoderError(_("--key and --no-key exclude each other."))
    with opened() as project:
        if reveal:
            _reveal(project, asked, _key_path(project, key))
            return 0
        if name:
            _say_known(project.know_names(name), len(name))
        if decide or keep or accept_sure:
            _decide(project, sources or (), decide or (), keep or (), accept_sure)
        if apply:
            _apply(project, sources or (), key, no_key)
        if check:
            return _check(project, asked, sources or ())
        if not (name or decide or keep or accept_sure or apply):
            _list(project, asked, sources or ())
    return 0


def _say_known(new: int, all: int) -> None:
    said = ngettext("{number} name is new on the list.", "{number} names are new on the list.", new).format(number=new)
    say(said if new or not all else _("The names are on the list already."))


def _queue(project: "Project", sources: Sequence[str]) -> "tuple[NameGroup, ...]":
    with watching(_("Searching for names")) as watch:
        queue = project.review_queue(sources, watch)
    watch.check()
    return queue.groups


def _decide(
    project: "Project", sources: Sequence[str], decide: Sequence[str], keep: Sequence[str], accept_sure: bool
) -> None:
    from coder.project.names.queue import decided_about

    groups = _queue(project, sources)
    decided: list[Decided] = []
    for line in decide:
        name, equals, replacement = line.partition("=")
        if not equals or not name.strip():
            message = _("--decide {text}: write NAME=PSEUDONYM, or NAME= for what is proposed.")
            raise CoderError(message.format(text=line))
        decided.append(decided_about(groups, name.strip(), replacement.strip() or None))
    decided += [decided_about(groups, name.strip(), "") for name in keep]
    if accept_sure:
        told = {name for item in decided for name in item.names}
        decided += [each.accepted() for each in groups if each.is_sure and told.isdisjoint(each.names)]
    project.decide_names(decided)
    said = ngettext("{number} name is decided.", "{number} names are decided.", len(decided))
    say(said.format(number=len(decided)))


def _apply(project: "Project", sources: Sequence[str], key: str, no_key: bool) -> None:
    from coder.project.names.pseudonyms import NOT_ANONYMOUS, NOT_SCRUBBED, STILL_NAMED

    chosen = None
    if project.places_to_replace(sources) and not no_key:
        chosen = _key(_key_path(project, key))
    with watching(_("Pseudonymising")) as watch:
        result = project.pseudonymise(sources, chosen, watch)
    for name, places in result.replaced:
        said = ngettext("{source}: {number} place replaced.", "{source}: {number} places replaced.", places)
        say(said.format(source=name, number=places))
    if not result.replaced:
        say(_("There is nothing to replace."))
    elif chosen is None:
        say(_("No key was kept: once the old versions are forgotten, nothing leads back to the names."))
    else:
        say(_("The key to the names is in {path}; keep it and its passphrase apart.").format(path=chosen.path))
    if result.replaced:
        for line in STILL_NAMED:
            say(_(line))
    if not result.scrubbed:
        say(_(NOT_SCRUBBED))
    say(_(NOT_ANONYMOUS))
    watch.check()


def _key_path(project: "Project", key: str) -> Path:
    return Path(key) if key else project.key_path()


def _key(path: Path) -> "Key":
    from coder.project.names.pseudonyms import Key

    return Key(path, _passphrase(path))


def _passphrase(path: Path) -> str:
    """From the environment, else asked for unseen: twice where a new key is made."""
    said = os.environ.get(PASSPHRASE, "")
    if said:
        return said
    if not is_terminal(sys.stdin):
        raise CoderError(
            _("The key to the names needs a passphrase: set {variable}, or say --no-key.").format(variable=PASSPHRASE)
        )
    first = getpass.getpass(_("Passphrase of {path}: ").format(path=path))
    if not path.exists() and getpass.getpass(_("The passphrase again: ")) != first:
        raise CoderError(_("The two passphrases differ; nothing was done."))
    if not first:
        raise CoderError(_("The key needs a passphrase; without a key, say --no-key."))
    return first


def _reveal(project: "Project", asked: Wanted, path: Path) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.project.names.keyfile import read_key

    if not path.exists():
        raise CoderError(_("{path}: there is no key here; name it with --key FILE.").format(path=path))
    entries = read_key(path, _passphrase(path))
    rows = tuple((entry.replacement, entry.kind, "; ".join(entry.names)) for entry in entries)

    def table(t: Translator) -> "Table":
        return Table("key", "", columns(("pseudonym", "kind", "names"), t), rows)

    def screen(_table: "Table") -> None:
        for pseudonym, _kind, names in rows:
            put(f"{pseudonym}  {names}")

    give_unguarded(project, asked, table, screen)


def _list(project: "Project", asked: Wanted, sources: Sequence[str]) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.personal.reasons import reason_in_words
    from coder.project.names.pseudonyms import NOT_ANONYMOUS

    groups = _queue(project, sources)
    rows = tuple(
        (
            each.name,
            each.kind,
            each.certainty,
            each.times,
            ";".join(each.sources),
            each.proposed,
            reason_in_words(each.reason),
            each.contexts[0].in_one_line(),
        )
        for each in groups
    )

    def table(t: Translator) -> "Table":
        return Table("names", "", columns(_QUEUE, t), rows)

    give_unguarded(project, asked, table, lambda _table: _put_groups(groups))
    say(
        ngettext("{number} name waits to be decided.", "{number} names wait to be decided.", len(groups)).format(
            number=len(groups)
        )
    )
    say(_(NOT_ANONYMOUS))


def _put_groups(groups: "Sequence[NameGroup]") -> None:
    from coder.personal.reasons import certainty_in_words, kind_in_words, reason_in_words

    for each in groups:
        put_heading(f"{each.name}  →  {each.proposed}" if each.proposed else each.name)
        times = ngettext("{number} time", "{number} times", each.times).format(number=each.times)
        where = ", ".join(each.sources)
        told = (kind_in_words(each.kind), certainty_in_words(each.certainty), reason_in_words(each.reason), times)
        put_block(" · ".join([*told, where]))
        for context in each.contexts[:3]:
            put_block(context.in_one_line(), indent=4)
        put()


def _check(project: "Project", asked: Wanted, sources: Sequence[str]) -> int:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.project.names.pseudonyms import NOT_ANONYMOUS

    with watching(_("Searching for names")) as watch:
        found = project.residues(sources, watch)
    watch.check()
    rows = tuple((each.source, each.start, each.end, each.kind, each.what, each.text) for each in found)

    def table(t: Translator) -> "Table":
        return Table("residues", "", columns(_RESIDUES, t), rows)

    give_unguarded(project, asked, table, lambda _table: _put_residues(found))
    said = ngettext("{number} place needs a look.", "{number} places need a look.", len(found))
    say(said.format(number=len(found)) if found else _("Nothing was found that still stands."))
    say(_(NOT_ANONYMOUS))
    return 1 if found else 0


def _put_residues(found: "Sequence[Residue]") -> None:
    for each in found:
        put(each.in_words())
