"""Choosing a code by a few letters of its name, its keywords or its theme; or making a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from coder.codebook.book import CodeEntry
from coder.codebook.find import rank_codes
from coder.i18n import _
from coder.queries.codes import CodeView
from coder.spans import folded
from coder.tui import words
from coder.tui.recent import RecentCodes
from coder.tui.screens.base import CoderModal
from coder.tui.widgets.marks import code_name
from coder.tui.widgets.table import Field, RowTable, TableRow

_COLUMNS = (Field("", 1), Field("", 20, 3), Field("", 10, 2), Field("", 4, right=True))
_NEW = "+"
_AS_THEME = "-"


@dataclass(frozen=True)
class Picked:
    """A code (its key), or the name of a new one with the key of its theme (None: it is a theme itself)."""

    code: str | None = None
    new: str = ""
    parent: str | None = None


class PickerScreen(CoderModal[Picked | None]):
    """An input and the codes that fit best, with what the one at hand means."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", "", show=False),
        Binding("down", "move('cursor_down')", "", show=False),
        Binding("pageup", "move('page_up')", "", show=False),
        Binding("pagedown", "move('page_down')", "", show=False),
        Binding("enter", "choose", "", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(
        self, codes: Sequence[CodeView], recent: RecentCodes, passage: str, *, typed: str = "", new: bool = True
    ) -> None:
        super().__init__()
        self._codes = {code.key: code for code in codes if not code.retired}
        self._entries = [_entry(code) for code in self._codes.values()]
        self._recent = recent
        self._passage = passage
        self._typed = typed
        self._may_be_new = new
        self._new_name = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._passage), classes="passage", markup=False)
            yield Input(self._typed, placeholder=_("Letters of a code, a keyword or a theme"), compact=True)
            yield RowTable(_COLUMNS, show_header=False)
            yield Static(id="meaning", markup=False)
            yield Static(id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(RowTable).can_focus = False
        self._renew()

    @on(Input.Changed)
    def _typed_on(self) -> None:
        if not self._new_name:
            self._renew()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_choose()

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self.query_one("#meaning", Static).update(self._meaning(event.key))

    def action_move(self, action: str) -> None:
        getattr(self.query_one(RowTable), f"action_{action}")()

    def action_choose(self) -> None:
        key = self.query_one(RowTable).key
        if key is None:
            return
        if self._new_name:
            self.dismiss(Picked(new=self._new_name, parent=None if key == _AS_THEME else key))
        elif key == _NEW:
            self._ask_for_theme()
        else:
            self.dismiss(Picked(code=key))

    def action_leave(self) -> None:
        if not self._new_name:
            self.dismiss(None)
            return
        self._new_name = ""
        self.query_one(Input).disabled = False
        self.query_one(Input).focus()
        self._renew()

    def _renew(self) -> None:
        query = self.query_one(Input).value
        matches = [match.key for match in rank_codes(query, self._entries, limit=len(self._entries))]
        if not query.strip():
            matches = self._recent_first(matches)
        rows = [self._row(self._codes[key]) for key in matches]
        if self._may_be_new and query.strip() and not self._is_name(query):
            new = Text(_("New code “{name}” …").format(name=words.one_line(query)), style="italic")
            rows.append(TableRow(_NEW, ("+", new, "", "")))
        table = self.query_one(RowTable)
        table.show_rows(rows, at=rows[0].key if rows else None)
        self.query_one("#meaning", Static).update(self._meaning(table.key))
        self.query_one("#hint", Static).update(_("↑ ↓ and Enter choose · Esc leaves"))

    def _recent_first(self, keys: Sequence[str]) -> list[str]:
        used = [key for key in self._recent.used if key in self._codes]
        return used + [key for key in keys if key not in used]

    def _is_name(self, query: str) -> bool:
        return any(folded(query) in (folded(code.name), folded(code.key)) for code in self._codes.values())

    def _ask_for_theme(self) -> None:
        field = self.query_one(Input)
        self._new_name = " ".join(field.value.split())
        field.disabled = True
        rows = [self._row(code) for code in self._codes.values() if code.parent is None]
        own = TableRow(_AS_THEME, ("+", Text(_("A theme of its own"), style="italic"), "", ""))
        self.query_one(RowTable).show_rows([*rows, own], at=rows[0].key if rows else _AS_THEME)
        question = _("Under which theme does “{name}” belong?").format(name=self._new_name)
        self.query_one("#meaning", Static).update(Content(words.one_line(question)))
        self.query_one("#hint", Static).update(_("↑ ↓ and Enter choose · Esc goes back"))

    def _row(self, code: CodeView) -> TableRow:
        name = code_name(code.name, code.colour, self.app, bold=code.parent is None)
        parent = self._codes.get(code.parent or "")
        above = words.one_line(parent.name) if parent else _("theme")
        count = words.number(code.codings) if code.codings else ""
        return TableRow(code.key, (self._recent.digit_of(code.key), name, above, count))

    def _meaning(self, key: str | None) -> Content:
        """The definition of the code at hand, and when not to use it."""
        code = self._codes.get(key or "")
        if self._new_name and code is not None:
            question = _("Under which theme does “{name}” belong?").format(name=self._new_name)
            return Content(words.one_line(question))
        if code is None:
            return Content("")
        parts: list[str | tuple[str, str]] = [words.one_line(code.definition or _("No definition yet."))]
        if code.not_when:
            parts += ["\n", (_("Not:") + " ", "$muted"), (words.one_line(code.not_when), "$muted")]
        return Content.assemble(*parts)


def _entry(code: CodeView) -> CodeEntry:
    return CodeEntry(code.key, code.name, code.parent, keywords=code.keywords)
