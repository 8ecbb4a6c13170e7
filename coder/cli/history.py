"""Who did what, when; taking back and bringing back."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import CARING, command, commands, whole_number
from coder.cli.grid import put_grid
from coder.cli.output import put, say
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table, Value

group = commands()

_KEYS = ("step", "at", "coder", "kind", "what", "undone")
_ON_SCREEN = 30


@command(group, "history", CARING, _("Tell who did what, when, the latest first."))
def history(
    last: Annotated[
        int | None,
        typer.Option(
            "--last", metavar="N", parser=whole_number, help=_("So many steps (on the screen 30, in files all).")
        ),
    ] = None,
    format: Format = "",
    out: Out = "",
) -> None:
    from coder.exporters.document import Table
    from coder.exporters.tables import columns
    from coder.queries.log import log

    asked = wanted(format, out)
    with opened() as project:
        lines = project.ask(log)
        shown = lines[: max(last, 0)] if last is not None else lines[:_ON_SCREEN] if asked.for_people else lines

        def table(t: Translator) -> "Table":
            return Table("history", "", columns(_KEYS, t), tuple(named(line, _KEYS) for line in shown))

        give(project, asked, table, _put_history)
    if not lines:
        say(_("Nothing has been done in this project yet; 'coder load' loads transcripts."))
    earlier = len(lines) - len(shown)
    if asked.for_people and earlier:
        said = ngettext(
            "{number} earlier step; --last N shows more.", "{number} earlier steps; --last N shows more.", earlier
        )
        say(said.format(number=earlier))


def _put_history(table: "Table") -> None:
    put_grid(table, optional=("kind",), flexible="what", shown={"at": _local, "undone": _undone})


def _local(instant: "Value") -> str:
    """An instant as this place's clock shows it."""
    return datetime.fromisoformat(str(instant)).astimezone().strftime("%Y-%m-%d %H:%M")


def _undone(undone: "Value") -> str:
    return _("undone") if undone else ""


@command(group, "undo", CARING, _("Take back your own latest command; refused where somebody has built on it."))
def undo(
    show: Annotated[bool, typer.Option("--show", help=_("Only say what would be taken back."))] = False,
) -> None:
    if show:
        _show_next()
    else:
        _take(back=True)


@command(group, "redo", CARING, _("Bring back what you took back last."))
def redo() -> None:
    _take(back=False)


def _show_next() -> None:
    from coder.history.names import in_words

    with opened(read=False) as project:
        step = project.next_undo()
    if step is None:
        say(_("There is nothing of yours to take back."))
    else:
        put(_("Would be taken back: {step}").format(step=in_words(step.kind, step.detail)))


def _take(back: bool) -> None:
    from coder.history.names import in_words

    # A changed codebook.yaml is not read first: that would be the latest step, and the undo would take it back.
    with opened(read=False) as project:
        taken = project.undo() if back else project.redo()
        for step in taken[:_ON_SCREEN]:
            message = _("Taken back: {step}") if back else _("Brought back: {step}")
            put(message.format(step=in_words(step.kind, step.detail)))
        if more := len(taken[_ON_SCREEN:]):
            put(ngettext("(and {number} more step)", "(and {number} more steps)", more).format(number=more))
        if not taken:
            say(_("There is nothing of yours to take back.") if back else _("There is nothing to bring back."))
