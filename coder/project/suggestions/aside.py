"""Suggestions that somebody asked for: kept beside the ordinary ones, but neither in the reader nor in sight.

They have identifiers of their own and are accepted and rejected like any other.
"""

from typing import Any

from sqlalchemy import not_, or_
from sqlmodel import col

from coder.model import SuggestionCache

WALK, TWINS = "walk", "twins"
"""Which list they stand in."""
_MARK = " · "


def aside(kind: str, suggester: str) -> str:
    """Who suggested it, for a list of its own: the beginning of ``SuggestionCache.suggester``."""
    return f"{kind}{_MARK}{suggester}"


def is_of(kind: str) -> Any:
    """The condition for the rows of a list."""
    return col(SuggestionCache.suggester).startswith(f"{kind}{_MARK}")


def unasked() -> Any:
    """The condition for ordinary suggestions."""
    return not_(or_(is_of(WALK), is_of(TWINS)))
