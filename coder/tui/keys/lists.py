"""Keys of the lists: interviews, themes, quotes, hits, walks, the guide, the history."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

INTERVIEWS = named(
    "interviews",
    [
        Binding("enter", "open", N_("Open"), tooltip=N_("Open the interview where you left it")),
        Binding("l", "load", N_("Load transcripts"), tooltip=N_("Load what is new in the folder transcripts")),
        Binding("g", "app.show('guide')", N_("Guide"), show=False, tooltip=N_("The interview guide and its answers")),
        Binding("m", "finish", N_("Finished"), tooltip=N_("Call the interview finished, or not finished after all")),
        Binding("t", "speakers", N_("Speakers"), tooltip=N_("Who speaks in the interview, and for whom")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the interview")),
        Binding("O", "note_on", N_("Note on the study"), show=False),
        Binding("v", "preview", N_("Look first"), tooltip=N_("See how new transcripts would be read, then load them")),
        Binding("p", "app.show('names')", N_("Names"), show=False, tooltip=N_("Names that wait for a pseudonym")),
        Binding("d,delete", "remove", N_("Remove"), show=False, tooltip=N_("Take the interview out of the study")),
        Binding("P", "prepared", N_("Prepared"), tooltip=N_("Say what of its preparation is done, or is not")),
        Binding("q", "app.quit", N_("Quit")),
    ],
)

THEMES = named(
    "themes",
    [
        Binding("enter", "quotes", N_("Quotes"), tooltip=N_("The quotes of the theme or code")),
        Binding("w", "walk", N_("Walk"), tooltip=N_("Walk through what most likely belongs to the code")),
        Binding("t", "toggle_codes", N_("Themes only"), tooltip=N_("Show themes only, or all their codes")),
        Binding("b", "by", N_("By …"), tooltip=N_("A column for each case, place, question of the guide …")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the code")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line, which all figures share")),
        Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
    ],
)

QUOTES = named(
    "quotes",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the quote where it was said")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line")),
        Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark the quote; what is done is then done to all marked")),
        Binding("A", "mark_all", N_("All"), show=False, tooltip=N_("Mark all quotes shown, or none")),
        Binding("r", "recode", N_("Recode"), tooltip=N_("Give it another code")),
        Binding("a", "add", N_("Add a code"), tooltip=N_("Apply a further code to the same passage")),
        Binding("d,delete", "remove", N_("Remove"), tooltip=N_("Remove the coding")),
        Binding("i", "adjust", N_("Ends"), tooltip=N_("Adjust where it begins and ends")),
        Binding("f", "facets", N_("Facets"), tooltip=N_("Whom it is about, whose voice, and whether it is so")),
        Binding("asterisk", "star", N_("Star"), tooltip=N_("One of the strongest quotes, or not")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the quote")),
        Binding("p", "pick", N_("Pick"), tooltip=N_("Put it on the list of report quotes")),
        Binding("ctrl+k", "copy", N_("Copy"), tooltip=N_("Copy the quote with its attribution")),
        Binding("c", "code", N_("Code"), tooltip=N_("Show the quotes of one code")),
        Binding("s", "starred", N_("Starred only"), tooltip=N_("Show starred quotes only, or all")),
    ],
)

SEARCH = named(
    "search",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the hit where it was said")),
        Binding("down", "move(1)", N_("Next hit"), show=False),
        Binding("up", "move(-1)", N_("Previous hit"), show=False),
        Binding("pagedown", "move(10)", N_("Ten hits on"), show=False),
        Binding("pageup", "move(-10)", N_("Ten hits back"), show=False),
    ],
)

WALK = named(
    "walk",
    [
        Binding("a", "accept", N_("Accept"), tooltip=N_("Take it: a coding, a new code, an actor")),
        Binding("x", "reject", N_("Reject"), tooltip=N_("Leave it aside: it is not offered again")),
        Binding("n", "step(1)", N_("Next"), tooltip=N_("The next one, without deciding")),
        Binding("p", "step(-1)", N_("Previous"), show=False, tooltip=N_("The one before")),
        Binding("D", "put_off", N_("Later"), tooltip=N_("Come back to it after all others")),
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the passage where it was said")),
        Binding("o", "open_other", N_("The other"), show=False, tooltip=N_("Show the other passage of a pair")),
        Binding("c", "choose", N_("Code"), tooltip=N_("Choose the code to walk through")),
        Binding("tab", "list(1)", N_("Next list"), tooltip=N_("Passages, twins, new codes, unequal codings, actors")),
        Binding("shift+tab", "list(-1)", N_("List before"), show=False),
    ],
)

GUIDE = named(
    "guide",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("To the answers; from there to where it was said")),
        Binding("a", "confirm", N_("Confirm"), tooltip=N_("Yes, this turn asks the question")),
        Binding("x", "refute", N_("Refute"), tooltip=N_("No, this turn does not ask the question")),
        Binding("r", "review", N_("Proposals"), tooltip=N_("Go through what is only proposed; again for the answers")),
        Binding("m", "matrix", N_("Asked where"), tooltip=N_("Interviews and questions in one table, or not")),
        Binding("A", "confirm_all", N_("Confirm many"), show=False, tooltip=N_("Confirm proposals from a score on")),
        Binding("tab,shift+tab", "other_side", N_("Other side"), show=False),
    ],
)

HISTORY = named(
    "history",
    [
        Binding("enter", "show_past", N_("As of then"), tooltip=N_("Show the project as it was after this step")),
        Binding("g", "ask_past", N_("As of a date"), tooltip=N_("Show the project as of a day or time")),
    ],
)
