"""How often each theme and code occurs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from coder.i18n import _, current_language, translator
from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.frequencies import Frequency, FrequencyTable, frequencies
from coder.tui import keys, words
from coder.tui.messages import ShowQuotes, ShowWalk
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.noting import ask_note
from coder.tui.widgets.bars import bar
from coder.tui.widgets.marks import code_name, code_style
from coder.tui.widgets.table import Field, RowTable, TableRow


@dataclass(frozen=True)
class _Counts:
    codes: tuple[CodeView, ...]
    by_code: FrequencyTable
    by_theme: FrequencyTable


class ThemesScreen(AskingScreen[_Counts]):
    """Themes with all their codes, and each code by itself; Enter shows the quotes."""

    NAME = "themes"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.THEMES, *keys.FAMILY]
    AUTO_FOCUS = "RowTable"

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._themes_only = False

    def compose_body(self) -> Iterator[Widget]:
        yield Static(id="caption", markup=False)
        yield RowTable(
            (
                Field(_("Theme and code"), 19, 4),
                Field("", 10, 2, most=30),
                Field(_("Cases"), 9, right=True),
                Field(_("Sources"), 7, 1, right=True, most=9),
                Field(_("Codings"), 9, 1, right=True, most=10),
                Field(_("Characters"), 10, 1, right=True, most=11),
            )
        )

    def ask(self) -> _Counts:
        return self.project.ask(
            lambda session: _Counts(code_tree(session), frequencies(session), frequencies(session, "theme"))
        )

    def show_answer(self, answer: _Counts) -> None:
        by_code = answer.by_code
        t = translator(current_language())
        scope = by_code.scope.in_words(t)
        what = _("A theme's row counts all its codes; a code's row its own codings.")
        self.query_one("#caption", Static).update(Content.assemble((scope, "bold"), "\n", (what, "$muted")))
        own = {row.code: row for row in by_code.rows}
        whole = {row.theme: row for row in answer.by_theme.rows}
        rows = [
            self._row(code, own[code.key] if code.parent else whole[code.key], by_code.all_cases)
            for code in answer.codes
            if code.parent is None or not self._themes_only
        ]
        self.query_one(RowTable).show_rows(rows)

    def _row(self, code: CodeView, counts: Frequency, all_cases: int) -> TableRow:
        name = code_name(code.name, code.colour, self.app, indent=2 * code.depth, bold=code.parent is None)
        empty = Style(color=self.app.theme_variables["secondary"], dim=True)
        share = counts.cases / max(1, all_cases)
        drawn = partial(bar, share, filled=code_style(code.colour, self.app), empty=empty)
        cases = _("{cases} of {all}").format(cases=counts.cases, all=all_cases)
        numbers = (counts.sources, counts.codings, counts.characters)
        return TableRow(code.key, (name, drawn, cases, *(words.number(each) if each else "–" for each in numbers)))

    def action_quotes(self) -> None:
        code = self.query_one(RowTable).key
        if code is not None:
            self.post_message(ShowQuotes(code))

    def action_walk(self) -> None:
        code = self.query_one(RowTable).key
        if code is not None:
            self.post_message(ShowWalk(code))

    def action_toggle_codes(self) -> None:
        self._themes_only = not self._themes_only
        self.show_project()

    def action_note(self) -> None:
        code = self.query_one(RowTable).key
        if code is not None:
            ask_note(self, f"code:{code}", code, self.show_project)
