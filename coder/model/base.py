"""What all tables have in common: named constraints, and columns of a few kinds."""

from typing import Any

from sqlalchemy import JSON, Column, MetaData, Table, Text, text
from sqlmodel import Field, SQLModel

# Named constraints, so that a later migration can drop or change them on either engine.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of all tables, with one naming convention."""

    metadata = MetaData(naming_convention=NAMING)


def text_column(default: str = "") -> Any:
    return Field(default=default, sa_column=Column(Text, nullable=False, default=default))


def later(default: str) -> Any:
    """A column that a later revision added: rows from before have the default."""
    return Field(default=default, sa_column_kwargs={"server_default": text(f"'{default}'")})


def later_json(default: str) -> Any:
    make = list if default == "[]" else dict
    return Field(default_factory=make, sa_column=Column(JSON, nullable=False, server_default=default))


def table_of(row: Row | type[Row]) -> Table:
    """The table behind a row or its class, for statements that need no objects."""
    table = vars(row if isinstance(row, type) else type(row))["__table__"]
    assert isinstance(table, Table)
    return table
