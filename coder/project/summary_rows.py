"""Summaries as rows: where codes or cases become one, their summaries do, too. Written inside a step of somebody's."""

from sqlmodel import select

from coder.history import StepWriter
from coder.model import FrameworkSummary


def move_to_code(step: StepWriter, code_id: str, into_id: str) -> None:
    """Give all summaries under a code to another; where a case has both, they are joined."""
    for row in step.session.exec(select(FrameworkSummary).where(FrameworkSummary.code_id == code_id)).all():
        _move(step, row, row.case_id, into_id)


def move_to_case(step: StepWriter, case_id: str, into_id: str) -> None:
    """Give all summaries of a case to another; where both have one under a code, they are joined."""
    for row in step.session.exec(select(FrameworkSummary).where(FrameworkSummary.case_id == case_id)).all():
        _move(step, row, into_id, row.code_id)


def _move(step: StepWriter, row: FrameworkSummary, case_id: str, code_id: str) -> None:
    there = summary_at(step, case_id, code_id)
    if there is None:
        step.update(row, case_id=case_id, code_id=code_id)
    else:
        step.delete(row)
        step.update(there, text=f"{there.text}\n\n{row.text}")


def summary_at(step: StepWriter, case_id: str, code_id: str) -> FrameworkSummary | None:
    """The summary in a cell."""
    query = select(FrameworkSummary).where(FrameworkSummary.case_id == case_id, FrameworkSummary.code_id == code_id)
    return step.session.exec(query).first()
