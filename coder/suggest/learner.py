"""The learner: what the codebook says and what people judged, as scores of codes for passages."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.suggest.base import Judged
from coder.suggest.bayes import CONTEXT, FAINT, KEYWORDS, Known, Space, coefficients, in_context, space_of
from coder.suggest.lexicon import Flags, Floats, some
from coder.suggest.material import Material, Passages, passages_of
from coder.suggest.seeds import Row, Seeds

KEYWORDS_ONLY, BAYES, APART = "keywords", "bayes", "apart"
"""Keywords alone; naive Bayes; the same with every passage by itself.

Logistic regression added to naive Bayes was tried on whole documents of three sets, at three weights: one gain of two
hundredths in precision, with a loss in recall, otherwise nothing or losses, and it took several times as long.
"""
_TRUSTED_BEFORE = 3.0
"""How many passages a code's own hit rate counts for when one of its keywords is judged."""
_HALF = 2.0
_UNCODED_MISS = 0.3
"""A keyword in a passage left without a code is less of a miss than one in a passage with other codes."""
_LEAST_FACTOR, _MOST_FACTOR = 0.2, 1.5
_AT_ONCE = 1.5
"""What one judgement changes in the scores of an equal passage, until the next fit."""


@dataclass(frozen=True)
class HitRates:
    """How often each keyword stood where its code was applied, and where it was not."""

    hits: Floats
    misses: Floats

    def factors(self, owners: NDArray[np.int64], codes: int) -> Floats:
        """For each keyword, one if it is right half of the time; held to its code's rate while it was seldom seen."""
        hits = np.bincount(owners, weights=self.hits, minlength=codes)
        misses = np.bincount(owners, weights=self.misses, minlength=codes)
        of_code = ((hits + _HALF) / (hits + misses + 2 * _HALF))[owners]
        rate = (self.hits + _TRUSTED_BEFORE * of_code) / (self.hits + self.misses + _TRUSTED_BEFORE)
        found: Floats = np.clip(2 * rate, _LEAST_FACTOR, _MOST_FACTOR)
        return found


@dataclass(frozen=True)
class Learner:
    """Scores codes for passages; unchanging, so that one thread may use it while another fits the next."""

    seeds: Seeds
    space: Space
    table: tuple[Floats, Floats]
    """Forms × codes, for lemmas and for character n-grams."""
    basis: str
    rates: HitRates
    codings: Floats
    """How many passages each code has been learnt from."""
    rejections: Floats
    talk: int
    """How many rows of talk it has seen, judged or not."""

    def strengths(self, passages: Passages) -> Floats:
        """Rows × codes: how strongly the codebook's keywords speak, each by its hit rate."""
        factors = self.rates.factors(_owners(self.seeds), len(self.seeds.codes))
        table = passages.strengths @ sparse.diags(factors) @ self.seeds.of_code()
        return np.asarray(table.todense(), dtype=np.float64)

    def scores(self, passages: Passages) -> Floats:
        """Rows × codes: comparable within a row, the higher the likelier."""
        by_keywords = KEYWORDS * np.log(self.strengths(passages) + FAINT)
        if self.basis == KEYWORDS_ONLY:
            return in_context(by_keywords, passages.neighbours, CONTEXT)
        width = self.table[0].shape[0]
        learnt = self.space.apply(passages.counts[:, :width], self.table)
        return in_context(learnt, passages.neighbours, _context(self.basis)) + by_keywords

    def passages(self, judged: Judged) -> Passages:
        """A text as the one passage of its own."""
        (read,) = self.seeds.lexicon.read([judged.text])
        return passages_of([[Row(judged.text, read, 0, len(read.tokens))]], self.seeds)

    def with_judgement(self, judged: Judged) -> "Learner":
        """The learner after one more judgement, without a fit: keywords' weights, and passages like this one."""
        passages = self.passages(judged)
        applied, rejected = (_marked(self.seeds, keys) for keys in (judged.codes, judged.rejected))
        rejected = rejected * (1 - applied)
        gained = _rates(self.seeds, passages, applied, rejected, np.zeros(1, dtype=np.bool_))
        rates = HitRates(self.rates.hits + gained.hits, self.rates.misses + gained.misses)
        width = self.table[0].shape[0]
        change = self.space.sums(passages.counts[:, :width], _AT_ONCE * (applied - rejected))
        tables = self.space.table(change)
        table = self.table[0] + tables[0], self.table[1] + tables[1]
        counts = self.codings + applied[0], self.rejections + rejected[0]
        return replace(self, table=table, rates=rates, codings=counts[0], rejections=counts[1])

    def term_weights(self, words: NDArray[np.int64], code: int) -> dict[int, float]:
        """What each word form of a passage says for a code beyond what it says for codes on the whole."""
        forms, counts = np.unique(words[words < self.table[0].shape[0]], return_counts=True)
        lengths = (counts @ of[forms] for of in (self.space.lemma_lengths, self.space.ngram_lengths))
        says = sum(
            (table[forms, code] - means[forms]) / np.sqrt(max(length, 1e-9))
            for table, means, length in zip(self.table, self._means, lengths, strict=True)
        )
        return dict(zip(forms.tolist(), (counts * says).tolist(), strict=True))

    @cached_property
    def _means(self) -> tuple[Floats, Floats]:
        return self.table[0].mean(axis=1), self.table[1].mean(axis=1)


def fit(material: Material, known: Flags | None = None, basis: str = BAYES) -> Learner:
    """A learner that has learnt from the rows marked in ``known`` (all by default); the others are mere talk.

    A pure function: the same material gives the same learner, on any thread.
    """
    seeds, passages = material.seeds, material.passages
    known = np.ones(len(passages.rows), dtype=np.bool_) if known is None else known
    seen = known[:, None]
    applied, rejected = material.targets * seen, material.rejected * seen
    coded = some(applied)
    space = space_of(passages.counts, *seeds.lexicon.features())
    rates = _rates(seeds, passages, applied, rejected, material.settled & known & ~coded)
    blank = np.zeros((space.lemmas.shape[0], len(seeds.codes)))
    counts = applied.sum(axis=0), rejected.sum(axis=0)
    learner = Learner(seeds, space, (blank, blank), basis, rates, *counts, len(passages.rows))
    if basis == KEYWORDS_ONLY or not seeds.codes:
        return learner
    weights = applied / np.maximum(1, applied.sum(axis=1, keepdims=True))
    fixed = (coded | (material.settled & known)).astype(np.float64)
    descriptions = seeds.lexicon.counts(seeds.descriptions)[:, : passages.counts.shape[1]]
    facts = Known(weights, fixed, rejected, descriptions, seeds.described)
    found = coefficients(space, passages, learner.strengths(passages), facts, _context(basis))
    return replace(learner, table=space.table(found))


def _context(basis: str) -> float:
    return 0.0 if basis == APART else CONTEXT


def _rates(seeds: Seeds, passages: Passages, applied: Floats, rejected: Floats, uncoded: Flags) -> HitRates:
    """Hits and misses of all keywords in rows that were judged."""
    stands = passages.strengths.sign()[:, : len(seeds.keywords)]
    owners = _owners(seeds)
    coded = some(applied)
    missed = np.clip(coded[:, None] * (1 - applied) + rejected + _UNCODED_MISS * uncoded[:, None], 0, 1)
    cells = stands.tocoo()
    at = cells.row, owners[cells.col] if len(owners) else cells.col
    size = len(owners)
    hits, misses = (np.bincount(cells.col, weights=of[at], minlength=size) for of in (applied, missed))
    return HitRates(hits.astype(np.float64), misses.astype(np.float64))


def _owners(seeds: Seeds) -> NDArray[np.int64]:
    """The code of each keyword."""
    return np.array([keyword.code for keyword in seeds.keywords], dtype=np.int64)


def _marked(seeds: Seeds, keys: tuple[str, ...]) -> Floats:
    """One row × codes."""
    return np.array([[1.0 if code.key in keys else 0.0 for code in seeds.codes]])
