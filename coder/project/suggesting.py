"""Suggestions: computed per source and kept in a cache, shown until a person has judged them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from coder import plugins
from coder.errors import CoderError
from coder.history import StepWriter
from coder.history.step import now, values_of
from coder.i18n import _
from coder.identity import fresh, sha256
from coder.language.pipeline import Pipeline, load_pipeline
from coder.model import Code, Coder, Coding, Source, SourceText, SuggestionCache, SuggestionRun, Verdict, table_of
from coder.project.base import Progress, code_by_name, coder_id, keep_going
from coder.project.coding import check_passage, place_coding
from coder.project.mentions import MentionUseCases
from coder.queries.codes import code_tree
from coder.queries.counted import CountedSource, count
from coder.queries.selection import DEFAULT
from coder.queries.sources import find_source
from coder.spans import Span, folded
from coder.suggest.base import CodeProfile, Evidence, Suggestion, TurnText
from coder.suggest.identity import suggestion_id
from coder.suggest.reasons import reason_in_words

SUGGESTER_VERSION = "1"
"""Part of what cached suggestions depend on; raise it when the suggester's results change."""


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


class SuggestionUseCases(MentionUseCases):
    """What the program proposes, and what a person makes of it."""

    pipeline_spec: str | None = None
    """The pipeline asked for (``--pipeline``), else whichever is installed."""

    def suggest(self, sources: Sequence[str] = (), progress: Progress = keep_going) -> None:
        """Compute suggestions for sources (all by default) whose cache is older than codebook or pipeline.

        Slow the first time in a process: it loads spaCy. ``progress`` may stop it between turns; what is computed
        for whole sources stays.
        """
        with self.store.reading() as session:
            names = {find_source(session, name).name for name in sources}
            counted = [s for s in count(session, DEFAULT).sources if not names or s.name in names]
            profiles = _profiles(session)
        if not profiles:
            return
        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        fingerprint = _fingerprint(profiles, pipeline)
        for number, source in enumerate(counted):
            if not progress(number, len(counted), source.name):
                return
            if self._is_fresh(source, fingerprint):
                continue
            found = []
            for suggestion in plugins.suggester().suggest(self._turns(source), profiles, pipeline):
                found.append(suggestion)
                if not progress(number, len(counted), source.name):
                    return
            self._keep(source, fingerprint, found)
        progress(len(counted), len(counted), "")

    def _is_fresh(self, source: CountedSource, fingerprint: str) -> bool:
        with self.store.reading() as session:
            run = session.get(SuggestionRun, source.source_text_id)
            return run is not None and run.fingerprint == fingerprint

    def _turns(self, source: CountedSource) -> list[TurnText]:
        with self.store.reading() as session:
            row = session.get(SourceText, source.source_text_id)
        assert row is not None
        return [
            TurnText(row.id, turn.number, turn.speech.start, row.text[turn.speech.start : turn.speech.end])
            for turn in source.turns
            if not turn.interviewer and turn.speech
        ]

    def _keep(self, source: CountedSource, fingerprint: str, found: Sequence[Suggestion]) -> None:
        """Replace a source's cached suggestions. The cache is no part of the history."""
        with self.store.writing() as connection:
            version = table_of(SourceText)
            sha_of = sa_select(version.c.sha256).where(version.c.id == source.source_text_id)
            text_sha = connection.execute(sha_of).scalar_one()
            for table in (table_of(SuggestionCache), table_of(SuggestionRun)):
                connection.execute(delete(table).where(table.c.source_text_id == source.source_text_id))
            taken = set(connection.execute(sa_select(table_of(SuggestionCache).c.id)).scalars())
            rows = {}
            for item in found:
                identity = _free_id(source.name, text_sha, item, taken)
                rows[identity] = values_of(
                    SuggestionCache(
                        id=identity,
                        source_text_id=source.source_text_id,
                        start=item.start,
                        end=item.end,
                        code_key=item.code,
                        score=item.score,
                        evidence=[asdict(evidence) for evidence in item.evidence],
                    )
                )
            if rows:
                connection.execute(insert(table_of(SuggestionCache)), list(rows.values()))
            run = SuggestionRun(source_text_id=source.source_text_id, fingerprint=fingerprint)
            connection.execute(insert(table_of(SuggestionRun)), [values_of(run)])

    def open_suggestions(
        self, sources: Sequence[str] = (), code: str | None = None, top: int | None = None
    ) -> list[OpenSuggestion]:
        """The cached suggestions that this coder has neither judged nor coded, in order of source and place.

        ``code`` keeps one code, best first; ``top`` keeps so many for each passage.
        """
        with self.store.reading() as session:
            names = {find_source(session, name).name for name in sources}
            key = code_by_name(session, code).key if code else None
            found = list(_open(session, self.coder, names, key))
        if top is not None:
            found = _best_of_each_passage(found, top)
        if key is not None:
            found.sort(key=lambda item: (-item.score, item.source, item.start))
        return found

    def accept_suggestion(self, suggestion: str, start: int | None = None, end: int | None = None) -> str:
        """Make a suggestion a coding (on another span where given); returns the quote identifier."""
        with self.store.reading() as session:
            cached, source = _cached(session, suggestion)
        with self.history.step("accept_suggestion", code=cached.code_key, source=source.name) as step:
            code = code_by_name(step.session, cached.code_key, applicable=True)
            row = step.session.get(Source, source.id)
            assert row is not None
            first = cached.start if start is None else start
            last = cached.end if end is None else end
            check_passage(step.session, row, first, last)
            quote = place_coding(step, row, first, last, code, self.coder)
            _judge(step, cached, code, "accepted", coder_id(step, self.coder))
            return quote

    def reject_suggestion(self, suggestion: str) -> None:
        """Never offer this code for this passage to this coder again."""
        with self.store.reading() as session:
            cached, source = _cached(session, suggestion)
        with self.history.step("reject_suggestion", code=cached.code_key, source=source.name) as step:
            code = code_by_name(step.session, cached.code_key)
            _judge(step, cached, code, "rejected", coder_id(step, self.coder))


def _free_id(source: str, text_sha: str, item: Suggestion, taken: set[str]) -> str:
    """The suggestion's identifier; another one in the rare case that somebody has it."""
    code = item.code
    while (identity := suggestion_id(source, text_sha, item.start, item.end, code)) in taken:
        code += "+"
    taken.add(identity)
    return identity


def _profiles(session: Session) -> list[CodeProfile]:
    return [
        CodeProfile(code.key, code.name, code.keywords, code.definition, code.examples)
        for code in code_tree(session)
        if not code.retired
    ]


def _fingerprint(profiles: Sequence[CodeProfile], pipeline: Pipeline) -> str:
    return sha256(repr((SUGGESTER_VERSION, pipeline.name, pipeline.version, list(profiles))).encode())


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


def _judge(step: StepWriter, cached: SuggestionCache, code: Code, verdict: str, coder: str) -> None:
    """Keep what was decided; a person may change their mind."""
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
        step.update(row, verdict=verdict)
        return
    step.insert(
        Verdict(
            id=fresh(),
            source_text_id=cached.source_text_id,
            start=cached.start,
            end=cached.end,
            code_id=code.id,
            verdict=verdict,
            decided_by=coder,
            created_at=now(),
        )
    )


def _open(session: Session, coder: str, names: set[str], key: str | None) -> Iterator[OpenSuggestion]:
    codes = {row.id: row.key for row in session.exec(select(Code)).all() if not row.retired}
    settled = _settled(session, coder, codes)
    for source in sorted(session.exec(select(Source)).all(), key=lambda row: row.name):
        if names and source.name not in names:
            continue
        query = select(SuggestionCache).where(SuggestionCache.source_text_id == source.source_text_id)
        rows = [row for row in session.exec(query).all() if row.code_key in codes.values()]
        text = session.get(SourceText, source.source_text_id)
        assert text is not None
        for row in sorted(rows, key=lambda row: (row.start, row.end, -row.score, row.code_key)):
            spans = settled.get((row.source_text_id, row.code_key), ())
            if (key is None or row.code_key == key) and not any(s.overlaps(Span(row.start, row.end)) for s in spans):
                yield _shown(row, source, text.text)


def _settled(session: Session, coder: str, codes: dict[str, str]) -> dict[tuple[str, str], list[Span]]:
    """Where this coder has applied or judged a code, by version and code: nothing is offered there again."""
    me = next((row.id for row in session.exec(select(Coder)).all() if folded(row.name) == folded(coder)), None)
    found: dict[tuple[str, str], list[Span]] = {}
    judged: list[Coding | Verdict] = []
    judged.extend(session.exec(select(Coding).where(Coding.coded_by == me)).all())
    judged.extend(session.exec(select(Verdict).where(Verdict.decided_by == me)).all())
    for row in judged:
        if row.code_id in codes:
            found.setdefault((row.source_text_id, codes[row.code_id]), []).append(Span(row.start, row.end))
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
        reason=reason_in_words([Evidence(**evidence) for evidence in row.evidence]),
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
