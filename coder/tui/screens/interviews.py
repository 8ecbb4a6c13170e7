"""The list of interviews: what there is, how far each is coded, and which to open."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, ngettext
from coder.language.pipeline import available
from coder.project import Project
from coder.project.base import Progress
from coder.project.loading import ADDED, CHANGED, REFUSED, UPDATED, LoadResult
from coder.queries.sources import SourceRow, source_rows
from coder.queries.transcript import transcript
from coder.tui import keys, words
from coder.tui.messages import OpenInterview
from coder.tui.place import APP
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.screens.progress import LongJob
from coder.tui.widgets.bars import bar
from coder.tui.widgets.table import Field, RowTable, TableRow


class InterviewsScreen(AskingScreen[tuple[tuple[SourceRow, ...], str]]):
    """Home: Enter opens the interview at hand where its coder left it."""

    NAME = "interviews"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.INTERVIEWS]
    AUTO_FOCUS = "#interviews"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._rows: dict[str, SourceRow] = {}
        self._last = str(project.remembered(APP).get("source", ""))

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="totals", markup=False)
        fields = (
            Field(_("Interview"), 15, 4, most=40),
            Field(_("Case"), 11, 4),
            Field(_("Date"), 10),
            Field(_("Words"), 6, 1, right=True, most=9),
            Field(_("Codings"), 9, 1, right=True, most=10),
            Field(" " + _("Coded"), 12, 2, most=26),
            Field(_("Finished"), 8, 2, most=20),
        )
        yield RowTable(fields, id="interviews")
        yield Static(self._first_steps(), id="first-steps", markup=False)

    def ask(self) -> tuple[tuple[SourceRow, ...], str]:
        return self.project.ask(source_rows), available(self.project.pipeline_spec).description()

    def show_answer(self, answer: tuple[tuple[SourceRow, ...], str]) -> None:
        rows, pipeline = answer
        self._rows = {row.source: row for row in rows}
        self.set_class(not rows, "-empty")
        self.query_one("#totals", Static).update(_totals(rows, pipeline))
        first, self._last = self._last, ""
        self.query_one(RowTable).show_rows([self._row(row) for row in rows], at=first or None)

    def _row(self, row: SourceRow) -> TableRow:
        colours = self.app.theme_variables
        done = Style(color=colours["success"] if row.finished_by else colours["primary"])
        empty = Style(color=colours["secondary"], dim=True)

        def coded(cells: int) -> Text:
            share = words.per_cent(row.coded_share).rjust(6)
            drawn = bar(row.coded_share, cells - 7, filled=done, empty=empty)
            return Text.assemble(" ", drawn, (share, done))

        codings = words.number(row.codings) if row.codings else "–"
        cells = (row.source, row.case, row.date, words.number(row.words), codings, coded, row.finished_by)
        return TableRow(row.source, cells)

    def _first_steps(self) -> Content:
        steps = (
            _("There are no interviews in this project yet."),
            "",
            _("1. Put the transcripts (.txt, .md, .docx, .vtt) into {folder}").format(
                folder=words.one_line(str(self.project.transcripts_folder))
            ),
            _("2. Describe your codes in {file}").format(file=words.one_line(str(self.project.codebook_path))),
            _("3. Press l to load them; Enter then opens an interview."),
        )
        return Content("\n".join(steps))

    def action_open(self) -> None:
        source = self.query_one(RowTable).key
        if source:
            self.post_message(OpenInterview(source))

    def action_finish(self) -> None:
        row = self._rows.get(self.query_one(RowTable).key or "")
        if row is None:
            return
        with self.complaining():
            mine = self.project.coder in row.finished_by.split(", ")
            self.project.finish(row.source, not mine)
            self.show_project()
            self.tell((_("{name}: not finished.") if mine else _("{name}: finished.")).format(name=row.source))

    def action_note(self) -> None:
        source = self.query_one(RowTable).key
        if source:
            earlier = self.project.ask(transcript, source).notes
            self.app.push_screen(NoteScreen(source, earlier), lambda text: self._noted(source, text))

    def _noted(self, source: str, text: str | None) -> None:
        if text is None:
            return
        with self.complaining():
            self.project.write_note(source, text)
            self.tell(_("The note is saved."))

    def action_load(self) -> None:
        def job(progress: Progress) -> list[LoadResult]:
            self.project.read_codebook()
            return self.project.load(progress=progress)

        self.app.push_screen(LongJob(_("Loading transcripts"), job), self._loaded)

    def _loaded(self, results: list[LoadResult] | None) -> None:
        self.show_project()
        if results is None:
            return
        for result in results:
            if result.status == REFUSED:
                self.complain(f"{result.file}: {result.reason}")
            elif result.status == CHANGED:
                self.complain(
                    _("{file}: its text has changed since it was loaded; nothing was done.").format(file=result.file)
                )
        new = sum(result.status in (ADDED, UPDATED) for result in results)
        self.tell(ngettext("{number} transcript is new.", "{number} transcripts are new.", new).format(number=new))

    @property
    def chosen(self) -> str | None:
        """The interview at hand."""
        try:
            return self.query_one(RowTable).key
        except NoMatches:
            return None


def _totals(rows: Sequence[SourceRow], pipeline: str) -> Content:
    coded = sum(row.coded_share * row.words for row in rows) / max(1, sum(row.words for row in rows))
    finished = sum(bool(row.finished_by) for row in rows)
    total_words = sum(row.words for row in rows)
    codings = sum(row.codings for row in rows)
    parts = (
        ngettext("{number} interview", "{number} interviews", len(rows)).format(number=len(rows)),
        ngettext("{number} word", "{number} words", total_words).format(number=words.number(total_words)),
        ngettext("{number} coding", "{number} codings", codings).format(number=words.number(codings)),
        _("{share} coded").format(share=words.per_cent(coded)),
        ngettext("{number} finished", "{number} finished", finished).format(number=finished),
    )
    at_work = words.one_line(_("Suggestions by {pipeline}").format(pipeline=pipeline))
    return Content.assemble((" · ".join(parts), "bold"), "\n", (at_work, "$muted"))
