"""The rows that a project has already, found again by identity or by what makes them the same thing."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from coder.history import StepWriter
from coder.model import Code, Coder, Coding, Row, Source, SourceText, Turn, table_of
from coder.queries.whole.shape import Field, Kind, Section
from coder.spans import folded

Record = dict[str, Any]
Within = tuple[Any, ...]
"""A row within a record, as the columns that say it."""

_FOLDED = frozenset({"coders", "codes", "cases", "registers"})
"""Sections whose unique columns are compared as people compare names."""
_NOT_COMPARED = frozenset(
    {
        "id",
        "created_at",
        "source_text_id",
        "position",
        "said",
        "file_sha256",
        "file_text_sha256",
        "encoding",
        "prompted",
    }
)
"""Columns that say nothing of what somebody meant. Where a passage is now is told by its ends."""
_REFERRING: dict[Kind, tuple[type[Row], ...]] = {
    Kind.QUOTES: (Coding,),
    Kind.CODERS: (Coder,),
    Kind.MEMBERS: (Source, Code),
}
"""Kinds of lists, and the tables whose rows they name."""


class Known:
    """What is known of a section's rows. What each says is kept as a hash, so that a million take little room."""

    def __init__(self, step: StepWriter, section: Section) -> None:
        self._section = section
        self._fold: Callable[[Any], Any] = _plain if section.name in _FOLDED else lambda value: value
        self._columns = sorted(set(section.columns()) - _NOT_COMPARED)
        self._said: dict[str, int | None] = {}
        self._same: dict[tuple[Any, ...], str] = {}
        self._lists = {field.of: _ids(step, field.kind) for field in section.fields if field.kind in _REFERRING}
        for row in step.connection.execute(select(table_of(section.model))):
            values = self._alive(row._mapping)
            self.add(values)
            self._said[values["id"]] = self._hash(values)
        self._within = {field.name: _rows(step, field) for field in fields_within(section)}

    def find(self, values: Record) -> str | None:
        """The row that is the same."""
        if values["id"] in self._said:
            return str(values["id"])
        return self._same.get(self._key(values)) if self._section.unique else None

    def was_there(self, identity: str) -> bool:
        """Whether a row was there before the file."""
        return self._said[identity] is not None

    def add(self, values: Any) -> None:
        """A row that is there from now on."""
        self._said[values["id"]] = None
        if self._section.unique:
            self._same[self._key(values)] = values["id"]

    def differs(self, identity: str, values: Record) -> bool:
        """Whether the project says something else of it."""
        return self._said[identity] != self._hash(values)

    def within(self, field: Field, identity: str) -> frozenset[Within]:
        """The rows within one of the rows from before."""
        return frozenset(self._within[field.name].get(identity, ()))

    def _alive(self, values: Any) -> Any:
        """A row without references to what is gone since, as a record has it."""
        kept = {name: [each for each in values[name] if each in ids] for name, ids in self._lists.items()}
        return {**values, **kept} if kept else values

    def _hash(self, values: Any) -> int:
        return hash(json.dumps([values[name] for name in self._columns], sort_keys=True))

    def _key(self, values: Any) -> tuple[Any, ...]:
        return tuple(self._fold(values[name]) for name in self._section.unique)


def fields_within(section: Section) -> Iterator[Field]:
    """The fields that hold rows of another table; versions of texts are taken over apart."""
    return (each for each in section.fields if each.rows is not None and each.rows.model not in (SourceText, Turn))


def said_within(section: Section, values: Any) -> Within:
    """What a row within a record says."""
    return tuple(values[field.of] for field in section.fields)


def _ids(step: StepWriter, kind: Kind) -> set[str]:
    return {each for model in _REFERRING[kind] for each in step.connection.scalars(select(table_of(model).c.id))}


def _rows(step: StepWriter, field: Field) -> dict[str, list[Within]]:
    assert field.rows is not None
    found = defaultdict(list)
    for row in step.connection.execute(select(table_of(field.rows.model))):
        found[row._mapping[field.rows.parent]].append(said_within(field.rows, row._mapping))
    return found


def _plain(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
