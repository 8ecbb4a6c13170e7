"""What a change of a code would touch: how many codings, by whom, in how many interviews, and which would join."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.i18n import _, ngettext
from coder.model import Code, Coder, Coding, Note


@dataclass(frozen=True)
class Touched:
    """What hangs on a code."""

    codings: int
    coders: tuple[tuple[str, int], ...]
    """Each coder with their number of codings, most first."""
    sources: int
    joining: int
    """Codings that would join an equal one: the same passage by the same coder has the other code already."""
    notes: int
    """Notes on the code itself."""


def touched(session: Session, code: str, into: str | None = None) -> Touched:
    """What taking a code (its key) away would touch, its codings going ``into`` another one (a key)."""
    row = session.exec(select(Code).where(Code.key == code)).one()
    codings = session.exec(
        select(Coding, Coder.name).join(Coder, col(Coder.id) == Coding.coded_by).where(Coding.code_id == row.id)
    ).all()
    joining = 0
    if into is not None:
        other = session.exec(select(Code.id).where(Code.key == into)).one()
        there = {_place(coding) for coding in session.exec(select(Coding).where(Coding.code_id == other)).all()}
        joining = sum(_place(coding) in there for coding, _coder in codings)
    by = Counter(coder for _coding, coder in codings)
    return Touched(
        codings=len(codings),
        coders=tuple(sorted(by.items(), key=lambda item: (-item[1], item[0]))),
        sources=len({coding.source_id for coding, _coder in codings}),
        joining=joining,
        notes=len(session.exec(select(Note.id).where(Note.target_kind == "code", Note.target_id == row.id)).all()),
    )


def in_words(found: Touched) -> list[str]:
    """What would be touched, a line for each kind of thing."""
    number = ngettext("{number} coding", "{number} codings", found.codings).format(number=found.codings)
    sources = ngettext("in {number} interview", "in {number} interviews", found.sources).format(number=found.sources)
    lines = [f"{number} {sources}" if found.codings else _("No coding has this code.")]
    if found.coders:
        lines.append(_("by {coders}").format(coders=", ".join(f"{name} ({n})" for name, n in found.coders)))
    if found.joining:
        lines.append(
            ngettext(
                "{number} of them joins a coding that stands on its passage already",
                "{number} of them join codings that stand on their passages already",
                found.joining,
            ).format(number=found.joining)
        )
    if found.notes:
        told = ngettext("{number} note on the code goes with it", "{number} notes on the code go with it", found.notes)
        lines.append(told.format(number=found.notes))
    return lines


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return coding.source_text_id, coding.start, coding.end, coding.coded_by
