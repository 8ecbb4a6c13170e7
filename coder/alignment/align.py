"""The alignment of texts of which nothing else is known: lines first, then words, then letters."""

from collections import Counter
from collections.abc import Iterator, Sequence

from coder.alignment.matching import Block, Pair, common
from coder.alignment.parts import Alignment, Part, PartKind
from coder.alignment.respelt import similar
from coder.alignment.tokens import Tokens, is_word, lines_of, words_and_signs
from coder.spans import Span

MOST_REPLACED = 10
"""Words that may stand in the place of others, or have others in their place, before that is rewriting."""
MOST_TIMES = 4
"""So many times as many words may stand in a run's place, or it in theirs."""
_ISLAND, _SEA, _SHORE = 2, 4, 2
"""So few recurring words are alike by chance, where on either side so many are gone and so many have come."""


def align(old: str, new: str) -> Alignment:
    """How ``new`` came out of ``old``, as far as the two texts tell; see the rules in ``coder.alignment``.

    Time and memory stay bounded: about a second for 200,000 words.
    """
    return Alignment(old, new, parts_between(old, new, Span(0, len(old)), Span(0, len(new))))


def edited(old: str, piece: Span, text: str) -> tuple[str, Alignment]:
    """The text with ``piece`` written anew as ``text``, and how the two stand to each other.

    The piece is aligned by its words, while all around it stays exactly where it is.
    """
    new = old[: piece.start] + text + old[piece.end :]
    end = piece.start + len(text)
    before = Span(0, piece.start)
    parts = [
        Part(before, before, PartKind.KEPT),
        *parts_between(old, new, piece, Span(piece.start, end)),
        Part(Span(piece.end, len(old)), Span(end, len(new)), PartKind.KEPT),
    ]
    return new, Alignment(old, new, [part for part in parts if part.old])


def parts_between(old: str, new: str, was: Span, now: Span) -> list[Part]:
    """The parts of a piece of the old text that a piece of the new one still has."""
    lines, others = lines_of(old, was), lines_of(new, now)
    recurring = _Recurring(old, new)
    parts: list[Part] = []
    reached, at = was.start, now.start
    for line, other in common(lines.keys, others.keys, closely=False):
        before, after = lines.spans[line], others.spans[other]
        parts.extend(_by_words(old, new, Span(reached, before.start), Span(at, after.start), recurring))
        parts.append(Part(before, after, PartKind.KEPT))
        reached, at = before.end, after.end
    parts.extend(_by_words(old, new, Span(reached, was.end), Span(at, now.end), recurring))
    return list(_joined(old, new, parts))


class _Recurring:
    """Whether a word stands more than once in either text; counted when first asked."""

    def __init__(self, old: str, new: str) -> None:
        self._texts = (old, new)
        self._counts: list[Counter[str]] = []

    def __call__(self, key: str) -> bool:
        if not self._counts:
            self._counts = [Counter(words_and_signs(text, Span(0, len(text))).keys) for text in self._texts]
        return any(count[key] > 1 for count in self._counts)


def _by_words(old: str, new: str, was: Span, now: Span, recurring: _Recurring) -> Iterator[Part]:
    """The parts of a piece of text by its words and signs."""
    before, after = words_and_signs(old, was), words_and_signs(new, now)
    pairs = _without_islands(before.keys, after.keys, common(before.keys, after.keys, closely=True), recurring)
    a = c = 0
    for index, target in [*pairs, (len(before.keys), len(after.keys))]:
        yield from _changed(before, after, (a, index, c, target))
        if index < len(before.keys):
            same = (
                old[before.spans[index].start : before.spans[index].end]
                == (new[after.spans[target].start : after.spans[target].end])
            )
            yield Part(before.spans[index], after.spans[target], PartKind.KEPT if same else PartKind.RESPELT)
        a, c = index + 1, target + 1


def _changed(before: Tokens, after: Tokens, block: Block) -> Iterator[Part]:
    """The parts of a block whose two halves have nothing in common: respelt words, and what is replaced."""
    a, b, c, d = block
    if a == b or c == d:
        return
    for first, last, start, end in [*similar(before.keys, after.keys, block), (b, b, d, d)]:
        if _stands_for(before.keys[a:first], after.keys[c:start]):
            yield Part(_hull(before, a, first), _hull(after, c, start), PartKind.REPLACED)
        if first < b:
            yield Part(_hull(before, first, last), _hull(after, start, end), PartKind.RESPELT)
        a, c = last, end


def _stands_for(was: Sequence[str], now: Sequence[str]) -> bool:
    """True if the one run replaces the other: a few words for words, or signs for signs."""
    counts = [sum(map(is_word, run)) for run in (was, now)]
    if not was or not now or bool(counts[0]) != bool(counts[1]):
        return False
    return max(counts) <= MOST_REPLACED and max(counts) <= MOST_TIMES * min(counts)


def _hull(tokens: Tokens, first: int, last: int) -> Span:
    return Span(tokens.spans[first].start, tokens.spans[last - 1].end)


def _without_islands(
    old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair], recurring: _Recurring
) -> list[Pair]:
    """The pairs without those that are alike by chance: *och*, *det* in a sentence that was written anew."""
    runs = _runs(pairs)
    kept: list[Pair] = []
    reached = (0, 0)
    for number, run in enumerate(runs):
        following = runs[number + 1][0] if number + 1 < len(runs) else (len(old), len(new))
        words = [old[index] for index, _target in run if is_word(old[index])]
        alone = _rewritten(old, new, reached, run[0]) and _rewritten(
            old, new, (run[-1][0] + 1, run[-1][1] + 1), following
        )
        if not (alone and len(words) <= _ISLAND and all(map(recurring, words))):
            kept.extend(run)
            reached = (run[-1][0] + 1, run[-1][1] + 1)
    return kept


def _runs(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs in runs without a gap in either sequence."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _rewritten(old: Sequence[str], new: Sequence[str], start: Pair, end: Pair) -> bool:
    gone, come = old[start[0] : end[0]], new[start[1] : end[1]]
    return sum(map(is_word, gone)) >= _SEA and sum(map(is_word, come)) >= _SHORE


def _joined(old: str, new: str, parts: Sequence[Part]) -> Iterator[Part]:
    """Kept parts that touch, or have the same white space between them, as one."""
    last: Part | None = None
    for part in parts:
        if last is not None and last.kind is part.kind is PartKind.KEPT:
            gap, other = old[last.old.end : part.old.start], new[last.new.end : part.new.start]
            if gap == other and (not gap or gap.isspace()):
                last = Part(Span(last.old.start, part.old.end), Span(last.new.start, part.new.end), PartKind.KEPT)
                continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
