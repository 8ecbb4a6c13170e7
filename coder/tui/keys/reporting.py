"""Keys of the writers' list of quotes, and of the check of what they wrote."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

PICKS = named(
    "picks",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the quote where it was said")),
        Binding("J,shift+down", "shift(1)", N_("Down"), tooltip=N_("Move the quote down, over a heading into it")),
        Binding("K,shift+up", "shift(-1)", N_("Up"), tooltip=N_("Move the quote up, over a heading out of it")),
        Binding("h", "head", N_("Heading"), tooltip=N_("Begin a section with the quote; its name, or none")),
        Binding("e", "edit", N_("Edit"), tooltip=N_("Edit the words lightly, changes marked with […] and [ ]")),
        Binding("x,delete", "unpick", N_("Take out"), tooltip=N_("Take the quote off the list")),
        Binding("s", "search", N_("Search"), tooltip=N_("Go to the next quote with some words")),
        Binding("ctrl+k", "copy", N_("Copy"), tooltip=N_("Copy the quote with its attribution")),
    ],
)

CHECK = named(
    "check",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show where it was said, or something like it")),
        Binding("o", "choose", N_("Report"), tooltip=N_("Choose a report, and check its quotations")),
        Binding("r", "again", N_("Check again"), tooltip=N_("Read the same report anew")),
        Binding("f", "filter", N_("Show only"), tooltip=N_("Only the quotations with one verdict")),
    ],
)
