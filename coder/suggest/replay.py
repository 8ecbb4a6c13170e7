"""The project's own past replayed: how good suggestions would have been, which learner is the better one.

Every figure is about sources that the learner had not seen. What is handed in must have been coded with no suggestion
in sight (``CodedSource``); the same past, codebook and seed give the same figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coder.suggest.base import CodeProfile, Past
from coder.suggest.learner import APART, BAYES, KEYWORDS_ONLY, fit
from coder.suggest.lexicon import Floats, Lexicon, some
from coder.suggest.material import Material, material_of
from coder.suggest.seeds import Seeds
from coder.suggest.trust import Held, Trust, can_be_replayed, cold_trust, held_out, trust_from

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

CANDIDATES = (KEYWORDS_ONLY, BAYES, APART)
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55)
_TRIED_ON = 5
_CLEARLY = 0.01
"""A learner must be this much better than a simpler one to be chosen, and more codings this much help."""
_FIRST = 3
"""Recall is looked at among so many codes."""


@dataclass(frozen=True)
class CandidateReplay:
    """How well a learner ranks codes: over coded passages, in sources it had not seen."""

    basis: str
    precision_at_1: float
    recall_at_3: float


@dataclass(frozen=True)
class CurvePoint:
    """How good the chosen learner was after so many sources, on the next ones."""

    sources: int
    codings: int
    """On the average over the orders tried."""
    precision_at_1: float
    recall_at_3: float


@dataclass(frozen=True)
class CodeReplay:
    """One code in the replay, at the margin."""

    code: str
    passages: int
    """How many passages have the code."""
    suggested: int
    right: int

    @property
    def precision(self) -> float | None:
        """None where the code was never suggested."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """None where no passage has the code."""
        return self.right / self.passages if self.passages else None


@dataclass(frozen=True)
class ReplayReport:
    """What the project's past says about suggestions."""

    seed: int
    sources: int
    passages: int
    coded: int
    """Passages with a code."""
    asked: float
    """The precision that was asked for."""
    chosen: str
    margin: float
    precision: float | None
    """The share of coded passages suggested for whose first suggestion was right."""
    recall: float | None
    """The share of all codes applied that were suggested, three to a passage at most."""
    coverage: float | None
    """The share of coded passages that got a suggestion."""
    disturbed: float | None
    """The share of passages without a code that got one too; None if every passage has one."""
    candidates: tuple[CandidateReplay, ...]
    codes: tuple[CodeReplay, ...]
    """In order of the codebook."""
    curve: tuple[CurvePoint, ...]
    more_would_help: bool | None
    """Whether the last codings still made suggestions better; None if too little is coded to say."""


def choose(
    material: Material, precision: float, wanted: str = "", candidates: Sequence[str] = CANDIDATES
) -> tuple[str, Trust]:
    """The better learner for what is coded, and its margin; ``wanted`` skips the choice."""
    if not can_be_replayed(material):
        return BAYES, cold_trust(precision)
    if wanted in candidates:
        return wanted, trust_from(held_out(material, wanted), precision)
    held = {basis: held_out(material, basis) for basis in candidates}
    basis = _best([_ranking(basis, held[basis]) for basis in candidates])
    return basis, trust_from(held[basis], precision)


def replay(
    past: Past,
    codes: Sequence[CodeProfile],
    pipeline: "Pipeline",
    candidates: Sequence[str] = CANDIDATES,
    seed: int = 0,
    orders: int = 3,
) -> ReplayReport:
    """Replay the coded sources of ``past``; the learning curve over ``orders`` random orders drawn with ``seed``."""
    material = material_of(past, Seeds(codes, Lexicon(pipeline)))
    sources = int(material.sources.max(initial=-1)) + 1
    truth = material.truth[material.sources >= 0]
    known = (seed, sources, len(truth), int(some(truth).sum()), past.precision)
    if not can_be_replayed(material):
        trust = cold_trust(past.precision)
        return ReplayReport(*known, BAYES, trust.margin, None, None, None, None, (), (), (), None)
    held = {basis: held_out(material, basis) for basis in candidates}
    ranked = tuple(_ranking(basis, held[basis]) for basis in candidates)
    chosen = _best(ranked)
    trust = trust_from(held[chosen], past.precision)
    per_code, recall = _per_code(held[chosen], trust, codes)
    curve = _curve(material, chosen, np.random.default_rng(seed), orders)
    uncoded = truth.shape[0] > known[3]
    found = trust.precision, recall, trust.coverage, trust.disturbed if uncoded else None
    return ReplayReport(*known, chosen, trust.margin, *found, ranked, per_code, curve, _still_rising(curve))


def ranking_measures(scores: Floats, truth: Floats) -> tuple[float, float]:
    """Precision of the first code, and recall among the first three, over passages with a code."""
    coded = some(truth)
    if not coded.any():
        return 0.0, 0.0
    best = np.argsort(-scores[coded], axis=1, kind="stable")
    right = np.take_along_axis(truth[coded], best, axis=1)
    return float(right[:, 0].mean()), float(right[:, :_FIRST].sum() / truth[coded].sum())


def _ranking(basis: str, held: Held) -> CandidateReplay:
    return CandidateReplay(basis, *ranking_measures(held.scores, held.truth))


def _best(candidates: Sequence[CandidateReplay]) -> str:
    """The best one by both measures; of nearly equal ones the simpler, which stands first."""
    best = candidates[0]
    for candidate in candidates[1:]:
        gain = candidate.precision_at_1 + candidate.recall_at_3 - best.precision_at_1 - best.recall_at_3
        if gain > 2 * _CLEARLY:
            best = candidate
    return best.basis


def _per_code(held: Held, trust: Trust, codes: Sequence[CodeProfile]) -> tuple[tuple[CodeReplay, ...], float]:
    likely = trust.of(held)
    third = -np.sort(-likely, axis=1)[:, min(_FIRST, likely.shape[1]) - 1]
    shown = trust.shown(likely) & (likely >= third[:, None])
    right = shown & (held.truth > 0)
    found = tuple(
        CodeReplay(code.key, int(held.truth[:, column].sum()), int(shown[:, column].sum()), int(right[:, column].sum()))
        for column, code in enumerate(codes)
    )
    return found, float(right.sum() / max(1.0, held.truth.sum()))


def _curve(material: Material, basis: str, random: np.random.Generator, orders: int) -> tuple[CurvePoint, ...]:
    """What was known grows source by source; the next five are tried on."""
    count = int(material.sources.max()) + 1
    steps = [step for step in _STEPS if step < count]
    found: dict[int, list[tuple[int, float, float]]] = {step: [] for step in steps}
    for _ in range(orders):
        order = random.permutation(count)
        for step in steps:
            found[step].append(_tried(material, basis, order, step))
    return tuple(
        CurvePoint(step, round(float(np.mean([one[0] for one in found[step]]))), *_means(found[step])) for step in steps
    )


def _tried(material: Material, basis: str, order: NDArray[np.int64], step: int) -> tuple[int, float, float]:
    seen = np.isin(material.sources, order[:step])
    tried = np.isin(material.sources, order[step : step + _TRIED_ON])
    # What else was judged, in sources not coded through, was not there yet.
    then = replace(material, targets=material.truth)
    learner = fit(then, seen, basis if step else BAYES)
    measures = ranking_measures(learner.scores(material.passages)[tried], material.truth[tried])
    return int(material.truth[seen].sum()), *measures


def _means(points: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    return float(np.mean([point[1] for point in points])), float(np.mean([point[2] for point in points]))


def _still_rising(curve: Sequence[CurvePoint]) -> bool | None:
    """Whether the last points are better than those before, by both measures together; None for a short curve."""
    if len(curve) < 4:
        return None
    heights = [point.precision_at_1 + point.recall_at_3 for point in curve]
    return (heights[-1] + heights[-2]) / 2 - (heights[-3] + heights[-4]) / 2 > 2 * _CLEARLY
