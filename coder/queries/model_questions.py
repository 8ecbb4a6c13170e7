"""The questions that the collaboration model answers: which codes each rests on, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from coder.queries.codes import code_tree, is_under
from coder.queries.registers import register_entries


@dataclass(frozen=True)
class ModelQuestion:
    """A section of the model."""

    key: str
    title: str
    codes: tuple[str, ...]
    """Keys, as the codebook lists them."""
    show: tuple[str, ...]
    data: dict[str, Any]
    """All that the codebook says of it."""

    def listed(self, field: str) -> tuple[str, ...]:
        """What a field of the codebook lists; () where it is not there."""
        return listed(self.data.get(field))


def model_questions(session: Session) -> tuple[ModelQuestion, ...]:
    """The sections in the codebook's order; those that are gone from it are left out."""
    return tuple(
        ModelQuestion(
            entry.key, entry.name, listed(entry.data.get("codes")), listed(entry.data.get("show")), entry.data
        )
        for entry in register_entries(session, "question")
        if not entry.retired
    )


def codes_shown_as(session: Session, *ways: str) -> frozenset[str]:
    """The codes, with those under them, of every question that is shown in one of these ways."""
    questions = model_questions(session)
    return with_those_under(session, (code for each in questions if {*ways} & {*each.show} for code in each.codes))


def with_those_under(session: Session, keys: Iterable[str]) -> frozenset[str]:
    """Codes (their keys) and all that stand below them."""
    wanted = frozenset(keys)
    codes = {code.key: code for code in code_tree(session)}
    return frozenset(
        key for key, code in codes.items() if key in wanted or any(is_under(code, w, codes) for w in wanted)
    )


def listed(value: object) -> tuple[str, ...]:
    """A field that may hold one thing or several, as text."""
    if value is None or value == "":
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
