"""What people write and decide on top of the codings: summaries, roles, constellations, white spots, statistics."""

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from coder.model.base import Row, text_column


class FrameworkSummary(Row, table=True):
    """A cell of a framework matrix: what a case says under a code, written by a person.

    The text cites its quotes by their identifiers in square brackets, ``[C-7K2M9]``.
    """

    __tablename__ = "framework_summary"
    __table_args__ = (UniqueConstraint("case_id", "code_id"),)
    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case.id", index=True)
    code_id: str = Field(foreign_key="code.id", index=True)
    text: str = text_column()
    written_by: str = Field(foreign_key="coder.id")
    created_at: str


class RoleText(Row, table=True):
    """A cell of the distribution of roles: what an actor does in a function, written by a person."""

    __tablename__ = "role_text"
    __table_args__ = (
        UniqueConstraint("function_id", "actor_id", "mode"),
        CheckConstraint("mode IN ('now', 'wanted')", name="mode"),
    )
    id: str = Field(primary_key=True)
    function_id: str = Field(foreign_key="code.id", index=True)
    """The code of the function: lead, decide, finance …"""
    actor_id: str = Field(foreign_key="register_entry.id", index=True)
    mode: str
    text: str = text_column()
    written_by: str = Field(foreign_key="coder.id")
    created_at: str


class Constellation(Row, table=True):
    """A constellation that a person has written down, confirmed or refuted; one that nobody judged is not kept."""

    __tablename__ = "constellation"
    __table_args__ = (
        CheckConstraint("state IN ('running', 'ended', 'planned', 'unknown')", name="state"),
        CheckConstraint("decision IN ('confirmed', 'refuted', 'open')", name="decision"),
    )
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    """What people type; for life."""
    name: str
    purpose: str = text_column()
    place: str = ""
    """Key of a place, or empty."""
    members: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Keys of actors."""
    groups: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Keys of target groups."""
    quotes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Identifiers of the quotes that say so; a quote that is gone since is no longer one."""
    state: str = "unknown"
    decision: str = "open"
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str


class WhiteSpot(Row, table=True):
    """A cell of the white spots that a person has settled: a target group, and a place or an actor."""

    __tablename__ = "white_spot"
    __table_args__ = (
        UniqueConstraint("group_id", "across_id"),
        CheckConstraint("state IN ('not_asked', 'nothing_said', 'missing', 'contested', 'exists')", name="state"),
    )
    id: str = Field(primary_key=True)
    group_id: str = Field(foreign_key="register_entry.id", index=True)
    across_id: str = Field(foreign_key="register_entry.id", index=True)
    """A place or an actor."""
    state: str
    why: str = text_column()
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str


class Statistic(Row, table=True):
    """A figure from a statistics table, with its source and definition. Groups overlap: figures are never summed."""

    __tablename__ = "statistic"
    __table_args__ = (UniqueConstraint("group_key", "place_key", "sex", "age", "year", "measure", "source"),)
    id: str = Field(primary_key=True)
    group_key: str
    """A group of the registers; its key, or the words of the table where the codebook has no such group."""
    place_key: str
    sex: str = ""
    age: str = ""
    year: str = ""
    measure: str = ""
    count: float
    source: str = text_column()
    definition: str = text_column()


class NameReading(Row, table=True):
    """Whom an ambiguous name means, settled by a person for a source: *förbundet*, *regionen*."""

    __tablename__ = "name_reading"
    __table_args__ = (UniqueConstraint("source_id", "name"),)
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    name: str
    """In its plain form (``coder.language.lemmas.plain``)."""
    register_entry_id: str | None = Field(default=None, foreign_key="register_entry.id")
    """Nothing: it means none of them."""
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str
