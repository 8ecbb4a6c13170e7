"""The list of interviews: what there is, how far each is coded, and which to open."""

from collections.abc import Iterator, Sequence
from pathlib import Path
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
from coder.project.sources.found import TurnPatterns, as_before
from coder.project.sources.loading import ADDED, REFUSED, UNCHANGED, UPDATED, LoadResult
from coder.project.sources.previewing import Preview
from coder.queries.removal import in_words, removal
from coder.queries.sources import SourceRow, source_rows
from coder.terms import PARTS
from coder.tui import keys, words
from coder.tui.messages import OpenInterview, ShowSpeakers
from coder.tui.place import APP
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.noting import ask_note
from coder.tui.screens.offering import offer_corrections
from coder.tui.screens.preview import Patterns, PreviewScreen
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
            Field(_("Case"), 9, 4),
            Field(_("CSP"), 3),
            Field(_("Date"), 10),
            Field(_("Words"), 6, 1, right=True, most=9),
            Field(_("Codings"), 9, 1, right=True, most=10),
            Field(" " + _("Coded"), 10, 2, most=26),
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
        cells = (row.date, words.number(row.words), codings, coded, row.finished_by)
        return TableRow(row.source, (row.source, row.case, _prepared(row), *cells))

    def _first_steps(self) -> Content:
        steps = (
            _("There are no interviews in this project yet."),
            "",
            _("1. Put the transcripts (.txt, .docx, .odt, .pdf, .vtt …) into {folder}").format(
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
            ask_note(self, f"source:{source}", source, self.show_project)

    def action_speakers(self) -> None:
        source = self.query_one(RowTable).key
        if source:
            self.post_message(ShowSpeakers(source))

    def action_prepared(self) -> None:
        row = self._rows.get(self.query_one(RowTable).key or "")
        if row is None:
            return
        done = dict(zip(PARTS, (row.corrected, row.speakers_settled, row.pseudonymised), strict=True))
        names = {"corrected": _("Corrected"), "speakers": _("Speakers settled"), "pseudonyms": _("Pseudonyms done")}
        answers = [(part, f"{'✓' if done[part] else '·'} {names[part]}") for part in PARTS]
        question = _("{name}: what is done? Enter changes it.").format(name=row.source)
        self.app.push_screen(
            ChooseScreen(question, answers),
            lambda part: self._prepare(row.source, part, not done[part]) if part else None,
        )

    def _prepare(self, source: str, part: str, done: bool) -> None:
        with self.complaining():
            self.project.prepare(source, part, done)
            self.show_project()

    def action_remove(self) -> None:
        """Ask before an interview goes with all that was done in it."""
        source = self.query_one(RowTable).key
        if source is None:
            return
        answers = (("keep", _("Keep it")), ("remove", _("Remove it; u brings it back")))
        question = _("Take {source} out of the study, with all that was done in it?").format(source=source)
        self.app.push_screen(
            ChooseScreen(question, answers, in_words(self.project.ask(removal, source))),
            lambda answer: self._remove(source) if answer == "remove" else None,
        )

    def _remove(self, source: str) -> None:
        with self.complaining():
            self.project.remove_source(source)
            self.show_project()
            self.tell(_("{name}: removed; u brings it back.").format(name=source))

    def action_preview(self) -> None:
        def job(_progress: Progress) -> list[Preview]:
            return [preview for preview in self.project.preview() if preview.status != UNCHANGED]

        self.app.push_screen(LongJob(_("Reading transcripts"), job), self._previewed)

    def _previewed(self, previews: list[Preview] | None) -> None:
        if previews:
            self.app.push_screen(PreviewScreen(self.project, previews), self._load_as)
        elif previews is not None:
            self.tell(_("There is nothing new in {folder}.").format(folder=self.project.transcripts_folder))

    def _load_as(self, patterns: Patterns | None) -> None:
        if patterns is not None:
            self._load(list(patterns), patterns.get)

    def action_note_on(self) -> None:
        """A note on the study."""
        ask_note(self, "project", self.project.info().name, self.show_project)

    def action_load(self) -> None:
        self._load((), as_before)

    def _load(self, paths: Sequence[Path], turns: TurnPatterns) -> None:
        def job(progress: Progress) -> list[LoadResult]:
            self.project.read_codebook()
            return self.project.load(paths, progress, turns)

        self.app.push_screen(LongJob(_("Loading transcripts"), job), self._loaded)

    def _loaded(self, results: list[LoadResult] | None) -> None:
        self.show_project()
        if results is None:
            return
        for result in results:
            if result.status == REFUSED:
                self.complain(f"{result.file}: {result.reason}")
        new = sum(result.status in (ADDED, UPDATED) for result in results)
        self.tell(ngettext("{number} transcript is new.", "{number} transcripts are new.", new).format(number=new))
        offer_corrections(self, self.project, results, self.show_project)

    @property
    def chosen(self) -> str | None:
        """The interview at hand."""
        try:
            return self.query_one(RowTable).key
        except NoMatches:
            return None


def _prepared(row: SourceRow) -> str:
    """A letter for each part of the preparation that is done, a dot for each that is not."""
    done = (row.corrected, row.speakers_settled, row.pseudonymised)
    return "".join(letter if part else "·" for letter, part in zip(_("CSP"), done, strict=True))


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
    prepared = _("{number} of {all} prepared").format(number=sum(row.prepared for row in rows), all=len(rows))
    legend = _("C corrected, S speakers settled, P pseudonyms done")
    below = ((f"{prepared} ({legend})", "$muted"), "\n", (at_work, "$muted"))
    return Content.assemble((" · ".join(parts), "bold"), "\n", *below)
