"""Framework matrices: what each case says under each code, in a person's words beside its passages."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.asked import Asked, filtered
from coder.cli.grammar import FINDING, command, commands, joined
from coder.cli.names import code_key, theme_key
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.rows import DOCUMENTS, Format, Out, give, give_document, interface, wanted
from coder.cli.session import opened
from coder.errors import CoderError
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.project import Project
    from coder.queries.framework import Framework
    from coder.queries.quotes import Quote
    from coder.queries.summaries import Summary

group = commands()


@command(
    group,
    "framework",
    FINDING,
    _(
        "Show a theme's framework matrix: case by case, how many passages stand under each code, and the summary that "
        "somebody has written of them. 'coder summarise CASE CODE' shows a cell, and writes in it."
    ),
)
@filtered
def framework(
    asked: Asked,
    matrix: Annotated[str, typer.Argument(metavar="THEME", help=_("The theme's id or name."))],
    missing: Annotated[
        bool, typer.Option("--missing", help=_("List the cells that have passages and no summary."))
    ] = False,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.framework import framework_table, matrix_table, missing_table
    from coder.queries.framework import framework as find

    if asked.theme or asked.code:
        raise CoderError(_("coder framework THEME: the theme says which codes; --theme and --code do not go with it."))
    shape = wanted(format, out, DOCUMENTS)
    with opened() as project:
        theme, guide = theme_key(project, matrix), asked.answers(project)
        selection, chosen = asked.selection(project), replace(asked.filter(project), theme="")
        found = project.ask(find, theme, selection, chosen, guide)
        if missing:
            give(project, shape, lambda t: missing_table(found, t), lambda _table: _put_missing(found))
        elif shape.format in ("md", "docx"):
            give_document(project, shape, project.framework_document((theme,), selection, chosen, guide))
        elif shape.format == "xlsx":
            give(project, shape, lambda t: matrix_table(found, t), lambda _table: None)
        else:
            give(project, shape, lambda t: framework_table(found, t), lambda table: _put(found, table.caption))
    if not found.cases:
        say(_("No interview is loaded yet, so the matrix has no rows; 'coder load' loads transcripts."))


def _put(found: "Framework", caption: str) -> None:
    from coder.exporters.framework import passages_in_words

    names = {code.key: code.name for code in found.codes}
    for row in found.cells:
        used = [cell for cell in row if cell.codings or cell.summary]
        if not used:
            continue
        put_heading(used[0].case)
        for cell in used:
            put_block(f"{names[cell.code]} ({cell.code}): {passages_in_words(cell.codings, interface())}")
            if cell.summary is not None:
                put_block(cell.summary.text, indent=6)
                _put_doubts(cell.summary)
        put()
    put_block(caption, indent=0)


def _put_missing(found: "Framework") -> None:
    from coder.exporters.framework import passages_in_words

    for cell in found.missing:
        put(f"{cell.case}  {cell.code}  {passages_in_words(cell.codings, interface())}")
    if not found.missing:
        say(_("Every cell that has passages has a summary."))


def _put_doubts(summary: "Summary") -> None:
    if summary.outside:
        put_block(outside_in_words(summary.outside), indent=6)
    if summary.gone:
        told = _("Cited, but no quotes any more: {quotes}.").format(quotes=", ".join(summary.gone))
        put_block(told, indent=6)


def outside_in_words(quotes: "tuple[str, ...]") -> str:
    """The remark on quotes that a summary cites and that stand in other cells."""
    return _("Cited from outside this cell: {quotes}.").format(quotes=", ".join(quotes))


@command(
    group,
    "summarise",
    FINDING,
    _(
        "Write what a case says under a code into the framework matrix, citing its quotes as [C-7K2M9]; without TEXT "
        "show the cell: its passages and its summary."
    ),
)
def summarise(
    case: Annotated[str, typer.Argument(metavar="CASE", help=_("The case, or a unique beginning of it."))],
    code: Annotated[str, typer.Argument(metavar="CODE", help=_("A code's id or name."))],
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help=_("The summary."))] = None,
    remove: Annotated[bool, typer.Option("--remove", help=_("Take the summary away."))] = False,
) -> None:
    if text and remove:
        raise CoderError(_("coder summarise: write CASE CODE TEXT, or CASE CODE --remove."))
    with opened() as project:
        if not text and not remove:
            _show_cell(project, case, code)
            return
        outside = project.write_summary(case, code, joined(text or ()))
    say(
        _("{case}, {code}: written.").format(case=case, code=code)
        if text
        else _("{case}, {code}: taken away.").format(case=case, code=code)
    )
    if outside:
        say(outside_in_words(outside))


def _show_cell(project: "Project", case: str, code: str) -> None:
    from coder.project.sources.cases import find_case
    from coder.queries.codes import code_tree
    from coder.queries.framework import cell_passages
    from coder.queries.framework import framework as find

    name, key = project.ask(find_case, case).name, code_key(project, code)
    theme = next(each.theme for each in project.ask(code_tree) if each.key == key)
    cells = [cell for row in project.ask(find, theme).cells for cell in row]
    summary = next((cell.summary for cell in cells if (cell.case, cell.code) == (name, key)), None)
    put_heading(f"{name}  {key}")
    put_block(summary.text if summary else _("Nobody has summed this up yet."))
    if summary:
        _put_doubts(summary)
    put()
    passages: tuple[Quote, ...] = project.ask(cell_passages, name, key)
    for passage in passages:
        put_heading(
            _("{quote}  {source}, turn {turn}").format(quote=passage.quote, source=passage.source, turn=passage.turn)
        )
        put_block(passage.text, indent=4)
    say(ngettext("{number} quote.", "{number} quotes.", len(passages)).format(number=len(passages)))
