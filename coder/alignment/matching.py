"""Which items two sequences have in common, in order: unique ones first, then what is left between them.

Unique common items that stand in the same order are anchors (patience diff, Bram Cohen). Between two anchors the
same is done again; where no anchor is left, the longest common subsequence decides, in blocks of bounded size.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

_MOST_CELLS = 4_000_000
"""The longest common subsequence keeps a bit for each pair of items."""

Block = tuple[int, int, int, int]
"""Items ``[start, end)`` of the one sequence and of the other."""
Pair = tuple[int, int]


def common(old: Sequence[str], new: Sequence[str], closely: bool) -> list[Pair]:
    """Index pairs of items that are the same, rising in both; ``closely`` also looks for those that recur."""
    pairs: list[Pair] = []
    blocks: list[Block] = [(0, len(old), 0, len(new))]
    while blocks:
        block, ends = _strip(old, new, blocks.pop())
        pairs.extend(ends)
        if block[0] == block[1] or block[2] == block[3]:
            continue
        anchors = _anchors(old, new, block)
        if anchors:
            pairs.extend(anchors)
            blocks.extend(_between(block, anchors))
        elif closely:
            pairs.extend(_longest(old, new, block))
    return sorted(pairs)


def _strip(old: Sequence[str], new: Sequence[str], block: Block) -> tuple[Block, list[Pair]]:
    """The block without what is the same at its ends, and those pairs."""
    a, b, c, d = block
    pairs = []
    while a < b and c < d and old[a] == new[c]:
        pairs.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        pairs.append((b, d))
    return (a, b, c, d), pairs


def _anchors(old: Sequence[str], new: Sequence[str], block: Block) -> list[Pair]:
    """Items that both halves of the block hold once, as far as they stand in one order."""
    a, b, c, d = block
    unique_old, unique_new = _unique(old, a, b), _unique(new, c, d)
    pairs = [(index, unique_new[key]) for key, index in unique_old.items() if key in unique_new]
    return _rising(old, pairs)


def _unique(items: Sequence[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(items[start:end])
    return {items[index]: index for index in range(start, end) if counts[items[index]] == 1}


def _rising(old: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Of pairs given by rising first number those whose second number rises too, as many letters as possible.

    Letters, not items: where a word and a comma cannot both stay, the word does.
    """
    targets: list[int] = []
    weights: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (index, target) in enumerate(pairs):
        place = bisect_left(targets, target)
        before.append(ends[place - 1] if place else -1)
        weight = len(old[index]) + (weights[place - 1] if place else 0)
        passed = place
        while passed < len(weights) and weights[passed] <= weight:
            passed += 1  # whatever ends later and weighs no more is never better
        targets[place:passed], weights[place:passed], ends[place:passed] = [target], [weight], [number]
    found = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _between(block: Block, anchors: Sequence[Pair]) -> Iterator[Block]:
    a, b, c, d = block
    for index, target in [*anchors, (b, d)]:
        yield a, index, c, target
        a, c = index + 1, target + 1


def _longest(old: Sequence[str], new: Sequence[str], block: Block) -> Iterator[Pair]:
    """The longest common subsequence; a block that is too large for it is halved first, which may miss some."""
    from rapidfuzz.distance import Indel

    blocks = [block]
    while blocks:
        a, b, c, d = blocks.pop()
        if a == b or c == d:
            continue
        if (b - a) * (d - c) > _MOST_CELLS:
            middle, centre = (a + b) // 2, (c + d) // 2
            blocks += [(a, middle, c, centre), (middle, b, centre, d)]
            continue
        numbers = {key: number for number, key in enumerate(dict.fromkeys([*old[a:b], *new[c:d]]))}
        source, target = [numbers[key] for key in old[a:b]], [numbers[key] for key in new[c:d]]
        for code in Indel.opcodes(source, target):
            if code.tag == "equal":
                yield from zip(
                    range(a + code.src_start, a + code.src_end),
                    range(c + code.dest_start, c + code.dest_end),
                    strict=True,
                )
