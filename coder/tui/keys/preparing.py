"""Keys where interviews are prepared: speakers and names."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

SPEAKERS = named(
    "speakers",
    [
        Binding("enter", "edit", N_("Change"), tooltip=N_("Say who the speaker is, or all that are marked")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark the speaker, to change several at once")),
        Binding("a", "mark_all", N_("Mark all"), show=False, tooltip=N_("Mark all that are shown, or none")),
        Binding("s", "settle", N_("Settled"), tooltip=N_("Call the interview's speakers settled, or not after all")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line")),
        Binding("m", "missing", N_("Missing only"), tooltip=N_("Show only where something is missing or doubtful")),
        Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
        Binding("c", "rename_case", N_("Case"), show=False, tooltip=N_("Rename the case, or make it one with another")),
        Binding("h", "assign", N_("Main coder"), show=False, tooltip=N_("Say whose codings count for the interview")),
        Binding("o", "open", N_("Open"), show=False, tooltip=N_("Open the interview")),
    ],
)

NAMES = named(
    "names",
    [
        Binding("a,enter", "accept", N_("Replace so"), tooltip=N_("Replace the name everywhere, as proposed")),
        Binding("e", "edit", N_("Edit"), tooltip=N_("Write another pseudonym for the name")),
        Binding("k", "keep", N_("Keep"), tooltip=N_("Leave the name as it stands")),
        Binding("w", "write", N_("Replace now"), tooltip=N_("Write what was decided into the interviews; asks first")),
        Binding("c", "check", N_("Check"), tooltip=N_("Search for what still stands")),
        Binding("n", "next", N_("Next"), show=False, tooltip=N_("The next name, without deciding")),
        Binding("g", "open", N_("In its place"), show=False, tooltip=N_("Show the name where it was said")),
        Binding("s", "split", N_("Split"), show=False, tooltip=N_("Decide the forms of a name one by one")),
        Binding("m", "merge", N_("Same as …"), show=False, tooltip=N_("Another name of somebody in the list")),
        Binding("l", "add", N_("Add a name"), show=False, tooltip=N_("Somebody is spoken of whom the search may miss")),
        Binding("A", "accept_sure", N_("All sure ones"), show=False, tooltip=N_("Replace all that is sure")),
    ],
)
