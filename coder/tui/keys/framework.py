"""Keys of framework matrices and of queries."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

FRAMEWORK = named(
    "framework",
    [
        Binding("enter", "open", N_("Cell"), tooltip=N_("The cell's passages, and its summary to write")),
        Binding("t", "theme", N_("Theme"), tooltip=N_("The matrix of another theme")),
        Binding("right_square_bracket", "turn_theme(1)", N_("Next theme"), show=False),
        Binding("left_square_bracket", "turn_theme(-1)", N_("Previous theme"), show=False),
        Binding("n", "missing(1)", N_("Next empty"), tooltip=N_("Next cell that has passages and no summary")),
        Binding("p", "missing(-1)", N_("Previous empty"), show=False),
        Binding("delete", "remove", N_("Remove"), show=False, tooltip=N_("Take the cell's summary away")),
    ],
)

CELL = named(
    "framework cell",
    [
        Binding("ctrl+s", "save", N_("Save"), priority=True, tooltip=N_("Save the summary")),
        Binding("ctrl+l", "cite", N_("Cite"), priority=True, tooltip=N_("Cite the passage at hand in the summary")),
        Binding("ctrl+down", "passage(1)", N_("Next passage"), priority=True),
        Binding("ctrl+up", "passage(-1)", N_("Previous passage"), show=False, priority=True),
        Binding(
            "ctrl+n", "missing(1)", N_("Next empty"), priority=True, tooltip=N_("Save, and on to the next empty cell")
        ),
        Binding("ctrl+p", "missing(-1)", N_("Previous empty"), show=False, priority=True),
        Binding("escape", "leave", N_("Back"), priority=True),
    ],
)

QUERIES = named(
    "queries",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the quote where it was said; use a saved query")),
        Binding("slash", "line", N_("Expression"), tooltip=N_("Go to the line with the expression")),
        Binding("x,backspace", "clear", N_("Saved ones"), tooltip=N_("Empty the line: the saved queries")),
        Binding("s", "save", N_("Save"), tooltip=N_("Save the expression under a name")),
        Binding("a", "quotes", N_("All as quotes"), tooltip=N_("All that is found, in the list of quotes")),
        Binding("d,delete", "forget", N_("Forget"), tooltip=N_("Take the saved query away")),
    ],
)
