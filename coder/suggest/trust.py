"""How likely a suggestion is right, and from which likelihood on one is made: silence is learnt too.

With sources coded through, each is scored by a learner that has not seen it; a small logistic regression turns what
is known of a suggestion into the share of such suggestions that were right. Without any, the strength of the
keywords in the passage itself must do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coder.suggest.bayes import softmax
from coder.suggest.learner import Learner, fit
from coder.suggest.lexicon import Flags, Floats, some
from coder.suggest.material import Material, Passages

MOST_DISTURBED = 0.06
"""In the past at most this share of passages that got no code may have been suggested for."""
FOLDS = 5
_SOURCES_NEEDED, _PASSAGES_NEEDED = 3, 40
_RANKS = 3
_LEAST_SHOWN = 10
"""A precision over fewer suggestions is no precision."""
_PER_STRENGTH = 1.2
_COLD_EASE = 0.2
_FURTHER = 0.5
_LEAST = 1e-6
"""However low the margin, what nothing speaks for is not suggested."""
_MUCH_TALK = 200
"""From so many sentences on, what the learner taught itself says more than how keywords compare."""
_STRONGEST = 2.0
_PENALTY = 1.0
_STEPS = 12


@dataclass(frozen=True)
class Trust:
    """Likelihoods of suggestions, and the margin."""

    weights: tuple[float, ...]
    """Of what is known of a suggestion; empty where no past could be replayed."""
    margin: float
    precision: float | None = None
    """The share of those suggested for that got the right code first, among coded passages of the replay."""
    coverage: float | None = None
    """The share of coded passages that got a suggestion."""
    disturbed: float | None = None
    """The share of passages without a code that got one too."""

    def likelihoods(self, learner: Learner, passages: Passages) -> Floats:
        """Rows × codes: 0 to 1."""
        scores = learner.scores(passages)
        strengths = learner.strengths(passages)
        if not self.weights:
            return _cold(scores, strengths, learner.talk)
        return _sigmoid(_known(scores, strengths, passages.lengths, learner.codings) @ np.array(self.weights))

    def shown(self, likelihoods: Floats) -> Flags:
        """Rows × codes: what is suggested. After a row's first code, only what is right more often than wrong."""
        if not likelihoods.size:
            return np.zeros(likelihoods.shape, dtype=np.bool_)
        first = likelihoods >= likelihoods.max(axis=1, keepdims=True)
        likely = first | (likelihoods >= _FURTHER)
        return np.asarray((likelihoods >= max(self.margin, _LEAST)) & likely, dtype=np.bool_)

    def of(self, held: "Held") -> Floats:
        """The same for what was said without having seen the sources."""
        return _sigmoid(held.known @ np.array(self.weights))


@dataclass(frozen=True)
class Held:
    """What learners that had not seen a source said of its passages."""

    rows: NDArray[np.int64]
    known: Floats
    """Rows × codes × what is known of a suggestion."""
    scores: Floats
    truth: Floats


def held_out(material: Material, basis: str, folds: int = FOLDS) -> Held:
    """Every coded source scored without it: sources are dealt to the folds in turn."""
    sources = material.sources
    count = int(sources.max(initial=-1)) + 1
    folds = min(folds, count)
    rows, known, scores = [], [], []
    for fold in range(folds):
        out = (sources >= 0) & (sources % folds == fold)
        learner = fit(material, ~out, basis)
        said, strengths = learner.scores(material.passages), learner.strengths(material.passages)
        everything = _known(said[out], strengths[out], material.passages.lengths[out], learner.codings)
        rows.append(np.flatnonzero(out))
        known.append(everything)
        scores.append(said[out])
    # Who accepted a suggestion had it in sight: such passages judge nothing.
    places = np.concatenate(rows)
    own = (material.targets[places] == material.truth[places]).all(axis=1)
    parts = np.concatenate(known), np.concatenate(scores)
    return Held(places[own], parts[0][own], parts[1][own], material.truth[places[own]])


def can_be_replayed(material: Material) -> bool:
    """True if enough was coded through to learn a margin from."""
    sources = int(material.sources.max(initial=-1)) + 1
    return sources >= _SOURCES_NEEDED and int(some(material.truth).sum()) >= _PASSAGES_NEEDED


def cold_trust(precision: float) -> Trust:
    """Without a past: a keyword in the passage, the stronger the surer one wants to be."""
    return Trust((), max(0.0, precision - _COLD_EASE))


def trust_from(held: Held, precision: float) -> Trust:
    """Likelihoods and margin from a replay: the lowest margin that keeps the precision and disturbs few."""
    best = np.argsort(-held.scores, axis=1, kind="stable")[:, :_RANKS]
    examples = np.take_along_axis(held.known, best[:, :, None], axis=1).reshape(-1, held.known.shape[2])
    right = np.take_along_axis(held.truth, best, axis=1).ravel()
    weights = _regression(examples, right)
    likely = _sigmoid(held.known @ weights)
    first = likely.argmax(axis=1)
    index = np.arange(len(first))
    return _with_margin(weights, likely[index, first], held.truth[index, first], some(held.truth), precision)


def _with_margin(weights: Floats, likely: Floats, right: Floats, coded: Flags, precision: float) -> Trust:
    order = np.argsort(-likely, kind="stable")
    shown = np.cumsum(coded[order])
    rights = np.cumsum(right[order])
    wrongly = np.cumsum(~coded[order])
    reached = rights / np.maximum(1, shown)
    few = wrongly <= MOST_DISTURBED * max(1, int((~coded).sum()))
    allowed = few & (shown >= _LEAST_SHOWN)
    # Half a standard error below, since the margin is chosen to look good on just these passages.
    doubt = 0.5 * np.sqrt(reached * (1 - reached) / np.maximum(1, shown))
    good = np.flatnonzero(allowed & (reached - doubt >= precision))
    if len(good):
        last = int(good[-1])
    elif allowed.any():
        last = int(np.argmax(np.where(allowed, reached, -1.0)))
    else:
        return Trust(tuple(weights.tolist()), 1.0)
    following = likely[order[last + 1]] if last + 1 < len(order) else 0.0
    margin = float((likely[order[last]] + following) / 2)
    shares = shown[last] / max(1, int(coded.sum())), wrongly[last] / max(1, int((~coded).sum()))
    return Trust(tuple(weights.tolist()), margin, float(reached[last]), float(shares[0]), float(shares[1]))


def _cold(scores: Floats, strengths: Floats, talk: int) -> Floats:
    """The strength of keywords in place, less where other codes have as much of a claim."""
    spoken = 1 - np.exp(-_PER_STRENGTH * strengths)
    learnt = talk / (talk + _MUCH_TALK)
    claims = strengths / np.maximum(strengths.max(axis=1, keepdims=True), 1e-9)
    found: Floats = spoken * np.sqrt(learnt * softmax(scores) + (1 - learnt) * claims)
    return found


def _known(scores: Floats, strengths: Floats, lengths: Floats, codings: Floats) -> Floats:
    """Rows × codes × what is known: lead over the other codes, keywords, length of the passage, past codings."""
    share = softmax(scores)
    lead = np.log(share + 1e-6)
    gap = np.clip(np.log(share + 1e-9) - np.log(1 - share + 1e-9), -6, 6)
    keywords = np.minimum(strengths, _STRONGEST)
    words = np.repeat(np.log1p(lengths)[:, None], scores.shape[1], axis=1)
    past = np.repeat(np.log1p(codings)[None, :], scores.shape[0], axis=0)
    return np.stack([np.ones_like(scores), lead, gap, keywords, np.sign(keywords), words, past], axis=2)


def _regression(examples: Floats, right: Floats) -> Floats:
    """Logistic regression by Newton's method with a light penalty; deterministic."""
    weights = np.zeros(examples.shape[1])
    penalty = _PENALTY * np.eye(examples.shape[1])
    for _ in range(_STEPS):
        chance = _sigmoid(examples @ weights)
        slope = examples.T @ (right - chance) - penalty @ weights
        bend = examples.T @ (examples * (chance * (1 - chance))[:, None]) + penalty
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _sigmoid(values: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return found
