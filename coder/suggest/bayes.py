"""Complement naive Bayes that begins with the codebook and teaches itself on the project's own talk.

Rennie et al. 2003 for the complement; Nigam et al. 2000 for learning from unlabelled text: what the codebook's
keywords find is learnt from, what is learnt finds more, and so on a few times, while what people judged stays fixed.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from coder.suggest.lexicon import Floats, Matrix
from coder.suggest.material import Passages

CONTEXT = 0.25
"""What a neighbouring passage counts beside the passage itself, unless the replay says that it should not."""
KEYWORDS = 0.3
"""What keywords count beside what is learnt: the factor of the logarithm of their strength."""
FAINT = 0.05
"""Added to the strength of keywords, so that none is no proof."""
_SMOOTHING = 0.1
_SHARPNESS = 2.0
_FLOOR = 0.02
_KEYWORDS_WHILE_LEARNING = 0.5
_UNJUDGED = 0.5
"""What a passage that nobody judged counts beside one that somebody did."""
_ROUNDS = 4


@dataclass(frozen=True)
class Space:
    """Word forms as weighted features: lemmas and character n-grams, each half of unit length in a passage."""

    lemmas: Matrix
    ngrams: Matrix
    lemma_lengths: Floats
    ngram_lengths: Floats
    """The squared length of each form's features."""

    def scales(self, counts: Matrix) -> tuple[Floats, Floats]:
        """What each row is to be multiplied with, for its lemmas and for its n-grams."""
        return _inverse_root(counts @ self.lemma_lengths), _inverse_root(counts @ self.ngram_lengths)

    def vectors(self, counts: Matrix) -> Matrix:
        """Rows × features; the length of a row is about the square root of two."""
        one, other = self.scales(counts)
        parts = [sparse.diags(one) @ counts @ self.lemmas, sparse.diags(other) @ counts @ self.ngrams]
        return sparse.hstack(parts).tocsr()

    def sums(self, counts: Matrix, weights: Floats) -> Floats:
        """Features × codes: the rows' features, weighted per code and added up, without making the rows' vectors."""
        one, other = self.scales(counts)
        return np.vstack(
            [
                self.lemmas.T @ (counts.T @ (one[:, None] * weights)),
                self.ngrams.T @ (counts.T @ (other[:, None] * weights)),
            ]
        )

    def table(self, coefficients: Floats) -> tuple[Floats, Floats]:
        """Forms × codes for both halves, from features × codes."""
        half = self.lemmas.shape[1]
        return self.lemmas @ coefficients[:half], self.ngrams @ coefficients[half:]

    def apply(self, counts: Matrix, table: tuple[Floats, Floats]) -> Floats:
        """Rows × codes."""
        one, other = self.scales(counts)
        scores: Floats = one[:, None] * (counts @ table[0]) + other[:, None] * (counts @ table[1])
        return scores


def space_of(counts: Matrix, lemmas: Matrix, ngrams: Matrix) -> Space:
    """Features weighted by how rare they are (inverse document frequency) in these rows."""
    lemmas, ngrams = lemmas[: counts.shape[1]], ngrams[: counts.shape[1]]
    of_forms = np.asarray(counts.sign().sum(axis=0)).ravel()
    weighted = []
    for features in (lemmas, ngrams):
        # Two forms with one feature in the same row count twice; the difference does not matter.
        met = np.minimum(counts.shape[0], features.sign().T @ of_forms)
        rarity = np.log((1 + counts.shape[0]) / (1 + met)) + 1
        weighted.append((features @ sparse.diags(rarity)).tocsr())
    lengths = [np.asarray(features.multiply(features).sum(axis=1)).ravel() for features in weighted]
    return Space(weighted[0], weighted[1], lengths[0], lengths[1])


@dataclass(frozen=True)
class Known:
    """What is fixed while learning."""

    targets: Floats
    """Rows × codes: the weight of each row as an example; a row's weights add up to one or zero."""
    fixed: Floats
    """Rows: one where the targets stay as they are, zero where they are guessed."""
    rejected: Floats
    """Rows × codes: ones make a row a negative for that code only."""
    seeds: Matrix
    """Descriptions × forms."""
    seed_targets: Floats


def coefficients(space: Space, passages: Passages, strengths: Floats, known: Known, context: float) -> Floats:
    """Features × codes: complement naive Bayes, taught by itself.

    ``strengths``: rows × codes, how strongly keywords speak.
    """
    described = space.sums(known.seeds, known.seed_targets)
    denied = space.sums(passages.counts, known.rejected) if known.rejected.any() else 0.0
    by_keywords = np.log(strengths + FAINT)
    # A passage without keywords is no example at first.
    prior = strengths + FAINT
    prior = prior / prior.sum(axis=1, keepdims=True)
    guessed = prior * np.clip(1 - FAINT * strengths.shape[1] / (strengths + FAINT).sum(axis=1, keepdims=True), 0, 1)
    free = (1 - known.fixed)[:, None] * _UNJUDGED
    found = described
    for _ in range(_ROUNDS):
        weights = free * guessed * (1 - known.rejected) + known.targets
        found = _complement(described + space.sums(passages.counts, weights), denied)
        scores = in_context(space.apply(passages.counts, space.table(found)), passages.neighbours, context)
        mixed = np.log(softmax(scores * _SHARPNESS) + _FLOOR) + _KEYWORDS_WHILE_LEARNING * by_keywords
        likely = softmax(mixed)
        guessed = likely * likely.max(axis=1, keepdims=True)
    return found


def in_context(scores: Floats, neighbours: Matrix, context: float) -> Floats:
    """Scores with a share of the neighbours'."""
    found: Floats = scores + context * (neighbours @ scores)
    return found


def softmax(scores: Floats) -> Floats:
    """Rows that add up to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = powers / powers.sum(axis=1, keepdims=True)
    return found


def _complement(sums: Floats, denied: Floats | float) -> Floats:
    others = sums.sum(axis=1, keepdims=True) + _SMOOTHING - sums + denied
    found: Floats = -np.log(others / others.sum(axis=0, keepdims=True))
    return found


def _inverse_root(lengths: Floats) -> Floats:
    found: Floats = 1 / np.sqrt(np.maximum(lengths, 1e-9))
    return np.where(lengths > 0, found, 0.0)
