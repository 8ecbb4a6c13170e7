"""What was said: sources, versions of their texts, turns, and who speaks for which case."""

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from coder.model.base import Row, later, later_json, text_column


class Case(Row, table=True):
    """The interviewed organisation or person."""

    __tablename__ = "case"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


class CaseVariable(Row, table=True):
    """What is known of a case: actor, kind, place, and any other variable."""

    __tablename__ = "case_variable"
    __table_args__ = (UniqueConstraint("case_id", "name"),)
    id: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case.id", index=True)
    name: str
    value: str = text_column()


class Source(Row, table=True):
    """One loaded transcript; its current text is a version in ``source_text``."""

    __tablename__ = "source"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    file_name: str
    file_sha256: str
    """Of the file as it was last read."""
    format: str
    encoding: str
    source_text_id: str = Field(foreign_key="source_text.id")
    variables: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """From the file's head or its row in ``cases.csv``."""
    file_text_sha256: str = later("")
    """Of the text in the file as it was last read: a file that differs from it has changed, whatever was corrected."""
    said: dict[str, str] = later_json("{}")
    """Digests of what the file's head and case row said then, by digests of what they said it of: a file that says
    the same still does not take back what was settled since."""
    turn_pattern: str = later("")
    """How turns begin where the usual way fails (*[{time}] {label}*); empty: the usual way."""
    assigned_to: str | None = Field(default=None, foreign_key="coder.id")
    """The main coder, where somebody has been named."""


class SourceText(Row, table=True):
    """One version of a source's text. Never changed, never copied into the history.

    It outlives its source (no foreign key), so that taking back a load and doing it again needs no file.
    """

    __tablename__ = "source_text"
    id: str = Field(primary_key=True)
    source_id: str = Field(index=True)
    version: int
    text: str = text_column()
    sha256: str
    origin: str = later("file")
    """What made this version: ``file``, ``correction``, ``speakers`` or ``pseudonyms``."""


class Turn(Row, table=True):
    """One speaker's uninterrupted speech in one version: as unchanging as the version."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("source_text_id", "number"),
        CheckConstraint('start >= 0 AND start <= speech_start AND speech_start <= "end"', name="order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_text_id: str = Field(foreign_key="source_text.id")
    number: int
    label: str
    start: int
    speech_start: int
    end: int
    time_ms: int | None = None
    words: int = 0
    """Words of the speech, counted once so that lists need not read texts."""


class Speaker(Row, table=True):
    """Who a label is in one source: interviewer or interviewee, and whom an interviewee speaks for."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("source_id", "label"),
        CheckConstraint("role IN ('interviewer', 'interviewee')", name="role"),
        CheckConstraint("consent IN ('named', 'organisation', 'anonymous')", name="consent"),
    )
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id")
    label: str
    role: str
    case_id: str | None = Field(default=None, foreign_key="case.id")
    actor: str | None = None
    kind: str | None = None
    place: str | None = None
    consent: str | None = None


class Preparation(Row, table=True):
    """A part of a source's preparation that somebody calls done."""

    __tablename__ = "preparation"
    __table_args__ = (
        UniqueConstraint("source_id", "part"),
        CheckConstraint("part IN ('corrected', 'speakers', 'pseudonyms')", name="part"),
    )
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    part: str
    coder_id: str = Field(foreign_key="coder.id")
    created_at: str


class GuideMatch(Row, table=True):
    """What a person decided about an interviewer's turn and a question of the guide."""

    __tablename__ = "guide_match"
    __table_args__ = (
        UniqueConstraint("source_text_id", "start", "register_entry_id"),
        CheckConstraint("state IN ('confirmed', 'refuted')", name="state"),
    )
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    source_text_id: str = Field(foreign_key="source_text.id", index=True)
    start: int
    """Where the turn begins."""
    register_entry_id: str = Field(foreign_key="register_entry.id")
    """The guide's question."""
    state: str
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str
