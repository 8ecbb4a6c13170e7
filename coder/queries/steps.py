"""What the history says of single things: whether anything was done yet, and what was done to one quote."""

from sqlmodel import Session, col, select

from coder.history.inverse import latest_command, steps_of_command
from coder.model import Step
from coder.queries.log import log


def untouched(session: Session) -> bool:
    """True if nothing has been done in the project but to read its codebook."""
    return session.exec(select(Step.id).where(col(Step.kind) != "read_codebook").limit(1)).first() is None


def latest_on_quote(session: Session, coder: str, kind: str) -> str | None:
    """The quote that a coder's latest command (undone ones aside) was about, if it was a single step of that kind."""
    connection = session.connection()
    command = latest_command(connection, coder)
    steps = steps_of_command(connection, command) if command else []
    return str(steps[0].detail.get("quote")) if len(steps) == 1 and steps[0].kind == kind else None


def code_before(session: Session, quote: str) -> str | None:
    """The code (its id) that a quote had before it was last recoded; undone recodings aside."""
    undone = {line.step for line in log(session) if line.undone}
    steps = session.exec(select(Step).where(Step.kind == "recode").order_by(col(Step.id).desc())).all()
    return next(
        (str(step.detail["old"]) for step in steps if step.detail["quote"] == quote and step.id not in undone), None
    )
