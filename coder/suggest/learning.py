"""Suggestions that begin with the codebook and learn from the researcher: the suggester ``learner``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from coder.language.lemmas import lemma, trimmed
from coder.spans import Span
from coder.suggest.base import Alike, CodeProfile, Details, Evidence, Judged, Past, Suggestion, TurnText
from coder.suggest.learner import KEYWORDS_ONLY, Learner, fit
from coder.suggest.lexicon import Flags, Floats, Lexicon, Matrix, some
from coder.suggest.likeliest import LEAST_LIKELY, likeliness, peaks
from coder.suggest.matching import Found
from coder.suggest.material import Material, material_of, passages_of, sentence_rows
from coder.suggest.passages import Candidate, at_most, runs_of
from coder.suggest.replay import choose
from coder.suggest.seeds import Row, Seeds
from coder.suggest.trust import Trust

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

MOST_TERMS = 3
"""So many of the words that weighed most are named."""
_SHORTEST_TERM = 4
_LEAST_WEIGHT = 0.1
_LEAST_ALIKE = 0.15
"""A quote less like the passage than this explains nothing."""
_DENIED = 0.8
"""What is left of the likelihood where all keywords are denied."""


class LearningSuggester:
    """Suggests from the codebook and from what was judged; without a past, from the codebook and the talk itself."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seeds: tuple[tuple[CodeProfile, ...], Pipeline, Seeds] | None = None

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """Suggestions in order of the text, source by source."""
        turns = list(turns)
        return self.learnt(codes, Past(pool=tuple(turns)), pipeline).suggest(turns, codes, pipeline)

    def learnt(self, codes: Sequence[CodeProfile], past: Past, pipeline: "Pipeline") -> "TaughtSuggester":
        """A suggester taught by ``past``; pure, but that texts and words once read are remembered."""
        material = material_of(past, self._seeds_for(tuple(codes), pipeline))
        basis, trust = choose(material, past.precision, past.basis)
        judged = [passage for source in past.coded for passage in source.passages]
        return TaughtSuggester(material, fit(material, basis=basis), trust, _settled((*judged, *past.judged)))

    def _seeds_for(self, codes: tuple[CodeProfile, ...], pipeline: "Pipeline") -> Seeds:
        with self._lock:
            if self._seeds is None or self._seeds[1] is not pipeline:
                self._seeds = codes, pipeline, Seeds(codes, Lexicon(pipeline))
            elif self._seeds[0] != codes:
                self._seeds = codes, pipeline, Seeds(codes, self._seeds[2].lexicon)
            return self._seeds[2]


@dataclass(frozen=True)
class TaughtSuggester:
    """A suggester that has learnt; unchanging, so that it may be used while the next one is being taught."""

    material: Material
    learner: Learner
    trust: Trust
    settled: dict[tuple[str, str], tuple[Span, ...]] = field(repr=False)
    """Where each code was judged, by version of a text and code: nothing is suggested there again."""

    def with_judgement(self, judged: Judged) -> "TaughtSuggester":
        """Takes effect at once: the judged pair is settled, keywords and passages alike weigh more or less."""
        settled = dict(self.settled)
        for key, spans in _settled([judged]).items():
            settled[key] = (*settled.get(key, ()), *spans)
        return replace(self, learner=self.learner.with_judgement(judged), settled=settled)

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """Suggestions in order of the text, source by source; for codes that are still in ``codes``."""
        wanted = {code.key for code in codes}
        if not self.learner.seeds.codes:
            return
        for _, group in groupby(turns, key=lambda turn: turn.source_text_id):
            of_source = list(group)
            self.learner.seeds.lexicon.read(turn.text for turn in of_source)
            sentences = [sentence_rows(turn.text, self.learner.seeds.lexicon) for turn in of_source]
            passages = passages_of([[row for rows in sentences for row in rows]], self.learner.seeds)
            likely = self.trust.likelihoods(self.learner, passages)
            shown, first = self.trust.shown(likely), 0
            for turn, rows in zip(of_source, sentences, strict=True):
                last = first + len(rows)
                if shown[first:last].any():
                    yield from self._in_turn(turn, rows, likely[first:last], shown[first:last], wanted)
                first = last

    def likeliest(self, turns: Iterable[TurnText], code: str, pipeline: "Pipeline") -> Iterator[Suggestion]:
        """What most likely belongs to one code (by key), also below the margin; in order of the text."""
        keys = [profile.key for profile in self.learner.seeds.codes]
        if code not in keys:
            return
        number, margin = keys.index(code), round(self.trust.margin, 4)
        eager = replace(self, trust=replace(self.trust, margin=LEAST_LIKELY))
        for _, group in groupby(turns, key=lambda turn: turn.source_text_id):
            of_source = list(group)
            self.learner.seeds.lexicon.read(turn.text for turn in of_source)
            sentences = [sentence_rows(turn.text, self.learner.seeds.lexicon) for turn in of_source]
            passages = passages_of([[row for rows in sentences for row in rows]], self.learner.seeds)
            likely, first = likeliness(self.learner, self.trust, passages, number), 0
            for turn, rows in zip(of_source, sentences, strict=True):
                own, first = likely[first : first + len(rows)], first + len(rows)
                for begin, end in peaks(own.tolist()):
                    there = np.zeros(len(rows), dtype=np.bool_)
                    there[begin : end + 1] = True
                    found = [
                        self.learner.seeds.find(row, turn.start) if at else []
                        for row, at in zip(rows, there, strict=True)
                    ]
                    for candidate in eager._candidates(turn, rows, number, own, there, found):
                        suggestion = eager._suggestion(turn, rows, candidate)
                        yield replace(suggestion, details=replace(suggestion.details, margin=margin))

    def _in_turn(
        self, turn: TurnText, rows: Sequence[Row], likely: Floats, shown: Flags, wanted: set[str]
    ) -> Iterator[Suggestion]:
        found = [
            self.learner.seeds.find(row, turn.start) if speaks else []
            for row, speaks in zip(rows, some(shown), strict=True)
        ]
        proposed: list[Candidate] = []
        for code in np.flatnonzero(shown.any(axis=0)).tolist():
            if self.learner.seeds.codes[code].key in wanted:
                proposed += self._candidates(turn, rows, code, likely[:, code], shown[:, code], found)
        for candidate in at_most(proposed):
            yield self._suggestion(turn, rows, candidate)

    def _candidates(
        self,
        turn: TurnText,
        rows: Sequence[Row],
        code: int,
        likely: Floats,
        shown: Flags,
        found: Sequence[Sequence[Found]],
    ) -> Iterator[Candidate]:
        """Runs of neighbouring sentences above the margin, without those where the code was judged."""
        key = self.learner.seeds.codes[code].key
        for first, last in runs_of(np.flatnonzero(shown).tolist()):
            span = self._span(turn, rows, first, last)
            if any(span.overlaps(other) for other in self.settled.get((turn.source_text_id, key), ())):
                continue
            speaks = tuple(item for of_row in found[first : last + 1] for item in of_row if item.code == code)
            denied = bool(speaks) and all(item.evidence.negated for item in speaks)
            score = float(likely[first : last + 1].max()) * (_DENIED if denied else 1)
            if score >= self.trust.margin:
                yield Candidate(code, first, last, round(score, 4), speaks)

    def _suggestion(self, turn: TurnText, rows: Sequence[Row], candidate: Candidate) -> Suggestion:
        span = self._span(turn, rows, candidate.first, candidate.last)
        keywords = tuple(item.evidence for item in candidate.found)
        run = rows[candidate.first : candidate.last + 1]
        details = Details(
            self.learner.basis,
            int(self.learner.codings[candidate.code]),
            int(self.learner.rejections[candidate.code]),
            self._alike(run, candidate.code),
            round(self.trust.margin, 4),
            self.trust.precision,
        )
        key = self.learner.seeds.codes[candidate.code].key
        evidence = (*keywords, *self._terms(turn, run, candidate.code, keywords))
        return Suggestion(turn.source_text_id, span.start, span.end, key, candidate.score, evidence, details)

    def _span(self, turn: TurnText, rows: Sequence[Row], first: int, last: int) -> Span:
        """Sentences of a turn, in the source's text."""
        parts = rows[0].read.sentences
        return Span(turn.start + parts[first].start, turn.start + parts[last].end)

    def _terms(self, turn: TurnText, run: Sequence[Row], code: int, keywords: Sequence[Evidence]) -> list[Evidence]:
        """The words that weighed most and are no keywords, where they weigh most."""
        if self.learner.basis == KEYWORDS_ONLY:
            return []
        taken = [Span(item.start, item.end) for item in keywords]
        best: dict[str, Evidence] = {}
        for row in run:
            weights = self.learner.term_weights(row.words(), code)
            for number in range(row.first, row.last):
                form = int(row.read.tokens[number])
                weight = weights.get(form, 0.0)
                if weight < _LEAST_WEIGHT:
                    continue
                text = self.learner.seeds.lexicon.forms[form]
                surface = trimmed(text)
                start = turn.start + int(row.read.offsets[number]) + text.index(surface)
                span = Span(start, start + len(surface))
                if len(surface) < _SHORTEST_TERM or any(span.overlaps(other) for other in taken):
                    continue
                term = lemma(surface)
                if term not in best or best[term].weight < weight:
                    best[term] = Evidence("term", term, surface, span.start, span.end, weight=round(weight, 4))
        return sorted(best.values(), key=lambda item: (-item.weight, item.start))[:MOST_TERMS]

    def _alike(self, run: Sequence[Row], code: int) -> Alike | None:
        """The quote coded with the code that is most like the passage."""
        rows, by_code = self._coded
        if not len(rows[code]):
            return None
        counts = self.learner.seeds.lexicon.counts([np.concatenate([row.words() for row in run])])
        passage = self.learner.space.vectors(counts[:, : self.learner.table[0].shape[0]])
        similar = (by_code[code] @ passage.T).toarray().ravel() / 2
        best = int(similar.argmax())
        if similar[best] < _LEAST_ALIKE:
            return None
        return Alike(self.material.quotes[rows[code][best]], round(float(min(1.0, similar[best])), 4))

    @cached_property
    def _coded(self) -> tuple[list[list[int]], list[Matrix]]:
        """For each code the rows that are its quotes, and their features."""
        rows: list[list[int]] = [[] for _ in self.learner.seeds.codes]
        for row, code in zip(*np.nonzero(self.material.targets), strict=True):
            if self.material.quotes[row]:
                rows[code].append(int(row))
        return rows, [self.learner.space.vectors(self.material.passages.counts[of_code]) for of_code in rows]


def _settled(judged: Iterable[Judged]) -> dict[tuple[str, str], tuple[Span, ...]]:
    found: dict[tuple[str, str], list[Span]] = {}
    for passage in judged:
        if passage.source_text_id:
            for code in (*passage.codes, *passage.rejected):
                found.setdefault((passage.source_text_id, code), []).append(Span(passage.start, passage.end))
    return {key: tuple(spans) for key, spans in found.items()}
