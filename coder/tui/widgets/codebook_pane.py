"""The codebook beside the interview: themes and codes with their colours, counts here, and the keys they lie on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from coder.i18n import _
from coder.tui import keys, words
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow


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


class CodebookPane(RowTable):
    """Enter applies the code at hand; left and right fold and unfold its theme."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.CODEBOOK]

    class Chosen(Message):
        """A code is to be applied."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__((Field("", 1), Field(_("Codebook"), 16, 1), Field(_("Here"), 4, right=True)), id=id)
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

    def _fold(self, fold: bool) -> None:
        theme = next((line.theme for line in self._lines if line.key == self.key), None)
        if theme is None:
            return
        (self._folded.add if fold else self._folded.discard)(theme)
        self._renew(theme if fold else None)

    def _renew(self, at: str | None = None) -> None:
        rows = [self._row(line) for line in self._lines if line.depth == 0 or line.theme not in self._folded]
        self.show_rows(rows, at)

    def _row(self, line: CodeLine) -> TableRow:
        name = code_name(line.name, line.colour, self.app, indent=line.depth, bold=line.depth == 0)
        if line.key in self._folded:
            name.append(" …", style="dim")
        return TableRow(line.key, (line.digit, name, words.number(line.here) if line.here else ""))
