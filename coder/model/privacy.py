"""Names and numbers of people: what was decided about them, and values from before."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field

from coder.model.base import Row


class Pseudonym(Row, table=True):
    """What was decided, once for the whole project, about a name or number. The name itself is not kept here."""

    __tablename__ = "pseudonym"
    __table_args__ = (CheckConstraint("decision IN ('replace', 'keep')", name="decision"),)
    id: str = Field(primary_key=True)
    fingerprint: str = Field(unique=True)
    """Of the name in its plain form, mixed with the project's salt (``coder.personal``)."""
    kind: str
    """person, place, organisation, identity_number, phone, email, address, health or other."""
    decision: str
    replacement: str = ""
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str


class OldValue(Row, table=True):
    """A value from before a pseudonymisation, kept beside the old versions of texts and forgotten with them.

    The Change that replaced it refers to it by ``{"old_value": id}``, so that names stand in no other table.
    """

    __tablename__ = "old_value"
    id: str = Field(primary_key=True)
    value: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
