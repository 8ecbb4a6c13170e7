"""Choosing a file: the folders and the files of some kinds, and a line for a path."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from coder.i18n import N_, _
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_UP = ".."


class FileScreen(CoderModal[Path | None]):
    """Gives the file that was chosen, None for escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Choose")),
        Binding("backspace,left", "up", N_("Folder above")),
        Binding("slash", "path", N_("Type a path")),
        Binding("escape", "leave", N_("Cancel")),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, title: str, folder: Path, formats: Mapping[str, str], apart_from: Path | None = None) -> None:
        """``formats``: what can be chosen by its ending, with what it is (to be translated). ``apart_from`` is a file
        that is not shown."""
        super().__init__()
        self._title = title
        self._folder = folder if folder.is_dir() else Path.home()
        self._formats = formats
        self._apart_from = apart_from

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(self._title, classes="title", markup=False)
            yield Input(id="path", placeholder=_("A path, or part of one"), compact=True)
            yield RowTable((Field(_("File"), 24, 3), Field(_("What it is"), 14, 2, most=40)), id="files")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    def action_open(self) -> None:
        key = self.query_one(RowTable).key
        if key == _UP:
            self.action_up()
        elif key:
            self._go(self._folder / key)

    def action_up(self) -> None:
        below, self._folder = self._folder, self._folder.parent
        self._show(below.name)

    def action_path(self) -> None:
        self.query_one(Input).focus()
        self.query_one(Input).action_end()

    def action_leave(self) -> None:
        if self.query_one(Input).has_focus:
            self._show()
            self.query_one(RowTable).focus()
        else:
            self.dismiss(None)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        typed = Path(event.value.strip().strip("\"'")).expanduser()
        self._go(typed if typed.is_absolute() else self._folder / typed)

    def _go(self, path: Path) -> None:
        if self._is_file(path):
            self.dismiss(path)
        elif path.is_dir():
            self._folder = path.resolve()
            self._show()
            self.query_one(RowTable).focus()
        elif path.exists():
            endings = ", ".join(self._formats)
            self.complain(_("{path}: only these files can be chosen: {endings}.").format(path=path, endings=endings))
        else:
            self.complain(_("{path}: there is no such file.").format(path=path))

    def _is_left_out(self, path: Path) -> bool:
        # Links may lead in a circle, on which Path.resolve fails.
        return self._apart_from is not None and os.path.realpath(path) == os.path.realpath(self._apart_from)

    def _is_file(self, path: Path) -> bool:
        return path.suffix.lower() in self._formats and path.exists()

    def _show(self, at: str | None = None) -> None:
        self.query_one(Input).value = f"{words.one_line(str(self._folder))}/".replace("//", "/")
        rows = [TableRow(_UP, (_UP, _("the folder above")))] if self._folder != self._folder.parent else []
        try:
            rows += self._rows()
        except OSError as error:
            message = _("{path}: cannot be read: {reason}.")
            self.complain(message.format(path=self._folder, reason=error.strerror))
        self.query_one(RowTable).show_rows(rows, at=at or (rows[min(1, len(rows) - 1)].key if rows else None))

    def _rows(self) -> Iterator[TableRow]:
        """Files that can be chosen first, then the folders; what is hidden stays so."""
        seen = [path for path in self._folder.iterdir() if not path.name.startswith(".")]
        seen = [path for path in seen if not self._is_left_out(path)]
        for path in sorted(seen, key=lambda each: (not self._is_file(each), each.name.casefold())):
            if self._is_file(path):
                yield TableRow(path.name, (words.one_line(path.name), _(self._formats[path.suffix.lower()])))
            elif path.is_dir():
                yield TableRow(path.name, (f"{words.one_line(path.name)}/", _("folder")))
