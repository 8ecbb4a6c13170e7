"""Project files of other programs, each read into the shape of ``coder.readers.refi.model``."""

from coder.readers.refi.model import RefiText


def held_text(of: RefiText) -> str | None:
    """The text of a source or note that such a project holds itself; None where there is none."""
    return of.content or None
