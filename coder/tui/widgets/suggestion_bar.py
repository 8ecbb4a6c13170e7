"""The suggestions for the passage at hand: the codes, why each is suggested, and the keys that decide."""

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
class SuggestedCode:
    """A code suggested for the passage, and why."""

    name: str
    colour: str
    reason: str
    at_hand: bool
    """Whether the keys decide on this one."""


@dataclass(frozen=True)
class SuggestionLine:
    """What is suggested for a passage; ``number`` of ``total`` open suggestions, from 1, of which some wait."""

    passage: str
    codes: tuple[SuggestedCode, ...]
    number: int
    total: int
    waiting: int = 0


class SuggestionBar(Widget):
    """A line for the passage, one for each code, one for the keys. Without a suggestion, the status."""

    ALLOW_SELECT = False

    line: reactive[SuggestionLine | None] = reactive(None, layout=True)
    status: reactive[str] = reactive("")

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return 1 if self.line is None else 2 + len(self.line.codes)

    def render(self) -> Content:
        cells = self.size.width - 2
        if self.line is None:
            return Content.styled(glyphs.fitted(self.status, cells), "$muted")
        codes = [self._code(code, cells) for code in self.line.codes]
        return Content("\n").join([self._passage(self.line, cells), *codes, self._keys(self.line, cells)])

    def _passage(self, line: SuggestionLine, cells: int) -> Content:
        head = _("Suggestion {number} of {total}").format(number=line.number, total=line.total)
        if line.waiting:
            head += " " + _("({number} put off)").format(number=line.waiting)
        left = cells - cell_len(head) - 4
        passage = "”" + glyphs.fitted(words.one_line(line.passage), max(0, left)).rstrip() + "”"
        return Content.assemble((head, "bold"), "  ", (passage if left > 12 else "", "$muted"))

    def _code(self, code: SuggestedCode, cells: int) -> Content:
        name = words.one_line(code.name)
        mark = "▸" if code.at_hand else " "
        reason = _("Because: {reason}").format(reason=code.reason) if code.reason else ""
        left = cells - cell_len(name) - 5
        return Content.assemble(
            (f"{mark} ", "bold $accent"),
            ("▌", Style(foreground=colour_of(code.colour, self.app))),
            (name, "bold" if code.at_hand else "$foreground"),
            "  ",
            (glyphs.fitted(words.one_line(reason), max(0, left)), "$foreground" if code.at_hand else "$muted"),
        )

    def _keys(self, line: SuggestionLine, cells: int) -> Content:
        keys = [
            ("a", _("accept")),
            ("x", _("reject")),
            ("n p", _("next, previous")),
            ("A", _("another code")),
            ("D", _("later")),
        ]
        if len(line.codes) > 1:
            keys.insert(2, ("X", _("none of them")))
        told = Content("")
        for key, what in keys:
            part = Content.assemble((key, "bold $accent"), (f" {what}", "$foreground"))
            if told.cell_length + part.cell_length + 2 > cells:
                break
            told = told + Content("  ") + part if told.cell_length else part
        return told
