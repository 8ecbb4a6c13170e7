"""The interview guide: what was asked where, and what was answered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli.grammar import FINDING, Group, command, commands, joined
from coder.cli.grid import fits, put_grid
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import Format, Out, give, give_document, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project import Project
    from coder.queries.guide import Answer, Guide


class _GuideGroup(Group):
    """Without a command the questions; what is no command is a question whose answers are wanted."""

    default_command = "show"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named_first = bool(args) and not args[0].startswith("-")
        if named_first and args[0] not in self.commands:
            args = ["answers", *args]
        return super().parse_args(ctx, args)


group = commands(
    _("Show which questions of the interview guide were asked where; with QUESTION, the answers to it."), _GuideGroup
)

_ANSWERS = ("source", "case", "turn", "speaker", "start", "end", "state", "text")
_MARKS = {"asked": "●", "proposed": "○", "not asked": "·"}

Confirmed = Annotated[
    bool, typer.Option("--confirmed", help=_("Leave out what is only proposed and nobody has confirmed."))
]
QuestionName = Annotated[
    list[str], typer.Argument(metavar="QUESTION", help=_("A question's id, or a unique beginning of its text."))
]


@command(group, "show", FINDING, _("Show in how many interviews each question was asked, proposed only, or not asked."))
def show(
    by: Annotated[str, typer.Option("--by", metavar="source", help=_("A row for each source instead."))] = "",
    confirmed: Confirmed = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.cli.grammar import check_choice

    check_choice("--by", by, ("source",))
    asked = wanted(format, out)
    with opened() as project:
        guide = the_guide(project, confirmed)
        if by:
            give(project, asked, lambda t: _matrix(project, guide, t), _put_matrix)
        else:
            give(
                project,
                asked,
                lambda t: _overview(project, guide, t),
                lambda table: put_grid(table, optional=("words",), flexible="text"),
            )


def the_guide(project: "Project", confirmed: bool = False) -> "Guide":
    """The guide; ``CoderError`` that says how to write one where the codebook has none."""

    from coder.queries.guide import no_guide

    guide = project.guide()
    if not guide.questions:
        raise CoderError(no_guide())
    return guide.confirmed_only() if confirmed else guide


def _overview(project: "Project", guide: "Guide", t: Translator) -> "Table":
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.guide import coverage

    keys = ("question", "text", "asked", "proposed", "not_asked", "words")
    rows = tuple(
        (row.question.key, row.question.text, len(row.asked), len(row.proposed), len(row.not_asked), row.words)
        for row in project.ask(coverage, guide)
    )
    return Table("guide", _caption(guide, t), columns(keys, t), rows)


def _caption(guide: "Guide", t: Translator) -> str:
    told = t.gettext("{number} matches of interviewers' turns with the guide, {proposed} of them only proposed.")
    return told.format(number=len(guide.matches), proposed=guide.proposed)


def _matrix(project: "Project", guide: "Guide", t: Translator) -> "Table":
    """A row for each source; the words ``asked, proposed, not asked`` are for scripts and not translated."""
    from coder.exporters.document import Column, Table
    from coder.exporters.tables import columns
    from coder.queries.counted import counted_sources
    from coder.queries.guide import coverage

    known = project.ask(coverage, guide)
    names = [source.name for source in project.ask(counted_sources)]
    rows = tuple((name, *(question.state_in(name) for question in known)) for name in names)
    titled = (*columns(("source",), t), *(Column(row.question.key, row.question.key) for row in known))
    return Table("guide", _caption(guide, t), titled, rows)


def _put_matrix(table: "Table") -> None:
    keys = [column.key for column in table.columns[1:]]
    marked = replace(table, rows=tuple((row[0], *(_MARKS[str(state)] for state in row[1:])) for row in table.rows))
    if fits(marked):
        put_grid(marked)
        put_block(_("● asked, ○ only proposed, · not asked."), indent=0)
        return
    for source, *states in table.rows:
        put_heading(str(source))
        for state, words in (("asked", _("asked")), ("proposed", _("only proposed")), ("not asked", _("not asked"))):
            those = ", ".join(key for key, found in zip(keys, states, strict=True) if found == state)
            put_block(f"{words}: {those or '–'}")
    put_block(table.caption, indent=0)


@command(group, "answers", "", _("Read the answers to a question across interviews. Also md and docx."))
def answers(question: QuestionName, confirmed: Confirmed = False, format: Format = "", out: Out = "") -> None:
    from coder.cli.rows import DOCUMENTS
    from coder.queries.guide import answers as find

    asked = wanted(format, out, DOCUMENTS)
    with opened() as project:
        which = project.guide_question(joined(question))
        guide = the_guide(project, confirmed)
        found = project.ask(find, guide, which.key)
        if asked.format in ("md", "docx"):
            give_document(project, asked, _document(project, f"{which.key}: {which.text}", found))
        else:
            caption = guide.of_question(which.key)
            give(
                project,
                asked,
                lambda t: _answers_table(found, _caption(caption, t), t),
                lambda table: _put_answers(f"{which.key}: {which.text}", found, table.caption),
            )
    interviews = len({answer.source for answer in found})
    say(
        ngettext("Answered in {number} interview.", "Answered in {number} interviews.", interviews).format(
            number=interviews
        )
    )


def _answers_table(found: "Sequence[Answer]", caption: str, t: Translator) -> "Table":
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    rows = tuple(
        (answer.source, turn.case, turn.turn, turn.speaker, turn.start, turn.end, answer.state, turn.text)
        for answer in found
        for turn in answer.turns
    )
    return Table("answers", caption, columns(_ANSWERS, t), rows)


def _put_answers(title: str, found: "Sequence[Answer]", caption: str) -> None:
    put_heading(title)
    for answer in found:
        put()
        put_heading(_where(answer))
        for turn in answer.turns:
            who = " ".join(part for part in (turn.speaker, f"({turn.case})" if turn.case else "") if part)
            put_block(_("{turn}, {who}:").format(turn=turn.turn, who=who or "–"))
            put_block(turn.text.strip("\n"), indent=4)
    put()
    put_block(caption, indent=0)


def _where(answer: "Answer") -> str:
    turns = ", ".join(map(str, answer.asked))
    told = (
        _("{source}: asked in turn {turns}") if answer.state == "confirmed" else _("{source}: proposed, turn {turns}")
    )
    return told.format(source=answer.source, turns=turns)


def _document(project: "Project", title: str, found: "Sequence[Answer]") -> Any:
    """The answers for reading: a heading for each interview, then what was said."""
    from coder.exporters.document import Document, Heading, Paragraph

    info = project.info()
    blocks: list[Any] = [Heading(1, title)]
    for answer in found:
        blocks.append(Heading(2, _where(answer)))
        for turn in answer.turns:
            who = f"{turn.speaker}: " if turn.speaker else ""
            blocks.append(Paragraph(who + " ".join(turn.text.split())))
    return Document(info.name, info.language, tuple(blocks))
