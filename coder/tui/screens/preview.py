"""How new transcripts would be read, before they are loaded; with another way to find the turns where that fails."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coder.i18n import N_, _, ngettext
from coder.project import Project
from coder.project.sources.previewing import Preview, PreviewTurn
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.transcript.painting import time_stamp
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_MOST_LINES = 3

Patterns = dict[Path, str]
"""The files to load, each with its turn pattern."""


class PreviewScreen(CoderModal[Patterns | None]):
    """One file at a time. Gives the files with the patterns chosen for them, None for escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "load", N_("Load all")),
        Binding("right,n", "turn_page(1)", N_("Next")),
        Binding("left,p", "turn_page(-1)", N_("Previous")),
        Binding("slash", "pattern", N_("Other turns")),
        Binding("escape", "leave", N_("Cancel")),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project, previews: Sequence[Preview]) -> None:
        super().__init__()
        self._project = project
        self._previews = list(previews)
        self._at = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="preview"):
            yield Static(id="file", classes="title", markup=False)
            placeholder = _("How turns begin, like {example}; empty: label and colon")
            placeholder = placeholder.format(example="[{time}] {label} –")
            yield Input(id="pattern", placeholder=placeholder, compact=True)
            yield RowTable((Field("", 8, right=True), Field(_("Label"), 8, 1, most=24), Field(_("First words"), 20, 4)))
            yield Static(id="doubts", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    @on(Input.Submitted)
    def _reread(self, event: Input.Submitted) -> None:
        """Read the file at hand anew, with the pattern typed."""
        event.stop()
        path, pattern = self._previews[self._at].path, event.value
        with self.complaining():
            [self._previews[self._at]] = self._project.preview([path], lambda _path: pattern)
            self._show()
            self.query_one(RowTable).focus()

    def action_pattern(self) -> None:
        self.query_one(Input).focus()

    def action_turn_page(self, pages: int) -> None:
        self._at = (self._at + pages) % len(self._previews)
        self._show()

    def action_leave(self) -> None:
        if self.query_one(Input).has_focus:
            self.query_one(Input).value = self._previews[self._at].pattern
            self.query_one(RowTable).focus()
        else:
            self.dismiss(None)

    def action_load(self) -> None:
        self.dismiss({preview.path: preview.pattern for preview in self._previews})

    def _show(self) -> None:
        preview = self._previews[self._at]
        place = _("{number} of {all}").format(number=self._at + 1, all=len(self._previews))
        turns = ngettext("{number} turn", "{number} turns", preview.all_turns).format(number=preview.all_turns)
        title = f"{words.one_line(preview.file)} · {place} · {status_in_words(preview.status)} · {turns}"
        self.query_one("#file", Static).update(title)
        self.query_one(Input).value = preview.pattern
        self.query_one(RowTable).show_rows([_row(turn) for turn in preview.turns])
        self.query_one("#doubts", Static).update(_doubts(preview))


def status_in_words(status: str) -> str:
    """What loading a file would do."""
    return {
        "added": _("new"),
        "updated": _("says something new of its speakers"),
        "changed": _("its text has changed; it is not loaded"),
        "refused": _("cannot be loaded"),
        "unchanged": _("as it is loaded already"),
    }[status]


def _row(turn: PreviewTurn) -> TableRow:
    time = time_stamp(turn.time_ms) if turn.time_ms is not None else ""
    label = turn.label or "–"
    return TableRow(str(turn.number), (time, f"{label} ?" if turn.interviewer else label, turn.first))


def _doubts(preview: Preview) -> Content:
    speakers = ", ".join(f"{speaker.label or '–'} × {speaker.turns}" for speaker in preview.speakers)
    parts: list[tuple[str, str]] = [(words.one_line(speakers), "$muted")]
    parts += [(f"\n! {words.one_line(doubt)}", "bold $warning") for doubt in preview.doubts]
    if preview.passed_over:
        parts.append(("\n" + _("Lines that look like a turn and were not taken for one:"), "$muted"))
    parts += [(f"\n  {line}: {words.one_line(text)}", "") for line, text in preview.passed_over[:_MOST_LINES]]
    if len(preview.passed_over) > _MOST_LINES:
        parts.append(("\n  …", ""))
    return Content.assemble(*parts)
