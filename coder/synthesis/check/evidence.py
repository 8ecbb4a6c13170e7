"""How far the words of a quotation show that it is from a place where it does not stand word for word.

Two explanations are weighed, as the binary logarithm of how much likelier the first one is: it was taken from there
and changed, or it says something else and shares words by chance. Each shared word counts for as much as it is rare
after the word before it (``TextIndex.bits``); each changed, added or moved word counts against by ``CHANGE``, a cut
by that and a little for every word of it. The place had to be looked for: the logarithm of the number of words it was
looked for among is taken off, so that words whose source stands beside them need to prove less.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from coder.synthesis.check.index import TextIndex

CHANGE = 6.0
"""Bits against it for each changed word: writers change one word in sixty-four, not every other one."""
_CUT_WORD = 0.5
"""Bits against it for each further word of a cut."""
_ALIKE, _LETTERS = 0.6, 4
"""A changed word of so many letters that shares so much of them with the one that was said is a slip of the pen: it
tells as much as that word."""
_AT_END = 4.0
"""Bits against it, besides, for the first changed word at either end, twice as many for the next one, and so on: what
is shared by chance breaks off there, while writers may begin and end where they like, and change words anywhere."""
_TURNED, _TURNED_AT_ENDS = 6, 2
"""Words that changed places are looked for in gaps of so many words, and of so many at the quotation's ends."""

Run = tuple[int, int, int]
"""Words that are shared: where they begin in the quotation and in what was said, and how many."""


@dataclass(frozen=True)
class Evidence:
    """What a stretch of speech has to do with a quotation."""

    bits: float
    """For it less against it, before what the looking takes off."""
    share: float
    """How much of the quotation's words were said there."""
    start: int
    """The words it may stand for: from this one of those that were said …"""
    end: int
    """… up to this one."""
    whole: bool
    """All its words were said there, one after the other; letters and marks may differ."""


def evidence(quoted: Sequence[str], said: Sequence[str], index: TextIndex, *, known: bool) -> Evidence | None:
    """The best that a stretch of speech has to say for a quotation; None where it shares nothing.

    Words in their plain form (``tokens.plain``). ``known``: somebody says that it is from this very stretch.
    """
    found = (_of_runs(quoted, said, runs, index) for runs in _alignments(quoted, said, index, known) if runs)
    return max(found, key=lambda each: (each.whole, each.bits), default=None)


def _alignments(quoted: Sequence[str], said: Sequence[str], index: TextIndex, known: bool) -> Iterator[list[Run]]:
    """Two ways to lay them side by side: over the whole stretch, and over the part that is most like the quotation,
    where no word is shared with something further away."""
    yield _close_together(quoted, _runs(quoted, said, 0, known), index)
    best = partial_ratio_alignment(quoted, said) if len(said) > len(quoted) else None
    if best is not None:
        start = max(0, best.dest_start - 1)
        yield _close_together(quoted, _runs(quoted, said[start : best.dest_end + 1], start, known), index)


def _of_runs(quoted: Sequence[str], said: Sequence[str], runs: Sequence[Run], index: TextIndex) -> Evidence:
    (first_at, first_to, _n), (last_at, last_to, last_length) = runs[0], runs[-1]
    # What stands before the first shared word and after the last one may have been changed, too.
    starts = {first_to, max(0, first_to - first_at)}
    ends = {last_to + last_length, min(len(said), last_to + len(quoted) - last_at)}
    against, start, end = min(
        (_against(quoted, said, start, end, index), start, end) for start in starts for end in ends
    )
    shared = sum(length for _at, _to, length in runs)
    turned = _turned(quoted, said, runs)
    return Evidence(
        bits=sum(index.bits(quoted[at : at + length]) for at, _to, length in runs)
        - against
        # A word that changed places is one change, and would be counted where it went and where it came from.
        + CHANGE * turned / 2,
        share=(shared + turned) / len(quoted),
        start=start,
        end=end,
        whole=runs[0][2] == len(quoted),
    )


def _against(quoted: Sequence[str], said: Sequence[str], start: int, end: int, index: TextIndex) -> float:
    total = 0.0
    for step in Levenshtein.opcodes(said[start:end], quoted):
        said_here = said[start + step.src_start : start + step.src_end]
        if step.tag == "delete":
            total += CHANGE + _CUT_WORD * (len(said_here) - 1)
        elif step.tag != "equal":
            here = quoted[step.dest_start : step.dest_end]
            total += CHANGE * len(here)
            alike = [was for word, was in zip(here, said_here, strict=False) if _alike(word, was)]
            total -= sum(index.bits([was]) for was in alike)
            if step.dest_start == 0 or step.dest_end == len(quoted):
                total += _AT_END * sum(range(1, len(here) - len(alike) + 1))
    return total


def _alike(one: str, other: str) -> bool:
    return len(one) >= _LETTERS and Levenshtein.normalized_similarity(one, other) >= _ALIKE


def _runs(quoted: Sequence[str], said: Sequence[str], offset: int, known: bool) -> list[Run]:
    """Shared runs of two words and more, in order; ``offset``: where ``said`` begins.

    One word alone is shared by chance, unless the stretch is ``known``; it counts where it is one word away from a run.
    """
    blocks = [
        (step.src_start, step.dest_start + offset, step.src_end - step.src_start)
        for step in LCSseq.opcodes(quoted, said)
        if step.tag == "equal"
    ]
    return [block for block in blocks if known or block[2] > 1 or _beside_a_run(block, blocks)]


def _beside_a_run(block: Run, blocks: Sequence[Run]) -> bool:
    at, to, _length = block
    for other_at, other_to, length in blocks:
        if length > 1:
            behind = 0 <= at - (other_at + length) <= 1 and 0 <= to - (other_to + length) <= 1
            ahead = 0 <= other_at - at - 1 <= 1 and 0 <= other_to - to - 1 <= 1
            if behind or ahead:
                return True
    return False


def _close_together(quoted: Sequence[str], runs: Sequence[Run], index: TextIndex) -> list[Run]:
    """The longest run with those on either side that say more for the place than the way to them says against it."""
    if not runs:
        return []
    middle = max(range(len(runs)), key=lambda each: runs[each][2])
    kept = [runs[middle]]
    for run in runs[middle + 1 :]:
        if _worth(quoted, run, run[0] - kept[-1][0] - kept[-1][2], run[1] - kept[-1][1] - kept[-1][2], index):
            kept.append(run)
    for run in reversed(runs[:middle]):
        if _worth(quoted, run, kept[0][0] - run[0] - run[2], kept[0][1] - run[1] - run[2], index):
            kept.insert(0, run)
    return kept


def _worth(quoted: Sequence[str], run: Run, gap: int, said_gap: int, index: TextIndex) -> bool:
    at, _to, length = run
    apart = abs(said_gap - gap)
    return index.bits(quoted[at : at + length]) + CHANGE * length > (CHANGE + _CUT_WORD * (apart - 1) if apart else 0)


def _turned(quoted: Sequence[str], said: Sequence[str], runs: Sequence[Run]) -> int:
    """How many words stand in another order in the short gaps between what is shared, and at its ends."""
    at, to, (last_at, last_to, length) = runs[0][0], runs[0][1], runs[-1]
    end, said_end = last_at + length, last_to + length
    gaps = [((a + n, b), (c + n, d)) for (a, c, n), (b, d, _n) in pairwise(runs)]
    if at <= _TURNED_AT_ENDS:
        gaps.append(((0, at), (max(0, to - _TURNED_AT_ENDS), to)))
    if len(quoted) - end <= _TURNED_AT_ENDS:
        gaps.append(((end, len(quoted)), (said_end, said_end + _TURNED_AT_ENDS)))
    return sum(
        (Counter(quoted[start:stop]) & Counter(said[said_start:said_stop])).total()
        for (start, stop), (said_start, said_stop) in gaps
        if stop - start <= _TURNED and said_stop - said_start <= _TURNED
    )
