"""Is the project sound: does the database hold together, and does every coding stand on characters that are there?"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from coder.i18n import _
from coder.model import Code, CodebookFile, Coding, Note, Source, SourceText, Turn

_MOST_FAULTS = 20
"""A broken database has thousands; more than these tell nobody anything."""


@dataclass(frozen=True)
class Fault:
    """Something that is wrong in the project."""

    check: str
    """``database, references, texts, turns`` or ``codings``: never translated."""
    what: str
    """What is wrong, in the interface's language."""


CHECKS = ("database", "references", "texts", "turns", "codings")


def faults(session: Session) -> tuple[Fault, ...]:
    """Everything that is wrong, in the order of ``CHECKS``. A database that cannot be read is one fault."""
    try:
        damage = tuple(_damage(session))
        if damage:
            return damage  # what stands in a damaged file cannot be trusted to say more
        texts = {row.id: row for row in session.exec(select(SourceText)).all()}
        return (*_references(session), *_texts(session, texts), *_turns(session, texts), *_codings(session, texts))
    except DatabaseError as error:
        return (Fault("database", _unreadable(str(error.orig))),)


def _unreadable(said: str) -> str:
    return _("The database cannot be read ({said}); go on from a copy of it.").format(said=said)


def _damage(session: Session) -> Iterator[Fault]:
    """What the engine itself finds. Only SQLite can be asked: a server keeps its own files in order."""
    if session.get_bind().dialect.name != "sqlite":
        return
    for (said,) in session.connection().execute(text(f"PRAGMA integrity_check({_MOST_FAULTS})")).all():
        if said != "ok":
            yield Fault("database", _unreadable(said))


def _references(session: Session) -> Iterator[Fault]:
    """Rows that point at rows which are not there, asked in plain SQL of either engine."""
    connection = session.connection()
    tables = inspect(connection)
    for table in tables.get_table_names():
        for key in tables.get_foreign_keys(table):
            child, parent = key["constrained_columns"][0], key["referred_columns"][0]
            other = key["referred_table"]
            number = connection.execute(
                text(
                    f'SELECT count(*) FROM "{table}" AS child WHERE child."{child}" IS NOT NULL AND NOT EXISTS '
                    f'(SELECT 1 FROM "{other}" AS parent WHERE parent."{parent}" = child."{child}")'
                )
            ).scalar_one()
            if number:
                message = _("Rows of {table} that point at rows of {other} which are not there: {number}.")
                yield Fault("references", message.format(number=number, table=table, other=other))
    yield from _loose_notes(session)


def _loose_notes(session: Session) -> Iterator[Fault]:
    """What a note is on has no foreign key, since it may be one of several kinds."""
    owners = {"coding": Coding.id, "source": Source.id, "code": Code.id, "passage": SourceText.id}
    for kind, identity in owners.items():
        there = set(session.exec(select(identity)).all())
        loose = [
            note
            for note in session.exec(select(Note).where(Note.target_kind == kind)).all()
            if note.target_id not in there
        ]
        if loose:
            message = _("Notes on a {kind} that is not there: {number}.")
            yield Fault("references", message.format(number=len(loose), kind=kind))


def _texts(session: Session, texts: dict[str, SourceText]) -> Iterator[Fault]:
    """A version of a text never changes: its checksum says so."""
    for source in session.exec(select(Source).order_by(col(Source.name))).all():
        row = texts.get(source.source_text_id)
        if row is None:
            yield Fault("texts", _("{source}: its text is not there.").format(source=source.name))
        elif hashlib.sha256(row.text.encode("utf-8", "surrogatepass")).hexdigest() != row.sha256:
            message = _("{source}: its text is not the one that was loaded; quotes from it cannot be trusted.")
            yield Fault("texts", message.format(source=source.name))


def _turns(session: Session, texts: dict[str, SourceText]) -> Iterator[Fault]:
    """The turns of a source's current text follow one another inside it."""
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in session.exec(select(Turn).order_by(col(Turn.number))).all():
        turns[turn.source_text_id].append(turn)
    for source in session.exec(select(Source).order_by(col(Source.name))).all():
        row = texts.get(source.source_text_id)
        reached = 0
        for number, turn in enumerate(turns[source.source_text_id], 1):
            inside = row is not None and turn.end <= len(row.text)
            if turn.number != number or turn.start < reached or not inside:
                message = _("{source}: turn {number} is out of place.")
                yield Fault("turns", message.format(source=source.name, number=turn.number))
                break
            reached = turn.end


def _codings(session: Session, texts: dict[str, SourceText]) -> Iterator[Fault]:
    """Every coding stands inside its source's current text."""
    sources = {source.id: source for source in session.exec(select(Source)).all()}
    found = 0
    for coding in session.exec(select(Coding).order_by(col(Coding.quote_id))).all():
        source, row = sources.get(coding.source_id), texts.get(coding.source_text_id)
        if source is None or row is None:
            what = _("{quote}: its source or its text is not there.").format(quote=coding.quote_id)
        elif not 0 <= coding.start < coding.end <= len(row.text):
            what = _("{quote}: {start}–{end} is outside the text of {source}, which has {length} characters.").format(
                quote=coding.quote_id, start=coding.start, end=coding.end, source=source.name, length=len(row.text)
            )
        elif source.source_text_id != coding.source_text_id:
            what = _("{quote}: stands on an older version of {source}; 'coder correct --unplaced' lists such.").format(
                quote=coding.quote_id, source=source.name
            )
        else:
            continue
        found += 1
        if found <= _MOST_FAULTS:
            yield Fault("codings", what)
    if found > _MOST_FAULTS:
        yield Fault(
            "codings", _("Further codings that are out of place: {number}.").format(number=found - _MOST_FAULTS)
        )


def codebook_last_read(session: Session) -> str:
    """codebook.yaml as it was last read or written: what the file is compared with."""
    return session.exec(select(CodebookFile.text)).one()
