"""White spots: derived anew each time from what is coded and asked; a person's decision about a cell is kept."""

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import RegisterEntry, WhiteSpot
from coder.project.base import coder_id
from coder.project.guiding import GuideUseCases
from coder.queries.selection import DEFAULT, Selection
from coder.queries.whitespots import ACTOR, PLACE, STATES, material
from coder.spans import folded
from coder.synthesis.whitespots import Cell, WhiteSpots, white_spots

KINDS = (PLACE, ACTOR)


class WhiteSpotUseCases(GuideUseCases):
    """Where nobody was asked, nothing is said, something is missing, contested or there."""

    def white_spots(self, across: str = PLACE, selection: Selection = DEFAULT) -> WhiteSpots:
        """Every group at every place, or with every actor (``across``). The first time it takes a second or two,
        since it asks what of the guide was put where."""
        if across not in KINDS:
            raise CoderError(
                _("{option} {value}: choose one of {allowed}.").format(
                    option="--across", value=across, allowed=", ".join(f"{kind}s" for kind in KINDS)
                )
            )
        guide = self.guide()
        return white_spots(self.ask(material, guide, across, selection), across)

    def white_spot(self, group: str, across: str) -> tuple[WhiteSpots, Cell]:
        """One cell by the ids or names of a group and of a place or actor, with all the others of its kind."""
        with self.store.reading() as session:
            group_key = _entry(session, group, ("group",)).key
            entry = _entry(session, across, KINDS)
            key, kind = entry.key, entry.kind
        spots = self.white_spots(kind)
        cell = spots.cell(group_key, key)
        if cell is None:
            raise CoderError(_("{name}: is on no register any more.").format(name=across))
        return spots, cell

    def decide_white_spot(self, group: str, across: str, state: str = "", why: str = "") -> None:
        """Settle a cell: confirm the state that is derived for it, or say another one, and why.

        ``CoderError`` for an unknown group, place, actor or state, and for another state without a reason.
        """
        spots, cell = self.white_spot(group, across)
        chosen = state or cell.state
        if chosen not in STATES:
            raise CoderError(
                _("{option} {value}: choose one of {allowed}.").format(
                    option="--state", value=state, allowed=", ".join(STATES)
                )
            )
        kept = why.strip() or (cell.decided.why if cell.decided and cell.decided.state == chosen else "")
        if chosen != cell.derived and not kept:
            raise CoderError(
                _("{group}, {across}: say why (--why): the interviews give “{derived}”, not “{state}”.").format(
                    group=cell.group, across=cell.across, derived=cell.derived, state=chosen
                )
            )
        with self.history.step("decide_white_spot", group=cell.group, across=cell.across, state=chosen) as step:
            me = coder_id(step, self.coder)
            row = _row(step.session, cell, spots.kind)
            if row is not None:
                if (row.state, row.why) != (chosen, kept):
                    step.update(row, state=chosen, why=kept, decided_by=me)
                return
            step.insert(
                WhiteSpot(
                    id=fresh(),
                    group_id=_entry(step.session, cell.group, ("group",)).id,
                    across_id=_entry(step.session, cell.across, (spots.kind,)).id,
                    state=chosen,
                    why=kept,
                    decided_by=me,
                    created_at=now(),
                )
            )

    def reopen_white_spot(self, group: str, across: str) -> None:
        """Take away what was decided about a cell: what is derived counts again. ``CoderError`` if nothing was."""
        spots, cell = self.white_spot(group, across)
        with self.history.step("reopen_white_spot", group=cell.group, across=cell.across) as step:
            row = _row(step.session, cell, spots.kind)
            if row is None:
                raise CoderError(
                    _("{group}, {across}: nobody has settled it.").format(group=cell.group, across=cell.across)
                )
            step.delete(row)


def _entry(session: Session, typed: str, kinds: tuple[str, ...]) -> RegisterEntry:
    """An entry of some registers by id or name, exact."""
    rows = session.exec(select(RegisterEntry).where(col(RegisterEntry.kind).in_(kinds))).all()
    wanted = folded(typed)
    found = [row for row in rows if folded(row.key) == wanted] or [row for row in rows if folded(row.name) == wanted]
    if not found:
        kinds_named = {"group": _("group"), "place": _("place"), "actor": _("actor")}
        said = "/".join(kinds_named[kind] for kind in kinds)
        keys = ", ".join(sorted(row.key for row in rows if not row.retired)) or "–"
        raise CoderError(
            _("{name}: no {kind} has this id; there are: {keys}.").format(name=typed, kind=said, keys=keys)
        )
    return found[0]


def _row(session: Session, cell: Cell, kind: str) -> WhiteSpot | None:
    group, across = _entry(session, cell.group, ("group",)), _entry(session, cell.across, (kind,))
    query = select(WhiteSpot).where(WhiteSpot.group_id == group.id, WhiteSpot.across_id == across.id)
    return session.exec(query).first()
