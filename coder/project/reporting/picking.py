"""Picking quotes for the report: their order, the sections they stand in, and their words as lightly edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.exporters.picks import Picked
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import fresh
from coder.model import Coding, PickedQuote, SourceText
from coder.project.base import ProjectBase, coder_id, coding_by_quote
from coder.queries.attribution import Template
from coder.queries.picks import Pick, picks
from coder.queries.quotes import Quote, QuoteFilter, quotes
from coder.queries.selection import EVERY_CODING, Selection
from coder.synthesis.check.exact import comparison


@dataclass(frozen=True)
class PickedRow:
    """A picked quote with its evidence."""

    pick: Pick
    quote: Quote
    fits: bool
    """False where the words were corrected after the edit, so that its marks no longer say what differs."""

    @property
    def text(self) -> str:
        """The words as the report has them."""
        return self.pick.edited or self.quote.text


class PickUseCases(ProjectBase):
    """The writers' list of quotes."""

    def picked(self, template: Template = ()) -> tuple[PickedRow, ...]:
        """The picked quotes in order, whoever coded them; those that stand on an older version are left out."""
        with self.store.reading() as session:
            chosen = picks(session)
            wanted = QuoteFilter(ids=frozenset(pick.coding for pick in chosen))
            selection = Selection(EVERY_CODING, with_interviewer=True)
            found = {row.quote: row for row in quotes(session, wanted, selection, template=template).rows}
        return tuple(
            PickedRow(pick, found[pick.quote], not pick.edited or _is_marked(pick.edited, found[pick.quote].text))
            for pick in chosen
            if pick.quote in found
        )

    def picked_ids(self) -> frozenset[str]:
        """The codings (ids) that were picked, for a filter."""
        return frozenset(pick.coding for pick in self.ask(picks))

    def in_picked_order(self, rows: Sequence[Quote]) -> tuple[Picked, ...]:
        """Those of some quotes that were picked, in the list's order, with their headings and edits."""
        found = {row.quote: row for row in rows}
        chosen = (pick for pick in self.ask(picks) if pick.quote in found)
        return tuple(Picked(found[pick.quote], pick.heading, pick.edited) for pick in chosen)

    def pick(
        self, chosen: Sequence[str], heading: str | None = None, after: str = "", edited: str | None = None
    ) -> tuple[str, ...]:
        """Put quotes on the list, or elsewhere on it: at the end of a section (``heading``; "" for none), or after
        another quote; with lightly edited words (as ``edit_pick``, for one quote). Returns their identifiers.

        ``CoderError`` for a quote that is not known, and for words that differ more than they mark.
        """
        with self.store.reading() as session:
            found = _found(session, chosen)
            before = _row_of(session, after) if after else None
            names = [coding.quote_id for coding in found]
            words = None if edited is None else _wording(edited, names[0], _said(session, found[0]))
        if before is not None and any(coding.id == before.coding_id for coding in found):
            raise CoderError(_("{quote}: a quote cannot stand after itself.").format(quote=after))
        with self.history.step("pick" if len(names) == 1 else "pick_all", **_named(names)) as step:
            rows = _rows(step.session)
            there = {row.coding_id: row for row in rows}
            me = coder_id(step, self.coder)
            chosen_rows = [there.get(coding.id) or _new(step, coding, me) for coding in found]
            # A quote that is on the list stays where it is unless somebody says where.
            told = heading is not None or bool(after)
            moving = [row for row in chosen_rows if told or row.coding_id not in there]
            ids = {row.id for row in moving}
            rest = [row for row in rows if row.id not in ids]
            at, section = _place(rest, heading, before)
            for row in moving:
                step.update(row, heading=section)
            _number(step, [*rest[:at], *moving, *rest[at:]])
            if words is not None:
                step.update(chosen_rows[0], edited=words)
        return tuple(names)

    def unpick(self, chosen: Sequence[str]) -> None:
        """Take quotes off the list. ``CoderError`` for one that is not on it."""
        with self.store.reading() as session:
            names = [_quote_of(session, _row_of(session, quote)) for quote in dict.fromkeys(chosen)]
        with self.history.step("unpick" if len(names) == 1 else "unpick_all", **_named(names)) as step:
            for name in names:
                step.delete(_row_of(step.session, name))

    def move_pick(self, quote: str, by: int) -> None:
        """Move a picked quote one place up (−1) or down (1); over a heading, it goes into that section. At an end
        nothing happens."""
        with self.store.reading() as session:
            name = _quote_of(session, _row_of(session, quote))
            rows = _rows(session)
            at = [row.id for row in rows].index(_row_of(session, quote).id)
        if not 0 <= at + by < len(rows):
            return
        with self.history.step("move_pick", quote=name) as step:
            rows = _rows(step.session)
            row, other = rows[at], rows[at + by]
            if row.heading != other.heading:
                step.update(row, heading=other.heading)
            else:
                rows[at], rows[at + by] = other, row
                _number(step, rows)

    def head_pick(self, quote: str, heading: str) -> None:
        """Begin a section with a picked quote: it and the quotes below it in its section stand under the heading."""
        with self.store.reading() as session:
            name = _quote_of(session, _row_of(session, quote))
        with self.history.step("head_pick", quote=name) as step:
            rows = _rows(step.session)
            at = [row.id for row in rows].index(_row_of(step.session, name).id)
            before = rows[at].heading
            end = next((n for n in range(at, len(rows)) if rows[n].heading != before), len(rows))
            moving, rest = rows[at:end], rows[:at] + rows[end:]
            for row in moving:
                step.update(row, heading=heading.strip())
            same = [n for n, row in enumerate(rest) if row.heading == heading.strip()]
            # Two sections of one name are one; without a heading, quotes stand first.
            place = same[-1] + 1 if same else 0 if not heading.strip() else at
            _number(step, [*rest[:place], *moving, *rest[place:]])

    def edit_pick(self, quote: str, text: str) -> None:
        """Give a picked quote lightly edited words; "" for the words as they were said, which stay in any case.

        ``CoderError`` where more differs than […] and [ ] mark, or a negation went with a mark: the rule by which
        ``coder check`` judges.
        """
        with self.store.reading() as session:
            row = _row_of(session, quote)
            name = _quote_of(session, row)
            words = _wording(text, name, _said(session, session.get_one(Coding, row.coding_id)))
        with self.history.step("edit_pick", quote=name) as step:
            step.update(_row_of(step.session, name), edited=words)


def _wording(text: str, quote: str, said: str) -> str:
    """The words to be kept: "" where they are those that were said."""
    edited = " ".join(text.split())
    if not edited or edited == " ".join(said.split()):
        return ""
    verbatim, marked, differs = comparison(edited, said)
    if not verbatim and not marked:
        message = _("{quote}: more differs than […] and [ ] mark: {difference}.")
        raise CoderError(message.format(quote=quote, difference=differs))
    return edited


def _is_marked(edited: str, said: str) -> bool:
    verbatim, marked, _differs = comparison(edited, said)
    return verbatim or marked


def _rows(session: Session) -> list[PickedQuote]:
    return list(session.exec(select(PickedQuote).order_by(col(PickedQuote.position), col(PickedQuote.id))).all())


def _found(session: Session, chosen: Sequence[str]) -> list[Coding]:
    found = {coding.id: coding for coding in (coding_by_quote(session, quote) for quote in chosen)}
    if not found:
        raise CoderError(_("Name at least one quote."))
    return list(found.values())


def _row_of(session: Session, quote: str) -> PickedQuote:
    coding = coding_by_quote(session, quote)
    row = session.exec(select(PickedQuote).where(PickedQuote.coding_id == coding.id)).first()
    if row is None:
        message = _("{quote}: not picked; 'coder pick {quote}' puts it on the list.")
        raise CoderError(message.format(quote=coding.quote_id))
    return row


def _quote_of(session: Session, row: PickedQuote) -> str:
    return session.get_one(Coding, row.coding_id).quote_id


def _said(session: Session, coding: Coding) -> str:
    return session.get_one(SourceText, coding.source_text_id).text[coding.start : coding.end]


def _new(step: StepWriter, coding: Coding, me: str) -> PickedQuote:
    return step.insert(PickedQuote(id=fresh(), coding_id=coding.id, position=0, picked_by=me))


def _place(rest: Sequence[PickedQuote], heading: str | None, before: PickedQuote | None) -> tuple[int, str]:
    """Where quotes come to stand among the others, and under which heading."""
    if before is not None:
        at = [row.id for row in rest].index(before.id) + 1
        return at, before.heading if heading is None else heading.strip()
    section = (heading or "").strip()
    same = [n for n, row in enumerate(rest) if row.heading == section]
    return (same[-1] + 1 if same else len(rest) if section else 0), section


def _number(step: StepWriter, rows: Sequence[PickedQuote]) -> None:
    for position, row in enumerate(rows):
        step.update(row, position=position)


def _named(names: Sequence[str]) -> dict[str, Any]:
    return {"quote": names[0]} if len(names) == 1 else {"number": len(names)}
