"""Screens that belong together: a line under the top bar names them, and a digit goes to each."""

from typing import NamedTuple

from coder.i18n import N_


class View(NamedTuple):
    """A screen of a family; its digit is its place in the family, from 1."""

    screen: str
    """Its name in ``app.show``."""
    title: str
    """Marked for translation; short, since all stand in one line of 80 cells."""


FIGURES = (View("themes", N_("Themes")), View("agreement", N_("Agreement")))
"""What the interviews say, and how sure it is (F4)."""

FAMILIES = (FIGURES,)


def family_of(screen: str) -> tuple[View, ...]:
    """The family a screen belongs to; empty for a screen of its own."""
    return next((family for family in FAMILIES if screen in (view.screen for view in family)), ())
