"""How a tidy table is declared: once, for the files, for the dictionary in ``docs/`` and for whoever reads them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from sqlmodel import Session

from coder.queries.codes import CodeView, code_tree
from coder.queries.counted import CountedSource, counted_sources
from coder.queries.exchange import SharedProject
from coder.queries.selection import DEFAULT, CodingSets, coding_sets

Cell = str | int | bool | None


class Type(Enum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    INSTANT = "instant"


@dataclass(frozen=True)
class Column:
    """A column; its name and its words are never translated."""

    name: str
    type: Type
    about: str
    key: bool = False
    """Whether it is one of those that tell a row from all others."""
    refers: str = ""
    """``table.column`` that it is the same as."""


@dataclass(frozen=True)
class Table:
    """A table and what its rows are."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: "Callable[[Material], Iterator[tuple[Cell, ...]]]"


class Material:
    """What several tables are made from: everything but codings and notes, of which there may be a million."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.shared = SharedProject(session)
        self.sets: CodingSets = coding_sets(session, DEFAULT)
        self.sources: tuple[CountedSource, ...] = counted_sources(session)
        self.codes: tuple[CodeView, ...] = code_tree(session)
        self.code_keys = {code.id: code.key for code in self.codes}
        self.coders = dict(self.shared.coders())
