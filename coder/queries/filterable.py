"""What codings can be filtered and broken down by in a project: every name that a filter may give."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.model import Source
from coder.queries.coders import coder_names
from coder.queries.codes import CodeView, code_tree
from coder.queries.guide import Question, guide_questions
from coder.queries.names import DIMENSIONS
from coder.queries.registers import Entry, register_entries
from coder.queries.variables import OF_SPEAKERS, interviewed_cases, known_values
from coder.terms import ABOUT_REGISTERS


@dataclass(frozen=True)
class Filterable:
    """The names there are."""

    codes: tuple[CodeView, ...] = ()
    cases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    variables: Mapping[str, tuple[str, ...]] | None = None
    """Each variable with the values it has; actor, kind and place among them."""
    about: tuple[Entry, ...] = ()
    """Actors, groups and places."""
    questions: tuple[Question, ...] = ()
    coders: tuple[str, ...] = ()

    @property
    def values(self) -> Mapping[str, tuple[str, ...]]:
        """The variables that have a value anywhere."""
        return {name: found for name, found in (self.variables or {}).items() if found}

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Along what figures can be broken down here: the names of ``DIMENSIONS`` that have values, then variables."""
        registers = {entry.kind for entry in self.about}
        there = {
            "cases": bool(self.cases),
            "sources": bool(self.sources),
            "actors": "actor" in self.values,
            "kinds": "kind" in self.values,
            "places": "place" in self.values,
            "groups": "group" in registers,
            "guide": bool(self.questions),
            "about-actors": "actor" in registers,
            "about-places": "place" in registers,
        }
        own = tuple(name for name in sorted(self.values) if name not in OF_SPEAKERS)
        return (*(name for name in DIMENSIONS if there.get(name, True)), *own)


def filterable(session: Session) -> Filterable:
    """Every name that filters and dimensions can give in this project."""
    values = known_values(session)
    return Filterable(
        codes=code_tree(session),
        cases=tuple(interviewed_cases(session)),
        sources=tuple(sorted(session.exec(select(Source.name)).all())),
        variables={name: tuple(sorted(found)) for name, found in sorted(values.items())},
        about=register_entries(session, *ABOUT_REGISTERS),
        questions=guide_questions(session),
        coders=coder_names(session),
    )
