"""How a record of a whole project is made from a row of a table, and a row from a record.

One declaration says it for the writer, for the reader and for the published schema. A field that has its default is
left out of a record. Rows refer to each other by what people call them: coders, sources and cases by name, codes by
id, entries of registers by register and id, codings by the quote's identifier, texts by source and version.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlmodel import Session

from coder.model import Row, table_of

FORMAT = "coder-project"
FORMAT_VERSION = 1
UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    UUID = "a UUID in lower case"
    INSTANT = "an instant, UTC, ISO 8601"
    NUMBER = "a whole number"
    REAL = "a number"
    FLAG = "true or false"
    TEXTS = "a list of texts"
    OBJECT = "an object"
    OBJECTS = "a list of objects"
    CODER = "the name of a coder"
    CODERS = "names of coders"
    CODE = "the id of a code"
    CASE = "the name of a case"
    ENTRY = "an entry of a register"
    SOURCE = "the name of a source"
    VERSION = "a source and the number of a version of its text"
    CURRENT = "the number of a version of this source's text"
    QUOTE = "the identifier of a quote"
    QUOTES = "identifiers of quotes"
    MEMBERS = "names of sources or ids of codes"
    TARGET = "what a note is on"
    WORDS = "the words of a passage"
    ROWS = "records"


REQUIRED: Any = object()
"""The default of a field that is in every record."""


@dataclass(frozen=True)
class Field:
    """A field of a record and the column it stands for."""

    name: str
    kind: Kind
    about: str = ""
    """A sentence for the schema."""
    column: str = ""
    """Empty: called as the field is."""
    default: Any = REQUIRED
    choices: tuple[str, ...] = ()
    rows: "Section | None" = None
    """Of a field that holds rows of another table."""
    flat: bool = False
    """Rows of one field stand as a list of its values; rows of two as an object."""

    @property
    def of(self) -> str:
        """The column."""
        return self.column or self.name


@dataclass(frozen=True)
class Section:
    """A table of the project, or several, as a list of records."""

    name: str
    model: type[Row]
    about: str
    fields: tuple[Field, ...]
    order: tuple[str, ...] = ("id",)
    """Columns."""
    unique: tuple[str, ...] = ()
    """Columns that make a row the same thing in another project, besides its ``uuid``."""
    parent: str = ""
    """Of rows within a record: the column that names the record."""
    implied: tuple[str, ...] = ()
    """Columns that other fields say."""
    ids: Callable[[Session], Sequence[str]] | None = field(default=None, compare=False)
    """The order of the rows where columns do not say it."""
    chunk: int = 500
    """Rows that are looked at together; SQLite once took no more than 999 values."""

    def columns(self) -> Iterator[str]:
        """The columns that records of this section say."""
        for each in self.fields:
            if each.kind is Kind.TARGET:
                yield from ("target_kind", "target_id", "start", "end")
            elif each.kind not in (Kind.ROWS, Kind.WORDS):
                yield each.of
        yield from self.implied
        if self.parent:
            yield self.parent

    def has(self, column: str) -> bool:
        return column in table_of(self.model).columns

    def field_of(self, kind: Kind) -> Field | None:
        return next((each for each in self.fields if each.kind is kind), None)
