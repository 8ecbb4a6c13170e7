"""Keys of the model's lists: constellations and white spots."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

CONSTELLATIONS = named(
    "constellations",
    [
        Binding("enter", "open", N_("Passages"), tooltip=N_("The passages that say so, among the quotes")),
        Binding("c", "confirm", N_("Confirm"), tooltip=N_("Say that it exists; a suggestion is written down by it")),
        Binding("x", "refute", N_("Refute"), tooltip=N_("Say that there is none; it is not suggested again")),
        Binding("e", "edit", N_("Edit"), tooltip=N_("Name, members, place, groups, purpose and state")),
        Binding("n", "add", N_("New"), tooltip=N_("Write down one that you know of")),
        Binding("r", "reopen", N_("Open again"), tooltip=N_("Take back what was decided of it")),
        Binding("tab", "app.focus_next", N_("Beside"), show=False, tooltip=N_("To the passages beside, and back")),
        Binding("delete", "remove", N_("Remove"), show=False, tooltip=N_("Take it away")),
    ],
)

WHITE_SPOTS = named(
    "whitespots",
    [
        Binding("enter", "settle", N_("Settle"), tooltip=N_("What the cell rests on, and what it is to be")),
        Binding("p", "open", N_("Passages"), tooltip=N_("The passages of the cell, among the quotes")),
        Binding("c", "confirm", N_("Confirm"), tooltip=N_("Confirm the cell as it is")),
        Binding("r", "reopen", N_("Open again"), tooltip=N_("Take back what was settled of the cell")),
        Binding("a", "across", N_("Places, actors"), tooltip=N_("Rows are places, or actors")),
        Binding("tab", "app.focus_next", N_("Beside"), show=False, tooltip=N_("To the passages beside, and back")),
        Binding("left", "group(-1)", N_("Group to the left"), show=False),
        Binding("right", "group(1)", N_("Group to the right"), show=False),
    ],
)
