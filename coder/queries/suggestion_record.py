"""What became of suggestions, per code: accepted, changed, rejected; and how many codings began as one."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.model import Code, Coding, Verdict
from coder.queries.codes import code_tree


@dataclass(frozen=True)
class CodeRecord:
    """What people decided about the suggestions of one code."""

    code: str
    accepted: int
    changed: int
    """Of the accepted ones, those on another span."""
    rejected: int
    replaced: int
    """Of the rejected ones, those where another code was applied instead."""
    rate: float | None
    """Accepted of all judged; None before anything was judged."""
    codings: int
    """Codings of the code, everybody's."""
    began: int
    """Of these, those that began as a suggestion."""
    in_sight: int
    """Of these, those that were made while the code was on offer for the passage."""


def suggestion_record(session: Session) -> tuple[CodeRecord, ...]:
    """A row for each code that was ever judged or applied, in the codebook's order."""
    keys = dict(session.exec(select(Code.id, Code.key)).all())
    verdicts: dict[str, Counter[str]] = {}
    for verdict in session.exec(select(Verdict)).all():
        tally = verdicts.setdefault(keys[verdict.code_id], Counter())
        tally[verdict.verdict] += 1
        tally["changed"] += verdict.chosen_start is not None and verdict.verdict == "accepted"
        tally["replaced"] += verdict.chosen_code is not None
    codings: dict[str, Counter[str]] = {}
    for code_id, prompted in session.exec(select(Coding.code_id, Coding.prompted)).all():
        codings.setdefault(keys[code_id], Counter())[prompted] += 1
    return tuple(
        _record(code.key, verdicts.get(code.key, Counter()), codings.get(code.key, Counter()))
        for code in code_tree(session)
        if code.key in verdicts or code.key in codings
    )


def _record(code: str, verdicts: Counter[str], codings: Counter[str]) -> CodeRecord:
    judged = verdicts["accepted"] + verdicts["rejected"]
    return CodeRecord(
        code=code,
        accepted=verdicts["accepted"],
        changed=verdicts["changed"],
        rejected=verdicts["rejected"],
        replaced=verdicts["replaced"],
        rate=round(verdicts["accepted"] / judged, 4) if judged else None,
        codings=codings.total(),
        began=codings["suggestion"],
        in_sight=codings["sight"],
    )
