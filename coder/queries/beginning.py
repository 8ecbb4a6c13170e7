"""What a project still lacks before it can be counted, and what to do about it."""

from dataclasses import dataclass

from sqlmodel import Session, select

from coder.i18n import _
from coder.model import Code, Coding, Source

NO_SOURCES, NO_CODES, NO_CODINGS = "no sources", "no codes", "no codings"


@dataclass(frozen=True)
class NextStep:
    """What to do next where there is nothing to count yet."""

    what: str
    """What is missing first: ``no sources``, ``no codes`` or ``no codings``."""
    words: str
    """What to do on the command line, in one line."""

    @property
    def bare(self) -> bool:
        """Whether interviews or codes are missing, so that a table would show nothing."""
        return self.what != NO_CODINGS


def next_step(session: Session) -> NextStep | None:
    """What to do next; None where something is coded."""
    if session.exec(select(Source.id).limit(1)).first() is None:
        words = _("There are no interviews yet: put transcripts into transcripts/ and run 'coder load'.")
        return NextStep(NO_SOURCES, words)
    if session.exec(select(Code.id).limit(1)).first() is None:
        words = _("The codebook is empty: write codebook.yaml ('coder init' makes one) or 'coder codebook add NAME'.")
        return NextStep(NO_CODES, words)
    if session.exec(select(Coding.id).limit(1)).first() is None:
        words = _("Nothing is coded yet: 'coder' opens the interviews, and 'coder code' applies a code.")
        return NextStep(NO_CODINGS, words)
    return None
