"""Keys of the overview, and the one that exports the figure at hand."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

OVERVIEW = named(
    "overview",
    [
        Binding("enter", "open", N_("Show it"), tooltip=N_("Go to the screen that shows more of the line")),
        Binding("d", "since", N_("Since when"), tooltip=N_("The day since which something is new")),
    ],
)

EXPORTING = named(
    "exporting",
    [
        Binding(
            "e",
            "export_figure",
            N_("Export"),
            tooltip=N_("Write what is shown as .csv, .xlsx, .svg and .png into the folder exports"),
        )
    ],
)
"""For a screen that shows a figure (``coder.tui.exporting``): put it among the screen's bindings."""
