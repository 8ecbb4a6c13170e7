"""Deciding between coders who coded one interview differently."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli.grammar import CODING, check_choice, comma_separated, command, commands, whole_number
from coder.cli.names import code_key, coder_names, source_name
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Format, Out, give, interface, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.queries.disagreements import Disagreements, Stretch

group = commands()

_KINDS = ("ends", "missing")


@command(
    group,
    "adjudicate",
    CODING,
    _("List where the coders of an interview differ; with DISAGREEMENT and --keep, decide. Their codings stay."),
)
def adjudicate(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("A source's name, or a unique beginning of it."))],
    disagreement: Annotated[
        str, typer.Argument(metavar="DISAGREEMENT", help=_("Its identifier, D-…"), show_default=False)
    ] = "",
    keep: Annotated[
        str,
        typer.Option("--keep", metavar="WHOSE", help=_("Whose codings are kept: a coder's name, both, or neither.")),
    ] = "",
    code: Annotated[str, typer.Option("--code", metavar="CODE", help=_("Keep them with this code instead."))] = "",
    start: Annotated[
        int | None, typer.Option("--start", parser=whole_number, metavar="N", help=_("Keep the passage from here …"))
    ] = None,
    end: Annotated[int | None, typer.Option("--end", parser=whole_number, metavar="N", help=_("… to here."))] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=_("The reason, kept with the decision."))] = "",
    rest: Annotated[bool, typer.Option("--rest", help=_("Decide all that is left as --keep says."))] = False,
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help=_("With --rest: only where ends differ, or a code is missing.")),
    ] = "",
    begin: Annotated[
        bool, typer.Option("--begin", help=_("Take over what the coders agree on, nothing else."))
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help=_("Take the decision back; without one, all of them."))] = False,
    coders: Annotated[
        str, typer.Option("--coders", metavar="A,B,…", help=_("Between whom; otherwise all who have coded it."))
    ] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    check_choice("--kind", kind, _KINDS)
    asked = wanted(format, out)
    with opened() as project:
        name = source_name(project, source)
        between = coder_names(project, comma_separated([coders]))
        whose = _whose(project, keep)
        if undo:
            _undo(project, name, disagreement)
        elif begin:
            begun = project.begin_adjudication(name, between)
            message = ngettext("{number} coding taken over.", "{number} codings taken over.", begun.taken)
            say(message.format(number=begun.taken))
        elif rest:
            number = project.decide_rest(name, whose, kind, why, between)
            say(ngettext("{number} decided.", "{number} decided.", number).format(number=number))
        elif disagreement:
            span = _span(start, end)
            other = code_key(project, code) if code else ""
            for quote in project.decide(name, disagreement, whose, other, span, why, between):
                put(quote)
        else:
            _refuse_if_nothing_named(keep, code, start, end)
            found = _found(project, name, between)
            give(project, asked, lambda t: _table(found, t), lambda _table: _put(project, found))
        _say_state(project, name, between, undo)


def _whose(project: "Project", keep: str) -> str:
    """A coder's name as the project spells it; both and neither are words of their own."""
    if not keep or keep in ("both", "neither"):
        return keep
    return coder_names(project, [keep])[0]


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise CoderError(_("Another passage takes both --start and --end."))
    return start, end


def _refuse_if_nothing_named(*said: object) -> None:
    if any(said):
        raise CoderError(_("Say which disagreement is decided, D-…, or --rest for all that are left."))


def _undo(project: "Project", source: str, disagreement: str) -> None:
    if disagreement:
        project.reopen_decision(source, disagreement)
        return
    number = project.drop_adjudication(source)
    message = ngettext(
        "{source}: {number} adjudicated coding taken away; the coders' own stay.",
        "{source}: {number} adjudicated codings taken away; the coders' own stay.",
        number,
    )
    say(message.format(source=source, number=number))


def _found(project: "Project", source: str, coders: tuple[str, ...]) -> "Disagreements":
    from coder.queries.disagreements import disagreements

    return project.ask(disagreements, source, coders)


def _say_state(project: "Project", source: str, coders: tuple[str, ...], undone: bool) -> None:
    from coder.queries.disagreement_words import state_in_words

    if not undone:
        say(state_in_words(_found(project, source, coders), interface()))


def _table(found: "Disagreements", t: Translator) -> "Table":
    """A row for each disagreement and coder; kinds and verdicts are for scripts and not translated."""
    from coder.exporters.document import Column, Table
    from coder.queries.disagreement_words import places

    titles = {
        "disagreement": t.gettext("Disagreement"),
        "turn": t.gettext("Turn"),
        "start": t.gettext("Start"),
        "end": t.gettext("End"),
        "code": t.gettext("Code"),
        "kind": t.gettext("Kind"),
        "coder": t.gettext("Coder"),
        "places": t.gettext("Coded there"),
        "decision": t.gettext("Decision"),
        "kept": t.gettext("Kept"),
        "decided_by": t.gettext("Decided by"),
        "why": t.gettext("Why"),
    }
    rows = [
        (
            *(stretch.id, stretch.turn, stretch.span.start, stretch.span.end, stretch.code, stretch.kind),
            coder,
            places(side),
            *_decided(stretch),
        )
        for stretch in found.rows
        for coder, side in zip(found.coders, stretch.sides, strict=True)
    ]
    return Table("disagreements", "", tuple(Column(key, title) for key, title in titles.items()), tuple(rows))


def _decided(stretch: "Stretch") -> tuple[str, str, str, str]:
    made = stretch.decision
    if made is None:
        return "", "", "", ""
    kept = " ".join(each.quote for each in made.kept)
    return made.chosen if made.verdict == "coder" else made.verdict, kept, made.decided_by, made.why


def _put(project: "Project", found: "Disagreements") -> None:
    from coder.queries.disagreement_words import decision_in_words, kind_in_words
    from coder.queries.transcript import transcript

    t = interface()
    text = project.ask(transcript, found.source).text
    for stretch in found.rows:
        what = kind_in_words(stretch, found.coders, t)
        put_heading(
            _("{disagreement}  {code}, turn {turn}: {what}").format(
                disagreement=stretch.id, code=stretch.code, turn=stretch.turn, what=what
            )
        )
        for coder, side in zip(found.coders, stretch.sides, strict=True):
            for each in side:
                said = " ".join(text[each.start : each.end].split())
                put_block(f"{coder} {each.start}–{each.end}: {said}")
        if stretch.decision is not None:
            told: list[Any] = [decision_in_words(stretch.decision, stretch.code, t), stretch.decision.decided_by]
            put_block("→ " + " · ".join([*told, *([stretch.decision.why] if stretch.decision.why else [])]))
        put()
