"""Which codings count: one coding set for each source, and only interviewees' speech.

Two coders' codings of one interview are not two facts. For each source what was decided between its coders counts,
once that is complete (``coder.project.adjudicating``); else the codings of its main coder: the one assigned, else the
one who finished it first, else the one with most codings (then the name decides). Who has coded nothing in a source is
no main coder of it by finishing it: nobody's codings vanish behind an empty set.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import Translator, _
from coder.model import Adjudication, Coder, Coding, Finished, Source
from coder.queries.filters import conditions_in_words
from coder.spans import folded
from coder.terms import ADJUDICATED

ALL_CODERS = "all"
EVERY_CODING = (ALL_CODERS, ADJUDICATED)
"""What people coded, and what was decided between them: never for figures, where both would count."""


@dataclass(frozen=True)
class Selection:
    """What the caller asks to count: nothing means each source's coding set, interviewees only."""

    coders: tuple[str, ...] = ()
    """Names, or ``("all",)``: instead of the coding sets."""
    with_interviewer: bool = False


DEFAULT = Selection()


@dataclass(frozen=True)
class CodingSets:
    """The coders (ids) whose codings count, by source (id)."""

    by_source: dict[str, frozenset[str]]
    chosen: tuple[str, ...]
    """The coders' names where the caller chose them; empty for the coding sets."""
    adjudicated: frozenset[str] = frozenset()
    """The sources (ids) whose set was decided between coders."""

    def counts(self, source_id: str, coder_id: str) -> bool:
        return coder_id in self.by_source.get(source_id, frozenset())


Totals = Mapping[str, Counter[str]]
"""Codings by source (id) and coder (id)."""


def coding_sets(session: Session, selection: Selection, totals: Totals | None = None) -> CodingSets:
    """The coders that count for each source; ``totals`` are read where the caller has not counted them.

    Raises ``CoderError`` for a coder that does not exist.
    """
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    sources = session.exec(select(Source.id, Source.assigned_to)).all()
    if selection.coders:
        ids = _named(names, selection.coders)
        return CodingSets({source: ids for source, _assigned in sources}, tuple(sorted(names[i] for i in ids)))
    main = _main_coders(session, names, sources, _totals(session) if totals is None else totals)
    main |= (decided := _adjudicated(session, names))
    return CodingSets({source: frozenset([coder]) for source, coder in main.items()}, (), frozenset(decided))


def adjudicated_id(names: Mapping[str, str]) -> str | None:
    """The coder (of names by id) that adjudicated codings stand under, None where there are none."""
    return next((coder for coder, name in names.items() if folded(name) == ADJUDICATED), None)


def _adjudicated(session: Session, names: Mapping[str, str]) -> dict[str, str]:
    """The sources (ids) whose codings are decided, each with the coder that they stand under."""
    coder = adjudicated_id(names)
    complete = session.exec(select(Adjudication.source_id).where(col(Adjudication.complete).is_(True))).all()
    return dict.fromkeys(complete, coder) if coder is not None else {}


def _named(names: dict[str, str], wanted: Sequence[str]) -> frozenset[str]:
    if wanted[0] == ALL_CODERS:
        decided = adjudicated_id(names)
        return frozenset(coder for coder in names if coder != decided or tuple(wanted) == EVERY_CODING)
    by_name = {folded(name): coder for coder, name in names.items()}
    unknown = [name for name in wanted if folded(name) not in by_name]
    if unknown:
        raise CoderError(
            _("No coder is called {name}; the coders are: {names}.").format(
                name=unknown[0], names=", ".join(sorted(names.values())) or "–"
            )
        )
    return frozenset(by_name[folded(name)] for name in wanted)


def _totals(session: Session) -> Totals:
    totals: dict[str, Counter[str]] = {}
    grouped = select(Coding.source_id, Coding.coded_by, func.count()).group_by(
        col(Coding.source_id), col(Coding.coded_by)
    )
    for source_id, coder_id, number in session.exec(grouped).all():
        totals.setdefault(source_id, Counter())[coder_id] = number
    return totals


def _main_coders(
    session: Session, names: dict[str, str], sources: Sequence[tuple[str, str | None]], totals: Totals
) -> dict[str, str]:
    finished: dict[str, tuple[str, str, str]] = {}
    for mark in session.exec(select(Finished)).all():
        if mark.coder_id in totals.get(mark.source_id, {}):
            key = (mark.created_at, folded(names[mark.coder_id]), mark.coder_id)
            finished[mark.source_id] = min(finished.get(mark.source_id, key), key)
    main: dict[str, str] = {}
    decided = adjudicated_id(names)
    for source_id, assigned in sources:
        if assigned:
            main[source_id] = assigned
        elif source_id in finished:
            main[source_id] = finished[source_id][2]
        elif people := {coder: number for coder, number in totals.get(source_id, {}).items() if coder != decided}:
            main[source_id] = min(people, key=lambda coder: (-people[coder], folded(names[coder])))
    return main


@dataclass(frozen=True)
class Scope:
    """What a figure's caption says of the codings it counts."""

    chosen: tuple[str, ...]
    """The coders' names where the caller chose them."""
    with_interviewer: bool
    began: int = 0
    """How many of the codings began as suggestions."""
    matched: tuple[int, int] | None = None
    """Where answers to the guide are asked for: how many matches they rest on, and how many are only proposed."""
    conditions: tuple[tuple[str, str], ...] = ()
    """What else was asked for, as (name, value)."""
    adjudicated: int = 0
    """In how many sources what was decided between coders counts."""

    def in_words(self, t: Translator, named: bool = True) -> str:
        """The caption, in the language of the screen or the export; a report names no coder."""
        _ = t.gettext
        if self.chosen and not named:
            words = _("Codings by chosen coders.")
        elif self.chosen:
            words = _("Codings by {names}.").format(names=", ".join(self.chosen))
        elif self.adjudicated:
            words = t.ngettext(
                "One coding set per source: in {number} source what was decided between the coders, else the main "
                "coder's.",
                "One coding set per source: in {number} sources what was decided between the coders, else the main "
                "coder's.",
                self.adjudicated,
            ).format(number=self.adjudicated)
        else:
            words = _("One coding set per source: the main coder's.")
        if self.with_interviewer:
            words += " " + _("With the interviewer's turns.")
        if self.conditions:
            words += " " + conditions_in_words(self.conditions, t)
        if self.began:
            told = t.ngettext(
                "{number} coding began as a suggestion.", "{number} codings began as suggestions.", self.began
            )
            words += " " + told.format(number=self.began)
        if self.matched is not None:
            told = _(
                "Answers by {number} matches of interviewers' turns with the guide, {proposed} of them only proposed."
            )
            words += " " + told.format(number=self.matched[0], proposed=self.matched[1])
        return words
