"""Suggestions on their way to the next version of a text, so that a correction does not empty the list of them.

They are a cache: what reads otherwise now is left out, and the next computation replaces all of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import select

from coder.alignment import Alignment
from coder.history import StepWriter
from coder.identity import sha256
from coder.model import Source, SuggestionCache
from coder.project.suggestions.aside import unasked
from coder.spans import Span
from coder.suggest.identity import suggestion_id


def carry_suggestions(step: StepWriter, source: Source, old: str, alignment: Alignment) -> None:
    """Copy an old version's suggestions to the source's current one, where their words read as before."""
    session, text_sha = step.session, sha256(alignment.new.encode())
    present = session.exec(select(SuggestionCache).where(SuggestionCache.source_text_id == old, unasked())).all()
    if not present:
        return
    taken = set(session.exec(select(SuggestionCache.id)).all())
    there = session.exec(
        select(SuggestionCache.id).where(SuggestionCache.source_text_id == source.source_text_id).limit(1)
    ).first()
    if there is not None:
        return  # a version from before an undo has its own
    rows = []
    for row in present:
        placed = alignment.placed(Span(row.start, row.end))
        evidence = moved_evidence(row.evidence, alignment)
        if placed is None or placed.changed or len(evidence) != len(row.evidence):
            continue
        identity = suggestion_id(source.name, text_sha, placed.span.start, placed.span.end, row.code_key)
        if identity in taken:
            continue
        taken.add(identity)
        values = row.model_dump() | {
            "id": identity,
            "source_text_id": source.source_text_id,
            "start": placed.span.start,
            "end": placed.span.end,
            "evidence": evidence,
        }
        rows.append(SuggestionCache(**values))
    step.append(rows)


def moved_evidence(evidence: Iterable[Mapping[str, Any]], alignment: Alignment) -> list[dict[str, Any]]:
    """What spoke for a suggestion, where its words are now; what has lost its words is left out."""
    found = []
    for item in evidence:
        start, end = item.get("start"), item.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            found.append(dict(item))
        elif (span := alignment.place(Span(start, end))) is not None:
            found.append(dict(item) | {"start": span.start, "end": span.end})
    return found
