"""What a project still lacks before it can be counted, and what to do about it."""

from dataclasses import dataclass

from sqlmodel import Session, select

from coder.i18n import _
from coder.model import Code, Coding, Source


@dataclass(frozen=True)
class NextStep:
    """What to do next where there is nothing to count yet."""

    words: str
    """One line."""
    bare: bool
    """Whether interviews or codes are missing, so that a table would show nothing."""


def next_step(session: Session) -> NextStep | None:
    """What to do next; None where something is coded."""
    if session.exec(select(Source.id).limit(1)).first() is None:
        words = _("There are no interviews yet: put transcripts into transcripts/ and run 'coder load'.")
        return NextStep(words, bare=True)
    if session.exec(select(Code.id).limit(1)).first() is None:
        words = _("The codebook is empty: write codebook.yaml ('coder init' makes one) or 'coder codebook add NAME'.")
        return NextStep(words, bare=True)
    if session.exec(select(Coding.id).limit(1)).first() is None:
        words = _("Nothing is coded yet: 'coder' opens the interviews, and 'coder code' applies a code.")
        return NextStep(words, bare=False)
    return None
