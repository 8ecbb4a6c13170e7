"""Screens that belong together: a line under the top bar names them, and a digit goes to each."""

from typing import NamedTuple

from coder.i18n import N_


class View(NamedTuple):
    """A screen of a family; its digit is its place in the family, from 1."""

    screen: str
    """Its name in ``app.show``."""
    title: str
    """Marked for translation; short, since all stand in one line of 80 cells."""


FIGURES = (
    View("themes", N_("Themes")),
    View("crosstab", N_("Crossed")),
    View("framework", N_("Matrices")),
    View("query", N_("Queries")),
    View("together", N_("Pairs")),
    View("saturation", N_("Saturated")),
    View("landscape", N_("Terrain")),
    View("agreement", N_("Coders")),
    View("overview", N_("Overview")),
)
"""What the interviews say, and how sure it is (F4)."""

MODEL = (
    View("actors", N_("Actors")),
    View("roles", N_("Roles")),
    View("constellations", N_("Constellations")),
    View("whitespots", N_("White spots")),
    View("picks", N_("Report quotes")),
    View("check", N_("Report check")),
)
"""What the interviews add up to (F11)."""

FAMILIES = (FIGURES, MODEL)


def family_of(screen: str) -> tuple[View, ...]:
    """The family a screen belongs to; empty for a screen of its own."""
    return next((family for family in FAMILIES if screen in (view.screen for view in family)), ())
