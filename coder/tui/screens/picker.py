"""Choosing codes by a few letters of their names, keywords or themes; or making a new one."""

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
from coder.i18n import _, ngettext
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
    """Codes (their keys), and perhaps the name of a new one with the key of its theme (None: it is a theme itself)."""

    codes: tuple[str, ...] = ()
    new: str = ""
    parent: str | None = None


class CodeField(Input):
    """Takes letters; a blank marks the code at hand where no letters are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "screen.space", "", show=False, priority=True)]


class PickerScreen(CoderModal[Picked | None]):
    """An input and the codes that fit best, with what the one at hand means.

    With ``several``, codes can be marked, and Enter gives all of them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move('cursor_up')", "", show=False),
        Binding("down", "move('cursor_down')", "", show=False),
        Binding("pageup", "move('page_up')", "", show=False),
        Binding("pagedown", "move('page_down')", "", show=False),
        Binding("enter", "choose", "", show=False),
        Binding("tab,ctrl+@,ctrl+space", "mark", "", show=False, priority=True),
        Binding("ctrl+n", "new", "", show=False, priority=True),
    ]
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        codes: Sequence[CodeView],
        recent: RecentCodes,
        passage: str,
        *,
        typed: str = "",
        new: bool = True,
        several: bool = False,
        root: str = "",
    ) -> None:
        super().__init__()
        self._codes = {code.key: code for code in codes if not code.retired}
        self._entries = [_entry(code) for code in self._codes.values()]
        self._recent = recent
        self._passage = passage
        self._typed = typed
        self._may_be_new = new
        self._several = several
        self._root = root
        """What no code at all is called, where that may be chosen; it gives ``Picked()``."""
        self._marked: list[str] = []
        self._new_name = ""

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(words.one_line(self._passage), classes="passage", markup=False)
            yield CodeField(self._typed, placeholder=_("Letters of a code, a keyword or a theme"), compact=True)
            yield RowTable(_COLUMNS, show_header=False)
            yield Static(id="meaning", markup=False)
            yield Static(id="chosen", markup=False)
            yield Static(id="hint", classes="hint", markup=False)

    def on_mount(self) -> None:
        self._table.can_focus = False
        self._renew()

    @on(Input.Changed)
    def _typed_on(self) -> None:
        if not self._new_name:
            self._renew()

    def action_mark(self) -> None:
        """Mark the code at hand, or take its mark off; the letters have done their work."""
        key = self._table.key
        if not self._several or self._new_name or key in (None, _NEW, _AS_THEME):
            return
        if key in self._marked:
            self._marked.remove(key)
        else:
            self._marked.append(key)
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self._renew(stay=True)

    def action_space(self) -> None:
        """A blank between letters, else a mark."""
        field = self.query_one(Input)
        if field.value.strip() or not self._several:
            field.insert_text_at_cursor(" ")
        else:
            self.action_mark()

    def action_new(self) -> None:
        """A new code called by what is typed, whatever else that fits."""
        query = self.query_one(Input).value
        if self._may_be_new and not self._new_name and query.strip() and not self._is_name(query):
            self._ask_for_theme()

    @property
    def _table(self) -> RowTable:
        return self.query_one(RowTable)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_choose()

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self.query_one("#meaning", Static).update(self._meaning(event.key))
        if not self._new_name:
            self._show_chosen()

    def action_move(self, action: str) -> None:
        getattr(self._table, f"action_{action}")()

    def action_choose(self) -> None:
        key = self._table.key
        if self._new_name:
            parent = None if key == _AS_THEME else key
            self.dismiss(Picked(tuple(self._marked), self._new_name, parent))
        elif key == _NEW:
            self._ask_for_theme()
        elif key == _AS_THEME:
            self.dismiss(Picked())
        elif self._chosen():
            self.dismiss(Picked(self._chosen()))

    def _chosen(self) -> tuple[str, ...]:
        """What Enter gives: what is marked, and the code at hand if letters were typed for it or nothing is marked."""
        key = self._table.key
        at_hand = (
            [key]
            if key not in (None, _NEW, _AS_THEME) and (not self._marked or self.query_one(Input).value.strip())
            else []
        )
        return tuple(dict.fromkeys([*self._marked, *(each for each in at_hand if each)]))

    def action_leave(self) -> None:
        if not self._new_name:
            self.dismiss(None)
            return
        self._new_name = ""
        self.query_one(Input).disabled = False
        self.query_one(Input).focus()
        self._renew()

    def _renew(self, stay: bool = False) -> None:
        query = self.query_one(Input).value
        ranked = rank_codes(query, self._entries, limit=len(self._entries), recent=self._recent.used)
        matches = [match.key for match in ranked]
        if not query.strip():
            matches = self._recent_first(matches)
        rows = [self._row(self._codes[key]) for key in matches]
        if self._may_be_new and query.strip() and not self._is_name(query):
            new = Text(_("New code “{name}” …").format(name=words.one_line(query)), style="italic")
            # What was put there to begin with is meant as a name.
            rows.insert(0 if query == self._typed else len(rows), TableRow(_NEW, ("+", new, "", "")))
        if self._root and not query.strip():
            rows.append(TableRow(_AS_THEME, ("+", Text(words.one_line(self._root), style="italic"), "", "")))
        self._table.show_rows(rows, at=rows[0].key if rows and not stay else None)
        self.query_one("#meaning", Static).update(self._meaning(self._table.key))
        self._show_chosen()

    def _show_chosen(self) -> None:
        """The marked codes, and what the keys do now."""
        names = [Content.assemble(("✓ ", "$accent"), words.one_line(self._codes[key].name)) for key in self._marked]
        chosen = self.query_one("#chosen", Static)
        chosen.display = bool(names)
        chosen.update(Content("  ").join(names))
        keys = [_("↑ ↓ and Enter choose")]
        if self._several:
            number = len(self._chosen())
            keys = [_("Tab marks several"), _("Enter applies")]
            if self._marked:
                keys[1] = ngettext("Enter applies {number} code", "Enter applies {number} codes", number).format(
                    number=number
                )
        if self._may_be_new:
            keys.append(_("Ctrl+N new code"))
        self.query_one("#hint", Static).update(" · ".join([*keys, _("Esc leaves")]))

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
        self._table.show_rows([*rows, own], at=rows[0].key if rows else _AS_THEME)
        question = _("Under which theme does “{name}” belong?").format(name=self._new_name)
        self.query_one("#meaning", Static).update(Content(words.one_line(question)))
        self.query_one("#hint", Static).update(_("↑ ↓ and Enter choose · Esc goes back"))

    def _row(self, code: CodeView) -> TableRow:
        name = code_name(code.name, code.colour, self.app, bold=code.parent is None)
        parent = self._codes.get(code.parent or "")
        above = words.one_line(parent.name) if parent else _("theme")
        count = words.number(code.codings) if code.codings else ""
        mark = Text("✓", style="bold") if code.key in self._marked else self._recent.digit_of(code.key)
        return TableRow(code.key, (mark, name, above, count))

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
