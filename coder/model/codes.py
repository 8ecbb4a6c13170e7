"""The codebook: codes and registers."""

from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field

from coder.model.base import Row, text_column


class Code(Row, table=True):
    """A label with a definition; codes form a tree whose roots are themes."""

    __tablename__ = "code"
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    """The id in ``codebook.yaml``: what people type and exports print. For life."""
    name: str
    parent_id: str | None = Field(default=None, foreign_key="code.id")
    position: int = 0
    """Among its siblings."""
    colour: str = ""
    """Empty: the theme's colour."""
    definition: str = text_column()
    use_when: str = text_column()
    not_when: str = text_column()
    keywords: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    examples: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    retired: bool = False
    """Gone from the codebook but still carried by codings."""
    origin: str = "codebook"
    """``codebook``, or ``coding`` for a code made while coding."""


class RegisterEntry(Row, table=True):
    """An entry of one of the codebook's registers; ``kind`` is guide, actor, project, group, place or question."""

    __tablename__ = "register_entry"
    __table_args__ = (UniqueConstraint("kind", "key"),)
    id: str = Field(primary_key=True)
    kind: str
    key: str
    name: str = text_column()
    position: int = 0
    retired: bool = False
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
