"""What the program suggested, and what a person decided."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from coder.model.base import Row, later, later_json


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
    chosen_start: int | None = None
    chosen_end: int | None = None
    """The span that was accepted, where it was another than the one suggested."""
    chosen_code: str | None = None
    """The key of the code that was applied instead of the suggested one."""
    suggester: str = later("")
    """Who suggested it, with its version."""
    score: float | None = None
    evidence: list[dict[str, Any]] = later_json("[]")
    """What spoke for it: kinds, keywords and offsets, never the words of the transcript."""


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
    suggester: str = later("")
    """Who suggested it, with its version."""
    details: dict[str, Any] = later_json("{}")
    """What else its reason says: the most similar quote, and on how many codings it rests."""


class SuggestionRun(Row, table=True):
    """With which codebook and pipeline a version's cached suggestions were computed."""

    __tablename__ = "suggestion_run"
    source_text_id: str = Field(primary_key=True)
    fingerprint: str
