"""Who did what, when: the history in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.history.names import in_words
from coder.model import Step


@dataclass(frozen=True)
class LogLine:
    step: int
    at: str
    """UTC, ISO 8601."""
    coder: str
    kind: str
    what: str
    """The step's sentence, in the interface's language."""
    undone: bool


def log(session: Session, limit: int | None = None) -> tuple[LogLine, ...]:
    """The steps, newest first."""
    steps = session.exec(select(Step).order_by(col(Step.id).desc())).all()
    live = _live(steps)
    shown = steps if limit is None else steps[:limit]
    return tuple(
        LogLine(
            step=step.id or 0,
            at=step.at,
            coder=step.coder,
            kind=step.kind,
            what=in_words(step.kind, step.detail),
            undone=not live[step.uuid],
        )
        for step in shown
    )


def _live(steps: Sequence[Step]) -> dict[str, bool]:
    """Newest first, so that an undo is judged before what it undoes: a step is live if no live one takes it back."""
    taken_back: set[str] = set()
    live: dict[str, bool] = {}
    for step in steps:
        live[step.uuid] = step.uuid not in taken_back
        if step.undoes and live[step.uuid]:
            taken_back.add(step.undoes)
    return live
