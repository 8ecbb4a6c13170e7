"""Keys of every screen: the way between them, help, undo."""

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
        Binding("f11,ctrl+g", "app.show('actors')", N_("Model"), show=False),
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
        Binding(
            "ctrl+t",
            "import",
            N_("Take over a file"),
            show=False,
            tooltip=N_("A project of another program, codings, or quotes with codes"),
        ),
        Binding("f7", "app.show('guide')", N_("Guide"), show=False, tooltip=N_("The interview guide and its answers")),
        Binding("ctrl+f", "app.show('search')", N_("Search all"), show=False, tooltip=N_("Search all interviews")),
        Binding("f8", "app.show('names')", N_("Names"), show=False, tooltip=N_("Names that wait for a pseudonym")),
        Binding("f10", "app.show('agreement')", N_("Agreement"), show=False, tooltip=N_("How far coders coded alike")),
        Binding("f9", "app.show('speakers')", N_("Speakers"), show=False, tooltip=N_("Who speaks, and for whom")),
        Binding("ctrl+o", "goto_quote", N_("Go to a quote"), show=False, tooltip=N_("Go to a quote by its identifier")),
        Binding("f12", "app.show('walk')", N_("Walks"), show=False, tooltip=N_("A code's passages, and beside codes")),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
    ],
)

FAMILY = named(
    "family",
    [
        Binding(
            str(digit),
            f"view({digit})",
            N_("View"),
            show=False,
            tooltip=N_("The view with that number, above"),
        )
        for digit in range(1, 10)
    ],
)
"""For a screen of a family (``coder.tui.families``): put it among the screen's bindings."""
