"""How good suggestions are: the replay of what was coded without them, and what people decided; and the choices."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CODING, command, commands, share
from coder.cli.grid import put_grid
from coder.cli.output import put, put_block, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project.suggestions.settings import SuggestionSettings
    from coder.suggest.replay import ReplayReport

group = commands()

_REPLAYED = ("code", "passages", "suggested", "right", "precision", "recall")
_RECORD = ("code", "accepted", "changed", "rejected", "replaced", "rate", "codings", "began", "in_sight")


def put_replay(precision: float | None, seed: int, format: str, out: str) -> None:
    """Replay the project's past; a row a code, and for people the rest in words."""
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    asked = wanted(format, out)
    with opened() as project:
        report = project.replay_suggestions(seed, precision)

        def table(t: Translator) -> "Table":
            rows = tuple(named(row, _REPLAYED) for row in report.codes)
            return Table("replay", "", columns(_REPLAYED, t), rows)

        def screen(table: "Table") -> None:
            for line in _in_words(report):
                put_block(line)
            if report.codes:
                put()
                put_grid(table, optional=(), flexible="code")

        give(project, asked, table, screen)


def _in_words(report: "ReplayReport") -> list[str]:
    sources = ngettext("{number} source", "{number} sources", report.sources).format(number=report.sources)
    told = _("Replayed: {sources}, {passages} passages, {coded} with a code, made with no suggestion in sight.")
    lines = [told.format(sources=sources, passages=report.passages, coded=report.coded)]
    if report.precision is None:
        lines.append(_("Too little is coded to replay it: three sources and forty passages with a code are needed."))
        return lines
    lines.append(
        _("Chosen: {name}. Suggested is from {margin} on, for the precision asked for, {asked}.").format(
            name=_basis(report.chosen), margin=_share(report.margin), asked=_share(report.asked)
        )
    )
    told = _("Right of what was suggested first: {precision}. Coded passages that got a suggestion: {coverage}.")
    lines.append(told.format(precision=_share(report.precision), coverage=_share(report.coverage)))
    told = _("Codes that were found: {recall}. Passages without a code that got a suggestion: {disturbed}.")
    lines.append(told.format(recall=_share(report.recall), disturbed=_share(report.disturbed)))
    for one in report.candidates:
        told = _("{name}: first code right {precision}, among three {recall}.")
        lines.append(
            told.format(name=_basis(one.basis), precision=_share(one.precision_at_1), recall=_share(one.recall_at_3))
        )
    for point in report.curve:
        told = ngettext(
            "After {number} source ({codings} codings): first code right {precision}, among three {recall}.",
            "After {number} sources ({codings} codings): first code right {precision}, among three {recall}.",
            point.sources,
        )
        lines.append(
            told.format(
                number=point.sources,
                codings=point.codings,
                precision=_share(point.precision_at_1),
                recall=_share(point.recall_at_3),
            )
        )
    if report.more_would_help is not None:
        lines.append(
            _("More codings would still help.")
            if report.more_would_help
            else _("More codings would hardly help any more.")
        )
    return lines


def _basis(name: str) -> str:
    return {
        "keywords": _("the codebook's keywords alone"),
        "bayes": _("naive Bayes with keywords"),
        "apart": _("naive Bayes with keywords, every passage by itself"),
    }.get(name, name)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


@command(group, "suggestions", CODING, _("Say how codes are suggested, change it, and see what became of suggestions."))
def suggestions(
    on: Annotated[
        bool | None, typer.Option("--on/--off", help=_("Suggest codes in this project, or do not."), show_default=False)
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option("--precision", metavar="SHARE", parser=share, help=_("How often suggestions should be right.")),
    ] = None,
    left_out: Annotated[
        float | None,
        typer.Option("--left-out", metavar="SHARE", parser=share, help=_("Turns for which nothing is ever suggested.")),
    ] = None,
    learn_from: Annotated[
        str, typer.Option("--learn-from", metavar="own|all", help=_("Each coder's own work, or everybody's."))
    ] = "",
    suggester: Annotated[
        str, typer.Option("--suggester", metavar="NAME", help=_("Which suggester: learner, keywords, or a plug-in."))
    ] = "",
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.suggestion_record import suggestion_record

    asked = wanted(format, out)
    with opened() as project:
        if any(value is not None for value in (on, precision, left_out)) or learn_from or suggester:
            project.set_suggestions(on, precision, left_out, learn_from or None, suggester or None)
        settings = project.suggestion_settings()
        record = project.ask(suggestion_record)

        def table(t: Translator) -> "Table":
            return Table("record", "", columns(_RECORD, t), tuple(named(row, _RECORD) for row in record))

        def screen(table: "Table") -> None:
            _put_settings(settings)
            if record:
                put()
                put_grid(table, optional=("changed", "replaced", "in_sight"), flexible="code")
            else:
                say(_("Nothing has been coded or judged yet."))

        give(project, asked, table, screen)


def _put_settings(settings: "SuggestionSettings") -> None:
    put(_("Suggestions: {state}").format(state=_("on") if settings.on else _("off")))
    put(_("Suggester: {name}").format(name=settings.suggester))
    put(_("Precision asked for: {share}").format(share=_share(settings.precision)))
    put(_("Turns left without suggestions: {share}").format(share=_share(settings.left_out)))
    own = _("each coder's own work") if settings.learn_from == "own" else _("everybody's work")
    put(_("Learnt from: {whose}").format(whose=own))


@command(group, "double", CODING, _("Draw a source for double coding: its coders code it without suggestions."))
def double(
    source: Annotated[str, typer.Argument(metavar="[SOURCE]", help=_("The source; without one, what is drawn."))] = "",
    coders: Annotated[
        list[str] | None, typer.Argument(metavar="CODER…", help=_("Two coders or more; nobody takes it back."))
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help=_("Draw it no longer."))] = False,
) -> None:
    from coder.project.suggestions.double_coding import drawn_for_double_coding

    with opened() as project:
        if source and (coders or undo):
            project.draw_for_double_coding(source, () if undo else coders or ())
        found = project.ask(drawn_for_double_coding)
        for name, drawn in found.items():
            put(f"{name}: {', '.join(drawn)}")
        if not found:
            say(_("No source is drawn for double coding; 'coder double SOURCE CODER CODER' draws one."))
