"""Which codings count: one coding set for each source, and only interviewees' speech.

Two coders' codings of one interview are not two facts. For each source the codings of its main coder count: the
one assigned, else the one who finished it first, else the one with most codings (then the name decides). Who has
coded nothing in a source is no main coder of it by finishing it: nobody's codings vanish behind an empty set.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.i18n import Translator, _
from coder.model import Coder, Coding, Finished, Source
from coder.spans import folded

ALL_CODERS = "all"


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

    def counts(self, source_id: str, coder_id: str) -> bool:
        return coder_id in self.by_source.get(source_id, frozenset())


def coding_sets(session: Session, selection: Selection) -> CodingSets:
    """The coders that count for each source. Raises ``CoderError`` for a coder that does not exist."""
    names = dict(session.exec(select(Coder.id, Coder.name)).all())
    sources = session.exec(select(Source.id, Source.assigned_to)).all()
    if selection.coders:
        ids = _named(names, selection.coders)
        return CodingSets({source: ids for source, _assigned in sources}, tuple(sorted(names[i] for i in ids)))
    main = _main_coders(session, names, sources)
    return CodingSets({source: frozenset([coder]) for source, coder in main.items()}, ())


def _named(names: dict[str, str], wanted: Sequence[str]) -> frozenset[str]:
    if tuple(wanted) == (ALL_CODERS,):
        return frozenset(names)
    by_name = {folded(name): coder for coder, name in names.items()}
    unknown = [name for name in wanted if folded(name) not in by_name]
    if unknown:
        raise CoderError(
            _("No coder is called {name}; the coders are: {names}.").format(
                name=unknown[0], names=", ".join(sorted(names.values())) or "–"
            )
        )
    return frozenset(by_name[folded(name)] for name in wanted)


def _main_coders(session: Session, names: dict[str, str], sources: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    totals: dict[str, Counter[str]] = {}
    grouped = select(Coding.source_id, Coding.coded_by, func.count()).group_by(
        col(Coding.source_id), col(Coding.coded_by)
    )
    for source_id, coder_id, number in session.exec(grouped).all():
        totals.setdefault(source_id, Counter())[coder_id] = number
    finished: dict[str, tuple[str, str, str]] = {}
    for mark in session.exec(select(Finished)).all():
        if mark.coder_id in totals.get(mark.source_id, {}):
            key = (mark.created_at, folded(names[mark.coder_id]), mark.coder_id)
            finished[mark.source_id] = min(finished.get(mark.source_id, key), key)
    main: dict[str, str] = {}
    for source_id, assigned in sources:
        if assigned:
            main[source_id] = assigned
        elif source_id in finished:
            main[source_id] = finished[source_id][2]
        elif source_id in totals:
            counts = totals[source_id]
            main[source_id] = min(counts, key=lambda coder: (-counts[coder], folded(names[coder])))
    return main


@dataclass(frozen=True)
class Scope:
    """What a figure's caption says of the codings it counts."""

    chosen: tuple[str, ...]
    """The coders' names where the caller chose them."""
    with_interviewer: bool

    def in_words(self, t: Translator, named: bool = True) -> str:
        """The caption, in the language of the screen or the export; a report names no coder."""
        _ = t.gettext
        if self.chosen and not named:
            words = _("Codings by chosen coders.")
        elif self.chosen:
            words = _("Codings by {names}.").format(names=", ".join(self.chosen))
        else:
            words = _("One coding set per source: the main coder's.")
        if self.with_interviewer:
            words += " " + _("With the interviewer's turns.")
        return words
