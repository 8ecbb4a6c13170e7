"""Who codes."""

from sqlmodel import Session, select

from coder.model import Coder
from coder.spans import folded


def coder_names(session: Session) -> tuple[str, ...]:
    """Every coder the project knows, in order of name."""
    return tuple(sorted(session.exec(select(Coder.name)).all(), key=folded))
