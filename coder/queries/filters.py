"""Which codings are asked for: one filter for quotes and for every figure, so that a figure can be opened as quotes."""

from dataclasses import dataclass

from coder.i18n import Translator


@dataclass(frozen=True)
class Filter:
    """Which codings; everything given must hold. Empty means any.

    What is said of speakers (``case``, ``where``) must hold for one speaker whose words the coding reaches into.
    """

    code: str = ""
    deep: bool = False
    """With the codes under ``code``."""
    theme: str = ""
    case: str = ""
    where: tuple[tuple[str, str], ...] = ()
    """(variable, value) pairs."""
    about: str = ""
    """The key of an actor, group or place."""
    source: str = ""
    guide: str = ""
    """Beginning in the answer to this question of the guide (its key)."""
    voice: str = ""
    """``self`` or ``other``."""
    mode: str = ""
    """``now``, ``wanted`` or ``missing``."""

    @property
    def facets(self) -> bool:
        """Whether it asks for more of a coding than its code and place."""
        return bool(self.about or self.voice or self.mode)

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, as (name, value); the names are those of the command line's options."""
        code = f"{self.code} +" if self.deep else self.code
        named = {"code": code, "theme": self.theme, "case": self.case, "source": self.source, "about": self.about}
        named |= {"voice": self.voice, "mode": self.mode, "guide": self.guide}
        return (*((name, value) for name, value in named.items() if value and value != " +"), *self.where)


EVERYTHING = Filter()


def conditions_in_words(conditions: tuple[tuple[str, str], ...], t: Translator) -> str:
    """What a caption says of a filter; "" for none."""
    _ = t.gettext
    titles = {
        "code": _("Code"),
        "theme": _("Theme"),
        "case": _("Case"),
        "source": _("Source"),
        "about": _("About"),
        "voice": _("Voice"),
        "mode": _("Mode"),
        "guide": _("Question"),
        "query": _("Query"),
        "actor": _("Actor"),
        "kind": _("Kind"),
        "place": _("Place"),
    }
    words = "; ".join(f"{titles.get(name, name)} = {value}" for name, value in conditions)
    return _("Filter: {conditions}.").format(conditions=words) if words else ""
