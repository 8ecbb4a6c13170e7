"""What the codebook says about its codes, as numbers: keywords in passages, and descriptions as first examples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.language.phrases import Word
from coder.suggest.base import CodeProfile
from coder.suggest.lexicon import Floats, Lexicon, Matrix, Read
from coder.suggest.matching import Found, KeywordMatcher

_FOLLOWS_WITHIN = 3
"""A phrase's second word stands at most so many words behind its first."""


@dataclass(frozen=True, slots=True)
class Row:
    """A run of tokens of a text: a passage to be learnt from or scored."""

    text: str
    read: Read
    first: int
    last: int
    """Tokens ``first`` to ``last`` (exclusive)."""

    def tokens(self) -> NDArray[np.int64]:
        return self.read.tokens[self.first : self.last]

    def words(self) -> NDArray[np.int64]:
        """The word forms, in order."""
        found = self.tokens()
        return found[found >= 0]


class Seeds:
    """A codebook ready to be looked for in passages."""

    def __init__(self, codes: Sequence[CodeProfile], lexicon: Lexicon) -> None:
        self.codes = tuple(codes)
        self.lexicon = lexicon
        self.matcher = KeywordMatcher(codes, lexicon.pipeline)
        self.keywords = self.matcher.keywords
        self._number = {id(keyword): number for number, keyword in enumerate(self.keywords)}
        self._by_text = {(keyword.code, keyword.text): number for number, keyword in enumerate(self.keywords)}
        self.descriptions, self.described = self._read_descriptions()
        """Names, keywords, definitions and examples as word forms, and which code each of them is for (a table)."""
        self._hits: list[list[tuple[int, float]]] = []
        self._of_forms: Matrix = None
        self._follows: list[frozenset[str]] = []

    def of_code(self) -> Matrix:
        """Keywords × codes: a one where the code has the keyword."""
        owners = [keyword.code for keyword in self.keywords]
        shape = (len(owners), len(self.codes))
        return sparse.csr_matrix((np.ones(len(owners)), (np.arange(len(owners)), owners)), shape=shape)

    def strengths(self, rows: Sequence[Row], counts: Matrix) -> Matrix:
        """Rows × keywords: how strongly each keyword speaks, 0 where it does not stand; negation is not looked at."""
        self._learn_forms()
        single = counts.sign() @ self._table(counts.shape[1])
        begins = np.fromiter(map(bool, self._follows[: counts.shape[1]]), dtype=np.float64, count=counts.shape[1])
        places: list[list[tuple[int, float]]] = [[] for _ in rows]
        for number in np.flatnonzero(counts @ begins).tolist():
            places[number] = self._phrases_in(rows[number])
        if any(places):
            single = single + _sparse(places, len(self.keywords))
        return single.tocsr()

    def find(self, row: Row, shift: int) -> list[Found]:
        """What speaks for codes in a passage, in place; ``shift`` is added to the offsets."""
        words = self.lexicon.words(row.text, row.read, row.first, row.last)
        return self.matcher.find(row.text, words, shift)

    def number_of(self, found: Found) -> int:
        """The keyword's number of what was found."""
        return self._by_text[found.code, found.evidence.keyword]

    def _read_descriptions(self) -> tuple[list[NDArray[np.int64]], Floats]:
        texts, owners = [], []
        for position, code in enumerate(self.codes):
            for text in (" , ".join(code.keywords), code.name, code.definition, *code.examples):
                if text.strip():
                    texts.append(text)
                    owners.append(position)
        targets = np.zeros((len(texts), len(self.codes)))
        targets[np.arange(len(texts)), owners] = 1.0
        return [read.all_words() for read in self.lexicon.read(texts)], targets

    def _table(self, forms: int) -> Matrix:
        """Forms × keywords; kept while no new forms are met."""
        if self._of_forms is None or self._of_forms.shape[0] != forms:
            self._of_forms = _sparse(self._hits[:forms], len(self.keywords))
        return self._of_forms

    def _learn_forms(self) -> None:
        """Look up the word forms that are new."""
        lexicon = self.lexicon
        for number in range(len(self._hits), len(lexicon.forms)):
            word = Word(lexicon.forms[number], 0, 0, lexicon.keys[number])
            hits = self.matcher.on_word(word)
            self._hits.append([(self._number[id(hit.keyword)], hit.weight * hit.keyword.share) for hit in hits])
            self._follows.append(self.matcher.goes_on(word.keys))

    def _phrases_in(self, row: Row) -> list[tuple[int, float]]:
        tokens = row.tokens().tolist()
        if not any(number >= 0 and self._begins_here(tokens, place) for place, number in enumerate(tokens)):
            return []
        words = self.lexicon.words(row.text, row.read, row.first, row.last)
        return [(self._number[id(keyword)], weight) for keyword, weight in self.matcher.phrases(words)]

    def _begins_here(self, tokens: Sequence[int], place: int) -> bool:
        follows = self._follows[tokens[place]]
        if not follows:
            return False
        near = [number for number in tokens[place + 1 : place + 1 + _FOLLOWS_WITHIN] if number >= 0]
        return any(key in follows for number in near for key in self.lexicon.keys[number])


def _sparse(rows: Sequence[Sequence[tuple[int, float]]], width: int) -> Matrix:
    """Rows of columns and values; of a column twice in a row, the larger value."""
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        best: dict[int, float] = {}
        for column, value in row:
            best[column] = max(value, best.get(column, 0.0))
        columns.extend(best)
        data.extend(best.values())
        ends.append(len(columns))
    indices = np.array(columns, dtype=np.int64)
    return sparse.csr_matrix((np.array(data, dtype=np.float64), indices, ends), shape=(len(rows), width))
