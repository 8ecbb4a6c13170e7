"""Notes from the command line: write, change, take away, list and search."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CODING, check_choice, command, commands, joined
from coder.cli.names import coder_names
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.queries.notes import NoteRow

group = commands()

_KEYS = ("note", "on", "target", "source", "start", "end", "code", "coder", "at", "text")


@command(
    group, "note", CODING, _("Write a note on a quote, a passage, a source, a code, or the study as a whole (project).")
)
def note(
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help=_(
                "A quote's identifier, SOURCE:START-END, a source, a code, or 'project'; a note's own identifier "
                "(N-…) to change that note."
            ),
        ),
    ],
    text: Annotated[
        list[str] | None, typer.Argument(metavar="TEXT", help=_("What you think; with --undo nothing."))
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take away your latest note on it."))] = False,
) -> None:
    from coder.project.noting import is_note

    if bool(text) == undo:
        raise CoderError(_("coder note: write TARGET TEXT, or TARGET --undo."))
    with opened() as project:
        if undo:
            project.remove_note(target)
        elif is_note(target):
            project.edit_note(target, joined(text or ()))
        else:
            project.write_note(target, joined(text or ()))
    if undo:
        message = (
            _("{target}: the note is taken away.")
            if is_note(target)
            else _("{target}: your latest note is taken away.")
        )
    else:
        message = _("{target}: noted.")
    say(message.format(target=target))


@command(group, "notes", CODING, _("List notes, the oldest first: all of them, or those that pass what is asked."))
def notes(
    query: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help=_("Words that all stand in the note or its code."))
    ] = None,
    target: Annotated[
        str,
        typer.Option("--on", metavar="TARGET", help=_("On this quote, passage, source, code, or 'project'.")),
    ] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help=_("On a coding, passage, source, code, or the project.")),
    ] = "",
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help=_("On or in this source."))] = "",
    by: Annotated[str, typer.Option("--by", metavar="CODER", help=_("By this coder."))] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.cli.names import source_name
    from coder.project.noting import find_target
    from coder.queries.notes import KINDS, NoteFilter
    from coder.queries.notes import notes as find

    asked = wanted(format, out)
    check_choice("--kind", kind, KINDS)
    with opened() as project:
        on = project.ask(find_target, target) if target else None
        asked_for = NoteFilter(
            on=on.kind if on else kind,
            target=on.id if on else "",
            span=(on.start, on.end) if on and on.start is not None and on.end is not None else None,
            source=source_name(project, source) if source else "",
            coder=coder_names(project, (by,))[0] if by else "",
            search=joined(query or ()),
        )
        rows = project.ask(find, asked_for)
        give(project, asked, lambda t: _table(rows, t), lambda _table: _put_notes(rows))
    say(ngettext("{number} note.", "{number} notes.", len(rows)).format(number=len(rows)))


def _table(rows: "tuple[NoteRow, ...]", t: Translator) -> "Table":
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    return Table("notes", "", columns(_KEYS, t), tuple(named(row, _KEYS) for row in rows))


def _put_notes(rows: "tuple[NoteRow, ...]") -> None:
    for row in rows:
        code = f" ({row.code})" if row.on == "coding" else ""
        source = f" · {row.source}" if row.on == "coding" else ""
        put_heading(f"{row.note}  {row.target}{code}{source}")
        put_block(f"{row.coder} · {row.at[:10]}")
        put_block(row.text, indent=4)
        put()
