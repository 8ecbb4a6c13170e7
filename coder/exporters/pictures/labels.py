"""What codes and values are called in a picture: by name, where the data beside it has their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coder.i18n import Translator
from coder.queries.codes import CodeView


@dataclass(frozen=True)
class Labels:
    """Names by id."""

    codes: Mapping[str, CodeView]
    entries: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Of the registers, by kind and id."""

    def code(self, key: str) -> str:
        found = self.codes.get(key)
        return found.name if found else key

    def is_theme(self, key: str) -> bool:
        found = self.codes.get(key)
        return found is not None and found.parent is None

    def value(self, dimension: str, value: str, t: Translator) -> str:
        """A value along a dimension (``queries.names.DIMENSIONS``) as people call it."""
        _ = t.gettext
        if dimension in ("codes", "themes"):
            return self.code(value)
        if dimension == "guide":
            question = self.entries.get(("guide", value))
            return f"{value} {question}" if question else value
        words = {
            ("voice", "self"): _("about oneself"),
            ("voice", "other"): _("about others"),
            ("mode", "now"): _("today"),
            ("mode", "wanted"): _("wanted"),
            ("mode", "missing"): _("missing"),
        }
        if found := words.get((dimension, value)):
            return found
        kind = _KINDS.get(dimension, "")
        return self.entries.get((kind, value), value)


_KINDS = {"actors": "actor", "places": "place", "groups": "group", "about-actors": "actor", "about-places": "place"}
