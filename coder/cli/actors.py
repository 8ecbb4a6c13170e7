"""The register of actors, and settling whom an ambiguous name means."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.asked import Asked
from coder.cli.grammar import ShowWhatIsNamed, check_choice, command, commands
from coder.cli.grid import put_grid
from coder.cli.names import one_of, source_name
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.quotes import Audience
from coder.cli.rows import Coders, Format, Out, give, interface, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.queries.claims import Claim
    from coder.synthesis.actors import ActorRegister, ActorRow, OpenName

group = commands(
    _(
        "The register of actors: what documents say of each beside what the interviews say, its own claim apart from "
        "others'. Organisations that no register has: 'coder proposals actors'."
    ),
    ShowWhatIsNamed,
)

_NAMES = ("source", "name", "times", "candidates", "actor", "decided_by")
_ON_SCREEN = ("id", "named_in", "named_by_others", "perhaps_in")


@command(group, "show", "", _("List all actors, or show what is known and said of one."))
def show(
    actor: Annotated[str, typer.Argument(metavar="[ACTOR]", help=_("An actor's id or name."))] = "",
    coders: Coders = "",
    audience: Audience = "team",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.actors import actors_table, claims_table
    from coder.exporters.privacy import AUDIENCES, TEAM

    check_choice("--for", audience, AUDIENCES)
    if actor and audience != TEAM:
        raise CoderError(_("What is said of one actor names who says it: it is for the team only."))
    asked = wanted(format, out)
    with opened() as project:
        found = project.actor_register(Asked(coders=coders).selection(project))
        if actor:
            row = _named(found, actor)
            give(project, asked, lambda t: claims_table(row, t), lambda _table: _put_actor(found, row))
            return
        give(project, asked, lambda t: actors_table(found, t, audience), lambda table: _put(found, table), audience)
        _say_open(found)


@command(group, "names", "", _("List names of actors that nothing settles, and what people have settled."))
def names(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help=_("Which source (otherwise all)."))] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Column, Table

    asked = wanted(format, out)
    with opened() as project:
        name = source_name(project, source) if source else ""
        waiting = project.open_names(name)
        settled = [row for row in project.name_readings() if not name or row.source == name]
        rows = [(each.source, each.surface, each.times, "; ".join(each.candidates), "", "") for each in waiting]
        rows += [(row.source, row.name, 0, "", row.actor or "-", row.decided_by) for row in settled]
        titles = (_("Source"), _("Name"), _("Times"), _("Candidates"), _("Actor"), _("Settled by"))
        columns = tuple(Column(key, title) for key, title in zip(_NAMES, titles, strict=True))
        give(
            project,
            asked,
            lambda _t: Table("names", "", columns, tuple(rows)),
            lambda _table: _put_names(project, name),
        )


@command(
    group, "settle", "", _("Say whom a name means in a source: an actor, or - for none. It holds for all it is said.")
)
def settle(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("A source's name, or a unique beginning of it."))],
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The name as it is said, förbundet say."))],
    actor: Annotated[str, typer.Argument(metavar="[ACTOR]", help=_("The actor's id or name, or - for none."))] = "",
    undo: Annotated[bool, typer.Option("--undo", help=_("Leave the name to the rules again."))] = False,
) -> None:
    if bool(actor) == undo:
        raise CoderError(_("coder actors settle: write SOURCE NAME ACTOR, or SOURCE NAME --undo."))
    with opened() as project:
        place = source_name(project, source)
        if undo:
            project.reopen_name(place, name)
            say(_("{source}: “{name}” is left to the rules again.").format(source=place, name=name))
            return
        project.settle_name(place, name, None if actor == "-" else actor)
        whom = _("none of the actors") if actor == "-" else actor
        say(_("{source}: “{name}” means {actor} now.").format(source=place, name=name, actor=whom))


def _named(found: "ActorRegister", typed: str) -> "ActorRow":
    from coder.spans import folded

    by_name = {folded(row.entry.name): row for row in found.rows}
    if folded(typed) in by_name:
        return by_name[folded(typed)]
    key = one_of(
        typed,
        [row.entry.key for row in found.rows],
        lambda name, names: _("{name}: no actor has this id or name; there are: {names}.").format(
            name=name, names=names
        ),
    )
    return next(row for row in found.rows if row.entry.key == key)


def _put(found: "ActorRegister", table: "Table") -> None:
    """What fits a line: how often each is named, and how many cases say something of it, own apart from others'."""
    from coder.exporters.document import Column, Table

    columns = [column for column in table.columns if column.key in _ON_SCREEN]
    shown = [*columns, Column("own", _("Own claim")), Column("others", _("Others' claim"))]
    places = [place for place, column in enumerate(table.columns) if column.key in _ON_SCREEN]
    rows = tuple(
        (*(row[place] for place in places), each.said().own_cases, each.said().others_cases)
        for row, each in zip(table.rows, found.rows, strict=True)
    )
    put_grid(Table("actors", table.caption, tuple(shown), rows), optional=("perhaps_in", "named_by_others"))
    put_block(_("'coder actors ACTOR' shows one with all that is said; --format csv has every column."), indent=0)


def _say_open(found: "ActorRegister") -> None:
    if found.open_names:
        number = len(found.open_names)
        told = ngettext(
            "{number} name waits for a person: 'coder actors names'.",
            "{number} names wait for a person: 'coder actors names'.",
            number,
        )
        say(told.format(number=number))


def _put_actor(found: "ActorRegister", row: "ActorRow") -> None:
    from coder.exporters.actors import named_in_words

    data = row.entry.data
    put_heading(f"{row.entry.key}  {row.entry.name}")
    put_heading(_("From documents"))
    for label, value in (
        (_("Kind"), data.get("kind")),
        (_("Mandate"), data.get("mandate")),
        (_("Basis"), data.get("basis")),
        (_("Runs"), "; ".join(project.name for project in row.owns)),
        (_("Pays for"), "; ".join(project.name for project in row.finances)),
    ):
        if value:
            put_block(f"{label}: {value}")
    put()
    put_heading(_("From the interviews"))
    put_block(named_in_words(row, found, interface()))
    if row.speaking:
        put_block(_("Speaks for itself in: {cases}").format(cases=", ".join(row.speaking)))
    put()
    said = row.said()
    sides = ((_("Own claim"), said.own), (_("Others' claim"), said.others), (_("Named along"), row.aside))
    for title, claims in sides:
        if claims:
            put_heading(title)
            for claim in claims:
                put_claim(claim)
            put()


def put_claim(claim: "Claim") -> None:
    """One claim: its quote's identifier, code and mode, who says it, and the words."""
    mode = {"now": _("today"), "wanted": _("wanted"), "missing": _("missing")}.get(claim.mode, "")
    put_block("  ".join(part for part in (claim.quote.quote, claim.code, mode, "; ".join(claim.by)) if part))
    put_block(" ".join(claim.quote.text.split()), indent=4)


def _put_names(project: "Project", source: str) -> None:
    _put_open(project.open_names(source))
    for row in project.name_readings():
        if not source or row.source == source:
            put_block(
                _("{source}: “{name}” means {actor}, settled by {coder}").format(
                    source=row.source, name=row.name, actor=row.actor or _("none of the actors"), coder=row.decided_by
                ),
                indent=0,
            )


def _put_open(found: "tuple[OpenName, ...]") -> None:
    for each in found:
        told = ngettext(
            "{source}: “{name}” ({number} time): {candidates}?",
            "{source}: “{name}” ({number} times): {candidates}?",
            each.times,
        )
        put_block(
            told.format(
                source=each.source, name=each.surface, number=each.times, candidates=", ".join(each.candidates)
            ),
            indent=0,
        )
