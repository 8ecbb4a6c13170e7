"""The study, its people, and choices made for the whole of it."""

from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from coder.model.base import Row, later, text_column


class ProjectInfo(Row, table=True):
    """The study: one row."""

    __tablename__ = "project"
    id: str = Field(primary_key=True)
    name: str
    language: str = "sv"
    method: str = "codebook"
    salt: str = later("")
    """What fingerprints of names are mixed with, so that two projects' fingerprints tell nothing of each other."""


class CodebookFile(Row, table=True):
    """``codebook.yaml`` as it was last read or written: what a changed file is compared with. One row."""

    __tablename__ = "codebook_file"
    id: str = Field(primary_key=True)
    text: str = text_column()
    folder: str = text_column()
    """Where it lies, seen from the project's own folder; empty before the first reading."""


class Coder(Row, table=True):
    """A person who codes."""

    __tablename__ = "coder"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


class Setting(Row, table=True):
    """A choice made for the whole project, by its name."""

    __tablename__ = "setting"
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    value: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ViewState(Row, table=True):
    """Where a coder was when the app closed."""

    __tablename__ = "view_state"
    coder_name: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
