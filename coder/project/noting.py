"""Notes: written thoughts on quotes, passages, sources, codes and the study; each coder changes their own."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Coder, Note, ProjectInfo
from coder.project.base import ProjectBase, code_by_name, coder_id, coding_by_quote, known_coder
from coder.project.coding_rows import check_passage
from coder.queries.notes import NOTE_PREFIX, NoteFilter, NoteRow, note_by_id, notes, order_of_notes
from coder.queries.sources import find_source
from coder.spans import folded

PROJECT = "project"
"""How the whole study is named as a note's target."""

_PASSAGE = re.compile(r"(?P<source>.+):\s*(?P<start>\d+)\s*[-–]\s*(?P<end>\d+)\s*")


@dataclass(frozen=True)
class Target:
    """What a note is on."""

    kind: str
    """``coding``, ``passage``, ``source``, ``code`` or ``project``."""
    id: str
    """The row it is about; for a passage its version of the text."""
    name: str
    """As people write it: a quote's identifier, ``SOURCE:START-END``, a source's name, a code's key, ``project``."""
    start: int | None = None
    end: int | None = None


class NoteUseCases(ProjectBase):
    """Writing, changing and taking away notes."""

    def write_note(self, target: str, text: str) -> None:
        """Write a note on a quote (``C-…``), a passage (``SOURCE:START-END``), a source, a code, or ``project``."""
        self.write_notes((target,), text)

    def write_notes(self, targets: Sequence[str], text: str) -> None:
        """Write the same note on several things."""
        if not text.strip():
            raise CoderError(_("The note is empty; write what you think."))
        with self.store.reading() as session:
            found = {target.name: target for target in (find_target(session, name) for name in targets)}
        if not found:
            raise CoderError(_("Say what the note is on."))
        one = len(found) == 1
        detail = {"target": next(iter(found))} if one else {"number": len(found)}
        with self.history.step("write_note" if one else "write_note_all", **detail) as step:
            me = coder_id(step, self.coder)
            at = now("microseconds")
            step.insert_many([_note(target, text, me, at) for target in found.values()])

    def notes_on(self, target: str) -> tuple[NoteRow, ...]:
        """Everybody's notes on a target, the oldest first."""
        with self.store.reading() as session:
            found = find_target(session, target)
            span = (found.start, found.end) if found.start is not None and found.end is not None else None
            return notes(session, NoteFilter(on=found.kind, target=found.id, span=span))

    def edit_note(self, note: str, text: str) -> None:
        """Give one's own note (``N-…``) other words. ``CoderError`` for another coder's."""
        if not text.strip():
            raise CoderError(_("The note is empty; write what you think."))
        with self.store.reading() as session:
            name = _own(session, note, self.coder)[1]
        with self.history.step("edit_note", target=name) as step:
            step.update(_own(step.session, note, self.coder)[0], text=text)

    def remove_note(self, target: str) -> None:
        """Take away this coder's latest note on a target, or one note by its identifier (``N-…``).

        ``CoderError`` if there is none, or it is another coder's.
        """
        if is_note(target):
            with self.store.reading() as session:
                name = _own(session, target, self.coder)[1]
            with self.history.step("remove_note", target=name) as step:
                step.delete(_own(step.session, target, self.coder)[0])
            return
        with self.store.reading() as session:
            found = find_target(session, target)
        with self.history.step("remove_note", target=found.name) as step:
            step.delete(_latest(step, found, self.coder))


def is_note(typed: str) -> bool:
    """True of what looks like a note's identifier."""
    return typed.strip().upper().startswith(NOTE_PREFIX)


def find_target(session: Session, typed: str) -> Target:
    """What a note is on: a quote's identifier, then a source, a code, then a passage. ``CoderError`` for none.

    ``source:NAME`` and ``code:KEY`` say which is meant where both are called so.
    """
    if folded(typed) == PROJECT:
        return Target("project", session.exec(select(ProjectInfo.id)).one(), PROJECT)
    if typed.strip().upper().startswith("C-"):
        with contextlib.suppress(CoderError):  # a source's name may begin so too
            coding = coding_by_quote(session, typed)
            return Target("coding", coding.id, coding.quote_id)
    kind, colon, name = typed.partition(":")
    if colon and kind in _FINDERS and not _PASSAGE.fullmatch(typed):
        return _FINDERS[kind](session, name)
    for find in _FINDERS.values():
        with contextlib.suppress(CoderError):
            return find(session, typed)
    passage = _PASSAGE.fullmatch(typed)
    if passage is not None:
        return _passage(session, passage["source"], int(passage["start"]), int(passage["end"]))
    message = _(
        "{target}: no quote, source or code is called so; SOURCE:START-END is a passage, 'project' the whole study."
    )
    raise CoderError(message.format(target=typed))


def passage_name(source: str, start: int, end: int) -> str:
    """How a passage is written as a note's target."""
    return f"{source}:{start}-{end}"


def _source(session: Session, name: str) -> Target:
    source = find_source(session, name)
    return Target("source", source.id, source.name)


def _code(session: Session, name: str) -> Target:
    code = code_by_name(session, name)
    return Target("code", code.id, code.key)


_FINDERS = {"source": _source, "code": _code}


def _passage(session: Session, name: str, start: int, end: int) -> Target:
    source = find_source(session, name)
    check_passage(session, source, start, end)
    return Target("passage", source.source_text_id, passage_name(source.name, start, end), start, end)


def _note(target: Target, text: str, me: str, at: str) -> Note:
    return Note(
        id=fresh(),
        target_kind=target.kind,
        target_id=target.id,
        start=target.start,
        end=target.end,
        text=text,
        written_by=me,
        created_at=at,
    )


def _own(session: Session, note: str, coder: str) -> tuple[Note, str]:
    """A note of this coder's by its identifier, and that identifier."""
    row, name = note_by_id(session, note)
    writer = session.get(Coder, row.written_by)
    assert writer is not None
    if folded(writer.name) != folded(coder):
        raise CoderError(_("{note}: only {name} changes this note.").format(note=name, name=writer.name))
    return row, name


def _latest(step: StepWriter, target: Target, coder: str) -> Note:
    query = select(Note).where(
        Note.target_kind == target.kind,
        Note.target_id == target.id,
        Note.written_by == known_coder(step.session, coder),
    )
    if target.kind == "passage":
        query = query.where(Note.start == target.start, Note.end == target.end)
    note = step.session.exec(query.order_by(*(column.desc() for column in order_of_notes()))).first()
    if note is None:
        raise CoderError(_("{target}: you have written no note on it.").format(target=target.name))
    return note
