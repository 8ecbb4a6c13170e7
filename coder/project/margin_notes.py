"""Comments of a loaded document: each becomes a note on the passage it is about.

The notes are written by whoever loads the document, since its comments are no coder's work yet; initials in front tell
whose words they are. Names of commentators stay in the document: a study has no use for them. A comment's own date is
kept. Loading a document again takes no comments: notes belong to the project, where they can be changed and removed.
"""

from collections.abc import Sequence

from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import ngettext
from coder.identity import derived
from coder.model import Note, Source
from coder.project.base import coder_id
from coder.readers.base import Comment


def write_comments(step: StepWriter, source: Source, comments: Sequence[Comment], coder: str) -> str:
    """Write the notes; returns a translated line that says how many, "" for none."""
    if not comments:
        return ""
    me, at = coder_id(step, coder), now("microseconds")
    step.insert_many([_note(source, number, comment, me, at) for number, comment in enumerate(comments)])
    message = ngettext("{number} comment became a note.", "{number} comments became notes.", len(comments))
    return message.format(number=len(comments))


def _note(source: Source, number: int, comment: Comment, me: str, at: str) -> Note:
    on_passage = comment.start < comment.end
    return Note(
        id=derived("note", "comment", source.source_text_id, number, comment.text),
        target_kind="passage" if on_passage else "source",
        target_id=source.source_text_id if on_passage else source.id,
        start=comment.start if on_passage else None,
        end=comment.end if on_passage else None,
        text=f"{comment.initials}: {comment.text}" if comment.initials else comment.text,
        written_by=me,
        created_at=comment.written_at or at,
    )
