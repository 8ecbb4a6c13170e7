"""For one code: which passages belong to it most likely, whether or not they would be suggested unasked."""

from collections.abc import Iterator, Sequence

import numpy as np

from coder.suggest.bayes import softmax
from coder.suggest.learner import Learner
from coder.suggest.lexicon import Floats
from coder.suggest.material import Passages
from coder.suggest.trust import Trust

LEAST_LIKELY = 0.05
"""What is less likely is not worth showing even to somebody who asks."""
_NEARLY = 0.8
"""A neighbouring sentence so nearly as likely as the likeliest belongs to the same passage."""
_LONGEST = 4


def likeliness(learner: Learner, trust: Trust, passages: Passages, code: int) -> Floats:
    """How likely the code (by position) belongs to each row.

    Before a past can be replayed, likelihoods know keywords only; what was learnt from single codings then counts as
    the code's share among all codes.
    """
    likely = trust.likelihoods(learner, passages)[:, code]
    if not trust.weights and learner.codings[code]:
        likely = np.maximum(likely, softmax(learner.scores(passages))[:, code])
    return likely


def peaks(likely: Sequence[float], least: float = LEAST_LIKELY) -> Iterator[tuple[int, int]]:
    """The likeliest sentences as runs (first, last), each with its neighbours that are nearly as likely, four
    sentences long at most; none below ``least``, none twice. The likeliest first, equals in order of the text."""
    taken: set[int] = set()
    for place in sorted(range(len(likely)), key=lambda place: (-likely[place], place)):
        if likely[place] < least:
            return
        if place in taken:
            continue
        first = last = place
        near = max(least, _NEARLY * likely[place])
        free = {number for number, value in enumerate(likely) if value >= near} - taken
        while last - first + 1 < _LONGEST and (first - 1 in free or last + 1 in free):
            if first - 1 in free:
                first -= 1
            else:
                last += 1
        taken.update(range(first, last + 1))
        yield first, last
