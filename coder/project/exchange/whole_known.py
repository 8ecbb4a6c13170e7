"""The rows that a project has already, found again by identity or by what makes them the same thing."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from coder.history import StepWriter
from coder.model import table_of
from coder.queries.whole.shape import Section
from coder.spans import folded

Record = dict[str, Any]

_FOLDED = frozenset({"coders", "codes", "cases", "registers"})
"""Sections whose unique columns are compared as people compare names."""


class Known:
    """The rows of a section that are here already, by identity and by what makes them the same thing."""

    def __init__(self, step: StepWriter, section: Section) -> None:
        self._section = section
        self._table = table_of(section.model)
        self._connection = step.connection
        self._fold: Callable[[Any], Any] = _plain if section.name in _FOLDED else lambda value: value
        columns = ["id", *section.unique]
        self._ids: set[str] = set()
        self._same: dict[tuple[Any, ...], str] = {}
        for row in step.connection.execute(select(*(self._table.c[name] for name in columns))):
            self._ids.add(row.id)
            if section.unique:
                self._same[self._key(row._mapping)] = row.id

    def find(self, values: Record) -> str | None:
        """The row that is the same."""
        if values["id"] in self._ids:
            return str(values["id"])
        return self._same.get(self._key(values)) if self._section.unique else None

    def add(self, values: Record) -> None:
        self._ids.add(values["id"])
        if self._section.unique:
            self._same[self._key(values)] = values["id"]

    def differs(self, identity: str, values: Record) -> bool:
        """Whether the project says something else of it; its identity does not matter."""
        row = self._connection.execute(select(self._table).where(self._table.c.id == identity)).first()
        if row is None:
            return False
        unsaid = {"id", *(["created_at"] if values.get("created_at") == "" else [])}
        return any(row._mapping[name] != value for name, value in values.items() if name not in unsaid)

    def _key(self, values: Any) -> tuple[Any, ...]:
        return tuple(self._fold(values[name]) for name in self._section.unique)


def _plain(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
