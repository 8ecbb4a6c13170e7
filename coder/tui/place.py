"""Where a coder was: kept by the project outside its history, so that coming back lands on the same line."""

from dataclasses import dataclass
from typing import Any

from coder.spans import Span

APP = "app"
"""The key under which the last screen and interview are kept."""


@dataclass(frozen=True)
class Place:
    """A place in an interview. Offsets are code points into its text."""

    offset: int = 0
    """The cursor's."""
    top: int = 0
    """Of the first row on the screen."""
    selection: Span | None = None

    def as_dict(self) -> dict[str, Any]:
        chosen = self.selection
        return {"offset": self.offset, "top": self.top, "selection": [chosen.start, chosen.end] if chosen else None}

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Place | None":
        """The place that was kept; None if nothing fit was."""
        offset, top, chosen = kept.get("offset"), kept.get("top"), kept.get("selection")
        if not isinstance(offset, int) or not isinstance(top, int):
            return None
        return cls(offset, top, Span(*chosen) if chosen else None)


def place_key(source_id: str) -> str:
    """The key under which an interview's place is kept."""
    return f"place {source_id}"
