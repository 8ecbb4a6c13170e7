"""What a correction could not place: the old words, and where they are to go now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from coder.i18n import N_, _
from coder.queries.versions import Unplaced
from coder.tui import words
from coder.tui.screens.base import CoderModal
from coder.tui.transcript import glyphs
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import Field, RowTable, TableRow

_SHOWN = 60


@dataclass(frozen=True)
class Settled:
    """What a person decided about something unplaced."""

    quote: str
    place: bool
    """True to place it on the passage, False to take it away."""


class UnplacedScreen(CoderModal[Settled | None]):
    """Gives one decision; None for escape. ``passage`` is what is selected in the text, "" for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "settle(True)", N_("Place it on the selection")),
        Binding("d,delete", "settle(False)", N_("Take it away")),
        Binding("escape", "leave", N_("Cancel")),
    ]
    AUTO_FOCUS = "RowTable"

    def __init__(self, waiting: Sequence[Unplaced], passage: str) -> None:
        super().__init__()
        self._waiting = {item.quote: item for item in waiting}
        self._passage = passage

    def compose(self) -> ComposeResult:
        with Vertical(classes="box", id="unplaced"):
            yield Static(_("Not placed: their words were corrected away"), classes="title", markup=False)
            yield Static(self._selected(), classes="passage", markup=False)
            fields = (Field(_("Quote"), 8), Field(_("Code"), 12, 1, most=24), Field(_("Coder"), 6, 1, most=12))
            yield RowTable((*fields, Field(_("Words"), 20, 4)))
            yield Static(id="around", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        rows = [
            TableRow(item.quote, (item.quote, item.code or _("note"), item.coder, words.one_line(item.text)))
            for item in self._waiting.values()
        ]
        self.query_one(RowTable).show_rows(rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not (action == "settle" and parameters == (True,) and not self._passage)

    def _selected(self) -> Content:
        if not self._passage:
            return Content(_("Select in the text where one belongs, then come back to place it there."))
        spoken = glyphs.shown(words.one_line(self._passage))
        return Content(_("Selected in the text: ”{text}”").format(text=spoken))

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        item = self._waiting.get(event.key or "")
        if item is not None:
            around = Content.assemble(
                (f"… {glyphs.shown(words.one_line(item.before))} ", "$muted"),
                (glyphs.shown(words.one_line(item.text)), "bold"),
                (f" {glyphs.shown(words.one_line(item.after))} …", "$muted"),
            )
            self.query_one("#around", Static).update(around)

    def action_settle(self, place: bool) -> None:
        quote = self.query_one(RowTable).key
        if quote is not None:
            self.dismiss(Settled(quote, place))
