"""Suggestions: computed per source and kept in a cache, learnt from what people judged, never where none may be."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert
from sqlalchemy import select as sa_select
from sqlmodel import Session

from coder import plugins
from coder.history.step import values_of
from coder.identity import sha256
from coder.language.pipeline import Pipeline, load_pipeline
from coder.model import SourceText, SuggestionCache, SuggestionRun, table_of
from coder.project.base import Progress, keep_going
from coder.project.suggestions.aside import unasked
from coder.project.suggestions.double_coding import DoubleCodingUseCases, closed_to_suggestions
from coder.project.suggestions.mentions import MentionUseCases
from coder.project.suggestions.settings import OWN, SuggestionSettings, SuggestionSettingUseCases, suggestion_settings
from coder.queries.codes import code_tree
from coder.queries.counted import CountedSource, counted_sources
from coder.queries.judged import JudgedPassage, judged_so_far
from coder.queries.sources import find_source
from coder.suggest.base import CodedSource, CodeProfile, Judged, Past, Suggestion, TurnText
from coder.suggest.guarded import Guarded
from coder.suggest.identity import suggestion_id

if TYPE_CHECKING:
    from coder.suggest.replay import ReplayReport

SUGGESTER_VERSION = "2"
"""Part of what cached suggestions depend on; raise it when the suggesters' results change."""


class SuggestUseCases(MentionUseCases, SuggestionSettingUseCases, DoubleCodingUseCases):
    """Computing what the program proposes."""

    pipeline_spec: str | None = None
    """The pipeline asked for (``--pipeline``), else whichever is installed."""
    _learnt: tuple[str, Guarded] | None = None
    """The suggester that learnt last, under the fingerprint of what it learnt from."""
    _basis: tuple[int, str] = (-1, "")
    """Which learner was chosen last, and when so many sources had been looked through."""

    def suggest(
        self, sources: Sequence[str] = (), progress: Progress = keep_going, precision: float | None = None
    ) -> None:
        """Compute suggestions for sources (all by default) whose cache is older than what they depend on: codebook,
        pipeline, settings, and what was judged so far. ``precision`` instead of the project's.

        Slow the first time in a process: it loads spaCy. ``progress`` may stop it between turns; what is computed
        for whole sources stays.
        """
        with self.store.reading() as session:
            names = {find_source(session, name).name for name in sources}
            every = counted_sources(session)
            settings = suggestion_settings(session)
            closed = closed_to_suggestions(session)
            profiles = code_profiles(session)
        counted = [source for source in every if not names or source.name in names]
        if precision is not None:
            settings = replace(settings, precision=precision)
        if not profiles or not counted:
            return
        if not settings.on:
            self._forget(counted)
            return
        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        past = self.judged_past(settings, every)
        fingerprint = fingerprint_of(settings, profiles, pipeline, past)
        for number, source in enumerate(counted):
            if not progress(number, len(counted), source.name):
                return
            if source.id in closed:
                self._forget([source])
                continue
            if self._is_fresh(source, fingerprint):
                continue
            suggester = self._taught(fingerprint, settings, profiles, past, pipeline)
            found = []
            turns = [turn for turn in self.turn_texts(source) if not left_out(turn, settings.left_out)]
            for suggestion in suggester.suggest(turns, profiles, pipeline):
                found.append(suggestion)
                if not progress(number, len(counted), source.name):
                    return
            if found:
                self._basis = (len(past.coded), found[0].details.basis)
            self._keep(source, fingerprint, found, f"{settings.suggester} {SUGGESTER_VERSION}, {pipeline.name}")
        progress(len(counted), len(counted), "")

    def _taught(
        self,
        fingerprint: str,
        settings: SuggestionSettings,
        profiles: Sequence[CodeProfile],
        past: Past,
        pipeline: Pipeline,
    ) -> Guarded:
        """The suggester with all it can learn; it learns only when something is to be computed."""
        if self._learnt is None or self._learnt[0] != fingerprint:
            suggester = Guarded(settings.suggester, plugins.suggester(settings.suggester))
            # Which learner is the better one is not asked again for every decision: it takes longer than learning.
            chosen = self._basis[1] if self._basis[0] == len(past.coded) else ""
            self._learnt = (fingerprint, suggester.learnt(profiles, replace(past, basis=chosen), pipeline))
        return self._learnt[1]

    def replay_suggestions(self, seed: int = 0, precision: float | None = None) -> "ReplayReport":
        """How good suggestions would have been in what was coded so far with none in sight. Slow."""
        with self.store.reading() as session:
            every = counted_sources(session)
            settings = suggestion_settings(session)
            profiles = code_profiles(session)
        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        past = self.judged_past(settings if precision is None else replace(settings, precision=precision), every)
        from coder.suggest.replay import replay

        return replay(past, profiles, pipeline, seed=seed)

    def judged_past(self, settings: SuggestionSettings, sources: Sequence[CountedSource]) -> Past:
        """What a suggester may learn from: this coder's judgements or everybody's, and all that was said."""
        judged = self.ask(judged_so_far, self.coder if settings.learn_from == OWN else None)
        return Past(
            judged=tuple(map(_judged, judged.passages)),
            coded=tuple(
                CodedSource(f"{through.source} · {through.coder}", tuple(map(_judged, through.passages)))
                for through in judged.sources
            ),
            pool=tuple(chain.from_iterable(map(self.turn_texts, sources))),
            precision=settings.precision,
        )

    def turn_texts(self, source: CountedSource) -> list[TurnText]:
        """What interviewees say in a source, turn by turn."""
        with self.store.reading() as session:
            row = session.get(SourceText, source.source_text_id)
        assert row is not None
        return [
            TurnText(row.id, turn.number, turn.speech.start, row.text[turn.speech.start : turn.speech.end])
            for turn in source.turns
            if not turn.interviewer and turn.speech
        ]

    def _is_fresh(self, source: CountedSource, fingerprint: str) -> bool:
        with self.store.reading() as session:
            run = session.get(SuggestionRun, source.source_text_id)
            return run is not None and run.fingerprint == fingerprint

    def _forget(self, sources: Sequence[CountedSource]) -> None:
        """Empty the cache where nothing may be suggested."""
        with self.store.writing() as connection:
            for source in sources:
                self._empty(connection, source.source_text_id)

    def _empty(self, connection: Connection, source_text_id: str) -> None:
        """Without what somebody asked for: that has its own ways of being renewed and hidden."""
        cache, run = table_of(SuggestionCache), table_of(SuggestionRun)
        connection.execute(delete(cache).where(cache.c.source_text_id == source_text_id, unasked()))
        connection.execute(delete(run).where(run.c.source_text_id == source_text_id))

    def _keep(self, source: CountedSource, fingerprint: str, found: Sequence[Suggestion], suggester: str) -> None:
        """Replace a source's cached suggestions. The cache is no part of the history."""
        with self.store.writing() as connection:
            version = table_of(SourceText)
            sha_of = sa_select(version.c.sha256).where(version.c.id == source.source_text_id)
            text_sha = connection.execute(sha_of).scalar_one()
            self._empty(connection, source.source_text_id)
            taken = set(connection.execute(sa_select(table_of(SuggestionCache).c.id)).scalars())
            rows = {}
            for item in found:
                identity = free_id(source.name, text_sha, item, taken)
                rows[identity] = cache_row(identity, item, suggester)
            if rows:
                connection.execute(insert(table_of(SuggestionCache)), list(rows.values()))
            run = SuggestionRun(source_text_id=source.source_text_id, fingerprint=fingerprint)
            connection.execute(insert(table_of(SuggestionRun)), [values_of(run)])


def fingerprint_of(
    settings: SuggestionSettings, profiles: Sequence[CodeProfile], pipeline: Pipeline, past: Past
) -> str:
    """Of all that suggestions depend on; of the talk, which versions of which texts it is."""
    pool = sorted({turn.source_text_id for turn in past.pool})
    known = (SUGGESTER_VERSION, pipeline.name, pipeline.version, settings, list(profiles), replace(past, pool=()))
    return sha256(repr((known, pool)).encode())


def left_out(turn: TurnText, share: float) -> bool:
    """Whether a turn is one of those for which nothing is suggested: drawn by its words, so the same everywhere."""
    drawn = int.from_bytes(hashlib.sha256(turn.text.encode()).digest()[:4], "big")
    return drawn < share * 2**32


def code_profiles(session: Session) -> list[CodeProfile]:
    """The codes that can be applied, as suggesters see them."""
    return [
        CodeProfile(code.key, code.name, code.keywords, code.definition, code.examples)
        for code in code_tree(session)
        if not code.retired
    ]


def _judged(passage: JudgedPassage) -> Judged:
    return Judged(
        text=passage.text,
        codes=passage.codes,
        rejected=passage.rejected,
        quote=passage.quote,
        source_text_id=passage.source_text_id,
        start=passage.start,
        end=passage.end,
    )


def cache_row(identity: str, item: Suggestion, suggester: str) -> dict[str, Any]:
    """A suggestion as it is kept."""
    row = SuggestionCache(
        id=identity,
        source_text_id=item.source_text_id,
        start=item.start,
        end=item.end,
        code_key=item.code,
        score=item.score,
        evidence=[asdict(evidence) for evidence in item.evidence],
        suggester=suggester,
        details=asdict(item.details),
    )
    return values_of(row)


def free_id(source: str, text_sha: str, item: Suggestion, taken: set[str]) -> str:
    """The suggestion's identifier; another one in the rare case that somebody has it."""
    code = item.code
    while (identity := suggestion_id(source, text_sha, item.start, item.end, code)) in taken:
        code += "+"
    taken.add(identity)
    return identity
