"""Quotes for the report: picking them, their order and headings, and light editing."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.coding import QuoteNames
from coder.cli.grammar import SHARING, command, commands
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.reading import facets_in_words
from coder.cli.rows import Wanted, give, give_document, interface
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _, ngettext, translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coder.exporters.picks import Picked
    from coder.project import Project

group = commands()


@command(
    group,
    "pick",
    SHARING,
    _(
        "Pick quotes for the report, put them elsewhere in the list, edit their words or take them off; "
        "'coder quotes --picked' lists them."
    ),
)
def pick(
    quotes: QuoteNames,
    heading: Annotated[
        str | None,
        typer.Option("--heading", metavar="T", help=_('Under this heading; "" for none.'), show_default=False),
    ] = None,
    after: Annotated[
        str, typer.Option("--after", metavar="QUOTE", help=_("After this quote."), show_default=False)
    ] = "",
    edit: Annotated[
        str | None,
        typer.Option(
            "--edit",
            metavar="TEXT",
            help=_('Its words as lightly edited, each change marked with […] or [ ]; "" for verbatim.'),
            show_default=False,
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take them off the list."))] = False,
) -> None:
    if undo and (heading is not None or after or edit is not None):
        raise CoderError(_("--undo takes quotes off the list; it goes with no other option."))
    if edit is not None and len(quotes) != 1:
        raise CoderError(_("--edit is for one quote."))
    with opened() as project:
        if undo:
            project.unpick(quotes)
            say(
                ngettext("{number} quote taken off.", "{number} quotes taken off.", len(quotes)).format(
                    number=len(quotes)
                )
            )
            return
        picked = project.pick(quotes, heading, after, edit)
    say(ngettext("{number} quote picked.", "{number} quotes picked.", len(picked)).format(number=len(picked)))


def give_picked(project: "Project", asked: Wanted, found: "Sequence[Picked]", audience: str) -> None:
    """Give picked quotes in their order: as rows, or as a document with their headings."""
    from coder.exporters.document import Document
    from coder.exporters.picks import picks_blocks, picks_table

    if asked.format in ("md", "docx"):
        info = project.info()
        t = translator(info.language)
        notice = project.privacy_notice(audience)
        give_document(
            project,
            asked,
            Document(info.name, info.language, tuple(picks_blocks(found, t, audience)), notice),
            audience,
        )
    else:
        give(project, asked, lambda t: picks_table(found, t, audience), lambda _table: _put(found, audience), audience)


def _put(found: "Sequence[Picked]", audience: str) -> None:
    from coder.exporters.tables import attribution_in_words

    heading = ""
    for each in found:
        if each.heading != heading:
            heading = each.heading
            put_heading(heading)
            put()
        row = each.seen_by(audience).quote
        origin = attribution_in_words(row.attribution, interface())
        if audience == "team":
            origin = _("{source}, turn {turn}, {speaker}").format(
                source=row.source, turn=row.turn, speaker=row.speaker or "–"
            )
        put_block(f"{row.quote}  {origin}")
        put_block(" · ".join([row.code, *facets_in_words(row.about, row.voice, row.mode, row.starred)]))
        put_block(each.edited or row.text, indent=4)
        if each.edited:
            put_block(_("As it was said: {text}").format(text=row.text), indent=4)
        put()
