"""What the study's method hides, since it would say something else than the method means, and what comes first."""

from sqlmodel import Session, select

from coder.i18n import Translator
from coder.model import ProjectInfo

REFLEXIVE = "reflexive"
FRAMEWORK = "framework"


def is_reflexive(session: Session) -> bool:
    """Whether the codebook says ``method: reflexive``."""
    return session.exec(select(ProjectInfo.method)).one() == REFLEXIVE


def is_framework(session: Session) -> bool:
    """Whether the codebook says ``method: framework``: matrices come first."""
    return session.exec(select(ProjectInfo.method)).one() == FRAMEWORK


def no_agreement(t: Translator) -> str:
    """Why agreement is not offered in a reflexive study."""
    return t.gettext(
        "The codebook says method: reflexive. There, codes are one researcher's interpretation, made richer and not "
        "truer by a second coder: agreement between coders is no mark of quality (Braun & Clarke 2019, 2021)."
    )


def no_saturation(t: Translator) -> str:
    """Why saturation is not offered in a reflexive study."""
    return t.gettext(
        "The codebook says method: reflexive. There, meaning is made in the interpretation and is never used up: that "
        "no new codes turn up says nothing of having enough (Braun & Clarke 2019, 2021)."
    )
