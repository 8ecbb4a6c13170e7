"""Constellations: who works with whom, written down and confirmed by people."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import FINDING, Group, command, commands, joined
from coder.cli.output import from_here, put, put_block, put_bytes, put_heading, say
from coder.cli.rows import ROWS, Format, Out, Wanted, give, interface, wanted, write
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.project.synthesis.constellation_files import ConstellationsResult
    from coder.project.synthesis.constellations import Wording
    from coder.queries.constellations import Known
    from coder.synthesis.constellations import Suggested

_NETWORK = ("graphml", "svg", "png")
_FORMATS = (*ROWS, *_NETWORK)


class _ConstellationGroup(Group):
    default_command = "list"


group = commands(
    _(
        "List the constellations that people have written down; --suggested lists what passages suggest. As .svg, "
        ".png or .graphml (--out FILE) it is the network of constellations and actors."
    ),
    _ConstellationGroup,
)

Which = Annotated[list[str], typer.Argument(metavar="CONSTELLATION", help=_("Its id or name, or a suggestion's id."))]
Members = Annotated[
    list[str] | None, typer.Option("--member", metavar="ACTOR", help=_("An actor's id; say it for each member."))
]
Place = Annotated[str | None, typer.Option("--place", metavar="PLACE", help=_("A place's id; “” for none."))]
Groups = Annotated[
    list[str] | None, typer.Option("--group", metavar="GROUP", help=_("A target group's id; say it for each."))
]
Purpose = Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help=_("What it is for."))]
State = Annotated[str | None, typer.Option("--state", metavar="STATE", help=_("running, ended, planned or unknown."))]
NewName = Annotated[str | None, typer.Option("--name", metavar="TEXT", help=_("Another name."))]
Quotes = Annotated[list[str], typer.Argument(metavar="QUOTE", help=_("Identifiers of quotes (C-…)."))]
One = Annotated[str, typer.Argument(metavar="CONSTELLATION", help=_("Its id or name, in quotation marks if need be."))]


@command(group, "list", FINDING, _("List them; also csv, json, xlsx, and the network as svg, png or graphml."))
def list_(
    suggested: Annotated[
        bool, typer.Option("--suggested", help=_("What passages suggest and nobody has judged, instead."))
    ] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.synthesis_tables import constellations_table, suggested_table
    from coder.queries.constellations import constellations

    shape = wanted(format, out, ROWS if suggested else _FORMATS)
    with opened() as project:
        if suggested:
            found = project.suggested_constellations()
            give(
                project, shape, lambda t: suggested_table(found, t), lambda table: _put_suggested(project, found, table)
            )
            return
        known = project.ask(constellations)
        if shape.format in _NETWORK:
            _give_network(project, shape)
            return
        give(project, shape, lambda t: constellations_table(known, t), lambda table: _put_list(project, known, table))
    if not known:
        say(_("No constellation is written down yet; 'coder constellations --suggested' lists what passages suggest."))


def _put_list(project: "Project", known: "Sequence[Known]", table: "Table") -> None:
    """Each with its members on lines of their own: names are too long for columns."""
    from coder.exporters.synthesis_tables import constellation_state, decision_in_words
    from coder.queries.constellations import names_of

    t, names = interface(), project.ask(names_of)
    for each in known:
        facts = [names.get(each.place, each.place), constellation_state(each.state, t)]
        facts.append(decision_in_words(each.decision, t))
        put_block(f"{each.name} ({each.key}): {', '.join(filter(None, facts))}", indent=0)
        _put_members(names, each.members, each.purpose, each.quotes)
    if known:
        put_block(table.caption, indent=0)


def _put_suggested(project: "Project", found: "Sequence[Suggested]", table: "Table") -> None:
    from coder.queries.constellations import names_of

    names = project.ask(names_of)
    for each in found:
        told = ngettext("{number} case", "{number} cases", each.cases).format(number=each.cases)
        place = names.get(each.place, each.place)
        put_block(f"{each.id}  {each.name} ?: {', '.join(filter(None, (place, told)))}", indent=0)
        _put_members(names, each.members, "", each.quotes)
    if found:
        put_block(table.caption, indent=0)


def _put_members(names: "Mapping[str, str]", members: "Sequence[str]", purpose: str, quotes: "Sequence[str]") -> None:
    put_block(", ".join(names.get(key, key) for key in members), indent=4)
    if purpose:
        put_block(purpose, indent=4)
    if quotes:
        put_block(" ".join(quotes), indent=4)
    put()


def _give_network(project: "Project", shape: Wanted) -> None:
    data = project.constellation_network(shape.format, shape.name)
    if shape.out is None:
        if shape.format == "png":
            raise CoderError(_("--format {name} needs a file to write into: --out FILE.{name}.").format(name="png"))
        put_bytes(data)
    else:
        write(shape.out, data)


@command(group, "import", "", _("Take in a register (.csv) as 'list --format csv' writes it; twice changes nothing."))
def import_(files: Annotated[list[str], typer.Argument(metavar="FILE", help=_("Registers of constellations."))]) -> int:
    with opened(create=True) as project:
        results = []
        for path in map(Path, files):
            results.append(project.import_constellations(path))
            say_constellations(results[-1], from_here(path))
    return 1 if any(result.refused for result in results) else 0


def say_constellations(result: "ConstellationsResult", name: str = "") -> None:
    """Say what became of a file's rows."""
    for refusal in result.refused:
        say(refusal)
    told = _("{file}: {added} constellations added, {unchanged} unchanged.")
    say(told.format(file=name or result.file, added=result.added, unchanged=result.unchanged))


@command(group, "show", "", _("Read one with its passages."))
def show(which: Which) -> None:
    from coder.queries.quotes import quotes

    typed = joined(which)
    with opened() as project:
        if typed.strip().upper().startswith("K-"):
            found = project.suggestion_of_constellation(typed)
            put_heading(_("{name} (suggested, {id})").format(name=found.name, id=found.id))
            ids = found.quotes
        else:
            known = project.constellation(typed)
            _put_known(project, known)
            ids = known.quotes
        said = {row.quote: row for row in project.ask(quotes).rows}
        for quote in ids:
            put()
            row = said.get(quote)
            if row is None:
                put_block(_("{quote}: 'coder quote {quote}' shows it.").format(quote=quote))
            else:
                put_block(f"{row.quote} · {row.source}, {row.turn} · {row.code}")
                put_block(row.text, indent=4)


def _put_known(project: "Project", known: "Known") -> None:
    from coder.exporters.synthesis_tables import constellation_state, decision_in_words
    from coder.queries.constellations import names_of

    t, names = interface(), project.ask(names_of)
    put_heading(f"{known.name} ({known.key})")
    for title, value in (
        (_("Members"), ", ".join(names.get(key, key) for key in known.members)),
        (_("Place"), names.get(known.place, known.place)),
        (_("Groups"), ", ".join(names.get(key, key) for key in known.groups)),
        (_("Purpose"), known.purpose),
        (_("State"), constellation_state(known.state, t)),
        (_("Decision"), f"{decision_in_words(known.decision, t)}, {known.decided_by}"),
    ):
        put_block(f"{title}: {value or '–'}")


@command(group, "add", "", _("Write one down that you know of; prints its id."))
def add(
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=_("What it is called."))],
    member: Members = None,
    place: Place = None,
    group_: Groups = None,
    purpose: Purpose = None,
    state: State = None,
    quote: Annotated[
        list[str] | None, typer.Option("--quote", metavar="QUOTE", help=_("A passage that says so (C-…)."))
    ] = None,
) -> None:
    with opened() as project:
        put(project.add_constellation(joined(name), _wording(None, member, place, group_, purpose, state), quote or ()))


@command(group, "change", "", _("Say something else of one; what is not named stays as it is."))
def change(
    which: Which,
    name: NewName = None,
    member: Members = None,
    place: Place = None,
    group_: Groups = None,
    purpose: Purpose = None,
    state: State = None,
) -> None:
    with opened() as project:
        project.change_constellation(joined(which), _wording(name, member, place, group_, purpose, state))


@command(group, "confirm", "", _("Say that it exists; a suggestion is written down by it. Prints its id."))
def confirm(
    which: Which,
    name: NewName = None,
    member: Members = None,
    place: Place = None,
    group_: Groups = None,
    purpose: Purpose = None,
    state: State = None,
) -> None:
    with opened() as project:
        wording = _wording(name, member, place, group_, purpose, state)
        put(project.confirm_constellation(joined(which), wording))


@command(group, "refute", "", _("Say that there is none; a suggestion that is refuted is not made again."))
def refute(which: Which) -> None:
    with opened() as project:
        put(project.refute_constellation(joined(which)))


@command(group, "reopen", "", _("Take back what was decided of one."))
def reopen(which: Which) -> None:
    with opened() as project:
        project.reopen_constellation(joined(which))


@command(group, "remove", "", _("Take one away; what suggested it may suggest it again."))
def remove(which: Which) -> None:
    with opened() as project:
        project.remove_constellation(joined(which))


@command(group, "add-quote", "", _("Put passages under one as evidence."))
def add_quote(which: One, quote: Quotes) -> None:
    with opened() as project:
        project.add_to_constellation(which, quote)


@command(group, "remove-quote", "", _("Take passages out of its evidence."))
def remove_quote(which: One, quote: Quotes) -> None:
    with opened() as project:
        project.take_from_constellation(which, quote)


def _wording(
    name: str | None,
    member: list[str] | None,
    place: str | None,
    groups: list[str] | None,
    purpose: str | None,
    state: str | None,
) -> "Wording":
    from coder.project.synthesis.constellations import Wording

    return Wording(
        name=name,
        members=tuple(member) if member else None,
        place=place,
        groups=tuple(groups) if groups else None,
        purpose=purpose,
        state=state,
    )
