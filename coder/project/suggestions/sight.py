"""Whether a code was on offer for a passage when somebody applied it there."""

from sqlmodel import Session, col, select

from coder.model import Code, Source, SuggestionCache, Verdict
from coder.project.suggestions.aside import unasked
from coder.project.suggestions.double_coding import closed_to_suggestions
from coder.project.suggestions.settings import suggestion_settings

SIGHT = "sight"


def in_sight(session: Session, source: Source, start: int, end: int, code: Code, coder_id: str) -> str:
    """``sight`` if this code was being suggested for words of the passage, else "": what then is applied says nothing
    of how well the program suggests, and less of how well two coders agree."""
    offered = session.exec(
        select(SuggestionCache).where(
            SuggestionCache.source_text_id == source.source_text_id,
            SuggestionCache.code_key == code.key,
            SuggestionCache.start < end,
            col(SuggestionCache.end) > start,
            unasked(),
        )
    ).all()
    if not offered or not suggestion_settings(session).on or source.id in closed_to_suggestions(session):
        return ""
    judged = session.exec(
        select(Verdict.start, Verdict.end).where(
            Verdict.source_text_id == source.source_text_id,
            Verdict.code_id == code.id,
            Verdict.decided_by == coder_id,
        )
    ).all()
    open_ones = [row for row in offered if not any(first < row.end and row.start < last for first, last in judged)]
    return SIGHT if open_ones else ""
