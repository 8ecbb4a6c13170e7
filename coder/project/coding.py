"""Coding: applying codes to passages, facets, ends, notes, stars, and calling a source finished."""

import contextlib
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh, normal_quote_id, quote_id
from coder.model import Code, Coding, CodingAbout, Finished, Note, ProjectInfo, Source, SourceText, Turn
from coder.project.base import ProjectBase, code_by_name, coder_id, coding_by_quote, entries_by_key, known_coder
from coder.queries.sources import find_source
from coder.spans import folded
from coder.terms import ABOUT_REGISTERS, MODES, VOICES


@dataclass(frozen=True)
class Facets:
    """Whom a coding is about, in whose voice and which mode."""

    about: tuple[str, ...] = ()
    """Keys of actors, groups and places."""
    voice: str | None = None
    mode: str | None = None


NO_FACETS = Facets()


class CodingUseCases(ProjectBase):
    """What a coder does with passages and codings."""

    def apply_code(
        self, source: str, start: int, end: int, code: str, facets: Facets = NO_FACETS, note: str = ""
    ) -> str:
        """One coding; returns its quote identifier. The same coding again changes nothing.

        Raises ``CoderError`` for an unknown source or code, and for offsets that are no run of its characters.
        """
        with self.store.reading() as session:
            source_name = find_source(session, source).name
            key = code_by_name(session, code, applicable=True).key
        with self.history.step("apply_code", code=key, source=source_name) as step:
            row = find_source(step.session, source_name)
            check_passage(step.session, row, start, end)
            return place_coding(step, row, start, end, code_by_name(step.session, key), self.coder, facets, note)

    def remove_coding(self, quote: str) -> None:
        """Take a coding away, with its facets and notes (undo brings them back)."""
        with self.store.reading() as session:
            coding, code, source = _described(session, quote)
        with self.history.step("remove_coding", code=code, source=source, quote=coding.quote_id) as step:
            remove(step, coding_by_quote(step.session, quote))

    def recode(self, quote: str, code: str) -> str:
        """Give a coding another code; returns the quote identifier that holds it now (an equal coding absorbs it)."""
        with self.store.reading() as session:
            coding, old, _source = _described(session, quote)
            new = code_by_name(session, code, applicable=True)
        with self.history.step("recode", quote=coding.quote_id, old=old, code=new.key) as step:
            return move_to_code(step, coding_by_quote(step.session, quote), new)

    def set_facets(self, quote: str, facets: Facets) -> None:
        """Replace a coding's facets."""
        with self.history.step("set_facets", quote=normal_quote_id(quote)) as step:
            write_facets(step, coding_by_quote(step.session, quote), facets)

    def adjust(self, quote: str, start: int, end: int) -> None:
        """Move a coding's ends. ``CoderError`` where an equal coding stands already."""
        with self.history.step("adjust", quote=normal_quote_id(quote)) as step:
            coding = coding_by_quote(step.session, quote)
            source = step.session.get(Source, coding.source_id)
            assert source is not None
            check_passage(step.session, source, start, end)
            if (start, end) != (coding.start, coding.end) and same_coding(step, coding, start, end, coding.code_id):
                raise CoderError(_("{quote}: this code stands on that passage already.").format(quote=quote))
            step.update(coding, start=start, end=end)

    def star(self, quote: str, starred: bool = True) -> None:
        """Mark a quote as one of the strongest, or take the mark off."""
        with self.history.step("star" if starred else "unstar", quote=normal_quote_id(quote)) as step:
            step.update(coding_by_quote(step.session, quote), starred=starred)

    def finish(self, source: str, finished: bool = True) -> None:
        """Call a source done, or not done after all, for this coder."""
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("finish" if finished else "unfinish", source=name) as step:
            row = find_source(step.session, name)
            me = known_coder(step.session, self.coder)
            mark = step.session.exec(
                select(Finished).where(Finished.source_id == row.id, Finished.coder_id == me)
            ).first()
            if finished and mark is None:
                me = coder_id(step, self.coder)
                step.insert(Finished(id=fresh(), source_id=row.id, coder_id=me, created_at=now("microseconds")))
            elif not finished and mark is not None:
                step.delete(mark)

    def write_note(self, target: str, text: str) -> None:
        """Write a note on a quote (``C-…``), a source, a code, or the project (``project``)."""
        if not text.strip():
            raise CoderError(_("The note is empty; write what you think."))
        with self.store.reading() as session:
            kind, target_id, name = _target(session, target)
        with self.history.step("write_note", target=name) as step:
            me = coder_id(step, self.coder)
            at = now("microseconds")
            step.insert(
                Note(id=fresh(), target_kind=kind, target_id=target_id, text=text, written_by=me, created_at=at)
            )

    def remove_note(self, target: str) -> None:
        """Take away this coder's latest note on a target. ``CoderError`` if there is none."""
        with self.store.reading() as session:
            kind, target_id, name = _target(session, target)
        with self.history.step("remove_note", target=name) as step:
            me = coder_id(step, self.coder)
            note = step.session.exec(
                select(Note)
                .where(Note.target_kind == kind, Note.target_id == target_id, Note.written_by == me)
                .order_by(col(Note.created_at).desc(), col(Note.id).desc())
            ).first()
            if note is None:
                raise CoderError(_("{target}: you have written no note on it.").format(target=name))
            step.delete(note)


def check_passage(session: Session, source: Source, start: int, end: int) -> None:
    """Raise ``CoderError`` unless ``[start, end)`` is a run of the source's characters that holds speech."""
    text = session.get(SourceText, source.source_text_id)
    assert text is not None
    length = len(text.text)
    if not 0 <= start < end <= length:
        raise CoderError(
            _(
                "{source}: {start}–{end} is no passage; it has characters 0 to {length}, the end after the start."
            ).format(source=source.name, start=start, end=end, length=length)
        )
    spoken = select(Turn.id).where(
        Turn.source_text_id == source.source_text_id, col(Turn.speech_start) < end, col(Turn.end) > start
    )
    if session.exec(spoken.limit(1)).first() is None:
        raise CoderError(
            _("{source}: nobody says anything at {start}–{end}; it is a speaker's label or white space.").format(
                source=source.name, start=start, end=end
            )
        )


def place_coding(
    step: StepWriter,
    source: Source,
    start: int,
    end: int,
    code: Code,
    coder: str,
    facets: Facets = NO_FACETS,
    note: str = "",
) -> str:
    """Insert a coding unless the same one is there; returns its quote identifier."""
    me = coder_id(step, coder)
    found = step.session.exec(
        select(Coding).where(
            Coding.source_text_id == source.source_text_id,
            Coding.start == start,
            col(Coding.end) == end,
            Coding.code_id == code.id,
            Coding.coded_by == me,
        )
    ).first()
    if found is not None:
        return found.quote_id
    identity = fresh()
    coding = Coding(
        id=identity,
        quote_id=free_quote_id(step.session, identity),
        source_id=source.id,
        source_text_id=source.source_text_id,
        start=start,
        end=end,
        code_id=code.id,
        coded_by=me,
        created_at=now(),
    )
    step.insert(coding)
    write_facets(step, coding, facets)
    if note.strip():
        step.insert(
            Note(
                id=fresh(),
                target_kind="coding",
                target_id=identity,
                text=note,
                written_by=me,
                created_at=coding.created_at,
            )
        )
    return coding.quote_id


def free_quote_id(session: Session, identity: str) -> str:
    """A quote identifier nobody has: longer where the short one is taken."""
    extra = 0
    while True:
        candidate = quote_id(identity, extra)
        if session.exec(select(Coding.id).where(Coding.quote_id == candidate)).first() is None:
            return candidate
        extra += 1


def write_facets(step: StepWriter, coding: Coding, facets: Facets) -> None:
    """Make a coding's facets these. ``CoderError`` for what no register or scale has."""
    for value, allowed, name in ((facets.voice, VOICES, "--voice"), (facets.mode, MODES, "--mode")):
        if value is not None and value not in allowed:
            raise CoderError(
                _("{name} {value}: choose one of {allowed}.").format(name=name, value=value, allowed=", ".join(allowed))
            )
    entries = entries_by_key(step.session, ABOUT_REGISTERS)
    unknown = [key for key in facets.about if folded(key) not in entries]
    if unknown:
        raise CoderError(
            _("{key}: no actor, group or place has this id; they stand in codebook.yaml.").format(key=unknown[0])
        )
    step.update(coding, voice=facets.voice, mode=facets.mode)
    wanted = {entries[folded(key)].id for key in facets.about}
    for row in step.session.exec(select(CodingAbout).where(CodingAbout.coding_id == coding.id)).all():
        if row.register_entry_id in wanted:
            wanted.discard(row.register_entry_id)
        else:
            step.delete(row)
    step.insert_many(
        [CodingAbout(id=fresh(), coding_id=coding.id, register_entry_id=entry) for entry in sorted(wanted)]
    )


def remove(step: StepWriter, coding: Coding) -> None:
    """Delete a coding after what hangs on it."""
    for about in step.session.exec(select(CodingAbout).where(CodingAbout.coding_id == coding.id)).all():
        step.delete(about)
    for note in step.session.exec(select(Note).where(Note.target_kind == "coding", Note.target_id == coding.id)).all():
        step.delete(note)
    step.delete(coding)


def same_coding(step: StepWriter, coding: Coding, start: int, end: int, code_id: str) -> Coding | None:
    """Another coding by the same coder on that passage with that code."""
    return step.session.exec(
        select(Coding).where(
            Coding.source_text_id == coding.source_text_id,
            Coding.start == start,
            col(Coding.end) == end,
            Coding.code_id == code_id,
            Coding.coded_by == coding.coded_by,
            Coding.id != coding.id,
        )
    ).first()


def move_to_code(step: StepWriter, coding: Coding, code: Code) -> str:
    """Give a coding another code; where an equal coding stands, its notes and star go there and it joins it."""
    equal = same_coding(step, coding, coding.start, coding.end, code.id)
    if equal is None:
        step.update(coding, code_id=code.id)
        return coding.quote_id
    for note in step.session.exec(select(Note).where(Note.target_kind == "coding", Note.target_id == coding.id)).all():
        step.update(note, target_id=equal.id)
    _join_facets(step, coding, equal)
    remove(step, coding)
    return equal.quote_id


def _described(session: Session, quote: str) -> tuple[Coding, str, str]:
    coding = coding_by_quote(session, quote)
    code, source = session.get(Code, coding.code_id), session.get(Source, coding.source_id)
    assert code is not None and source is not None
    return coding, code.key, source.name


def _target(session: Session, target: str) -> tuple[str, str, str]:
    """What a note is on: (kind, row id, name). A quote's identifier, then a source, then a code."""
    if folded(target) == "project":
        return "project", session.exec(select(ProjectInfo.id)).one(), target
    if target.strip().upper().startswith("C-"):
        with contextlib.suppress(CoderError):  # a source's name may begin so too
            coding = coding_by_quote(session, target)
            return "coding", coding.id, coding.quote_id
    try:
        source = find_source(session, target)
        return "source", source.id, source.name
    except CoderError:
        try:
            code = code_by_name(session, target)
        except CoderError:
            raise CoderError(
                _("{target}: no quote, source or code is called so; 'project' is the whole study.").format(
                    target=target
                )
            ) from None
        return "code", code.id, code.key


def _join_facets(step: StepWriter, coding: Coding, equal: Coding) -> None:
    """What the one says of whom it is about, voice and mode goes to the other, which keeps what it says itself."""
    step.update(
        equal,
        starred=equal.starred or coding.starred,
        voice=equal.voice or coding.voice,
        mode=equal.mode or coding.mode,
    )
    known = set(step.session.exec(select(CodingAbout.register_entry_id).where(CodingAbout.coding_id == equal.id)).all())
    for about in step.session.exec(select(CodingAbout).where(CodingAbout.coding_id == coding.id)).all():
        if about.register_entry_id not in known:
            step.insert(CodingAbout(id=fresh(), coding_id=equal.id, register_entry_id=about.register_entry_id))
