"""How the dimensions of figures are called; nothing heavy, so that command lines can name them."""

DIMENSIONS = {
    "codes": "code",
    "themes": "theme",
    "cases": "case",
    "sources": "source",
    "actors": "actor",
    "kinds": "kind",
    "places": "place",
    "groups": "group",
    "guide": "question",
    "about-actors": "about-actor",
    "about-places": "about-place",
    "voice": "voice",
    "mode": "mode",
}
"""Each dimension with its singular; any other name is a variable's."""

MEASURES = ("cases", "codings", "sources", "characters")
"""What the cells of a cross table can count."""


def canonical(typed: str) -> str:
    """A dimension as it was typed, in the singular or the plural; a variable stays what it is."""
    name = typed.strip()
    if name in DIMENSIONS:
        return name
    return next((plural for plural, singular in DIMENSIONS.items() if name == singular), name)
