"""Keys of the figures: cross table, codes together, saturation, landscape; those of themes are among the lists'."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named


def _filtering(group: str) -> list[Binding]:
    """The filter line's keys, which every figure has."""
    return named(
        group,
        [
            Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line, which all figures share")),
            Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
        ],
    )


CROSSTAB = [
    *named(
        "crosstab",
        [
            Binding("enter", "open", N_("Passages"), tooltip=N_("The passages of the cell, or of the whole row")),
            Binding("r", "rows", N_("Rows"), tooltip=N_("What the rows are")),
            Binding("c", "columns", N_("Columns"), tooltip=N_("What the columns are")),
            Binding("n", "measure", N_("Count"), tooltip=N_("Count cases, codings, sources or characters")),
            Binding("s", "swap", N_("Swap"), tooltip=N_("Rows become columns, and columns rows")),
        ],
    ),
    *_filtering("crosstab"),
]

TOGETHER = [
    *named(
        "together",
        [
            Binding("enter", "open", N_("Passages"), tooltip=N_("The passages where both codes meet")),
            Binding("w", "window", N_("How near"), tooltip=N_("Sharing characters, in one turn, or some turns apart")),
            Binding("plus", "widen(1)", N_("Wider"), show=False, tooltip=N_("One turn further apart")),
            Binding("minus", "widen(-1)", N_("Closer"), show=False, tooltip=N_("One turn closer together")),
        ],
    ),
    *_filtering("together"),
]

SATURATION = [
    *named(
        "saturation",
        [
            Binding("enter", "open", N_("Quotes"), tooltip=N_("The quotes of the interview")),
            Binding("i", "inductive", N_("Made while coding"), tooltip=N_("Only codes made while coding, or all")),
            Binding("o", "orders", N_("Random orders"), tooltip=N_("Compare with so many random orders, or none")),
            Binding("g", "sizes", N_("Base and run"), tooltip=N_("Interviews in the base and in a run (Guest et al.)")),
            Binding(
                "p", "plot", N_("Curve"), tooltip=N_("The curve instead of the table, or both where there is room")
            ),
        ],
    ),
    *_filtering("saturation"),
]

LANDSCAPE = [
    *named(
        "landscape",
        [
            Binding("enter", "open", N_("Quotes"), tooltip=N_("The quotes of the code, or of both codes")),
            Binding("w", "walk", N_("Walk"), tooltip=N_("Walk through what most likely belongs to the code")),
        ],
    ),
    *_filtering("landscape"),
]
