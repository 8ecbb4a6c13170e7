"""Along what figures are broken down, and what its values are called on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass

from coder.i18n import N_, _
from coder.queries.codes import CodeView
from coder.queries.filterable import Filterable
from coder.tui import words

TITLES = {
    "codes": N_("Codes"),
    "themes": N_("Themes"),
    "cases": N_("Cases"),
    "sources": N_("Sources"),
    "actors": N_("Actors who speak"),
    "kinds": N_("Kinds of actors"),
    "places": N_("Places"),
    "groups": N_("Groups spoken of"),
    "guide": N_("Questions of the guide"),
    "about-actors": N_("Actors spoken of"),
    "about-places": N_("Places spoken of"),
    "voice": N_("Voice: about oneself or others"),
    "mode": N_("Mode: today, wanted, missing"),
}
"""What each dimension of ``queries.names`` is called; a variable is called what the project calls it."""

MEASURES = {
    "cases": N_("Cases"),
    "codings": N_("Codings"),
    "sources": N_("Sources"),
    "characters": N_("Characters"),
}


def title(dimension: str) -> str:
    """What a dimension is called."""
    return _(TITLES[dimension]) if dimension in TITLES else dimension


@dataclass(frozen=True)
class Labels:
    """What the values of dimensions are called."""

    codes: Mapping[str, CodeView]
    entries: Mapping[str, str]
    """Names of actors, groups and places by their keys."""
    questions: Mapping[str, str]
    """Texts of the guide's questions by their keys."""

    def of(self, dimension: str, value: str) -> str:
        """A value as a column's title: names, but of questions only their keys, which are short."""
        if dimension in ("codes", "themes") and value in self.codes:
            return self.codes[value].name
        if dimension in ("actors", "places", "groups", "about-actors", "about-places"):
            return self.entries.get(value, value)
        if dimension == "voice":
            return words.voice_in_words(value)
        return words.mode_in_words(value) if dimension == "mode" else value

    def whole(self, dimension: str, value: str) -> str:
        """A value where there is room: a question with its text."""
        text = self.questions.get(value, "") if dimension == "guide" else ""
        return f"{value}: {text}" if text else self.of(dimension, value)


def labels(known: Filterable) -> Labels:
    """What values are called in a project."""
    return Labels(
        codes={code.key: code for code in known.codes},
        entries={entry.key: entry.name for entry in known.about},
        questions={question.key: question.text for question in known.questions},
    )
