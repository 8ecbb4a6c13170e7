"""Beside codes: twins of coded passages, candidates for new codes, unequal codings, actors that no register has."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, Group, command, commands
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.progress import watching
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.cli.suggesting import put_suggestions
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.project.suggestions.mentions import MentionRow
    from coder.project.suggestions.proposals import ActorProposal, CodeProposal, PairProposal

group = commands(
    _("What the program noticed beside codes: lists to go through. Nothing of it is done unless somebody takes it."),
    Group,
)
mentions_group = commands()

_TWINS = ("suggestion", "source", "start", "end", "text", "code", "score", "reason")
_CODES = ("proposal", "name", "keywords", "interviews", "passages", "source", "start", "end", "text")
_PAIRS = ("proposal", "similarity", "quote", "source", "start", "end", "coder", "codes", "text")
_PAIR_COLUMNS = (*_PAIRS, "other_quote", "other_source", "other_start", "other_end", "other_coder", "other_codes")
_ACTORS = ("proposal", "name", "forms", "mentions", "interviews", "source", "start", "end", "text")
_MENTIONS = ("source", "turn", "speaker", "start", "end", "text", "register", "id", "settled_by", "candidates")
_SHOWN = 3
"""So many passages of a candidate are shown to people."""

Proposal = Annotated[str, typer.Argument(metavar="PROPOSAL", help=_("A proposal's identifier, such as N-4T8WQ2."))]


@command(
    group, "twins", "", _("List passages without a code that are very like a coded one; accept and reject take them.")
)
def twins(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE", help=_("Which sources (otherwise all)."))
    ] = None,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        project.twins(sources or ())  # an unknown source is complained about before the slow work
        with watching(_("Comparing")) as watch:
            project.compute_twins(watch)
        found = project.twins(sources or ())

        def table(t: Translator) -> "Table":
            return Table("twins", "", columns(_TWINS, t), tuple(named(row, _TWINS) for row in found))

        give(project, asked, table, lambda _table: put_suggestions(found))
        say(ngettext("{number} twin.", "{number} twins.", len(found)).format(number=len(found)))
        watch.check()


@command(
    group, "codes", "", _("List what is spoken of again and again where nothing is coded: candidates for new codes.")
)
def codes(format: Format = "", out: Out = "") -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        found = project.code_proposals()

        def table(t: Translator) -> "Table":
            return Table("candidates", "", columns(_CODES, t), tuple(map(_code_row, found)))

        give(project, asked, table, lambda _table: _put_codes(found))
        say(ngettext("{number} candidate.", "{number} candidates.", len(found)).format(number=len(found)))


@command(group, "unequal", "", _("List passages that say nearly the same and are coded differently."))
def unequal(format: Format = "", out: Out = "") -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        found = project.pair_proposals()

        def table(t: Translator) -> "Table":
            keys = (*_PAIR_COLUMNS, "other_text")
            return Table("unequal", "", columns(keys, t), tuple(map(_pair_row, found)))

        give(project, asked, table, lambda _table: _put_pairs(found))
        say(ngettext("{number} pair.", "{number} pairs.", len(found)).format(number=len(found)))


@command(group, "actors", "", _("List organisations that are named and stand in no register."))
def actors(format: Format = "", out: Out = "") -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        found = project.actor_proposals()

        def table(t: Translator) -> "Table":
            return Table("actors", "", columns(_ACTORS, t), tuple(map(_actor_row, found)))

        give(project, asked, table, lambda _table: _put_actors(found))
        say(ngettext("{number} organisation.", "{number} organisations.", len(found)).format(number=len(found)))


@command(group, "accept", "", _("Take a proposal: a code under a theme, or an actor on the register; prints its id."))
def accept(
    proposal: Proposal,
    under: Annotated[
        str, typer.Option("--under", metavar="CODE", help=_("Of a new code: the theme it belongs to (else it is one)."))
    ] = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=_("Another name than the one proposed."))] = "",
    id: Annotated[str, typer.Option("--id", metavar="ID", help=_("Of an actor: its id, instead of one made."))] = "",
) -> None:
    with opened() as project:
        kind = proposal.strip().upper()[:2]
        if kind == "N-":
            put(project.accept_code_proposal(proposal, under or None, name))
        elif kind == "O-":
            put(project.accept_actor_proposal(proposal, name, id or None))
        else:
            message = _("{proposal}: only new codes (N-…) and actors (O-…) are taken here; 'coder accept' takes twins.")
            raise CoderError(message.format(proposal=proposal))


@command(group, "dismiss", "", _("Leave proposals aside: nobody is offered them again."))
def dismiss(
    proposals: Annotated[list[str], typer.Argument(metavar="PROPOSAL", help=_("Identifiers, such as N-4T8WQ2."))],
) -> None:
    with opened() as project:
        project.dismiss(proposals)
    for proposal in proposals:
        say(_("{proposal}: left aside.").format(proposal=proposal.strip().upper()))


@command(
    mentions_group,
    "mentions",
    FINDING,
    _("List whom interviewees name: actors, groups, places and times, and what settled who is meant."),
)
def mentions(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help=_("Which source (otherwise all)."))] = "",
    open_only: Annotated[
        bool, typer.Option("--open", help=_("Only those of which nothing says who is meant."))
    ] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        found = [row for row in project.mention_rows(source) if not (open_only and row.settled_by)]

        def table(t: Translator) -> "Table":
            return Table("mentions", "", columns(_MENTIONS, t), tuple(map(_mention_row, found)))

        give(project, asked, table, lambda _table: _put_mentions(found))
    unsettled = sum(not row.settled_by for row in found)
    say(
        ngettext("{number} mention, {open} open.", "{number} mentions, {open} open.", len(found)).format(
            number=len(found), open=unsettled
        )
    )


def _code_row(each: "CodeProposal") -> tuple["Value", ...]:
    first = each.passages[0]
    place = (first.source, first.start, first.end, first.text)
    return (each.proposal, each.name, "; ".join(each.keywords), each.interviews, len(each.passages), *place)


def _pair_row(each: "PairProposal") -> tuple["Value", ...]:
    one, other = each.one, each.other
    first = (one.quote, one.source, one.start, one.end, one.coder, "; ".join(one.codes), one.text)
    second = (other.quote, other.source, other.start, other.end, other.coder, "; ".join(other.codes), other.text)
    return (each.proposal, each.similarity, *first, *second)


def _actor_row(each: "ActorProposal") -> tuple["Value", ...]:
    first = each.contexts[0]
    said = " ".join(f"{first.before}{first.name}{first.after}".split())
    place = (first.source, first.start, first.end, said)
    return (each.proposal, each.name, "; ".join(each.forms), each.mentions, each.interviews, *place)


def _mention_row(row: "MentionRow") -> tuple["Value", ...]:
    return (*(getattr(row, key) for key in _MENTIONS[:-1]), "; ".join(row.candidates))


def _put_codes(found: "list[CodeProposal]") -> None:
    for each in found:
        put_heading(f"{each.proposal}  {each.name}")
        put_block(_("Keywords: {words}").format(words=", ".join(each.keywords)))
        put_block(_said_in(len(each.passages), each.interviews))
        for passage in each.passages[:_SHOWN]:
            put_block(f"{passage.source}: {passage.text}", indent=4)
        put()


def _said_in(times: int, interviews: int) -> str:
    within = ngettext("in {number} interview", "in {number} interviews", interviews).format(number=interviews)
    return ngettext("Said {number} time, {within}", "Said {number} times, {within}", times).format(
        number=times, within=within
    )


def _put_pairs(found: "list[PairProposal]") -> None:
    for each in found:
        alike = _("{share}% alike").format(share=round(100 * each.similarity))
        put_heading(f"{each.proposal}  {alike}")
        for side in (each.one, each.other):
            put_block(f"{side.quote}, {side.source}, {side.coder}: {', '.join(side.codes)}")
            put_block(side.text, indent=4)
        put()


def _put_actors(found: "list[ActorProposal]") -> None:
    for each in found:
        put_heading(f"{each.proposal}  {each.name}")
        if len(each.forms) > 1:
            put_block(_("also: {names}").format(names=", ".join(each.forms[1:])))
        put_block(_said_in(each.mentions, each.interviews))
        for context in each.contexts[:_SHOWN]:
            said = " ".join(f"…{context.before}{context.name}{context.after}…".split())
            put_block(f"{context.source}: {said}", indent=4)
        put()


def _put_mentions(found: "list[MentionRow]") -> None:
    where = None
    for row in found:
        if (row.source, row.turn) != where:
            where = (row.source, row.turn)
            put_heading(
                _("{source}, turn {turn}, {speaker}").format(
                    source=row.source, turn=row.turn, speaker=row.speaker or "–"
                )
            )
        put_block(f"{row.text}: {_whom(row)}")


def _whom(row: "MentionRow") -> str:
    from coder.project.suggestions.mentions import settled_in_words

    if not row.id and row.settled_by:
        return _("none of the actors ({how})").format(how=settled_in_words(row.settled_by))
    if not row.id:
        among = ", ".join(row.candidates)
        return _("open: {candidates}?").format(candidates=among) if among else _("open")
    return f"{row.id} ({settled_in_words(row.settled_by)})"
