"""What the history says of single things: whether anything was done yet, and what was done to one quote."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from coder.history.inverse import latest_command, steps_of_command
from coder.model import Step
from coder.queries.log import log


def untouched(session: Session) -> bool:
    """True if nothing has been done in the project but to read its codebook."""
    return session.exec(select(Step.id).where(col(Step.kind) != "read_codebook").limit(1)).first() is None


def newest(session: Session) -> str:
    """The newest step (its UUID), "" before the first: the same as before if nobody changed the project since."""
    return session.exec(select(Step.uuid).order_by(col(Step.id).desc()).limit(1)).first() or ""


def latest_is_on(session: Session, coder: str, kinds: Sequence[str], quotes: Sequence[str]) -> list[str] | None:
    """The quotes (as they were called before) of the coder's latest command, if that was one of these kinds on just
    these quotes, by the identifiers they had before or have now; else None."""
    connection = session.connection()
    command = latest_command(connection, coder)
    steps = steps_of_command(connection, command) if command else []
    if len(steps) != 1 or steps[0].kind not in kinds:
        return None
    before = _quotes_of(steps[0])
    now = steps[0].detail.get("now", before)
    return before if set(quotes) in (set(before), set(now)) else None


def removed_last(session: Session, coder: str) -> str | None:
    """The source (its name) that the coder's latest command removed; None if that was something else."""
    connection = session.connection()
    command = latest_command(connection, coder)
    steps = steps_of_command(connection, command) if command else []
    return str(steps[0].detail["source"]) if [step.kind for step in steps] == ["remove_source"] else None


def code_before(session: Session, quote: str) -> str | None:
    """The code (its id) that a quote had before it was last recoded; undone recodings aside."""
    undone = {line.step for line in log(session) if line.undone}
    query = select(Step).where(col(Step.kind).in_(("recode", "recode_all"))).order_by(col(Step.id).desc())
    for step in session.exec(query).all():
        if step.id not in undone and quote in _quotes_of(step):
            return str(
                step.detail["old"] if step.kind == "recode" else step.detail["olds"][_quotes_of(step).index(quote)]
            )
    return None


def _quotes_of(step: Step) -> list[str]:
    """The quotes that a step was about."""
    return list(step.detail["quotes"]) if "quotes" in step.detail else [str(step.detail.get("quote"))]
