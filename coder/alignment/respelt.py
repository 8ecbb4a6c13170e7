"""Which words became similar ones, were joined or were split, where a few words stand in the place of others."""

from collections.abc import Callable, Sequence
from functools import cache

from coder.alignment.matching import Block
from coder.alignment.tokens import is_word

_SIMILAR = 0.6
"""Of the letters of both words, this share must be common (``arbetsförmedligen``, ``Arbetsförmedlingen``: .94)."""
_MOST_CELLS = 2_500
_FEW_CELLS, _MANY_LETTERS = 60, 5
"""With more pairs of words to choose from, short ones are similar by chance."""
_STEPS = ((1, 1), (2, 1), (1, 2))
"""A word for a word, two joined into one, one split into two."""


def similar(old: Sequence[str], new: Sequence[str], block: Block) -> list[Block]:
    """Pairs of runs in a block, in order, that are the same words in another spelling: as many letters as possible.

    Nothing in a large block: with enough words, something is always similar.
    """
    a, b, c, d = block
    rows, columns = b - a, d - c
    if rows * columns > _MOST_CELLS:
        return []
    least = 1 if rows * columns <= _FEW_CELLS else _MANY_LETTERS

    from rapidfuzz.distance import Indel

    @cache
    def letters(row: int, column: int, down: int, right: int) -> float:
        """How many letters two runs have in common; 0 if they are not similar."""
        was, now = old[a + row : a + row + down], new[c + column : c + column + right]
        if not all(map(is_word, was)) or not all(map(is_word, now)):
            return 0
        first, second = "".join(was), "".join(now)
        if was == now or min(len(first), len(second)) < least:
            return 0
        share = Indel.normalized_similarity(first, second, score_cutoff=_SIMILAR)
        return share * (len(first) + len(second)) / 2

    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows, -1, -1):
        for column in range(columns, -1, -1):
            choices = [best[row + 1][column]] if row < rows else [0.0]
            choices += [best[row][column + 1]] if column < columns else []
            for down, right in _STEPS:
                if row + down <= rows and column + right <= columns and (shared := letters(row, column, down, right)):
                    choices.append(shared + best[row + down][column + right])
            best[row][column] = max(choices)
    return _walk(best, letters, block)


def _walk(best: list[list[float]], letters: Callable[[int, int, int, int], float], block: Block) -> list[Block]:
    a, b, c, d = block
    found: list[Block] = []
    row = column = 0
    while row < b - a and column < d - c:
        for down, right in _STEPS:
            if row + down > b - a or column + right > d - c:
                continue
            shared = letters(row, column, down, right)
            if shared and best[row][column] == shared + best[row + down][column + right]:
                found.append((a + row, a + row + down, c + column, c + column + right))
                row, column = row + down, column + right
                break
        else:
            if best[row][column] == best[row + 1][column]:
                row += 1
            else:
                column += 1
    return found
