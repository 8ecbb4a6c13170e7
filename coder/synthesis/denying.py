"""Whether the words of a statement hold a negation: a sign to read them before they are counted, never a verdict."""

from itertools import zip_longest

from coder.language.lemmas import plain
from coder.spans import words
from coder.suggest.negation import NEGATIONS, NOT_ONLY

_MORE = frozenset(["ingenting", "inge", "ingenstans", "not", "never", "no", "nobody", "none", "nothing"])


def holds_negation(text: str) -> bool:
    """True if some word denies; *inte bara*, *inte minst* do not."""
    said = [plain(text[word.start : word.end]) for word in words(text)]
    return any(
        word in NEGATIONS | _MORE and following not in NOT_ONLY
        for word, following in zip_longest(said, said[1:], fillvalue="")
    )
