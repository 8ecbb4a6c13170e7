"""What there is to learn from, as rows: the project's talk sentence by sentence, and what people judged of it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from coder.suggest.base import Judged, Past, TurnText
from coder.suggest.lexicon import Flags, Floats, Lexicon, Matrix
from coder.suggest.seeds import Row, Seeds

NO_SOURCE = -1


@dataclass(frozen=True)
class Passages:
    """Rows with what is computed of them once; neighbours follow each other in a source."""

    rows: tuple[Row, ...]
    counts: Matrix
    """Rows × word forms."""
    strengths: Matrix
    """Rows × keywords."""
    neighbours: Matrix
    """Rows × rows: a one where two rows follow each other."""

    @property
    def lengths(self) -> Floats:
        """How many words each row has."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.float64).ravel()


@dataclass(frozen=True)
class Material:
    """All rows, with what is known of them."""

    seeds: Seeds
    passages: Passages
    targets: Floats
    """Rows × codes: a one where the code was applied."""
    rejected: Floats
    """Rows × codes: a one where it was rejected."""
    settled: Flags
    """True for rows of sources that were coded through: without a code there, a row is an example of nothing."""
    sources: NDArray[np.int64]
    """The number of the coded source each row is of, in the order they were coded; -1 for all others."""
    truth: Floats
    """Rows × codes: what was coded with no suggestion in sight."""
    quotes: tuple[str, ...]
    """The identifier of a coding on each row, or ""."""


def sentence_rows(text: str, lexicon: Lexicon) -> list[Row]:
    """A text's sentences as rows."""
    (read,) = lexicon.read([text])
    places = zip(read.first_tokens, read.first_tokens[1:], strict=False)
    return [Row(text, read, first, last) for first, last in places]


def passages_of(groups: Iterable[Sequence[Row]], seeds: Seeds) -> Passages:
    """Rows in groups; within a group they follow each other."""
    rows: list[Row] = []
    pairs: list[int] = []
    for group in groups:
        pairs.extend(range(len(rows), len(rows) + len(group) - 1))
        rows.extend(group)
    counts = seeds.lexicon.counts([row.words() for row in rows])
    before = np.array(pairs, dtype=np.int64)
    ones = np.ones(len(pairs))
    follows = sparse.csr_matrix((ones, (before, before + 1)), shape=(len(rows), len(rows)))
    return Passages(tuple(rows), counts, seeds.strengths(rows, counts), (follows + follows.T).tocsr())


def material_of(past: Past, seeds: Seeds) -> Material:
    """Rows of what may be learnt from; deterministic: coded sources first, then the pool, then what stands nowhere."""
    builder = _Builder(seeds)
    builder.lexicon.read([passage.text for source in past.coded for passage in source.passages])
    numbers: dict[str, int] = {}
    for source in past.coded:
        # Two coders' work on one source is one source: what one of them did must not help to foresee the other's.
        of_text = next((passage.source_text_id for passage in source.passages if passage.source_text_id), source.name)
        builder.add_source(numbers.setdefault(of_text, len(numbers)), source.passages)
    through = {passage.source_text_id for source in past.coded for passage in source.passages} - {""}
    builder.add_pool([turn for turn in past.pool if turn.source_text_id not in through])
    builder.add_judged(past.judged)
    return builder.made()


class _Builder:
    """Collects rows."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds, self.lexicon = seeds, seeds.lexicon
        self.position = {code.key: number for number, code in enumerate(seeds.codes)}
        self.groups: list[list[Row]] = []
        self.sources: list[int] = []
        self.applied: list[tuple[int, str]] = []
        self.true: list[tuple[int, str]] = []
        self.refused: list[tuple[int, str]] = []
        self.quotes: dict[int, str] = {}
        self.places: dict[str, list[tuple[int, int, int]]] = {}

    def add_source(self, number: int, passages: Sequence[Judged]) -> None:
        """A source coded through: a row for each passage."""
        group = []
        for passage, read in zip(passages, self.lexicon.read(item.text for item in passages), strict=True):
            row = self._place(passage.source_text_id, passage.start, passage.end, number)
            group.append(Row(passage.text, read, 0, len(read.tokens)))
            self.true += [(row, code) for code in passage.codes]
            self._note(row, passage)
        self.groups.append(group)

    def add_pool(self, turns: Sequence[TurnText]) -> None:
        """Talk that was not coded through: a row for each sentence."""
        self.lexicon.read(turn.text for turn in turns)
        last = None
        for turn in turns:
            if turn.source_text_id != last:
                self.groups.append([])
                last = turn.source_text_id
            for row in sentence_rows(turn.text, self.lexicon):
                start = row.read.offsets[row.first] if row.first < row.last else 0
                end = row.read.offsets[row.last - 1] + 1 if row.first < row.last else 0
                self._place(turn.source_text_id, turn.start + int(start), turn.start + int(end), NO_SOURCE)
                self.groups[-1].append(row)

    def add_judged(self, judged: Sequence[Judged]) -> None:
        """Judgements: on the rows they reach into, else as rows of their own."""
        for places in self.places.values():
            places.sort()
        loose: list[Judged] = []
        for passage in judged:
            reached = self._reached(passage)
            for row in reached:
                self._note(row, passage)
            if not reached:
                loose.append(passage)
        for passage, read in zip(loose, self.lexicon.read(item.text for item in loose), strict=True):
            self.groups.append([Row(passage.text, read, 0, len(read.tokens))])
            self._note(self._place("", 0, 0, NO_SOURCE), passage)

    def made(self) -> Material:
        passages = passages_of(self.groups, self.seeds)
        sources = np.array(self.sources, dtype=np.int64)
        applied, refused, true = (self._table(pairs) for pairs in (self.applied, self.refused, self.true))
        quotes = tuple(self.quotes.get(row, "") for row in range(len(self.sources)))
        # Applied after all: the later thought counts.
        refused = refused * (1 - applied)
        return Material(self.seeds, passages, applied, refused, sources >= 0, sources, true, quotes)

    def _place(self, source: str, start: int, end: int, number: int) -> int:
        row = len(self.sources)
        self.sources.append(number)
        if source:
            self.places.setdefault(source, []).append((start, end, row))
        return row

    def _note(self, row: int, passage: Judged) -> None:
        self.applied += [(row, code) for code in passage.codes]
        self.refused += [(row, code) for code in passage.rejected]
        if passage.codes and passage.quote:
            self.quotes.setdefault(row, passage.quote)

    def _reached(self, passage: Judged) -> list[int]:
        places = self.places.get(passage.source_text_id, []) if passage.source_text_id else []
        stop = bisect_left(places, (passage.end, -1, -1))
        return [row for _, end, row in places[:stop] if passage.start < end]

    def _table(self, pairs: Iterable[tuple[int, str]]) -> Floats:
        table = np.zeros((len(self.sources), len(self.position)))
        for row, code in pairs:
            if code in self.position:
                table[row, self.position[code]] = 1.0
        return table
