"""Sets of a file: named groups of sources or of codes; one that groups both becomes two."""

from sqlmodel import select

from coder.identity import derived
from coder.model import ItemSet
from coder.project.exchange.taking import Taking
from coder.readers.refi.model import RefiSet
from coder.spans import folded


def take_sets(taking: Taking) -> None:
    """Take over the sets; a known one gets the members that it lacks."""
    for each in taking.file.sets:
        codes = [taking.codes[guid] for guid in each.codes if guid in taking.codes]
        sources = [taking.sources[guid].source_id for guid in each.sources if guid in taking.sources]
        if codes or not sources:
            _take(taking, each, "code", codes, each.guid)
        if sources:
            _take(taking, each, "source", sources, derived("set", each.guid) if codes else each.guid)


def _take(taking: Taking, each: RefiSet, kind: str, members: list[str], guid: str) -> None:
    rows = taking.step.session.exec(select(ItemSet).where(ItemSet.kind == kind)).all()
    row = next((row for row in rows if row.id == guid), None)
    row = row or next((row for row in rows if folded(row.name) == folded(each.name)), None)
    if row is None:
        identity = taking.free(ItemSet, guid)
        taking.step.insert(
            ItemSet(id=identity, kind=kind, name=each.name, description=each.description, members=members)
        )
        taking.result.added["sets"] += 1
        return
    new = [member for member in members if member not in row.members]
    taking.step.update(row, members=[*row.members, *new])
    (taking.result.added if new else taking.result.equal)["sets"] += 1
