"""Deciding about names: once for the whole project, kept as fingerprints, never as names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import N_, Translator, _
from coder.identity import fresh
from coder.model import Pseudonym, Setting, Source, SourceText
from coder.personal.base import (
    ADDRESS,
    COORDINATION_NUMBER,
    EMAIL,
    HEALTH,
    IDENTITY_NUMBER,
    KINDS,
    ORGANISATION,
    PERSON,
    PHONE,
    PLACE,
    POSSIBLE,
)
from coder.personal.fingerprints import fingerprint
from coder.personal.forms import composed
from coder.project.base import ProjectBase, coder_id
from coder.project.names.naming import Naming, naming
from coder.queries.pseudonyms import KEEP, KNOWN_NAMES, REPLACE, decisions, known_names, salt

_NUMBERED = {PERSON: N_("[Person {number}]"), ORGANISATION: N_("[Organisation {number}]")}
_ALIKE = {
    PLACE: N_("[smaller place]"),
    IDENTITY_NUMBER: N_("[personal identity number]"),
    COORDINATION_NUMBER: N_("[coordination number]"),
    PHONE: N_("[telephone number]"),
    EMAIL: N_("[e-mail]"),
    ADDRESS: N_("[address]"),
    HEALTH: N_("[health]"),
}
_OTHER = N_("[left out]")


@dataclass(frozen=True)
class Decided:
    """What somebody decides about one person, place or number."""

    names: tuple[str, ...]
    """All its names in their plain form (*Anna Berg*, *Anna*)."""
    kind: str
    decision: str
    """``replace`` or ``keep``."""
    replacement: str = ""


class Proposals:
    """What to write in place of names, in the study's language; people are numbered, and no number is given twice."""

    def __init__(self, t: Translator, taken: Collection[str]) -> None:
        """``taken``: texts in which pseudonyms may stand already."""
        self._t = t
        self._free = {kind: self._numbers(kind, taken) for kind in _NUMBERED}

    def next(self, kind: str) -> str:
        """The replacement to offer for the next name of a kind."""
        if kind in _NUMBERED:
            return self._t.gettext(_NUMBERED[kind]).format(number=next(self._free[kind]))
        return self._t.gettext(_ALIKE.get(kind, _OTHER))

    def _numbers(self, kind: str, taken: Collection[str]) -> Iterator[int]:
        shape = re.escape(self._t.gettext(_NUMBERED[kind])).replace(re.escape("{number}"), r"([0-9]{1,6})")
        used = {int(number) for text in taken for number in re.findall(shape, text)}
        return (number for number in count(1) if number not in used)


def pseudonym_texts(session: Session) -> list[str]:
    """Where pseudonyms may stand: what was decided, and the current transcripts."""
    query = select(SourceText.text).join(Source, Source.source_text_id == SourceText.id)  # type: ignore[arg-type]
    return [*(each.replacement for each in decisions(session)), *session.exec(query).all()]


class DecisionUseCases(ProjectBase):
    """What becomes of each name."""

    def decide_names(self, decided: Sequence[Decided]) -> int:
        """Decide about names, as one step; returns how many names that changed something for.

        A name decided about before is decided anew; what has been replaced already stays as it is. Raises
        ``CoderError`` for a replacement that is empty, is somebody's name, or holds one that is to be replaced.
        """
        with self.history.step("decide_names", count=len(decided)) as step:
            mix = salt(step.session)
            rows = {row.fingerprint: row for row in step.session.exec(select(Pseudonym)).all()}
            before = {row.replacement for row in rows.values() if row.replacement}
            changed = sum(_decide(step, item, mix, rows, coder_id(step, self.coder)) for item in decided)
            _check(step.session, decided, before)
        return changed

    def know_names(self, names: Sequence[str]) -> int:
        """Put names on the project's list: the review queue finds them in any spelling. Returns how many are new."""
        with self.store.reading() as session:
            mix = salt(session)
        marks = {fingerprint(mix, PERSON, _plain(name)) for name in names}
        with self.history.step("know_names", count=len(marks)) as step:
            known = set(known_names(step.session))
            row = step.session.exec(select(Setting).where(Setting.key == KNOWN_NAMES)).first()
            value = {"fingerprints": sorted(known | marks)}
            if row is not None:
                step.update(row, value=value)
            elif marks:
                step.insert(Setting(id=fresh(), key=KNOWN_NAMES, value=value))
        return len(marks - known)


def _decide(step: StepWriter, item: Decided, mix: str, rows: dict[str, Pseudonym], me: str) -> int:
    replacement = composed(item.replacement) if item.decision == REPLACE else ""
    if item.kind not in KINDS or item.decision not in (REPLACE, KEEP):
        raise ValueError(f"{item.kind}, {item.decision}")
    if item.decision == REPLACE and not replacement:
        raise CoderError(_("Say what is to stand in place of the name."))
    changed, at = 0, now("microseconds")
    for name in item.names:
        mark = fingerprint(mix, item.kind, _plain(name))
        values = {"decision": item.decision, "replacement": replacement}
        row = rows.get(mark)
        if row is None:
            row = Pseudonym(id=fresh(), fingerprint=mark, kind=item.kind, decided_by=me, created_at=at, **values)
            rows[mark] = step.insert(row)
            changed += 1
        else:
            changed += step.update(row, **values)
    return changed


def _plain(name: str) -> str:
    plain = composed(name)
    if not any(map(str.isalnum, plain)):
        raise CoderError(_("“{name}” is no name: it has neither letters nor digits.").format(name=name))
    return plain


def _check(session: Session, decided: Sequence[Decided], before: Collection[str]) -> None:
    """A pseudonym that holds a name would be replaced again and again; one that somebody is called would make two
    people one. ``before``: the pseudonyms there were.
    """
    names = naming(session)
    for item in decided:
        if item.decision == REPLACE and names.hits(item.replacement):
            raise CoderError(
                _("“{replacement}” holds a name that is to be replaced itself; choose another.").format(
                    replacement=item.replacement
                )
            )
    for replacement in sorted(before):
        if names.hits(replacement):
            raise CoderError(
                _(
                    "“{replacement}” stands for somebody already, as a pseudonym; give that person another one first."
                ).format(replacement=replacement)
            )
    for item in decided:
        if item.decision == REPLACE and item.replacement not in before:
            _check_nobody_is_called(session, names, item.replacement)


def _check_nobody_is_called(session: Session, names: Naming, replacement: str) -> None:
    called = [each.text for each in names.read(replacement) if each.certainty != POSSIBLE]
    if not called:
        return
    real = re.compile("|".join(rf"(?<!\w){re.escape(each)}s?(?!\w)" for each in called))
    query = select(Source.name, SourceText.text).join(SourceText, Source.source_text_id == SourceText.id)  # type: ignore[arg-type]
    for name, text in session.exec(query.order_by(Source.name)).all():
        if real.search(text):
            raise CoderError(
                _("“{replacement}” is the name of somebody in {source}; choose another.").format(
                    replacement=replacement, source=name
                )
            )
