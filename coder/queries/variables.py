"""What is known of whoever speaks: actor, kind and place, and any other variable of the case or the source."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from sqlmodel import Session, col, select

from coder.model import Case, CaseVariable, Source, Speaker, Turn
from coder.terms import INTERVIEWER

OF_SPEAKERS = ("actor", "kind", "place")
"""Variables that speakers of one source may differ in."""

OfCases = Mapping[str, Mapping[str, str]]
"""The variables of each case, by its name."""


class Speaking(Protocol):
    """A turn, or its speaker."""

    @property
    def interviewer(self) -> bool: ...
    @property
    def case(self) -> str | None: ...
    @property
    def actor(self) -> str | None: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...


def variable(name: str, speaking: Speaking, of_source: Mapping[str, str], of_cases: OfCases) -> str:
    """A variable's value for a speaker, "" where nothing is known.

    Actor, kind and place are the speaker's, else the case's. Every other variable is the case's, else the source's:
    what was settled of a case holds in all of its interviews. Who interviews has no actor, kind or place here.
    """
    of_case = of_cases.get(speaking.case or "", {})
    if name in OF_SPEAKERS:
        own: str | None = getattr(speaking, name)
        return "" if speaking.interviewer else own or of_case.get(name, "")
    return of_case.get(name, "") or of_source.get(name, "")


def case_variables(session: Session) -> dict[str, dict[str, str]]:
    """The variables of each case, by its name."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    query = select(Case.name, CaseVariable.name, CaseVariable.value).join(Case, col(Case.id) == CaseVariable.case_id)
    for case, name, value in session.exec(query).all():
        found[case][name] = value
    return dict(found)


def known_values(session: Session) -> dict[str, set[str]]:
    """Every variable with the values it has anywhere."""
    values: dict[str, set[str]] = {name: set() for name in OF_SPEAKERS}
    for variables in session.exec(select(Source.variables)).all():
        for name, value in variables.items():
            if name not in OF_SPEAKERS and value:
                values.setdefault(name, set()).add(value)
    for name, value in session.exec(select(CaseVariable.name, CaseVariable.value)).all():
        values.setdefault(name, set()).add(value)
    for row in session.exec(select(Speaker).where(Speaker.role != INTERVIEWER)).all():
        for name in OF_SPEAKERS:
            if own := getattr(row, name):
                values[name].add(own)
    return values


def interviewed_cases(session: Session) -> list[str]:
    """Every case that speaks in the current version of a source, in order of name."""
    query = (
        select(Case.name)
        .join(Speaker, col(Speaker.case_id) == Case.id)
        .join(Source, col(Source.id) == Speaker.source_id)
        .join(Turn, (col(Turn.source_text_id) == Source.source_text_id) & (col(Turn.label) == Speaker.label))
        .where(Speaker.role != INTERVIEWER)
        .distinct()
    )
    return sorted(session.exec(query).all())
