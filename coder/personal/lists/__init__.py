"""Names and words by which people are recognised, written for interviews in northern Sweden: a text file a list.

The names stand beside Faker's Swedish ones, which lack short forms, and many names of people with roots in Sápmi,
Finland and other countries. No list is ever complete.
"""

from functools import lru_cache
from pathlib import Path


def _read(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _endings(name: str) -> tuple[str, ...]:
    return tuple(sorted(_read(name)))


EVERYDAY = _read("everyday")
"""Words of everyday talk that are names as well: alone and without a capital they name nobody."""
TITLES = _read("titles")
"""What a person may be called before the name."""
ROLES = _read("roles")
"""What transcribers call a speaker instead of a name."""
VERBS = _read("verbs")
"""What people do: after a word that may be a name these speak for one."""
NO_PERSONS = _read("no_persons")
"""Countries, towns, firms and the like; a place of the project's register needs no entry."""
NO_STREETS = _read("no_streets")
HEALTH_BEGINNINGS = _read("health_beginnings")
HEALTH_WORDS = _read("health_words")
MONTHS = _read("months")
TITLE_ENDINGS = _endings("title_endings")
SURE_SURNAME_ENDINGS = _endings("surname_endings")
"""With these a word that no dictionary knows is a surname, even without a capital."""
PARTICLES = _read("particles")
"""*von*, *af*, *al*: they belong to the name that follows."""
ORGANISATION_ENDINGS = _endings("organisation_endings")
PLACE_ENDINGS = _endings("place_endings")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names in lower case, those with a hyphen also in their parts."""
    from faker.providers.person.sv_SE import Provider

    return _with_parts(frozenset(str(name).lower() for name in Provider.first_names) | _read("first_names"))


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames in lower case, those with a hyphen also in their parts."""
    from faker.providers.person.sv_SE import Provider

    return _with_parts(frozenset(str(name).lower() for name in Provider.last_names) | _read("surnames"))


def _with_parts(names: frozenset[str]) -> frozenset[str]:
    return names | {part for name in names if "-" in name for part in name.split("-")}
