"""Twins: passages nobody has coded that are very like a coded one, each with the quote that it is like."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.language.lemmas import lemma, trimmed
from coder.spans import Span
from coder.suggest.base import Alike, Details, Evidence, Judged, Suggestion, TurnText
from coder.suggest.lexicon import Lexicon
from coder.suggest.likeness import Likeness, lexicon_for
from coder.suggest.material import sentence_rows
from coder.suggest.seeds import Row

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

LEAST_ALIKE = 0.55
"""From so much likeness on, 0 to 1, a passage is a twin."""
_LONGEST = 4
"""Quotes of more sentences are compared with passages of so many."""
_TERMS = 3


@dataclass(frozen=True)
class _Window:
    """A run of sentences of a turn."""

    source_text_id: str
    span: Span
    row: Row
    shift: int
    """Where the turn's text begins in the source's."""


def twins(
    turns: Sequence[TurnText], judged: Sequence[Judged], pipeline: "Pipeline", least: float = LEAST_ALIKE
) -> list[Suggestion]:
    """Passages without a code that are at least so alike to a coded one, for each of its codes; the likest first.

    Of overlapping passages the likest is taken. What was rejected for a code is no twin with it.
    """
    lexicon = lexicon_for(pipeline)
    quotes = [passage for passage in judged if passage.codes]
    lexicon.read([*(turn.text for turn in turns), *(quote.text for quote in quotes)])
    by_length: dict[int, list[Judged]] = defaultdict(list)
    for quote in quotes:
        by_length[min(_LONGEST, max(1, len(sentence_rows(quote.text, lexicon))))].append(quote)
    places = _Places(judged)
    found: list[Suggestion] = []
    for length, of_length in sorted(by_length.items()):
        windows = [window for turn in turns for window in _windows(turn, length, lexicon) if places.free(window)]
        found += _alike(of_length, windows, lexicon, places, least)
    return _apart(found)


class _Places:
    """Where something was judged."""

    def __init__(self, judged: Iterable[Judged]) -> None:
        self._coded: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._rejected: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for passage in judged:
            if passage.codes:
                self._coded[passage.source_text_id].append((passage.start, passage.end))
            for code in passage.rejected:
                self._rejected[passage.source_text_id, code].append(Span(passage.start, passage.end))
        self._reach: dict[str, list[int]] = {}
        for source, spans in self._coded.items():
            spans.sort()
            reach = 0
            self._reach[source] = [reach := max(reach, end) for _start, end in spans]

    def free(self, window: _Window) -> bool:
        """Whether nothing is coded there."""
        spans = self._coded.get(window.source_text_id)
        if not spans:
            return True
        before = bisect_left(spans, (window.span.end, -1))
        return before == 0 or self._reach[window.source_text_id][before - 1] <= window.span.start

    def rejected(self, window: _Window, code: str) -> bool:
        return any(window.span.overlaps(span) for span in self._rejected.get((window.source_text_id, code), ()))


def _windows(turn: TurnText, length: int, lexicon: Lexicon) -> Iterator[_Window]:
    """All runs of so many sentences; the whole turn where it has fewer."""
    rows = sentence_rows(turn.text, lexicon)
    if not rows:
        return
    parts = rows[0].read.sentences
    length = min(length, len(rows))
    for first in range(len(rows) - length + 1):
        last = first + length - 1
        span = Span(turn.start + parts[first].start, turn.start + parts[last].end)
        row = Row(turn.text, rows[0].read, rows[first].first, rows[last].last)
        yield _Window(turn.source_text_id, span, row, turn.start)


def _alike(
    quotes: Sequence[Judged], windows: Sequence[_Window], lexicon: Lexicon, places: _Places, least: float
) -> Iterator[Suggestion]:
    reads = lexicon.read(quote.text for quote in quotes)
    rows = [Row(quote.text, read, 0, len(read.tokens)) for quote, read in zip(quotes, reads, strict=True)]
    likeness = Likeness([*rows, *(window.row for window in windows)], lexicon)
    number = len(quotes)
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for one, other, alike in likeness.pairs(range(number), range(number, number + len(windows)), least):
        for code in quotes[one].codes:
            if alike > best.get((other - number, code), (0.0, 0))[0]:
                best[other - number, code] = (alike, one)
    for (place, code), (alike, one) in best.items():
        window = windows[place]
        if places.rejected(window, code):
            continue
        shared = {lemma(lexicon.forms[form]) for form in likeness.words[one].tolist()}
        details = Details(basis="twin", codings=1, alike=Alike(quotes[one].quote, round(alike, 4)), margin=least)
        evidence = tuple(_shared_words(window, shared, set(likeness.words[number + place].tolist()), lexicon))
        yield Suggestion(
            window.source_text_id, window.span.start, window.span.end, code, round(alike, 4), evidence, details
        )


def _shared_words(window: _Window, lemmas: set[str], content: set[int], lexicon: Lexicon) -> list[Evidence]:
    """The longest words that both passages have, where they stand first."""
    found: dict[str, Evidence] = {}
    read = window.row.read
    for number in range(window.row.first, window.row.last):
        form = int(read.tokens[number])
        if form not in content:
            continue
        text = lexicon.forms[form]
        surface, term = trimmed(text), lemma(text)
        if term in lemmas and term not in found:
            start = window.shift + int(read.offsets[number]) + text.index(surface)
            found[term] = Evidence("term", term, surface, start, start + len(surface))
    return sorted(found.values(), key=lambda item: (-len(item.keyword), item.start))[:_TERMS]


def _apart(found: Iterable[Suggestion]) -> list[Suggestion]:
    kept: list[Suggestion] = []
    taken: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for item in sorted(found, key=lambda item: (-item.score, item.source_text_id, item.start, item.code)):
        span, there = Span(item.start, item.end), taken[item.source_text_id, item.code]
        if not any(span.overlaps(other) for other in there):
            there.append(span)
            kept.append(item)
    return kept
