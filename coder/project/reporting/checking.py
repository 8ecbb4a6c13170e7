"""Checking finished reports: every quotation in them against all that was said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from coder.errors import CoderError, Refused
from coder.i18n import N_, _
from coder.model import Coding, Source
from coder.project.base import Progress, keep_going
from coder.project.names.guarding import GuardUseCases
from coder.queries.counted import CountedSource, CountedTurn, counted_sources
from coder.queries.registers import Entry, register_entries
from coder.queries.texts import Texts
from coder.readers.report import ReportParagraph, read_report
from coder.spans import Span, folded
from coder.synthesis.check.material import PLACE, WHO, Cited, Interview, Material, Names, SpokenTurn
from coder.synthesis.check.quotations import quotations

if TYPE_CHECKING:
    from coder.synthesis.check.verdicts import Checked

OFTEN_SHARE = 0.3
"""More than this share of a report's quotations from one interview is said to be much, from so many on:"""
OFTEN_LEAST = 4
_OTHER_NAMES = "other_names"
_VERDICTS = {
    "verbatim": N_("verbatim"),
    "edited": N_("edited"),
    "wrong source": N_("wrong source"),
    "not found": N_("not found"),
    "pseudonym leak": N_("pseudonym leak"),
}
"""The verdicts as people read them."""


@dataclass(frozen=True)
class CheckedReport:
    """A report with the verdicts on its quotations, in its order."""

    path: Path
    quotations: tuple["Checked", ...]

    @property
    def right(self) -> bool:
        return all(each.right for each in self.quotations)


@dataclass(frozen=True)
class OftenQuoted:
    """An interview that much of a report's evidence is from."""

    source: str
    times: int
    all: int
    """Quotations that are from any interview."""


class CheckUseCases(GuardUseCases):
    """Reading what was written."""

    def check_reports(self, paths: Sequence[Path], progress: Progress = keep_going) -> tuple[CheckedReport, ...]:
        """The verdicts on every quotation of three words and more.

        ``CoderError`` names the file that cannot be read; nothing is changed. Slow the first time: all interviews are
        read.
        """
        from coder.synthesis.check.verdicts import Checker

        found = [(path, tuple(quotations(_paragraphs(path)))) for path in paths]
        total = sum(len(each) for _path, each in found)
        progress(0, total, "")
        with self.store.reading() as session:
            checker = Checker(_material(session), self.leaking())
        reports: list[CheckedReport] = []
        done = 0
        for path, each in found:
            checked = []
            for verdict in checker.check(each):
                checked.append(verdict)
                done += 1
                if not progress(done, total, path.name):
                    return tuple(reports)
            reports.append(CheckedReport(path, tuple(checked)))
        return tuple(reports)


def verdict_in_words(checked: "Checked") -> str:
    """A verdict as people read it: *edited, marked*."""
    verdict = _(_VERDICTS[checked.verdict])
    return verdict + ", " + _("marked") if checked.marked else verdict


def often_quoted(reports: Iterable[CheckedReport]) -> list[OftenQuoted]:
    """The interviews that are quoted too often: a report should not rest on one voice."""
    found = Counter(each.source for report in reports for each in report.quotations if each.source)
    every = sum(found.values())
    return [
        OftenQuoted(source, times, every)
        for source, times in sorted(found.items(), key=lambda each: (-each[1], each[0]))
        if times >= OFTEN_LEAST and times > OFTEN_SHARE * every
    ]


def _paragraphs(path: Path) -> tuple[ReportParagraph, ...]:
    try:
        return read_report(path)
    except Refused as fault:
        raise CoderError(f"{path}: {fault}") from None
    except OSError as fault:
        raise CoderError(_("{path}: cannot be read: {reason}.").format(path=path, reason=fault.strerror)) from None


def _material(session: Session) -> Material:
    texts = Texts().current(session)
    sources = counted_sources(session)
    entries = [entry for entry in register_entries(session) if entry.kind in ("actor", "place")]
    keys = {(entry.kind, folded(name)): entry.key for entry in entries for name in (entry.key, entry.name)}
    interviews = tuple(
        Interview(source.name, texts[source.name].text, tuple(_turn(source, turn, keys) for turn in source.turns))
        for source in sources
    )
    return Material(interviews, Names.of(_named(sources, entries, keys)), _cited(session))


def _turn(source: CountedSource, turn: CountedTurn, keys: dict[tuple[str, str], str]) -> SpokenTurn:
    names = {f"source:{source.name}"}
    if turn.case:
        names.add(f"case:{turn.case}")
    if turn.actor:
        names.add("actor:" + keys.get(("actor", folded(turn.actor)), turn.actor))
    if turn.place:
        names.add("place:" + keys.get(("place", folded(turn.place)), turn.place))
    return SpokenTurn(turn.number, turn.start, frozenset(names), turn.interviewer)


def _named(
    sources: Sequence[CountedSource], entries: Sequence[Entry], keys: dict[tuple[str, str], str]
) -> Iterator[tuple[str, str, str]]:
    for source in sources:
        yield WHO, source.name, f"source:{source.name}"
        for turn in source.turns:
            if turn.case:
                yield WHO, turn.case, f"case:{turn.case}"
            if turn.actor and ("actor", folded(turn.actor)) not in keys:
                yield WHO, turn.actor, f"actor:{turn.actor}"
            if turn.place and ("place", folded(turn.place)) not in keys:
                yield PLACE, turn.place, f"place:{turn.place}"
    for entry in entries:
        kind = WHO if entry.kind == "actor" else PLACE
        for name in (entry.name, *entry.data.get(_OTHER_NAMES, ())):
            yield kind, str(name), f"{entry.kind}:{entry.key}"


def _cited(session: Session) -> dict[str, Cited]:
    query = (
        select(Coding.quote_id, Source.name, Coding.start, Coding.end)
        .join(Source, col(Source.id) == Coding.source_id)
        .where(Coding.source_text_id == Source.source_text_id)
    )
    return {quote: Cited(source, Span(start, end)) for quote, source, start, end in session.exec(query).all()}
