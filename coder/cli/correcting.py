"""Correcting transcripts: from a file or turn by turn, what could not be placed, and the versions of a text."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, command, commands, whole_number
from coder.cli.grid import put_grid
from coder.cli.output import put, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.project import Project
    from coder.project.correction.correcting import Corrected

group = commands()

_VERSION_KEYS = ("version", "origin", "current", "undone", "at", "coder", "what", "moved", "characters")
_UNPLACED_KEYS = ("quote", "source", "version", "start", "end", "code", "coder", "text", "before", "after")

Turn = Annotated[str, typer.Option("--turn", metavar="N", help=_("Correct this turn; with --text."))]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help=_("What is said in the turn."))]
Rename = Annotated[
    tuple[str, str] | None,
    typer.Option("--rename", metavar="OLD NEW", help=_("Give a speaker another label, in the whole text.")),
]
Split = Annotated[
    tuple[str, str] | None,
    typer.Option("--split", metavar="OFFSET LABEL", help=_("From this character on, somebody else speaks.")),
]
Join = Annotated[str, typer.Option("--join", metavar="N", help=_("Join this turn with the next one."))]
ListUnplaced = Annotated[
    bool, typer.Option("--unplaced", help=_("List what could not be placed; without SOURCE, everywhere."))
]
Settle = Annotated[
    tuple[str, str, str] | None,
    typer.Option("--settle", metavar="QUOTE START END", help=_("Place something unplaced on a passage.")),
]
Drop = Annotated[str, typer.Option("--drop", metavar="QUOTE", help=_("Take something unplaced away."))]
ListVersions = Annotated[bool, typer.Option("--versions", help=_("List the versions of the text."))]
ForgetOld = Annotated[
    bool, typer.Option("--forget-old", help=_("Delete the old versions for good. This cannot be undone."))
]
DropUnplaced = Annotated[
    bool, typer.Option("--drop-unplaced", help=_("With --forget-old: what stands on them goes with them."))
]


@command(
    group,
    "correct",
    BEGINNING,
    _(
        "Correct a transcript, from a file or a turn at a time; codings move with their words. Each correction is a "
        "new version of the text and can be undone. Prints how many codings moved, which read otherwise now, and "
        "which could not be placed."
    ),
)
def correct(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("The source to correct."), show_default=False)] = "",
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=_("A file with the corrected text."), show_default=False)
    ] = "",
    turn: Turn = "",
    text: Text = None,
    rename: Rename = None,
    split: Split = None,
    join: Join = "",
    unplaced: ListUnplaced = False,
    settle: Settle = None,
    drop: Drop = "",
    versions: ListVersions = False,
    forget_old: ForgetOld = False,
    drop_unplaced: DropUnplaced = False,
    format: Format = "",
    out: Out = "",
) -> int:
    asked = {
        "FILE": file,
        "--turn": turn,
        "--rename": rename,
        "--split": split,
        "--join": join,
        "--unplaced": unplaced,
        "--settle": settle,
        "--drop": drop,
        "--versions": versions,
        "--forget-old": forget_old,
    }
    _one_of([name for name, value in asked.items() if value], source)
    if bool(turn) != (text is not None):
        raise CoderError(_("--turn N and --text TEXT belong together."))
    if drop_unplaced and not forget_old:
        raise CoderError(_("--drop-unplaced belongs to --forget-old."))
    with opened() as project:
        if unplaced:
            return _list_unplaced(project, source, format, out)
        if versions:
            return _list_versions(project, source, format, out)
        if settle:
            quote, start, end = settle
            put(project.settle(quote, whole_number(start), whole_number(end)))
            return 0
        if drop:
            project.drop(drop)
            return 0
        if forget_old:
            return _forget(project, source, drop_unplaced)
        if file:
            done = project.correct(source, Path(file))
        elif turn:
            done = project.edit_turn(source, whole_number(turn), text or "")
        elif rename:
            done = project.rename_speaker(source, *rename)
        elif split:
            done = project.split_turn(source, whole_number(split[0]), split[1])
        else:
            done = project.join_turns(source, whole_number(join))
    _put_done(done)
    return 1 if done.carried.unplaced or done.carried.unplaced_notes else 0


def _one_of(asked: list[str], source: str) -> None:
    """``CoderError`` unless one thing is asked for, of a source where it needs one."""
    if not asked:
        raise CoderError(
            _("Say what to correct: coder correct SOURCE FILE, or an option; 'coder correct --help' lists them.")
        )
    if len(asked) > 1:
        raise CoderError(
            _("{first} and {second} are two corrections; do one at a time.").format(first=asked[0], second=asked[1])
        )
    if not source and asked[0] not in ("--unplaced", "--settle", "--drop"):
        raise CoderError(_("{option} needs a SOURCE: coder correct SOURCE {option} …").format(option=asked[0]))


def _put_done(done: "Corrected") -> None:
    for remark in done.remarks:
        say(remark)
    if not done.changed:
        say(_("{source}: the text is as it was; nothing was corrected.").format(source=done.source))
        return
    carried = done.carried
    moved = ngettext(
        "{source} is at version {version}; {number} coding moved along.",
        "{source} is at version {version}; {number} codings moved along.",
        carried.moved,
    )
    put(moved.format(source=done.source, version=done.version, number=carried.moved))
    for item in carried.changed:
        put(
            _("{quote} reads otherwise: “{before}” is now “{after}”").format(
                quote=item.quote, before=_flat(item.before), after=_flat(item.after)
            )
        )
    for quote in carried.joined:
        put(_("{quote} is one with an equal coding now").format(quote=quote))
    for quote in carried.unplaced:
        put(_("{quote} could not be placed: its words are gone").format(quote=quote))
    if carried.unplaced or carried.unplaced_notes:
        number = len(carried.unplaced) + carried.unplaced_notes
        message = ngettext(
            "{number} coding or note waits to be placed: 'coder correct --unplaced {source}'.",
            "{number} codings and notes wait to be placed: 'coder correct --unplaced {source}'.",
            number,
        )
        say(message.format(number=number, source=done.source))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _forget(project: "Project", source: str, drop_unplaced: bool) -> int:
    done = project.forget_old(source, drop_unplaced)
    put(
        ngettext(
            "{source}: {number} old version is forgotten. This cannot be undone, nor can what you did before it.",
            "{source}: {number} old versions are forgotten. This cannot be undone, nor can what you did before it.",
            done.versions,
        ).format(source=done.source, number=done.versions)
    )
    if not done.scrubbed:
        say(
            _(
                "Another program has the project open, so the words are still in its file: close that program and "
                "say 'coder correct --forget-old {source}' again."
            ).format(source=done.source)
        )
    return 0 if done.scrubbed else 1


def _list_versions(project: "Project", source: str, format: str, out: str) -> int:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.versions import versions

    found = project.ask(versions, source)

    def table(t: Translator) -> "Table":
        rows = tuple(named(row, _VERSION_KEYS) for row in found)
        return Table("versions", "", columns(_VERSION_KEYS, t), rows)

    def screen(rows: "Table") -> None:
        put_grid(
            rows,
            optional=("characters", "undone", "origin", "at"),
            flexible="what",
            shown={"current": _yes, "undone": _yes},
        )

    give(project, wanted(format, out), table, screen)
    return 0


def _list_unplaced(project: "Project", source: str, format: str, out: str) -> int:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.versions import unplaced

    found = project.ask(unplaced, source)

    def table(t: Translator) -> "Table":
        rows = tuple(named(row, _UNPLACED_KEYS) for row in found)
        return Table("unplaced", "", columns(_UNPLACED_KEYS, t), rows)

    def screen(_rows: "Table") -> None:
        for row in found:
            what = row.code or _("note")
            where = _("{source}, version {version}").format(source=row.source, version=row.version)
            put(f"{row.quote}  {what}  {row.coder}  {where}")
            put(f"    … {_flat(row.before)} [{_flat(row.text)}] {_flat(row.after)} …")

    give(project, wanted(format, out), table, screen)
    if not found:
        say(_("Everything is placed."))
    elif not out and not format:
        say(
            _("'coder correct --settle QUOTE START END' places one on its source's text, '--drop QUOTE' takes it away.")
        )
    return 0


def _yes(value: "Value") -> str:
    return _("yes") if value else ""
