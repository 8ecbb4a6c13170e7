"""How alike passages are: TF-IDF of lemmas and of character n-grams, half each, without the words that say nothing.

The features are those of the learner (``coder.suggest.bayes.Space``); here the cosine is exact, because a threshold
hangs on it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.language.lemmas import lemma, plain
from coder.suggest.bayes import space_of
from coder.suggest.lexicon import Flags, Floats, Lexicon, Matrix
from coder.suggest.seeds import Row

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

LEAST_WORDS = 4
"""A passage with fewer different content words is like too many others to be like any."""
_LEMMAS_ALIKE = 0.35
"""Passages with less than this in common word by word are not compared letter by letter."""
_AT_A_TIME = 256
# What people say between the words; beside spaCy's list of Swedish stop words.
_SPOKEN = """
    ja jo nej nä nää jaa mm mhm hm eh öh okej ok liksom typ alltså ju väl nog så då nu sen sedan också bara lite mycket
    precis exakt just kanske ungefär egentligen faktiskt verkligen säga säger sa sagt tycka tycker tror tro tänka
    tänker vet veta göra gör gjort gjorde gå går bli blir blev komma kommer ta tar få får finnas finns kunna kan kunde
    man dom dem de nån något nåt några nåra sån sådan sånt sådant hela hel
"""

_lexicons: list[tuple["Pipeline", Lexicon]] = []
_lock = Lock()


def lexicon_for(pipeline: "Pipeline") -> Lexicon:
    """The word forms met so far with this pipeline: one at a time is remembered."""
    with _lock:
        if not _lexicons or _lexicons[0][0] is not pipeline:
            _lexicons[:] = [(pipeline, Lexicon(pipeline))]
        return _lexicons[0][1]


@cache
def says_nothing() -> frozenset[str]:
    """Words without content, as they are compared (``plain``)."""
    from spacy.lang.sv.stop_words import STOP_WORDS

    return frozenset(map(plain, STOP_WORDS)) | frozenset(_SPOKEN.split())


def content_forms(lexicon: Lexicon) -> Flags:
    """Which word forms have content."""
    empty, spoken = says_nothing(), frozenset(_SPOKEN.split())

    def has_content(form: str) -> bool:
        word = plain(form)
        # By lemma only what people say between the words: that of *våren* is *vår*, which is a stop word.
        return len(word) > 1 and not word.isdigit() and word not in empty and lemma(form) not in spoken

    return np.array([has_content(form) for form in lexicon.forms], dtype=np.bool_)


class Likeness:
    """Passages to be compared with each other; weights are learnt from all of them."""

    def __init__(self, rows: Sequence[Row], lexicon: Lexicon) -> None:
        kept = content_forms(lexicon)
        words = [row.words() for row in rows]
        self.words = [row[kept[row]] for row in words]
        """The word forms with content, row by row."""
        counts = lexicon.counts(self.words)
        space = space_of(counts, *lexicon.features())
        self._lemmas = _unit(counts @ space.lemmas)
        self._ngrams = _unit(counts @ space.ngrams)
        self.has_words = np.array([len(np.unique(row)) >= LEAST_WORDS for row in self.words], dtype=np.bool_)

    def pairs(self, ones: Sequence[int], others: Sequence[int], least: float) -> Iterator[tuple[int, int, float]]:
        """Pairs of rows, one of either kind, that are at least so alike (0 to 1), in order; short rows in none."""
        first, second = self._long_enough(ones), self._long_enough(others)
        if not len(first) or not len(second):
            return
        columns = self._lemmas[second].T.tocsc()
        for begin in range(0, len(first), _AT_A_TIME):
            block = first[begin : begin + _AT_A_TIME]
            shared = (self._lemmas[block] @ columns).tocoo()
            near = shared.data >= min(_LEMMAS_ALIKE, least)
            one, other, by_lemma = block[shared.row[near]], second[shared.col[near]], shared.data[near]
            if not len(one):
                continue
            by_letters = np.asarray(self._ngrams[one].multiply(self._ngrams[other]).sum(axis=1)).ravel()
            alike = (by_lemma + by_letters) / 2
            order = np.lexsort((other, one))
            for place in order.tolist():
                if alike[place] >= least:
                    yield int(one[place]), int(other[place]), float(min(1.0, alike[place]))

    def _long_enough(self, rows: Sequence[int]) -> NDArray[np.int64]:
        numbers = np.array(list(rows), dtype=np.int64)
        found: NDArray[np.int64] = numbers[self.has_words[numbers]] if len(numbers) else numbers
        return found


def _unit(features: Matrix) -> Matrix:
    lengths: Floats = np.sqrt(np.asarray(features.multiply(features).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(lengths, 1e-12)) @ features).tocsr()
