"""What removing a source takes with it, and what it leaves behind."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coder.i18n import _, ngettext
from coder.model import (
    Case,
    Coder,
    Coding,
    Decision,
    FrameworkSummary,
    Note,
    PickedQuote,
    Source,
    SourceText,
    Speaker,
)
from coder.queries.picks import exports_by_quote
from coder.queries.sources import find_source

_MOST_FILES = 3


@dataclass(frozen=True)
class Removal:
    """What goes with a source, and which files that were written hold its quotes."""

    source: str
    file_name: str
    coders: tuple[tuple[str, int], ...]
    """Each coder with their number of codings, most first."""
    notes: int
    """On the source, its passages and its quotes."""
    decisions: int
    """Between coders."""
    picks: int
    """Quotes on the report's list."""
    cases: tuple[str, ...]
    """Cases that nobody speaks for elsewhere."""
    summaries: int
    """Of these cases, in the framework matrices."""
    exports: tuple[str, ...]
    """Files that its quotes stand in; they stay as they are."""

    @property
    def codings(self) -> int:
        return sum(number for _coder, number in self.coders)


def removal(session: Session, name: str) -> Removal:
    """What removing a source would take away. ``CoderError`` for an unknown source."""
    source = find_source(session, name)
    rows = session.exec(
        select(Coding.id, Coding.quote_id, Coder.name)
        .join(Coder, col(Coder.id) == Coding.coded_by)
        .where(Coding.source_id == source.id)
    ).all()
    ids, quotes = {row[0] for row in rows}, {row[1] for row in rows}
    texts = set(session.exec(select(SourceText.id).where(SourceText.source_id == source.id)).all())
    targets = ids | texts | {source.id}
    alone = cases_only_in(session, source)
    uses = exports_by_quote(session)
    return Removal(
        source=source.name,
        file_name=source.file_name,
        coders=tuple(sorted(Counter(row[2] for row in rows).items(), key=lambda item: (-item[1], item[0]))),
        notes=sum(target in targets for target in session.exec(select(Note.target_id)).all()),
        decisions=len(session.exec(select(Decision.id).where(Decision.source_id == source.id)).all()),
        picks=sum(coding in ids for coding in session.exec(select(PickedQuote.coding_id)).all()),
        cases=tuple(sorted(case.name for case in alone)),
        summaries=len(summaries_of(session, {case.id for case in alone})),
        exports=tuple(sorted({use.file_name for quote in quotes & uses.keys() for use in uses[quote]})),
    )


def cases_only_in(session: Session, source: Source) -> list[Case]:
    """The cases for which somebody speaks in this source and nobody in another."""
    of_sources: dict[str, set[str]] = {}
    for case_id, source_id in session.exec(select(Speaker.case_id, Speaker.source_id)).all():
        of_sources.setdefault(case_id or "", set()).add(source_id)
    alone = [case_id for case_id, found in of_sources.items() if case_id and found == {source.id}]
    return list(session.exec(select(Case).where(col(Case.id).in_(alone)).order_by(col(Case.id))).all())


def summaries_of(session: Session, case_ids: Collection[str]) -> list[FrameworkSummary]:
    """What people wrote of these cases in the framework matrices."""
    query = select(FrameworkSummary).where(col(FrameworkSummary.case_id).in_(case_ids))
    return list(session.exec(query.order_by(col(FrameworkSummary.id))).all())


def in_words(found: Removal) -> list[str]:
    """What would go, a line for each kind of thing; then what stays."""
    codings = ngettext("{number} coding", "{number} codings", found.codings)
    notes = ngettext("{number} note", "{number} notes", found.notes)
    decisions = ngettext("{number} decision between coders", "{number} decisions between coders", found.decisions)
    picks = ngettext("{number} quote on the report's list", "{number} quotes on the report's list", found.picks)
    summaries = ngettext("{number} summary", "{number} summaries", found.summaries)
    told = (
        (codings, found.codings),
        (notes, found.notes),
        (decisions, found.decisions),
        (picks, found.picks),
        (summaries, found.summaries),
    )
    parts = [words.format(number=number) for words, number in told if number]
    lines = [", ".join(parts) if parts else _("Nothing has been done in it.")]
    if found.coders:
        coders = ", ".join(f"{name} ({number})" for name, number in found.coders)
        lines.append(_("Codings by {coders}").format(coders=coders))
    if found.cases:
        lines.append(_("Nobody speaks for these cases elsewhere: {cases}").format(cases=", ".join(found.cases)))
    if found.exports:
        shown = ", ".join(found.exports[:_MOST_FILES]) + (", …" if len(found.exports) > _MOST_FILES else "")
        lines.append(_("Its quotes stand in files that were written already: {files}").format(files=shown))
    return lines
