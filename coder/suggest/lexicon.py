"""Texts as counts of word forms, and word forms as features: what learners compute with.

Every feature lies inside a word (its lemma, its character n-grams), so a text's features are the sum of its words'.
Features are made once for a word form, not once for a text; a linear model becomes a table with a row a form.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.language.lemmas import LONGEST_WORD, keys, lemma, plain, trimmed
from coder.language.phrases import Word
from coder.spans import Span, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from coder.language.pipeline import Pipeline

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Matrix = Any
"""A sparse matrix in CSR form (scipy has no types)."""

_SHORTEST_NGRAM, _LONGEST_NGRAM = 3, 5
_KEPT_TEXTS = 100_000
_NO_WORD = -1


def ngrams(word: str) -> Iterator[str]:
    """The character 3- to 5-grams of a word with a blank at either end, as scikit-learn's ``char_wb``."""
    padded = f" {word} "
    for length in range(_SHORTEST_NGRAM, _LONGEST_NGRAM + 1):
        if len(padded) <= length:
            yield padded
            return
        for begin in range(len(padded) - length + 1):
            yield padded[begin : begin + length]


@dataclass(frozen=True, slots=True)
class Read:
    """A text as read: its tokens' word forms, and where the tokens and sentences are."""

    tokens: NDArray[np.int64]
    """The number of each token's word form; -1 for tokens without a letter or digit."""
    offsets: NDArray[np.int64]
    """Where each token begins in the text."""
    sentences: tuple[Span, ...]
    first_tokens: tuple[int, ...]
    """The index of each sentence's first token, and at the end the number of tokens."""

    def all_words(self) -> NDArray[np.int64]:
        """The word forms of the whole text, in order."""
        return self.tokens[self.tokens >= 0]


def some(table: Floats | Flags) -> Flags:
    """Which rows have anything in them."""
    return np.asarray((table != 0).any(axis=1), dtype=np.bool_)


class Lexicon:
    """The word forms met so far, numbered in the order they were met. It only grows; nothing depends on the order.

    Texts may be read on several threads.
    """

    def __init__(self, pipeline: "Pipeline") -> None:
        self.pipeline = pipeline
        self.forms: list[str] = []
        self.keys: list[tuple[str, ...]] = []
        """The keys under which each word form is looked up."""
        self._number: dict[int, int] = {}
        self._lemmas: list[int] = []
        self._ngrams: list[list[int]] = []
        self._lemma_number: dict[str, int] = {}
        self._ngram_number: dict[str, int] = {}
        self._read: dict[str, Read] = {}
        self._lock = Lock()
        self._features: tuple[int, Matrix, Matrix] | None = None

    def read(self, texts: Iterable[str]) -> list[Read]:
        """Texts read, in order; what has been read before is remembered."""
        texts = list(texts)
        with self._lock:
            new = list(dict.fromkeys(text for text in texts if text not in self._read))
            if len(self._read) + len(new) > _KEPT_TEXTS:
                self.forget_texts()
                new = list(dict.fromkeys(texts))
            docs = self.pipeline.docs(new) if new else ()
            for text, doc in zip(new, docs, strict=True):
                self._read[text] = self._read_doc(text, doc)
            return [self._read[text] for text in texts]

    def forget_texts(self) -> None:
        """Read texts anew next time; the word forms stay known."""
        self._read.clear()

    def _read_doc(self, text: str, doc: "Doc") -> Read:
        """A text that the pipeline has cut into tokens."""
        from spacy.attrs import IDX, ORTH

        from coder.language.components import SENTENCES

        array = doc.to_array([ORTH, IDX])
        numbers = self._number
        tokens = np.array(
            [
                number if (number := numbers.get(orth)) is not None else self._new(orth, doc)
                for orth in array[:, 0].tolist()
            ],
            dtype=np.int64,
        )
        offsets = array[:, 1].astype(np.int64)
        parts = doc.user_data.get(SENTENCES) or tuple(sentences(text))
        starts = np.array([part.start for part in parts], dtype=np.int64)
        firsts = np.searchsorted(offsets, starts).tolist()
        return Read(tokens, offsets, parts, (*firsts, len(tokens)))

    def _new(self, orth: int, doc: "Doc") -> int:
        form = doc.vocab.strings[orth]
        base = plain(form)
        number = len(self.forms) if base else _NO_WORD
        self._number[orth] = number
        if base:
            self.forms.append(form)
            self.keys.append(keys(form))
            own = self._lemma_number.setdefault(lemma(form), len(self._lemma_number))
            self._lemmas.append(own)
            inside = ngrams(base) if len(base) <= LONGEST_WORD else ()
            self._ngrams.append([self._ngram_number.setdefault(gram, len(self._ngram_number)) for gram in inside])
        return number

    def counts(self, rows: Sequence[NDArray[np.int64]]) -> Matrix:
        """How often each word form stands in each row: rows × forms."""
        ends = np.cumsum([0, *(len(row) for row in rows)])
        forms = np.concatenate(rows) if len(rows) else np.zeros(0, dtype=np.int64)
        matrix = sparse.csr_matrix((np.ones(len(forms)), forms, ends), shape=(len(rows), len(self.forms)))
        matrix.sum_duplicates()
        return matrix

    def words(self, text: str, read: Read, first: int = 0, last: int | None = None) -> list[Word]:
        """Tokens ``first`` to ``last`` (exclusive) of a text as they are matched with keywords."""
        stop = len(read.tokens) if last is None else last
        ends = [
            *read.offsets[first + 1 : stop].tolist(),
            len(text) if stop >= len(read.offsets) else read.offsets[stop],
        ]
        found = []
        places = zip(read.tokens[first:stop].tolist(), read.offsets[first:stop].tolist(), ends, strict=True)
        for number, start, end in places:
            if number >= 0:
                form = self.forms[number]
                inner = trimmed(form)
                begin = start + form.index(inner)
                found.append(Word(inner, begin, begin + len(inner), self.keys[number]))
            elif mark := text[start:end].strip():
                found.append(Word(mark, start, start + len(mark), ()))
        return found

    def features(self) -> tuple[Matrix, Matrix]:
        """Forms × lemmas (a one where a form has the lemma), and forms × character n-grams (how often)."""
        size = len(self.forms)
        if self._features is None or self._features[0] != size:
            lemmas = _matrix([[number] for number in self._lemmas[:size]], len(self._lemma_number))
            self._features = size, lemmas, _matrix(self._ngrams[:size], len(self._ngram_number))
        return self._features[1], self._features[2]


def _matrix(rows: Sequence[Sequence[int]], width: int) -> Matrix:
    """Rows of column numbers, counted."""
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    matrix = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), max(1, width)))
    matrix.sum_duplicates()
    return matrix
