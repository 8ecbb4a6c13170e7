"""What coders did with passages: codings, notes, sources called finished, double coding and what came of it."""

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from coder.model.base import Row, later, text_column


class Coding(Row, table=True):
    """One code on one passage by one coder."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint("source_text_id", "start", "end", "code_id", "coded_by"),
        CheckConstraint('start >= 0 AND start < "end"', name="order"),
        CheckConstraint("voice IN ('self', 'other')", name="voice"),
        CheckConstraint("mode IN ('now', 'wanted', 'missing')", name="mode"),
    )
    id: str = Field(primary_key=True)
    quote_id: str = Field(unique=True)
    """The quote's lasting identifier, ``C-7K2M9``."""
    source_id: str = Field(foreign_key="source.id", index=True)
    source_text_id: str = Field(foreign_key="source_text.id", index=True)
    start: int
    end: int
    code_id: str = Field(foreign_key="code.id", index=True)
    coded_by: str = Field(foreign_key="coder.id", index=True)
    voice: str | None = None
    mode: str | None = None
    starred: bool = False
    prompted: str = later("")
    """``suggestion`` if it began as one, ``sight`` if this code was on offer for the passage, else empty."""
    created_at: str


class CodingAbout(Row, table=True):
    """Whom a coding is about: an actor, group or place of the registers."""

    __tablename__ = "coding_about"
    __table_args__ = (UniqueConstraint("coding_id", "register_entry_id"),)
    id: str = Field(primary_key=True)
    coding_id: str = Field(foreign_key="coding.id", index=True)
    register_entry_id: str = Field(foreign_key="register_entry.id", index=True)


class Note(Row, table=True):
    """A coder's written thought on a coding, passage, source, code or the project."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("target_kind IN ('coding', 'passage', 'source', 'code', 'project')", name="target_kind"),
    )
    id: str = Field(primary_key=True)
    target_kind: str
    target_id: str = Field(index=True)
    """The row it is about; for a passage its ``source_text`` version."""
    start: int | None = None
    end: int | None = None
    text: str = text_column()
    written_by: str = Field(foreign_key="coder.id")
    created_at: str


class Finished(Row, table=True):
    """A source that a coder calls done."""

    __tablename__ = "finished"
    __table_args__ = (UniqueConstraint("source_id", "coder_id"),)
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    coder_id: str = Field(foreign_key="coder.id")
    created_at: str


class DoubleCoding(Row, table=True):
    """A source drawn for double coding, and a coder who codes it without seeing suggestions or the other's codings."""

    __tablename__ = "double_coding"
    __table_args__ = (UniqueConstraint("source_id", "coder_id"),)
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    coder_id: str = Field(foreign_key="coder.id")


class Adjudication(Row, table=True):
    """A source whose coders' codings are being made one set; it is the source's coding set once it is complete.

    What is kept are codings by the coder ``adjudicated`` (``coder.terms``).
    """

    __tablename__ = "adjudication"
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", unique=True)
    coders: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Whose codings (ids of coders) are made one."""
    complete: bool = False
    begun_by: str = Field(foreign_key="coder.id")
    created_at: str


class Decision(Row, table=True):
    """What was decided where coders coded differently: which codings of one code on one stretch are kept, and why."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("source_text_id", "start", "end", "code_id"),
        CheckConstraint('start >= 0 AND start < "end"', name="order"),
        CheckConstraint("verdict IN ('coder', 'both', 'other', 'neither')", name="verdict"),
    )
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    source_text_id: str = Field(foreign_key="source_text.id", index=True)
    start: int
    end: int
    code_id: str = Field(foreign_key="code.id")
    """The code that the coders applied differently."""
    verdict: str
    chosen: str | None = Field(default=None, foreign_key="coder.id")
    """Whose codings were kept, where the verdict is ``coder``."""
    codings: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """The adjudicated codings (ids) that came of it; a coding that is gone since is no longer one."""
    decided_by: str = Field(foreign_key="coder.id")
    why: str = text_column()
    created_at: str
