"""The history: steps and the rows they changed."""

from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from coder.model.base import Row


class Step(Row, table=True):
    """One use case: one transaction, one thing to undo, one line of the audit trail."""

    __tablename__ = "step"
    __table_args__ = (Index("ix_step_device", "device", "device_number"),)  # each step looks for the device's latest
    id: int | None = Field(default=None, primary_key=True)
    uuid: str = Field(unique=True)
    kind: str
    detail: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the sentence that names this step is filled with; never transcript text."""
    coder: str
    device: str
    device_number: int
    """Counts this device's steps, so that merged histories keep their order."""
    at: str
    command: str = Field(index=True)
    """Steps of one command share this UUID and are undone together."""
    undoes: str | None = Field(default=None, index=True)
    """The step (UUID) that this one takes back; a redo takes back an undo."""


class Change(Row, table=True):
    """One row that a step inserted, updated or deleted."""

    __tablename__ = "change"
    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(foreign_key="step.id", index=True)
    table_name: str
    row_id: str = Field(index=True)
    action: str
    """``insert``, ``update`` or ``delete``."""
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """The row (delete) or its changed columns (update) as they were; nothing for an insert."""
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """The changed columns as they became (update)."""
