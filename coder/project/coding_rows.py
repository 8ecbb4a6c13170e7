"""Codings as rows: placing one, its facets, joining two, removing one. Written inside a step of somebody's."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh, quote_ids
from coder.model import (
    Code,
    Coding,
    CodingAbout,
    Constellation,
    Note,
    PickedQuote,
    RegisterEntry,
    Source,
    SourceText,
    Turn,
)
from coder.project.base import coder_id, entries_by_key
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


def check_passage(session: Session, source: Source, start: int, end: int) -> None:
    """Raise ``CoderError`` unless ``[start, end)`` is a run of the source's characters that holds speech."""
    spoken = (
        select(Turn.end)
        .where(Turn.source_text_id == source.source_text_id, col(Turn.speech_start) < end, col(Turn.end) > start)
        .order_by(col(Turn.end).desc())
    )
    last = session.exec(spoken.limit(1)).first()
    if 0 <= start < end and last is not None and end <= last:
        return  # without reading the text, which may be long
    text = session.get(SourceText, source.source_text_id)
    assert text is not None
    length = len(text.text)
    if not 0 <= start < end <= length:
        raise CoderError(
            _(
                "{source}: {start}–{end} is no passage; it has characters 0 to {length}, the end after the start."
            ).format(source=source.name, start=start, end=end, length=length)
        )
    if last is None:
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
    prompted: str = "",
) -> str:
    """Insert a coding unless the same one is there; returns its quote identifier.

    ``prompted`` says how the program had a hand in it (``Coding.prompted``).
    """
    me = coder_id(step, coder)
    found = equal_coding(step.session, source.source_text_id, start, end, code.id, me)
    if found is not None:
        return found.quote_id
    coding = insert_coding(step, source, start, end, code, me, prompted)
    write_facets(step, coding, facets)
    add_note(step, coding, note, me, now("microseconds"))
    return coding.quote_id


def insert_coding(
    step: StepWriter, source: Source, start: int, end: int, code: Code, coded_by: str, prompted: str = ""
) -> Coding:
    """A new coding without facets, by the coder with this id."""
    identity = fresh()
    return step.insert(
        Coding(
            id=identity,
            quote_id=free_quote_id(step.session, identity),
            source_id=source.id,
            source_text_id=source.source_text_id,
            start=start,
            end=end,
            code_id=code.id,
            coded_by=coded_by,
            prompted=prompted,
            created_at=now(),
        )
    )


def add_note(step: StepWriter, coding: Coding, text: str, written_by: str, at: str) -> None:
    """A note on a coding, unless the coder has written the very same one on it, or it is empty."""
    if not text.strip():
        return
    same = select(Note.id).where(
        Note.target_kind == "coding",
        Note.target_id == coding.id,
        Note.written_by == written_by,
        col(Note.text) == text,
    )
    if step.session.exec(same).first() is None:
        step.insert(
            Note(
                id=fresh(),
                target_kind="coding",
                target_id=coding.id,
                text=text,
                written_by=written_by,
                created_at=at,
            )
        )


def say_more(step: StepWriter, coding: Coding, facets: Facets, note: str, coder: str) -> None:
    """What is said of a coding that is there already is added to it: nothing that was said before is lost."""
    known = about_of(step.session, coding)
    new = Facets((*known, *facets.about), facets.voice or coding.voice, facets.mode or coding.mode)
    write_facets(step, coding, new)
    add_note(step, coding, note, coder_id(step, coder), now("microseconds"))


def about_of(session: Session, coding: Coding) -> tuple[str, ...]:
    """Whom a coding is about: keys of actors, groups and places."""
    query = (
        select(RegisterEntry.key)
        .join(CodingAbout, col(CodingAbout.register_entry_id) == RegisterEntry.id)
        .where(CodingAbout.coding_id == coding.id)
    )
    return tuple(sorted(session.exec(query).all()))


def free_quote_id(session: Session, identity: str) -> str:
    """A quote identifier nobody has: longer where the short one is taken."""
    return next(
        candidate
        for candidate in quote_ids(identity)
        if session.exec(select(Coding.id).where(Coding.quote_id == candidate)).first() is None
    )


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
    for pick in step.session.exec(select(PickedQuote).where(PickedQuote.coding_id == coding.id)).all():
        step.delete(pick)
    step.delete(coding)


def equal_coding(
    session: Session, source_text_id: str, start: int, end: int, code_id: str, coded_by: str
) -> Coding | None:
    """The coding of this passage with this code by this coder (ids)."""
    return session.exec(
        select(Coding).where(
            Coding.source_text_id == source_text_id,
            Coding.start == start,
            col(Coding.end) == end,
            Coding.code_id == code_id,
            Coding.coded_by == coded_by,
        )
    ).first()


def same_coding(session: Session, coding: Coding, start: int, end: int, code_id: str) -> Coding | None:
    """Another coding by the same coder on that passage with that code."""
    found = equal_coding(session, coding.source_text_id, start, end, code_id, coding.coded_by)
    return found if found is not None and found.id != coding.id else None


def overlapping(session: Session, source_text_id: str, start: int, end: int, code_id: str, coder: str) -> list[Coding]:
    """A coder's (id) codings with this code that share a character with a passage, first the one that begins first."""
    query = (
        select(Coding)
        .where(
            Coding.source_text_id == source_text_id,
            col(Coding.start) < end,
            col(Coding.end) > start,
            Coding.code_id == code_id,
            Coding.coded_by == coder,
        )
        .order_by(col(Coding.start), col(Coding.end))
    )
    return list(session.exec(query).all())


def extend(step: StepWriter, codings: list[Coding], start: int, end: int) -> Coding:
    """Make overlapping codings one that covers them and a passage: the first grows, the others join it."""
    first, *others = codings
    for other in others:
        absorb(step, other, first)
    step.update(
        first, start=min(start, *(each.start for each in codings)), end=max(end, *(each.end for each in codings))
    )
    return first


def move_to_code(step: StepWriter, coding: Coding, code: Code) -> str:
    """Give a coding another code; where an equal coding stands, its notes and star go there and it joins it."""
    equal = same_coding(step.session, coding, coding.start, coding.end, code.id)
    if equal is None:
        step.update(coding, code_id=code.id)
        return coding.quote_id
    absorb(step, coding, equal)
    return equal.quote_id


def also_code(step: StepWriter, coding: Coding, code: Code) -> str:
    """The same passage by the same coder with another code as well, said about the same; the quote that has it."""
    equal = same_coding(step.session, coding, coding.start, coding.end, code.id)
    if equal is not None or code.id == coding.code_id:
        return (equal or coding).quote_id
    source = step.session.get(Source, coding.source_id)
    assert source is not None
    new = insert_coding(step, source, coding.start, coding.end, code, coding.coded_by)
    write_facets(step, new, Facets(about_of(step.session, coding), coding.voice, coding.mode))
    return new.quote_id


def absorb(step: StepWriter, coding: Coding, into: Coding) -> None:
    """Remove a coding; its notes, its star, whom it is about and its place as evidence go to another."""
    for note in step.session.exec(select(Note).where(Note.target_kind == "coding", Note.target_id == coding.id)).all():
        step.update(note, target_id=into.id)
    for row in step.session.exec(select(Constellation)).all():
        if coding.quote_id in row.quotes:
            quotes = [into.quote_id if quote == coding.quote_id else quote for quote in row.quotes]
            step.update(row, quotes=list(dict.fromkeys(quotes)))
    _join_picks(step, coding, into)
    _join_facets(step, coding, into)
    remove(step, coding)


def _join_picks(step: StepWriter, coding: Coding, into: Coding) -> None:
    """A pick goes with its words; of two picks, that of the coding which stays is kept. An edit belongs to its words
    alone, so that it goes where the words are others."""
    for pick in step.session.exec(select(PickedQuote).where(PickedQuote.coding_id == coding.id)).all():
        if step.session.exec(select(PickedQuote.id).where(PickedQuote.coding_id == into.id)).first() is None:
            same = (coding.source_text_id, coding.start, coding.end) == (into.source_text_id, into.start, into.end)
            step.update(pick, coding_id=into.id, edited=pick.edited if same else "")


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
