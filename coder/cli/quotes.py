"""Quotes as evidence: those that pass a filter, and one in its turn."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli import names
from coder.cli.asked import Mode, Voice, check_facets
from coder.cli.coding import QuoteName
from coder.cli.grammar import FINDING, check_choice, comma_separated, command, commands
from coder.cli.guide import Confirmed, the_guide
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.picking import give_picked
from coder.cli.reading import around, facets_in_words
from coder.cli.rows import (
    DOCUMENTS,
    Coders,
    Format,
    Out,
    Wanted,
    WithInterviewer,
    give,
    give_document,
    interface,
    wanted,
)
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext, translator

if TYPE_CHECKING:
    from coder.exporters.document import Block, Document
    from coder.project import Project
    from coder.queries.codes import CodeView
    from coder.queries.picks import ExportUse
    from coder.queries.quotes import Quote, Quotes
    from coder.queries.transcript import TranscriptView

group = commands()

Audience = Annotated[
    str,
    typer.Option(
        "--for",
        metavar="team|report",
        help=_("report leaves out source, case, turn, speaker, coder and note, and widens who is quoted."),
    ),
]


Attribution = Annotated[
    str,
    typer.Option(
        "--attribution",
        metavar="TEMPLATE",
        help=_(
            "Say with --for report who is quoted by these variables, for example “befattning, kind”; widened until at "
            "least three cases share it."
        ),
        show_default=False,
    ),
]


@command(
    group, "quotes", FINDING, _("List coded passages as evidence; everything asked for must hold. Also md and docx.")
)
def quotes(
    code: Annotated[str, typer.Option("--code", metavar="C", help=_("With this code."))] = "",
    deep: Annotated[bool, typer.Option("--deep", help=_("With the codes under --code too."))] = False,
    theme: Annotated[str, typer.Option("--theme", metavar="T", help=_("With any code of this theme."))] = "",
    case: Annotated[str, typer.Option("--case", metavar="X", help=_("Said by this case."))] = "",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="V=X", help=_("Whose variable has this value; may be repeated.")),
    ] = None,
    with_code: Annotated[
        str, typer.Option("--with", metavar="C2", help=_("Overlapping a passage that has this code too."))
    ] = "",
    about: Annotated[str, typer.Option("--about", metavar="ID", help=_("About this actor, group or place."))] = "",
    voice: Voice = "",
    mode: Mode = "",
    guide: Annotated[
        str, typer.Option("--guide", metavar="Q", help=_("Said in answer to this question of the interview guide."))
    ] = "",
    confirmed: Confirmed = False,
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help=_("With these words in the quote or its note."))
    ] = "",
    source: Annotated[str, typer.Option("--source", metavar="SOURCE", help=_("In this source."))] = "",
    starred: Annotated[bool, typer.Option("--starred", help=_("Starred ones only."))] = False,
    picked: Annotated[
        bool, typer.Option("--picked", help=_("Those picked for the report, in their order with their headings."))
    ] = False,
    attribution: Attribution = "",
    audience: Audience = "team",
    format: Format = "",
    out: Out = "",
    coders: Coders = "",
    with_interviewer: WithInterviewer = False,
) -> None:
    from coder.exporters.privacy import AUDIENCES
    from coder.queries.quotes import QuoteFilter
    from coder.queries.quotes import quotes as find
    from coder.queries.selection import EVERY_CODING, Selection

    asked = wanted(format, out, DOCUMENTS)
    _check(audience, AUDIENCES, deep, code)
    check_facets(voice, mode)
    with opened() as project:
        selection = Selection(names.coder_names(project, comma_separated([coders])), with_interviewer)
        wanted_quotes = QuoteFilter(
            code=names.code_key(project, code) if code else "",
            deep=deep,
            theme=names.theme_key(project, theme) if theme else "",
            case=names.case_name(project, case) if case else "",
            where=tuple(names.variable_and_value(project, each) for each in where or ()),
            with_code=names.code_key(project, with_code) if with_code else "",
            about=names.about_key(project, about) if about else "",
            voice=voice,
            mode=mode,
            search=search,
            starred=starred,
            source=names.source_name(project, source) if source else "",
            guide=project.guide_question(guide).key if guide else "",
        )
        asked_where = the_guide(project, confirmed) if guide else None
        template = names.template(project, attribution) if attribution else ()
        if picked:
            wanted_quotes = replace(wanted_quotes, ids=project.picked_ids())
            if not coders:  # a quote is picked whoever coded it
                selection = Selection(EVERY_CODING, with_interviewer=True)
        found = project.ask(find, wanted_quotes, selection, asked_where, template)
        if picked:
            give_picked(project, asked, project.in_picked_order(found.rows), audience)
        else:
            give_quotes(project, asked, found, audience)
        for words, place in found.alone if audience == "report" else ():
            message = _("“{attribution}”: {place} has one such office, so that it is known which.")
            say(message.format(attribution=words, place=place))
        say_number(project, len(found.rows))


def say_number(project: "Project", number: int) -> None:
    """How many quotes were found; where nothing is coded yet, what to do."""
    from coder.queries.beginning import next_step

    step = None if number else project.ask(next_step)
    say(step.words if step else ngettext("{number} quote.", "{number} quotes.", number).format(number=number))


def give_quotes(project: "Project", asked: Wanted, found: "Quotes", audience: str) -> None:
    """Give quotes as an audience may see them: as rows, or as a document for reading."""
    from coder.exporters.tables import for_audience, quotes_table

    seen = for_audience(found, audience)
    if asked.format in ("md", "docx"):
        give_document(project, asked, _document(project, seen, audience), audience)
    else:
        give(
            project,
            asked,
            lambda t: quotes_table(seen, t, audience),
            lambda table: _put_quotes(seen.rows, audience, table.caption),
            audience,
        )


def _check(audience: str, audiences: Sequence[str], deep: bool, code: str) -> None:
    check_choice("--for", audience, audiences)
    if deep and not code:
        raise CoderError(_("--deep goes with --code, whose codes below it takes in."))


def _put_quotes(rows: "Sequence[Quote]", audience: str, caption: str) -> None:
    for row in rows:
        put_heading(f"{row.quote}  {_origin(row, audience)}")
        put_block(_coded(row, audience))
        put_block(row.text, indent=4)
        if row.note and audience == "team":
            put_block(_("Note: {text}").format(text=row.note))
        put()
    put_block(caption, indent=0)


def _origin(row: "Quote", audience: str) -> str:
    from coder.exporters.tables import attribution_in_words

    if audience != "team":
        return attribution_in_words(row.attribution, interface())
    case = f" ({row.case})" if row.case and row.case != row.source else ""
    return _("{source}, turn {turn}, {speaker}").format(
        source=row.source, turn=row.turn, speaker=(row.speaker or "–") + case
    )


def _coded(row: "Quote", audience: str) -> str:
    place = row.code if row.code == row.theme else f"{row.theme} / {row.code}"
    coder = [row.coder] if audience == "team" else []
    span = _("characters {start}–{end}").format(start=row.start, end=row.end)
    return " · ".join([place, *coder, *facets_in_words(row.about, row.voice, row.mode, row.starred), span])


def _document(project: "Project", found: "Quotes", audience: str) -> "Document":
    """The quotes for reading, in the study's language: by code, in the codebook's order."""
    from coder.exporters.document import Document
    from coder.queries.codes import code_tree

    info = project.info()
    codes = project.ask(code_tree)
    blocks = tuple(_blocks(found, codes, audience, translator(info.language)))
    return Document(info.name, info.language, blocks, project.privacy_notice(audience))


def _blocks(found: "Quotes", codes: "Sequence[CodeView]", audience: str, t: Translator) -> "Iterator[Block]":
    from coder.exporters.document import Heading, Paragraph, Quote
    from coder.exporters.tables import attribution_in_words

    say_in = t.gettext
    yield Paragraph(found.scope.in_words(t, named=audience == "team"), emphasis=True)
    for code in codes:
        rows = [row for row in found.rows if row.code == code.key]
        if rows:
            yield Heading(min(code.depth + 1, 4), code.name)
        for row in rows:
            if audience == "team":
                origin = say_in("{case}, {source} turn {turn}").format(
                    case=row.case or row.speaker, source=row.source, turn=row.turn
                )
            else:
                origin = attribution_in_words(row.attribution, t)
            yield Quote(row.text, row.quote, origin, row.note if audience == "team" else "")


@command(group, "quote", FINDING, _("Show one quote in its turn."))
def quote(quote: QuoteName, audience: Audience = "team", format: Format = "", out: Out = "") -> None:
    from coder.exporters.privacy import AUDIENCES
    from coder.exporters.tables import for_audience, quotes_table
    from coder.queries.picks import exports_with
    from coder.queries.quotes import Quotes, one_quote
    from coder.queries.selection import Scope
    from coder.queries.transcript import transcript

    asked = wanted(format, out)
    _check(audience, AUDIENCES, False, "")
    with opened() as project:
        row, _turns = project.ask(one_quote, quote)
        view = project.ask(transcript, row.source)
        found = for_audience(Quotes((row,), Scope((), with_interviewer=False)), audience)
        give(
            project,
            asked,
            lambda t: replace(quotes_table(found, t, audience), caption=""),
            lambda _table: _put_in_turn(found.rows[0], view, audience, project.ask(exports_with, row.quote)),
            audience,
        )


def _put_in_turn(row: "Quote", view: "TranscriptView", audience: str, exports: "Sequence[ExportUse]") -> None:
    """The turns with the quote between marks; for the report the quote alone."""
    put_heading(f"{row.quote}  {_origin(row, audience)}")
    put_block(_coded(row, audience))
    if audience != "team":
        put_block(row.text, indent=4)
        return
    before, after = around(view, row.start, row.end)
    put_block(f"{before}⟦{row.text}⟧{after}", indent=4)
    if row.note:
        put_block(_("Note: {text}").format(text=row.note))
    if exports:
        put_block(_("In: {files}").format(files=exports_in_words(exports)))


def exports_in_words(exports: "Sequence[ExportUse]") -> str:
    """The files that a quote stands in, each with for whom it is and its day."""
    return ", ".join(f"{each.file_name} ({each.audience}, {each.at[:10]})" for each in exports)
