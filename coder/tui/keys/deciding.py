"""Keys where coders are compared, and where they differ."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

AGREEMENT = named(
    "agreement",
    [
        Binding("enter", "decide", N_("Disagreements"), tooltip=N_("Where the coders differ on the code; decide it")),
        Binding("t", "unit", N_("Unit"), tooltip=N_("Compare by turns, by sentences or by characters")),
        Binding("c", "coders", N_("Coders"), tooltip=N_("Whom to compare")),
        Binding("m", "finished", N_("Finished only"), tooltip=N_("Compare only what all call finished, or not")),
    ],
)

DISAGREEMENTS = named(
    "disagreements",
    [
        Binding("a,1", "keep(0)", N_("A's"), tooltip=N_("Keep the codings of coder A")),
        Binding("b,2", "keep(1)", N_("B's"), tooltip=N_("Keep the codings of coder B")),
        *(
            Binding(str(digit), f"keep({digit - 1})", "", show=False, tooltip=N_("Keep this coder's codings"))
            for digit in range(3, 10)
        ),
        Binding("s", "both", N_("Both"), tooltip=N_("Keep both; what overlaps becomes one coding")),
        Binding("x", "neither", N_("Neither"), tooltip=N_("Keep none of the codings")),
        Binding("c", "code", N_("Code"), tooltip=N_("Keep them with another code")),
        Binding("i", "ends", N_("Ends"), tooltip=N_("Keep another passage")),
        Binding("w", "why", N_("Why"), tooltip=N_("Say why, before or after deciding")),
        Binding("n,right", "step(1)", N_("Next"), show=False),
        Binding("p,left", "step(-1)", N_("Previous"), show=False),
        Binding("down", "read(1)", N_("Read on"), show=False),
        Binding("up", "read(-1)", N_("Read back"), show=False),
        Binding("R", "rest", N_("The rest"), tooltip=N_("Decide all that is left alike, or only differing ends")),
        Binding("r", "reopen", N_("Undecided"), show=False, tooltip=N_("Take the decision back")),
    ],
)
