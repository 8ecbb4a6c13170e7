"""The tables of a project, nothing else.

Rows that travel between projects carry a UUID (as text) from birth. Offsets are Unicode code points into a
version's text, end exclusive. Instants are UTC in ISO 8601. Nothing here is changed except through
``coder.history``; the tables named ``UNRECORDED`` are outside it.
"""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, MetaData, Table, Text, UniqueConstraint
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


def _text(default: str = "") -> Any:
    return Field(default=default, sa_column=Column(Text, nullable=False, default=default))


class ProjectInfo(Row, table=True):
    """The study: one row."""

    __tablename__ = "project"
    id: str = Field(primary_key=True)
    name: str
    language: str = "sv"
    method: str = "codebook"


class CodebookFile(Row, table=True):
    """``codebook.yaml`` as it was last read or written: what a changed file is compared with. One row."""

    __tablename__ = "codebook_file"
    id: str = Field(primary_key=True)
    text: str = _text()
    folder: str = _text()
    """Where it lies, seen from the project's own folder; empty before the first reading."""


class Coder(Row, table=True):
    """A person who codes."""

    __tablename__ = "coder"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)


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
    value: str = _text()


class Source(Row, table=True):
    """One loaded transcript; its current text is a version in ``source_text``."""

    __tablename__ = "source"
    id: str = Field(primary_key=True)
    name: str = Field(unique=True)
    file_name: str
    file_sha256: str
    """Of the file whose text is the current version."""
    format: str
    encoding: str
    source_text_id: str = Field(foreign_key="source_text.id")
    variables: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """From the file's head or its row in ``cases.csv``."""
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
    text: str = _text()
    sha256: str


class Turn(Row, table=True):
    """One speaker's uninterrupted speech in one version: as unchanging as the version."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("source_text_id", "number"),
        CheckConstraint('start >= 0 AND start <= speech_start AND speech_start <= "end"', name="order"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_text_id: str = Field(foreign_key="source_text.id", index=True)
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
    source_id: str = Field(foreign_key="source.id", index=True)
    label: str
    role: str
    case_id: str | None = Field(default=None, foreign_key="case.id")
    actor: str | None = None
    kind: str | None = None
    place: str | None = None
    consent: str | None = None


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
    definition: str = _text()
    use_when: str = _text()
    not_when: str = _text()
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
    name: str = _text()
    position: int = 0
    retired: bool = False
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


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
    text: str = _text()
    written_by: str = Field(foreign_key="coder.id")
    created_at: str


class Verdict(Row, table=True):
    """What a person decided about a suggestion: this code on this passage, accepted or rejected."""

    __tablename__ = "verdict"
    __table_args__ = (
        UniqueConstraint("source_text_id", "start", "end", "code_id", "decided_by"),
        CheckConstraint("verdict IN ('accepted', 'rejected')", name="verdict"),
    )
    id: str = Field(primary_key=True)
    source_text_id: str = Field(foreign_key="source_text.id", index=True)
    start: int
    end: int
    code_id: str = Field(foreign_key="code.id")
    verdict: str
    decided_by: str = Field(foreign_key="coder.id")
    created_at: str


class Finished(Row, table=True):
    """A source that a coder calls done."""

    __tablename__ = "finished"
    __table_args__ = (UniqueConstraint("source_id", "coder_id"),)
    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    coder_id: str = Field(foreign_key="coder.id")
    created_at: str


class Step(Row, table=True):
    """One use case: one transaction, one thing to undo, one line of the audit trail."""

    __tablename__ = "step"
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


class SuggestionCache(Row, table=True):
    """Suggestions as last computed, per version of a text: a cache that may be emptied at any time."""

    __tablename__ = "suggestion_cache"
    id: str = Field(primary_key=True)
    """The suggestion's identifier, ``S-4T8WQ2``."""
    source_text_id: str = Field(index=True)
    start: int
    end: int
    code_key: str
    score: float
    evidence: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class SuggestionRun(Row, table=True):
    """With which codebook and pipeline a version's cached suggestions were computed."""

    __tablename__ = "suggestion_run"
    source_text_id: str = Field(primary_key=True)
    fingerprint: str


class ViewState(Row, table=True):
    """Where a coder was when the app closed."""

    __tablename__ = "view_state"
    coder_name: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


UNRECORDED = (SourceText, Turn, CodebookFile, Step, Change, SuggestionCache, SuggestionRun, ViewState)
"""Versions of texts (append-only), what was read last, the history itself, and caches: undo never touches them."""


def table_of(row: Row | type[Row]) -> Table:
    """The table behind a row or its class, for statements that need no objects."""
    table = vars(row if isinstance(row, type) else type(row))["__table__"]
    assert isinstance(table, Table)
    return table
