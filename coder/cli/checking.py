"""Checking finished reports against the interviews."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grammar import SHARING, command, commands
from coder.cli.output import put, put_block, put_heading, say
from coder.cli.progress import watching
from coder.cli.rows import Format, Out, give, named, wanted
from coder.cli.session import opened
from coder.cli.sources import expanded
from coder.i18n import Translator, _, ngettext

if TYPE_CHECKING:
    from coder.exporters.document import Table
    from coder.project.reporting.checking import CheckedReport
    from coder.synthesis.check.verdicts import Checked

group = commands()

_COLUMNS = ("quotation", "verdict", "marked", "source", "turn", "similarity", "difference")


@command(
    group,
    "check",
    SHARING,
    _(
        "Read a finished report and compare every quotation of three words or more with the interviews. Exit status 1 "
        "if one is neither verbatim nor marked with […] or [ ]."
    ),
)
def check(
    reports: Annotated[list[str], typer.Argument(metavar="REPORT", help=_("Files: .docx, .md, .html, .txt."))],
    format: Format = "",
    out: Out = "",
) -> int:
    from coder.project.reporting.checking import often_quoted

    asked = wanted(format, out)
    with opened() as project:
        with watching(_("Checking")) as watch:
            found = project.check_reports([Path(each) for each in expanded(reports)], watch)
            watch.check()
        checked = [each for report in found for each in report.quotations]
        give(project, asked, lambda t: _table(checked, t), lambda _table: _put(found))
    for often in often_quoted(found):
        message = _("{source} is quoted {times} times of {all}: the report rests much on one interview.")
        say(message.format(source=often.source, times=often.times, all=often.all))
    wrong = sum(not each.right for each in checked)
    say(
        ngettext(
            "{number} quotation checked, {wrong} to look at.",
            "{number} quotations checked, {wrong} to look at.",
            len(checked),
        ).format(number=len(checked), wrong=wrong)
    )
    return 1 if wrong else 0


def _table(checked: "Sequence[Checked]", t: Translator) -> "Table":
    from coder.exporters.document import Table
    from coder.exporters.tables import columns

    rows = tuple(named(each, _COLUMNS) for each in checked)
    return Table("check", "", columns(_COLUMNS, t), rows)


def _put(reports: "Sequence[CheckedReport]") -> None:
    """What needs a look first in each report, then how many are as they should be."""
    for report in reports:
        put_heading(str(report.path))
        for each in report.quotations:
            if each.verdict != "verbatim":
                _put_one(each)
        right = sum(each.verdict == "verbatim" for each in report.quotations)
        put_block(ngettext("{number} verbatim.", "{number} verbatim.", right).format(number=right))
        if right < len(report.quotations):
            put_block(_("→ changed, − left out, + added, ! a word that denies came or went"))
        put()


def _put_one(checked: "Checked") -> None:
    from coder.project.reporting.checking import verdict_in_words

    verdict = verdict_in_words(checked)
    place = ""
    if checked.source:
        place = _("{source}, turn {turn}").format(source=checked.source, turn=checked.turn or "–")
    put_block(" · ".join(part for part in (verdict.upper() if not checked.right else verdict, place) if part))
    put_block(f"”{checked.quotation}”", indent=4)
    if checked.difference:
        beside = _("beside it: {words}") if checked.verdict == "wrong source" else "{words}"
        put_block(beside.format(words=checked.difference), indent=4)
    if checked.said and checked.verdict == "edited" and not checked.marked:
        put_block(_("As it was said: {text}").format(text=checked.said), indent=4)
