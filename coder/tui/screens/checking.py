"""Report check: the quotations of a finished report, each with its verdict, and where it was said."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import N_, _, ngettext
from coder.project import Project
from coder.project.base import Progress
from coder.project.reporting.checking import CheckedReport, often_quoted, verdict_in_words
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.file import FileScreen
from coder.tui.screens.progress import LongJob
from coder.tui.transcript import glyphs
from coder.tui.widgets.table import Field, RowTable, TableRow

if TYPE_CHECKING:
    from coder.synthesis.check.verdicts import Checked

PLACE = "check"
"""Where the report is kept that was checked last."""
_ALL, _TO_LOOK_AT = "all", "to look at"
_REPORTS = {
    ".docx": N_("a Word document"),
    ".md": N_("Markdown"),
    ".markdown": N_("Markdown"),
    ".html": N_("a web page"),
    ".htm": N_("a web page"),
    ".txt": N_("plain text"),
}
_SIGNS = {"verbatim": "✓", "edited": "≠", "wrong source": "⇄", "not found": "?", "pseudonym leak": "!"}
_MARKED = "✎"


class CheckScreen(CoderScreen):
    """The list, and under it the quotation at hand: as the report has it, as it was said, and what differs."""

    NAME = "check"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.CHECK, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._report: CheckedReport | None = None
        last = str(project.remembered(PLACE).get("report") or "")
        self._last = Path(last) if last else None
        """The report that was checked last, in whichever session."""
        self._only = _ALL
        """A verdict in words, or one of those above."""

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Verdict"), 21, 1, most=29),
                Field(_("In the report"), 20, 3),
                Field(_("Source"), 10, 1, most=24),
                Field(_("What differs"), 16, 2),
            )
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="quote", markup=False)

    def show_project(self) -> None:
        self.query_one("#caption", Static).update(self._caption())
        self.query_one(RowTable).show_rows([_row(key, each) for key, each in self._rows().items()])
        self._show_whole()

    def _rows(self) -> "dict[str, Checked]":
        """What is shown, by its place in the report."""
        found = self._report.quotations if self._report is not None else ()
        return {str(number): each for number, each in enumerate(found) if self._is_wanted(each)}

    def _is_wanted(self, checked: "Checked") -> bool:
        if self._only == _TO_LOOK_AT:
            return not checked.right
        return self._only in (_ALL, verdict_in_words(checked))

    def _caption(self) -> Content:
        if self._report is None:
            return Content.styled(_("No report is checked yet."), "$muted")
        found = self._report.quotations
        number = ngettext("{number} quotation", "{number} quotations", len(found))
        parts: list[tuple[str, str]] = [(words.one_line(self._report.path.name), "bold")]
        parts.append((f" · {number.format(number=words.number(len(found)))}", ""))
        for verdict, times in Counter(map(verdict_in_words, found)).most_common():
            parts.append((f" · {words.number(times)} {verdict}", "reverse" if verdict == self._only else "$muted"))
        if self._only != _ALL:
            parts.append(("\n" + _("Only: {verdict}. f shows others.").format(verdict=_title(self._only)), ""))
        for often in often_quoted([self._report]):
            told = _("{source} is quoted {times} times of {all}: the report rests much on one interview.")
            message = told.format(source=words.one_line(often.source), times=often.times, all=often.all)
            parts.append((f"\n{message}", "$warning"))
        return Content.assemble(*parts)

    def _show_whole(self) -> None:
        checked = self._at_hand
        whole = self.query_one("#quote", Static)
        whole.update(_whole(checked) if checked is not None else Content.styled(self._instead(), "$muted"))
        self.query_one("#whole").scroll_home(animate=False)

    def _instead(self) -> str:
        """What to do where there is nothing to show."""
        if self._report is None:
            told = _(
                "o: choose a finished report (.docx, .md, .html or .txt). Every quotation of three words or more in it "
                "is held against the interviews: is it word for word, marked where it is edited, and from whom the "
                "report says?"
            )
            if self._last is not None:
                told += "\n" + _("r: check {file} again.").format(file=words.one_line(self._last.name))
            return told
        if self._report.quotations:
            return _("No quotation has this verdict. f shows others.")
        return _("Nothing in the report stands between quotation marks, or is set as a quotation.")

    @on(RowTable.Moved)
    def _moved(self) -> None:
        self._show_whole()

    @property
    def _at_hand(self) -> "Checked | None":
        return self._rows().get(self.query_one(RowTable).key or "")

    def action_choose(self) -> None:
        folder = self._last.parent if self._last is not None else self.project.folder
        self.app.push_screen(FileScreen(_("Check a report"), folder, _REPORTS), self._check)

    def action_again(self) -> None:
        if self._last is not None:
            self._check(self._last)
        else:
            self.action_choose()

    def _check(self, path: Path | None) -> None:
        if path is None:
            return

        def job(progress: Progress) -> tuple[CheckedReport, ...]:
            return self.project.check_reports([path], progress)

        def checked(reports: tuple[CheckedReport, ...] | None) -> None:
            if reports:
                self._report, self._only, self._last = reports[0], _ALL, path
                self.show_project()
                with self.complaining():
                    self.project.remember(PLACE, {"report": str(path)})
            elif reports is not None:
                self.tell(_("Stopped: nothing was checked."))

        self.app.push_screen(LongJob(_("Checking {file}").format(file=words.one_line(path.name)), job), checked)

    def action_filter(self) -> None:
        if self._report is None:
            self.tell(_("No report is checked yet."))
            return
        found = self._report.quotations
        answers = [(_ALL, len(found)), (_TO_LOOK_AT, sum(not each.right for each in found))]
        answers += Counter(map(verdict_in_words, found)).most_common()
        offered = [(key, f"{_title(key)} ({words.number(times)})") for key, times in answers]
        self.app.push_screen(ChooseScreen(_("Which quotations?"), offered), self._show_only)

    def _show_only(self, wanted: str | None) -> None:
        if wanted is not None:
            self._only = wanted
            self.show_project()

    def action_open(self) -> None:
        checked = self._at_hand
        if checked is not None and checked.source:
            self.post_message(OpenInterview(checked.source, checked.span))
        elif checked is not None:
            self.tell(_("Nobody said it: there is no place to show."))


def _title(only: str) -> str:
    return {_ALL: _("All of them"), _TO_LOOK_AT: _("Those to look at")}.get(only, only)


def _row(key: str, checked: "Checked") -> TableRow:
    sign = _MARKED if checked.marked else _SIGNS[checked.verdict]
    verdict = Text(f"{sign} {verdict_in_words(checked)}", style="" if checked.right else "bold")
    return TableRow(key, (verdict, checked.quotation, checked.source, checked.difference))


def _whole(checked: "Checked") -> Content:
    parts: list[str | tuple[str, str]] = [f"”{glyphs.shown(checked.quotation)}”\n"]
    if checked.said and checked.verdict != "verbatim":
        parts += [(glyphs.shown(_("As it was said: {text}").format(text=checked.said)), "italic"), "\n"]
    if checked.difference:
        beside = _("beside it: {words}") if checked.verdict == "wrong source" else "{words}"
        parts.append(glyphs.shown(beside.format(words=checked.difference)) + "\n")
        legend = _("→ changed, − left out, + added, ! a word that denies came or went")
        parts.append((legend + "\n", "$muted"))
    where = verdict_in_words(checked)
    if checked.source:
        where += " · " + _("{source}, turn {turn}").format(source=checked.source, turn=checked.turn or "–")
    parts.append((words.one_line(where), "$muted"))
    return Content.assemble(*parts)
