"""Between the codebook as data and its rows: what the database holds as a ``Codebook``, and a ``Codebook`` as rows."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, select

from coder.codebook.book import Codebook, CodeEntry, RegisterItem, in_tree_order
from coder.history import StepWriter
from coder.identity import derived, fresh
from coder.model import (
    Code,
    Coding,
    CodingAbout,
    Constellation,
    Decision,
    FrameworkSummary,
    GuideMatch,
    NameReading,
    Note,
    ProjectInfo,
    RegisterEntry,
    RoleText,
    Row,
    Verdict,
    WhiteSpot,
)


def book_of(session: Session) -> Codebook:
    """The project's codebook without what is retired: the tree in order, the registers in order."""
    info = session.exec(select(ProjectInfo)).one()
    codes = [row for row in session.exec(select(Code)).all() if not row.retired]
    keys = {row.id: row.key for row in codes}
    ordered = sorted(codes, key=lambda row: (row.position, row.key))
    entries = [
        CodeEntry(
            key=row.key,
            name=row.name,
            parent=keys.get(row.parent_id or ""),
            colour=row.colour,
            definition=row.definition,
            use_when=row.use_when,
            not_when=row.not_when,
            keywords=tuple(row.keywords),
            examples=tuple(row.examples),
        )
        for row in ordered
    ]
    registers = sorted(session.exec(select(RegisterEntry)).all(), key=lambda row: (row.kind, row.position, row.key))
    items = [RegisterItem(row.kind, row.key, row.name, dict(row.data)) for row in registers if not row.retired]
    return Codebook(info.name, info.language, info.method, in_tree_order(entries), tuple(items))


def write_book(step: StepWriter, book: Codebook) -> None:
    """Make the rows say what the codebook says. What is gone but in use is retired, never deleted."""
    info = step.session.exec(select(ProjectInfo)).one()
    step.update(
        info, name=book.project or info.name, language=book.language or info.language, method=book.method or info.method
    )
    _write_codes(step, book)
    _write_registers(step, book)


def _write_codes(step: StepWriter, book: Codebook) -> None:
    rows = {row.key: row for row in step.session.exec(select(Code)).all()}
    ids = {key: row.id for key, row in rows.items()}
    positions: dict[str | None, int] = defaultdict(int)
    for entry in book.codes:
        values: dict[str, Any] = {
            "name": entry.name,
            "parent_id": ids[entry.parent] if entry.parent else None,
            "position": positions[entry.parent],
            "colour": entry.colour,
            "definition": entry.definition,
            "use_when": entry.use_when,
            "not_when": entry.not_when,
            "keywords": list(entry.keywords),
            "examples": list(entry.examples),
            "retired": False,
        }
        positions[entry.parent] += 1
        row = rows.pop(entry.key, None)
        if row is not None:
            step.update(row, **values)
        else:
            identity = _free(step, Code, derived("code", entry.key))
            ids[entry.key] = step.insert(Code(id=identity, key=entry.key, **values)).id
    _drop(step, list(rows.values()), _used_codes(step.session))


def _write_registers(step: StepWriter, book: Codebook) -> None:
    rows = {(row.kind, row.key): row for row in step.session.exec(select(RegisterEntry)).all()}
    positions: dict[str, int] = defaultdict(int)
    for item in book.items:
        position = positions[item.register]
        positions[item.register] += 1
        values: dict[str, Any] = {"name": item.name, "data": dict(item.data), "position": position, "retired": False}
        row = rows.pop((item.register, item.key), None)
        if row is not None:
            step.update(row, **values)
        else:
            identity = _free(step, RegisterEntry, derived("entry", item.register, item.key))
            step.insert(RegisterEntry(id=identity, kind=item.register, key=item.key, **values))
    used = set(step.session.exec(select(CodingAbout.register_entry_id)).all())
    used |= set(step.session.exec(select(GuideMatch.register_entry_id)).all())
    used |= _in_synthesis(step.session)
    used |= set(step.session.exec(select(RoleText.actor_id)).all())
    used |= {each for each in step.session.exec(select(NameReading.register_entry_id)).all() if each}
    for row in rows.values():
        if row.id in used:
            step.update(row, retired=True)
        else:
            step.delete(row)


def _in_synthesis(session: Session) -> set[str]:
    """The entries (their ids) that white spots and constellations name."""
    ids = {(row.kind, row.key): row.id for row in session.exec(select(RegisterEntry)).all()}
    spots = session.exec(select(WhiteSpot)).all()
    found = {row.group_id for row in spots} | {row.across_id for row in spots}
    for row in session.exec(select(Constellation)).all():
        named = [
            ("place", row.place),
            *(("actor", key) for key in row.members),
            *(("group", key) for key in row.groups),
        ]
        found |= {ids[each] for each in named if each in ids}
    return found


def _free(step: StepWriter, model: type[Row], identity: str) -> str:
    return identity if step.session.get(model, identity) is None else fresh()


def _used_codes(session: Session) -> set[str]:
    noted = session.exec(select(Note.target_id).where(Note.target_kind == "code")).all()
    coded = session.exec(select(Coding.code_id)).all()
    judged = session.exec(select(Verdict.code_id)).all()
    summed_up = session.exec(select(FrameworkSummary.code_id)).all()
    written = session.exec(select(RoleText.function_id)).all()
    return {*written, *coded, *judged, *summed_up, *session.exec(select(Decision.code_id)).all(), *noted}


def _drop(step: StepWriter, gone: list[Code], used: set[str]) -> None:
    """Retire the codes that are used, or hold one that stays; delete the others, leaves first."""
    waiting = {row.id: row for row in gone}
    while True:
        parents = set(step.session.exec(select(Code.parent_id)).all())
        leaves = [row for row in waiting.values() if row.id not in parents and row.id not in used]
        if not leaves:
            break
        for row in leaves:
            step.delete(waiting.pop(row.id))
    for row in waiting.values():
        step.update(row, retired=True)
