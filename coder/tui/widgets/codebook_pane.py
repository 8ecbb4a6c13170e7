"""The codebook beside the interview: themes and codes with their colours, counts here, and the keys they lie on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.message import Message

from coder.i18n import _
from coder.tui import keys, words
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_DIGIT, _HERE = 2, 5
"""Cells for the digit and for the number of codings, with a blank beside each."""


@dataclass(frozen=True)
class CodeLine:
    """A code as the pane shows it."""

    key: str
    name: str
    theme: str
    """The key of its theme, its own for a theme."""
    depth: int
    colour: str
    here: int
    """This coder's codings in the interview."""
    digit: str
    """The number key it lies on, or ""."""


@dataclass(frozen=True)
class _Heading:
    name: str
    here: str

    def __call__(self, cells: int) -> Text:
        return _columns("", Text(self.name), self.here, cells)


@dataclass(frozen=True)
class _Drawn:
    """A code as a row of so many cells: its digit, its name, its codings here."""

    line: CodeLine
    folded: bool
    theme: str
    """Under which its colour was chosen."""
    app: App[Any]

    def __call__(self, cells: int) -> Text:
        line = self.line
        name = code_name(line.name, line.colour, self.app, indent=line.depth, bold=line.depth == 0)
        if self.folded:
            name.append(" …", style="dim")
        return _columns(line.digit, name, words.number(line.here) if line.here else "", cells)


def _columns(digit: str, name: Text, here: str, cells: int) -> Text:
    name.truncate(cells - _DIGIT - _HERE, overflow="ellipsis", pad=True)
    return Text.assemble(digit.ljust(_DIGIT), name, here.rjust(_HERE))


class CodebookPane(RowTable):
    """Enter applies the code at hand; left and right fold and unfold its theme; letters change the codebook."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CODEBOOK]

    class Chosen(Message):
        """A code is to be applied."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    class Asked(Message):
        """Something is to be done to the codebook: the name of a binding's action, and the code at hand."""

        def __init__(self, what: str, code: str | None) -> None:
            super().__init__()
            self.what = what
            self.code = code

    class Entered(Message):
        """The pane has the focus now, or has lost it."""

        def __init__(self, entered: bool) -> None:
            super().__init__()
            self.entered = entered

    def __init__(self, *, id: str | None = None) -> None:
        # One cell a row: the pane is shown anew after every coding, and a table draws cell by cell.
        super().__init__((Field(_Heading(_("Codebook"), _("Here")), 23, 1),), id=id)
        self._lines: tuple[CodeLine, ...] = ()
        self._folded: set[str] = set()

    def show(self, lines: Sequence[CodeLine]) -> None:
        """The codebook as it is now."""
        self._lines = tuple(lines)
        self._renew()

    def action_fold(self) -> None:
        self._fold(True)

    def action_unfold(self) -> None:
        self._fold(False)

    def action_choose(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self.key))

    def action_ask(self, what: str) -> None:
        self.post_message(self.Asked(what, self.key))

    def on_focus(self) -> None:
        self.post_message(self.Entered(True))

    def on_blur(self) -> None:
        self.post_message(self.Entered(False))

    def _fold(self, fold: bool) -> None:
        theme = next((line.theme for line in self._lines if line.key == self.key), None)
        if theme is None:
            return
        (self._folded.add if fold else self._folded.discard)(theme)
        self._renew(theme if fold else None)

    def _renew(self, at: str | None = None) -> None:
        rows = [
            TableRow(line.key, (_Drawn(line, line.key in self._folded, self.app.theme, self.app),))
            for line in self._lines
            if line.depth == 0 or line.theme not in self._folded
        ]
        self.show_rows(rows, at)
