"""All keys, in groups."""

from collections.abc import Iterable, Mapping, Sequence

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coder.i18n import N_, _
from coder.tui import keys
from coder.tui.keymap import rebound
from coder.tui.screens.base import CoderModal
from coder.tui.transcript.keys import BINDINGS as READING
from coder.tui.transcript.keys import ENDS

Group = tuple[str, Sequence[Binding]]

GROUPS: dict[str, Sequence[Group]] = {
    "interviews": ((N_("Interviews"), keys.INTERVIEWS),),
    "coding": (
        (N_("Coding: applying codes"), keys.CODES),
        (N_("Coding: suggestions"), keys.SUGGESTIONS),
        (N_("Coding: reading and selecting"), [*keys.VIEW, *READING]),
        (N_("Coding: while the ends of a coding are moved"), ENDS),
        (N_("Coding: going about"), keys.GOING),
        (N_("Coding: correcting"), keys.EDITING),
        (N_("Coding: in the codebook"), keys.CODEBOOK),
    ),
    "themes": ((N_("Themes"), keys.THEMES),),
    "crosstab": ((N_("Cross table"), keys.CROSSTAB),),
    "together": ((N_("Codes together"), keys.TOGETHER),),
    "saturation": ((N_("Saturation"), keys.SATURATION),),
    "landscape": ((N_("Landscape"), keys.LANDSCAPE),),
    "constellations": ((N_("Constellations"), keys.CONSTELLATIONS),),
    "whitespots": ((N_("White spots"), keys.WHITE_SPOTS),),
    "quotes": ((N_("Quotes"), keys.QUOTES),),
    "framework": ((N_("Framework matrix"), keys.FRAMEWORK), (N_("A cell of the matrix"), keys.CELL)),
    "query": ((N_("Queries"), keys.QUERIES),),
    "picks": ((N_("Report quotes"), keys.PICKS),),
    "check": ((N_("Report check"), keys.CHECK),),
    "guide": ((N_("Guide"), keys.GUIDE),),
    "search": ((N_("Search all"), keys.SEARCH),),
    "names": ((N_("Names and pseudonyms"), keys.NAMES),),
    "history": ((N_("History"), keys.HISTORY),),
    "speakers": ((N_("Speakers"), keys.SPEAKERS),),
    "actors": ((N_("Actors"), keys.ACTORS),),
    "roles": ((N_("Roles"), keys.ROLES),),
    "overview": ((N_("Overview"), keys.OVERVIEW), (N_("Figures: exporting"), keys.EXPORTING)),
    "agreement": ((N_("Agreement"), keys.AGREEMENT), (N_("Deciding between coders"), keys.DISAGREEMENTS)),
}
"""Keys by screen."""

ANYWHERE: Group = (N_("Anywhere"), [*keys.ANYWHERE, *keys.SCREENS, *keys.APP, *keys.FAMILY])
_KEY_CELLS = 22
_SIGN_CELLS = 8

LEGEND = (
    ("S │ └", N_("a coding of yours; its code's first letter")),
    ("s ┆ ╰", N_("somebody else's coding")),
    ("├  +", N_("two codings meet in a row; there are more than have room")),
    ("? ┊", N_("a suggestion; its words are underlined")),
    ("★  ¶", N_("before a code's name: starred, with a note")),
    ("¶", N_("before a row of the text: a note on a passage that begins there")),
    ("▏▌█  ▒", N_("on the map: how much is coded by you there; coded by others only")),
    ("·", N_("on the map: something is suggested there")),
)
"""The reader's signs and what they mean."""


def every_binding() -> list[Binding]:
    """All of them, by group, each once."""
    found = {
        binding.id: binding
        for groups in (*GROUPS.values(), (ANYWHERE,))
        for _title, bindings in groups
        for binding in bindings
    }
    return list(found.values())


class HelpScreen(CoderModal[None]):
    """A page with every key, those of the screen it was called from first; the arrows scroll it."""

    def __init__(self, screen: str, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._keymap = keymap
        others = [group for name, groups in GROUPS.items() if name != screen for group in groups]
        self._groups: list[Group] = [*GROUPS.get(screen, ()), ANYWHERE, *others]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(_("Keys"), classes="title", markup=False)
            with VerticalScroll(id="help"):
                for title, bindings in self._groups:
                    yield Static(self._group(_(title), bindings), classes="group", markup=False)
                yield Static(self._remarks(), classes="group", markup=False)
            hint = _("Arrows scroll · Esc closes · Ctrl+P finds any command by name")
            yield Static(hint, classes="hint", markup=False)

    def _group(self, title: str, bindings: Iterable[Binding]) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(width=_KEY_CELLS)
        table.add_column(ratio=1)
        colour = self.app.theme_variables["accent"]
        table.add_row(Text(title, style=f"bold {colour}"))
        for words, pressed in self._by_words(bindings).items():
            table.add_row(Text(_held(pressed), style="bold"), Text(words))
        return table

    def _by_words(self, bindings: Iterable[Binding]) -> dict[str, list[str]]:
        """The keys of each thing to do, in order."""
        found: dict[str, list[str]] = {}
        for binding in Binding.make_bindings(rebound(bindings, self._keymap)):
            if binding.description:
                words = _(binding.tooltip or binding.description)
                found.setdefault(words, []).append(self.app.get_key_display(Binding(binding.key, "")))
        return found

    def _remarks(self) -> Content:
        legend = "".join(f"\n{sign.ljust(_SIGN_CELLS)}{_(meaning)}" for sign, meaning in LEGEND)
        lines = (
            (_("With the mouse"), "bold $accent"),
            "\n",
            _("Drag over a passage to select it; a double click takes the word, a triple click the sentence."),
            "\n",
            _("A click on the map at the right edge of the text goes there."),
            "\n",
            _("Without a selection, a code goes on the sentence at the cursor, which is faintly lit."),
            "\n\n",
            (_("What stands beside the text"), "bold $accent"),
            legend,
        )
        return Content.assemble(*lines)


def _held(pressed: Sequence[str]) -> str:
    """Keys that do the same: the first and the last where there are many."""
    return "  ".join(pressed) if len(pressed) <= 3 else f"{pressed[0]} – {pressed[-1]}"
