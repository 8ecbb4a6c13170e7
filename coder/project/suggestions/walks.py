"""The other way round: for a code, the passages that most likely belong to it; for coded passages, their twins."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert
from sqlalchemy import select as sa_select
from sqlmodel import Session

from coder.history.step import values_of
from coder.identity import sha256
from coder.language.pipeline import Pipeline, load_pipeline
from coder.model import SourceText, SuggestionCache, SuggestionRun, table_of
from coder.project.base import Progress, code_by_name, keep_going
from coder.project.suggestions.aside import TWINS, WALK, aside, is_of
from coder.project.suggestions.double_coding import closed_to_suggestions
from coder.project.suggestions.judging import OpenSuggestion, SuggestionUseCases, open_in
from coder.project.suggestions.settings import SuggestionSettings, suggestion_settings
from coder.project.suggestions.suggesting import SUGGESTER_VERSION, cache_row, code_profiles, fingerprint_of, left_out
from coder.queries.counted import CountedSource, counted_sources
from coder.queries.sources import find_source
from coder.suggest.base import CodeProfile, Past, Suggestion, TurnText
from coder.suggest.identity import suggestion_id

MOST = 200
"""So many passages of a code, or twins, are kept: the likeliest."""


@dataclass(frozen=True)
class _Ready:
    """What is needed to ask a suggester."""

    settings: SuggestionSettings
    profiles: list[CodeProfile]
    pipeline: Pipeline
    past: Past
    sources: tuple[CountedSource, ...]
    """Those that are not closed by double coding."""

    @property
    def known(self) -> str:
        """All that the answer depends on."""
        which = sorted(source.source_text_id for source in self.sources)
        return repr((fingerprint_of(self.settings, self.profiles, self.pipeline, self.past), which))


class WalkUseCases(SuggestionUseCases):
    """Lists that somebody asks for, to be walked through; judged like any other suggestion."""

    def compute_walk(self, code: str, progress: Progress = keep_going) -> None:
        """Find what most likely belongs to a code in all interviews, unless it is known already.

        ``progress`` may stop it; then what was known before stays.
        """
        key = self.ask(code_by_name, code, True).key
        ready = self._get_ready()
        name, known = f"{WALK} {key}", ready.known if ready else ""
        if ready is None or self._is_known(name, known):
            return
        suggester = self._taught(
            fingerprint_of(ready.settings, ready.profiles, ready.pipeline, ready.past),
            ready.settings,
            ready.profiles,
            ready.past,
            ready.pipeline,
        )
        found: list[Suggestion] = []
        for number, source in enumerate(ready.sources):
            if not progress(number, len(ready.sources), source.name):
                return
            turns = self._to_suggest_for(source, ready.settings)
            found.extend(suggester.likeliest(turns, key, ready.profiles, ready.pipeline))
        by = f"{ready.settings.suggester} {SUGGESTER_VERSION}, {ready.pipeline.name}"
        self._keep_aside(WALK, name, known, found, by, key)
        progress(len(ready.sources), len(ready.sources), "")

    def walk(self, code: str, sources: Sequence[str] = ()) -> list[OpenSuggestion]:
        """What was found for a code and this coder has neither judged nor coded with it; the likeliest first."""
        with self.store.reading() as session:
            key = code_by_name(session, code).key
            found = self._open_aside(session, WALK, key, sources)
        return found

    def compute_twins(self, progress: Progress = keep_going) -> None:
        """Find passages without a coding of this coder's that are very like coded ones, unless they are known."""
        from coder.suggest.twins import twins

        ready = self._get_ready()
        known = repr((self.coder, ready.known)) if ready else ""
        if ready is None or self._is_known(TWINS, known):
            return
        turns = [turn for source in ready.sources for turn in self._to_suggest_for(source, ready.settings)]
        if not progress(0, 1, ""):
            return
        found = twins(turns, ready.past.judged, ready.pipeline)
        self._keep_aside(TWINS, TWINS, known, found, f"{TWINS} {SUGGESTER_VERSION}, {ready.pipeline.name}", None)
        progress(1, 1, "")

    def twins(self, sources: Sequence[str] = ()) -> list[OpenSuggestion]:
        """Passages without a coding of this coder's that are very like coded ones, the most alike first."""
        with self.store.reading() as session:
            return self._open_aside(session, TWINS, None, sources)

    def _get_ready(self) -> _Ready | None:
        """None where the project has switched suggestions off, or has no codes."""
        with self.store.reading() as session:
            every = counted_sources(session)
            settings = suggestion_settings(session)
            profiles = code_profiles(session)
            closed = closed_to_suggestions(session)
        if not settings.on or not profiles:
            return None
        pipeline = self.pipeline = load_pipeline(self.pipeline_spec)
        open_ones = tuple(source for source in every if source.id not in closed)
        return _Ready(settings, profiles, pipeline, self.judged_past(settings, every), open_ones)

    def _to_suggest_for(self, source: CountedSource, settings: SuggestionSettings) -> list[TurnText]:
        return [turn for turn in self.turn_texts(source) if not left_out(turn, settings.left_out)]

    def _is_known(self, name: str, known: str) -> bool:
        with self.store.reading() as session:
            run = session.get(SuggestionRun, name)
            return run is not None and run.fingerprint == sha256(known.encode("utf-8", "surrogatepass"))

    def _keep_aside(
        self, kind: str, name: str, known: str, found: Iterable[Suggestion], suggester: str, code: str | None
    ) -> None:
        """Replace a list. ``code``: only this code's part of it."""
        best = sorted(found, key=lambda item: (-item.score, item.source_text_id, item.start, item.code))[:MOST]
        cache, run = table_of(SuggestionCache), table_of(SuggestionRun)
        with self.store.writing() as connection:
            own = [is_of(kind), *([cache.c.code_key == code] if code is not None else [])]
            connection.execute(delete(cache).where(*own))
            connection.execute(delete(run).where(run.c.source_text_id == name))
            version = table_of(SourceText).c
            shas = connection.execute(sa_select(version.id, version.sha256)).all()
            sha_of = {str(row[0]): str(row[1]) for row in shas}
            taken = set(connection.execute(sa_select(cache.c.id)).scalars())
            rows = []
            for item in best:
                identity = _aside_id(kind, sha_of[item.source_text_id], item, taken)
                rows.append(cache_row(identity, item, aside(kind, suggester)))
            if rows:
                connection.execute(insert(cache), rows)
            fingerprint = sha256(known.encode("utf-8", "surrogatepass"))
            connection.execute(insert(run), [values_of(SuggestionRun(source_text_id=name, fingerprint=fingerprint))])

    def _open_aside(self, session: Session, kind: str, key: str | None, sources: Sequence[str]) -> list[OpenSuggestion]:
        if not suggestion_settings(session).on:
            return []
        names = {find_source(session, name).name for name in sources}
        found = list(open_in(session, self.coder, names, key, is_of(kind)))
        return sorted(found, key=lambda item: (-item.score, item.source, item.start, item.code))


def _aside_id(kind: str, text_sha: str, item: Suggestion, taken: set[str]) -> str:
    """Another identifier than that of the ordinary suggestion of the same code for the same passage."""
    for attempt in _attempts(kind):
        identity = suggestion_id(attempt, text_sha, item.start, item.end, item.code)
        if identity not in taken:
            taken.add(identity)
            return identity
    raise AssertionError("there is always another attempt")


def _attempts(kind: str) -> Iterator[str]:
    name = kind
    while True:
        yield name
        name += "+"
