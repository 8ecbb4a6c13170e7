"""What writers chose, what was exported, and the questions that were saved."""

from sqlalchemy import JSON, CheckConstraint, Column
from sqlmodel import Field

from coder.model.base import Row, text_column


class PickedQuote(Row, table=True):
    """A quote that a writer chose for the report: its place, its heading, and its words as lightly edited."""

    __tablename__ = "picked_quote"
    id: str = Field(primary_key=True)
    coding_id: str = Field(foreign_key="coding.id", unique=True)
    position: int = 0
    heading: str = ""
    edited: str = text_column()
    """Speech lightly edited, each change marked with […] or [ ]; empty: verbatim. The words said stay in the source."""
    picked_by: str = Field(foreign_key="coder.id")


class SavedQuery(Row, table=True):
    """Codes combined in an expression, saved under a name."""

    __tablename__ = "saved_query"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    expression: str = text_column()
    saved_by: str = Field(foreign_key="coder.id")
    created_at: str


class ItemSet(Row, table=True):
    """A named set of sources or codes, as other programs' projects have them."""

    __tablename__ = "item_set"
    __table_args__ = (CheckConstraint("kind IN ('source', 'code')", name="kind"),)
    id: str = Field(primary_key=True)
    kind: str
    name: str
    description: str = text_column()
    members: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Ids of sources or codes; one that is gone since is no longer a member."""


class ExportRecord(Row, table=True):
    """An export that was written, and the quotes in it: from a passage one sees where it went."""

    __tablename__ = "export_record"
    id: str = Field(primary_key=True)
    file_name: str
    audience: str
    at: str
    quotes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Identifiers of the quotes."""
