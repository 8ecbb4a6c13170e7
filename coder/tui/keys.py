"""Every key of the screens, in the groups in which the help shows them. The reader's own are in its package.

Descriptions are marked here and translated where they are shown. A key that is shown stands in the bar at the bottom,
in this order, as far as the width goes.
"""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

SCREENS = named(
    "screens",
    [
        Binding("f2", "app.show('interviews')", N_("Interviews"), show=False),
        Binding("f3", "app.show('coding')", N_("Coding"), show=False),
        Binding("f4", "app.show('themes')", N_("Themes"), show=False),
        Binding("f5", "app.show('quotes')", N_("Quotes"), show=False),
        Binding("f6", "app.show('history')", N_("History"), show=False),
    ],
)

ANYWHERE = named(
    "anywhere",
    [
        Binding("question_mark,f1", "help", N_("Help")),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take back what you did last")),
        Binding("y,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do again what was taken back last")),
        Binding("escape", "back", N_("Back"), show=False),
    ],
)

APP = named(
    "app",
    [
        Binding(
            "ctrl+e", "export", N_("Export now"), show=False, tooltip=N_("Write all exports into the folder exports")
        ),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
    ],
)

INTERVIEWS = named(
    "interviews",
    [
        Binding("enter", "open", N_("Open"), tooltip=N_("Open the interview where you left it")),
        Binding("l", "load", N_("Load transcripts"), tooltip=N_("Load what is new in the folder transcripts")),
        Binding("m", "finish", N_("Finished"), tooltip=N_("Call the interview finished, or not finished after all")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the interview")),
        Binding("q", "app.quit", N_("Quit")),
    ],
)

CODES = named(
    "coding",
    [
        Binding("enter,c", "code", N_("Apply code"), tooltip=N_("Choose a code for the passage")),
        Binding("f", "facets", N_("Facets"), tooltip=N_("Whom the coding is about, whose voice, and whether it is so")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the coding at the cursor, else on the interview")),
        Binding("r", "repeat", N_("Repeat"), tooltip=N_("Apply the code used last")),
        Binding("d,delete", "remove", N_("Remove"), tooltip=N_("Remove the coding at the cursor")),
        *(
            Binding(
                str(digit),
                f"recent({digit})",
                N_("Recent code"),
                show=False,
                tooltip=N_("Apply one of the last nine codes"),
            )
            for digit in range(1, 10)
        ),
        Binding("v", "in_vivo", N_("Code in vivo"), show=False, tooltip=N_("A new code in the speaker's own words")),
        Binding("asterisk", "star", N_("Star"), show=False, tooltip=N_("One of the strongest quotes, or not")),
        Binding("m", "finish", N_("Finished"), show=False, tooltip=N_("Call the interview finished, or not after all")),
    ],
)

SUGGESTIONS = named(
    "coding",
    [
        Binding(
            "a", "accept", N_("Accept"), show=False, tooltip=N_("Make it a coding, on the selection if there is one")
        ),
        Binding("x", "reject", N_("Reject"), show=False, tooltip=N_("Never offer this code for this passage again")),
        Binding("n,tab", "next_suggestion", N_("Next suggestion"), show=False),
        Binding("p,shift+tab", "previous_suggestion", N_("Previous suggestion"), show=False),
    ],
)

VIEW = named(
    "coding",
    [
        Binding("slash", "find", N_("Search"), tooltip=N_("Search in the interview")),
        Binding("b", "codebook", N_("Codebook"), tooltip=N_("Show the codebook and go to it; again to hide it")),
    ],
)

CODEBOOK = named(
    "codebook",
    [
        Binding("enter", "choose", N_("Apply"), tooltip=N_("Apply the code at hand to the passage")),
        Binding("left", "fold", N_("Fold the theme"), show=False),
        Binding("right", "unfold", N_("Unfold the theme"), show=False),
    ],
)

THEMES = named(
    "themes",
    [
        Binding("enter", "quotes", N_("Quotes"), tooltip=N_("The quotes of the theme or code")),
        Binding("t", "toggle_codes", N_("Themes only"), tooltip=N_("Show themes only, or all their codes")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the code")),
    ],
)

QUOTES = named(
    "quotes",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the quote where it was said")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line")),
        Binding("x,backspace", "clear", N_("All"), tooltip=N_("Take the filter off")),
        Binding("c", "code", N_("Code"), tooltip=N_("Show the quotes of one code")),
        Binding("s", "starred", N_("Starred only"), tooltip=N_("Show starred quotes only, or all")),
        Binding("asterisk", "star", N_("Star"), tooltip=N_("One of the strongest quotes, or not")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the quote")),
    ],
)

HISTORY = named(
    "history",
    [
        Binding("enter", "show_past", N_("As of then"), tooltip=N_("Show the project as it was after this step")),
        Binding("g", "ask_past", N_("As of a date"), tooltip=N_("Show the project as of a day or time")),
    ],
)
