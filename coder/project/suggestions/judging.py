"""What a person makes of suggestions: which are open, accepting one as it is or otherwise, rejecting it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Code, Coding, Source, SourceText, SuggestionCache, SuggestionRun, Verdict, table_of
from coder.project.base import code_by_name, coder_id, known_coder
from coder.project.coding_rows import check_passage, place_coding
from coder.project.suggestions.aside import unasked
from coder.project.suggestions.double_coding import closed_to_suggestions
from coder.project.suggestions.settings import suggestion_settings
from coder.project.suggestions.suggesting import SuggestUseCases
from coder.queries.sources import find_source
from coder.spans import Span
from coder.suggest.reasons import reason_in_words
from coder.suggest.stored import details_from, evidence_from

ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True)
class OpenSuggestion:
    """A suggestion that this coder has not judged."""

    suggestion: str
    """Its identifier, ``S-4T8WQ2``."""
    source: str
    start: int
    end: int
    text: str
    code: str
    score: float
    reason: str
    """In the interface's language."""


class SuggestionUseCases(SuggestUseCases):
    """Judging what the program proposes."""

    def open_suggestions(
        self, sources: Sequence[str] = (), code: str | None = None, top: int | None = None
    ) -> list[OpenSuggestion]:
        """The cached suggestions that this coder has neither judged nor coded, in order of source and place.

        None in sources drawn for double coding that are not finished, and none at all where the project has switched
        them off. ``code`` keeps one code, best first; ``top`` keeps so many for each passage.
        """
        with self.store.reading() as session:
            names = {find_source(session, name).name for name in sources}
            key = code_by_name(session, code).key if code else None
            found = list(open_in(session, self.coder, names, key, unasked())) if suggestion_settings(session).on else []
        if top is not None:
            found = _best_of_each_passage(found, top)
        if key is not None:
            found.sort(key=lambda item: (-item.score, item.source, item.start))
        return found

    def suggestions_known(self) -> frozenset[tuple[str, str]]:
        """From what the suggestions that are kept were made: the same as before where they are."""
        with self.store.reading() as session:
            return frozenset((run.source_text_id, run.fingerprint) for run in session.exec(select(SuggestionRun)))

    def number_open(self) -> int:
        """How many suggestions wait for this coder."""
        with self.store.reading() as session:
            return number_open(session, self.coder, unasked()) if suggestion_settings(session).on else 0

    def accept_suggestion(
        self, suggestion: str, start: int | None = None, end: int | None = None, code: str | None = None
    ) -> str:
        """Make a suggestion a coding, on another span or with another code where given; returns the quote identifier.

        With another code the suggested one is rejected: it was not the right one.
        """
        with self.store.reading() as session:
            cached, source = _cached(session, suggestion)
            key = code_by_name(session, code, applicable=True).key if code else cached.code_key
        with self.history.step("accept_suggestion", code=key, source=source.name) as step:
            chosen = code_by_name(step.session, key, applicable=True)
            row = step.session.get(Source, source.id)
            assert row is not None
            span = Span(cached.start if start is None else start, cached.end if end is None else end)
            check_passage(step.session, row, span.start, span.end)
            prompted = "suggestion" if key == cached.code_key else ""
            quote = place_coding(step, row, span.start, span.end, chosen, self.coder, prompted=prompted)
            verdict = ACCEPTED if key == cached.code_key else REJECTED
            _judge(step, cached, verdict, coder_id(step, self.coder), _otherwise(cached, span, key))
            return quote

    def reject_suggestion(self, suggestion: str) -> None:
        """Never offer this code for this passage to this coder again."""
        self.reject_suggestions((suggestion,))

    def reject_suggestions(self, suggestions: Sequence[str]) -> None:
        """Never offer these codes for these passages to this coder again; one step."""
        with self.store.reading() as session:
            found = [_cached(session, suggestion) for suggestion in suggestions]
        codes, sources = (", ".join(dict.fromkeys(names)) for names in zip(*_names(found), strict=True))
        with self.history.step("reject_suggestion", code=codes, source=sources) as step:
            for cached, _source in found:
                _judge(step, cached, REJECTED, coder_id(step, self.coder), {})


def _names(found: Sequence[tuple[SuggestionCache, Source]]) -> list[tuple[str, str]]:
    return [(cached.code_key, source.name) for cached, source in found]


def _otherwise(cached: SuggestionCache, span: Span, code: str) -> dict[str, Any]:
    """In what the person decided otherwise than suggested."""
    otherwise: dict[str, Any] = {}
    if (span.start, span.end) != (cached.start, cached.end):
        otherwise |= {"chosen_start": span.start, "chosen_end": span.end}
    if code != cached.code_key:
        otherwise["chosen_code"] = code
    return otherwise


def _cached(session: Session, suggestion: str) -> tuple[SuggestionCache, Source]:
    row = session.get(SuggestionCache, suggestion.strip().upper())
    if row is None:
        raise CoderError(
            _("{suggestion}: no suggestion has this identifier; 'coder suggest' lists them.").format(
                suggestion=suggestion
            )
        )
    source = session.exec(select(Source).where(Source.source_text_id == row.source_text_id)).first()
    if source is None:
        raise CoderError(_("{suggestion}: stands on an older version of its source.").format(suggestion=suggestion))
    return row, source


def _judge(step: StepWriter, cached: SuggestionCache, verdict: str, coder: str, otherwise: dict[str, Any]) -> None:
    """Keep what was decided, by what was suggested on which evidence; a person may change their mind."""
    code = code_by_name(step.session, cached.code_key)
    values: dict[str, Any] = {"chosen_start": None, "chosen_end": None, "chosen_code": None} | otherwise
    values |= {
        "verdict": verdict,
        "suggester": cached.suggester,
        "score": cached.score,
        # The words themselves stay in the text alone, where a name can be replaced.
        "evidence": [{name: item[name] for name in item if name != "surface"} for item in cached.evidence],
    }
    row = step.session.exec(
        select(Verdict).where(
            Verdict.source_text_id == cached.source_text_id,
            Verdict.start == cached.start,
            col(Verdict.end) == cached.end,
            Verdict.code_id == code.id,
            Verdict.decided_by == coder,
        )
    ).first()
    if row is not None:
        step.update(row, **values)
        return
    step.insert(
        Verdict(
            id=fresh(),
            source_text_id=cached.source_text_id,
            start=cached.start,
            end=cached.end,
            code_id=code.id,
            decided_by=coder,
            created_at=now(),
            **values,
        )
    )


def open_in(session: Session, coder: str, names: set[str], key: str | None, which: Any) -> Iterator[OpenSuggestion]:
    """What waits for this coder's judgement, of the rows that a condition chooses; in order of source and place."""
    codes = {row.id: row.key for row in session.exec(select(Code)).all() if not row.retired}
    wanted = set(codes.values()) if key is None else {key}
    closed = closed_to_suggestions(session)
    for source in sorted(session.exec(select(Source)).all(), key=lambda row: row.name):
        if source.id in closed or (names and source.name not in names):
            continue
        query = select(SuggestionCache).where(SuggestionCache.source_text_id == source.source_text_id, which)
        rows = [row for row in session.exec(query).all() if row.code_key in wanted]
        if not rows:
            continue
        settled = settled_in(session, source.source_text_id, coder, codes)
        text = session.exec(select(SourceText.text).where(SourceText.id == source.source_text_id)).one()
        for row in sorted(rows, key=lambda row: (row.start, row.end, -row.score, row.code_key)):
            spans = settled.get(row.code_key, ())
            if not any(span.overlaps(Span(row.start, row.end)) for span in spans):
                yield _shown(row, source, text)


def number_open(session: Session, coder: str, which: Any) -> int:
    """How many ``open_in`` gives, without texts and reasons."""
    codes = {row.id: row.key for row in session.exec(select(Code)).all() if not row.retired}
    me, closed, wanted = known_coder(session, coder), closed_to_suggestions(session), set(codes.values())
    settled: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for table, by in ((table_of(Coding).c, "coded_by"), (table_of(Verdict).c, "decided_by")):
        mine = sa_select(table.source_text_id, table.code_id, table.start, table.end).where(table[by] == me)
        for text_id, code_id, start, end in session.connection().execute(mine):
            settled[text_id, codes.get(code_id, "")].append(Span(start, end))
    cache, source = table_of(SuggestionCache).c, table_of(Source)
    query = (
        sa_select(source.c.id, cache.source_text_id, cache.code_key, cache.start, cache.end)
        .join(source, source.c.source_text_id == cache.source_text_id)
        .where(which)
    )
    return sum(
        identity not in closed
        and key in wanted
        and not any(span.overlaps(Span(start, end)) for span in settled.get((text_id, key), ()))
        for identity, text_id, key, start, end in session.connection().execute(query)
    )


def settled_in(session: Session, source_text_id: str, coder: str, codes: dict[str, str]) -> dict[str, list[Span]]:
    """Where this coder has applied or judged a code (by key) in a text: nothing is offered there again."""
    me = known_coder(session, coder)
    found: dict[str, list[Span]] = {}
    judged: list[Coding | Verdict] = []
    coded = select(Coding).where(Coding.source_text_id == source_text_id, Coding.coded_by == me)
    decided = select(Verdict).where(Verdict.source_text_id == source_text_id, Verdict.decided_by == me)
    judged.extend(session.exec(coded).all())
    judged.extend(session.exec(decided).all())
    for row in judged:
        if row.code_id in codes:
            found.setdefault(codes[row.code_id], []).append(Span(row.start, row.end))
    return found


def _shown(row: SuggestionCache, source: Source, text: str) -> OpenSuggestion:
    return OpenSuggestion(
        suggestion=row.id,
        source=source.name,
        start=row.start,
        end=row.end,
        text=text[row.start : row.end],
        code=row.code_key,
        score=round(row.score, 4),
        reason=reason_in_words(evidence_from(row.evidence), details_from(row.details)),
    )


def _best_of_each_passage(found: Sequence[OpenSuggestion], top: int) -> list[OpenSuggestion]:
    kept: list[OpenSuggestion] = []
    counts: dict[tuple[str, int, int], int] = {}
    for item in sorted(found, key=lambda item: -item.score):
        passage = (item.source, item.start, item.end)
        counts[passage] = counts.get(passage, 0) + 1
        if counts[passage] <= top:
            kept.append(item)
    return sorted(kept, key=lambda item: (item.source, item.start, item.end, -item.score, item.code))
