"""Keys of the screens of the model: what the interviews add up to."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

ACTORS = named(
    "actors",
    [
        Binding("enter", "open", N_("What is said"), tooltip=N_("All that is known and said of the actor")),
        Binding("n", "names", N_("Names"), tooltip=N_("Settle whom an ambiguous name means")),
        Binding("f", "filter", N_("Only those spoken of"), show=False, tooltip=N_("Hide actors nobody speaks of")),
    ],
)

ROLES = named(
    "roles",
    [
        Binding("enter", "open", N_("Quotes and text"), tooltip=N_("The cell's quotes, and what is written of it")),
        Binding("t", "turn", N_("Today/wanted"), tooltip=N_("How it is today, or how it should be")),
        Binding("m", "measures", N_("Measures"), tooltip=N_("Projects and the money behind them")),
        Binding("w", "rule", N_("What counts"), tooltip=N_("What is counted, and when something is contested")),
    ],
)
