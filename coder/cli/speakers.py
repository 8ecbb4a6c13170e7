"""Speakers and cases, who codes a source, and how far it is prepared."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import BEGINNING, command, commands
from coder.cli.grid import put_grid
from coder.cli.names import source_name
from coder.cli.output import say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.cli.sources import SourceName
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext
from coder.terms import PARTS

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value
    from coder.project import Project

group = commands()

_SPEAKER_KEYS = (
    "source", "label", "role", "case", "actor", "kind", "place", "consent", "turns", "words", "missing"
)  # fmt: skip
_CASE_KEYS = ("case", "sources", "speakers", "variables")
_PART_KEYS = ("source", "part", "done_by", "at")
ALL = "all"


@command(
    group,
    "speakers",
    BEGINNING,
    _("List who speaks in each source, for which case, actor and place, with what consent, and what is missing."),
)
def speakers(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("Only this source."), show_default=False)] = "",
    missing: Annotated[bool, typer.Option("--missing", help=_("Only where something is missing or doubtful."))] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.speakers import speaker_rows

    asked = wanted(format, out)
    with opened() as project:
        rows = project.ask(speaker_rows, [source_name(project, source)] if source else ())
        found = [row for row in rows if row.doubts or not missing]

        def table(t: Translator) -> "Table":
            return Table("speakers", "", columns(_SPEAKER_KEYS, t), tuple(named(row, _SPEAKER_KEYS) for row in found))

        give(project, asked, table, _put_doubts if missing else _put_speakers)
    if not found:
        say(
            _("Nobody's speech is loaded yet; 'coder load' loads transcripts.")
            if not rows
            else _("Nothing is missing or doubtful.")
        )


_GIVE_WAY = ("words", "kind", "turns", "actor", "place", "consent", "role")


def _put_speakers(table: "Table") -> None:
    put_grid(table, (*_GIVE_WAY, "missing"), flexible="case", shown=_SHOWN)


def _put_doubts(table: "Table") -> None:
    put_grid(table, (*_GIVE_WAY, "case"), flexible="missing", shown=_SHOWN)


def _in_words(missing: "Value") -> str:
    from coder.queries.speakers import doubt_in_words

    return "; ".join(doubt_in_words(doubt) for doubt in str(missing).split(";") if doubt)


def _label(label: "Value") -> str:
    return str(label) or _("nobody named")


_SHOWN = {"missing": _in_words, "label": _label}


def _field(name: str, metavar: str, help: str) -> "typer.models.OptionInfo":
    option: typer.models.OptionInfo = typer.Option(name, metavar=metavar, help=help, show_default=False)
    return option


@command(
    group,
    "speaker",
    BEGINNING,
    _("Say who a label is and for whom it speaks, in one source or many at once; '' takes a word away."),
)
def speaker(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help=_("A source, several with commas between them, or 'all' that have it.")),
    ],
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("The speaker's label; '' where nobody is named."))],
    role: Annotated[str | None, _field("--role", "interviewer|interviewee", _("Who asks, or who answers."))] = None,
    case: Annotated[str | None, _field("--case", "CASE", _("The case, made if it is new."))] = None,
    actor: Annotated[str | None, _field("--actor", "ID", _("An actor's id or name."))] = None,
    kind: Annotated[str | None, _field("--kind", "KIND", _("The kind of organisation."))] = None,
    place: Annotated[str | None, _field("--place", "ID", _("A place's id or name."))] = None,
    consent: Annotated[
        str | None, _field("--consent", "named|organisation|anonymous", _("How the speaker may be quoted."))
    ] = None,
) -> None:
    from coder.project.sources.speakers import SpeakerChange

    fields = {"role": role, "case": case, "actor": actor, "kind": kind, "place": place, "consent": consent}
    said = {name: value for name, value in fields.items() if value is not None}
    if not said:
        options = ", ".join(f"--{name}" for name in fields)
        raise CoderError(_("Say what is to be said of the speaker: {options}.").format(options=options))
    with opened() as project:
        changes = [SpeakerChange(name, label, **said) for name in _sources_with(project, source, label)]
        for remark in project.set_speakers(changes):
            say(remark)
    told = ngettext("{label}: settled in {number} source.", "{label}: settled in {number} sources.", len(changes))
    say(told.format(label=label or _("nobody named"), number=len(changes)))


def _sources_with(project: "Project", typed: str, label: str) -> list[str]:
    """The sources that are meant; ``all`` are those that have the label."""
    from coder.queries.speakers import speaker_rows
    from coder.spans import folded

    if folded(typed) != ALL:
        parts = [part for part in typed.split(",") if part.strip()]
        return list(dict.fromkeys(source_name(project, part) for part in parts or [typed]))
    found = [row.source for row in project.ask(speaker_rows) if folded(row.label) == folded(label)]
    if not found:
        raise CoderError(_("{label}: nobody has this label; 'coder speakers' lists all.").format(label=label))
    return found


@command(group, "cases", BEGINNING, _("List the cases, who speaks for each, and what is known of it."))
def cases(format: Format = "", out: Out = "") -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.speakers import case_rows

    asked = wanted(format, out)
    with opened() as project:
        found = project.ask(case_rows)
        rows: tuple[tuple[Value, ...], ...] = tuple(
            (
                row.case,
                ";".join(row.sources),
                row.speakers,
                "; ".join(f"{name}={value}" for name, value in row.variables.items()),
            )
            for row in found
        )
        give(project, asked, lambda t: Table("cases", "", columns(_CASE_KEYS, t), rows), _put_cases)
    if not found:
        say(_("There are no cases yet; 'coder load' makes them."))


def _put_cases(table: "Table") -> None:
    put_grid(table, optional=("speakers", "variables"), flexible="sources")


@command(group, "case", BEGINNING, _("Rename a case, merge it into another one, or say what is known of it."))
def case(
    name: Annotated[str, typer.Argument(metavar="CASE", help=_("A case's name, or a unique beginning of it."))],
    rename: Annotated[str, typer.Option("--rename", metavar="NAME", help=_("Its new name."))] = "",
    into: Annotated[str, typer.Option("--into", metavar="CASE", help=_("The case that its speakers speak for."))] = "",
    known: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help=_("What is known of it; NAME= takes it away.")),
    ] = None,
) -> None:
    if sum(map(bool, (rename, into, known))) != 1:
        raise CoderError(_("Say one thing to do with the case: --rename NAME, --into CASE or --set NAME=VALUE."))
    pairs = [each.partition("=") for each in known or ()]
    if not all(equals and variable.strip() for variable, equals, _value in pairs):
        raise CoderError(_("--set {typed}: write NAME=VALUE.").format(typed=" ".join(known or ())))
    with opened() as project:
        if rename:
            project.rename_case(name, rename)
        elif into:
            project.merge_cases(name, into)
        else:
            project.set_case(name, {variable: value for variable, _equals, value in pairs})
    say(_("{case}: done.").format(case=name))


@command(group, "assign", BEGINNING, _("Make somebody the main coder of a source: their codings count there."))
def assign(
    source: SourceName,
    coder: Annotated[str, typer.Argument(metavar="CODER", help=_("The coder's name; '' for nobody in particular."))],
) -> None:
    with opened() as project:
        name = source_name(project, source)
        project.assign(name, coder)
    message = _("{source}: {coder} is the main coder.") if coder.strip() else _("{source}: no main coder is named.")
    say(message.format(source=name, coder=coder.strip()))


@command(
    group,
    "prepared",
    BEGINNING,
    _("Call a part of a source's preparation done: corrected, speakers or pseudonyms. Without a part, say what is."),
)
def prepared(
    source: SourceName,
    part: Annotated[str, typer.Argument(metavar="corrected|speakers|pseudonyms", show_default=False)] = "",
    undo: Annotated[bool, typer.Option("--undo", help=_("It is not done after all."))] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.preparation import preparation

    asked = wanted(format, out)
    with opened() as project:
        name = source_name(project, source)
        if undo and not part:
            raise CoderError(_("Say what is not done after all: {parts}.").format(parts=", ".join(PARTS)))
        if part:
            project.prepare(name, part, done=not undo)
            message = _("{source}: {part} not done.") if undo else _("{source}: {part} done.")
            say(message.format(source=name, part=part))
            return
        rows = tuple(named(row, _PART_KEYS) for row in project.ask(preparation, name))
        give(project, asked, lambda t: Table("prepared", "", columns(_PART_KEYS, t), rows), put_grid)
