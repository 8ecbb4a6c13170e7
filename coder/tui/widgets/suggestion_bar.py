"""The suggestion at hand: the code, the passage, why it is suggested, and the keys that decide."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from coder.i18n import _
from coder.tui import words
from coder.tui.transcript import glyphs
from coder.tui.transcript.colours import colour_of


@dataclass(frozen=True)
class SuggestionLine:
    """A suggestion in words; ``number`` of ``total`` open ones, from 1."""

    name: str
    colour: str
    passage: str
    reason: str
    number: int
    total: int


class SuggestionBar(Widget):
    """Two lines. Without a suggestion, the status: what is being computed, or that none is left."""

    ALLOW_SELECT = False

    line: reactive[SuggestionLine | None] = reactive(None)
    status: reactive[str] = reactive("")

    def render(self) -> Content:
        cells = self.size.width - 2
        if self.line is None:
            return Content.styled(glyphs.fitted(self.status, cells), "$muted")
        return Content("\n").join([self._what(self.line, cells), self._why(self.line, cells)])

    def _what(self, line: SuggestionLine, cells: int) -> Content:
        head = _("Suggestion {number} of {total}").format(number=line.number, total=line.total)
        name = words.one_line(line.name)
        left = cells - cell_len(head) - cell_len(name) - 6
        passage = "”" + glyphs.fitted(words.one_line(line.passage), max(0, left)).rstrip() + "”"
        return Content.assemble(
            (head, "bold"),
            "  ",
            ("▌", Style(foreground=colour_of(line.colour, self.app))),
            (name, "bold"),
            "  ",
            (passage if left > 12 else "", "$muted"),
        )

    def _why(self, line: SuggestionLine, cells: int) -> Content:
        keys = [("a", _("accept")), ("x", _("reject")), ("n p", _("next, previous"))]
        told = Content("  ").join(
            Content.assemble((key, "bold $accent"), (f" {what}", "$foreground")) for key, what in keys
        )
        left = cells - told.cell_length - 3
        reason = glyphs.fitted(words.one_line(_("Because: {reason}").format(reason=line.reason)), max(0, left))
        return Content.assemble((reason, "$foreground"), "   ", told)
