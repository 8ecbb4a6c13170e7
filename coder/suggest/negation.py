"""Whether what was found is denied (*det är int stuprören som är problemet*) or said with a reservation."""

from collections.abc import Sequence
from itertools import pairwise

from coder.language.lemmas import plain
from coder.language.phrases import Word

NEGATIONS = frozenset(["int", "inte", "icke", "ej", "inga", "ingen", "inget", "aldrig", "knappast", "varken"])
NOT_ONLY = frozenset(["bara", "minst", "enbart", "endast"])
"""*inte bara*, *inte minst* affirm what follows."""
_NEW_CLAUSE = frozenset(["men", "utan", "fast", "eller", "så", "för", "eftersom", "därför", "när"])
_CLAUSE_MARKS = frozenset(".,;:!?…–—()")
_COPULA = frozenset(["är", "va", "var", "vore", "finns", "fanns", "blir", "blev"])
_SOFTENERS = frozenset(["ju", "väl", "nog", "då", "egentligen", "faktiskt", "ens", "alls", "liksom", "det"])
_REACH = 6
"""How many words before the evidence a negation still reaches it."""
_HEDGES = frozenset(["kanske", "möjligen", "möjligtvis", "troligen", "antagligen", "förmodligen", "eventuellt"])
_I_THINK = frozenset(["tror", "antar", "gissar", "misstänker"])
"""After *jag* or *vi*, or before them: *tror jag*."""
_SPEAKERS = frozenset(["jag", "vi"])


def negated(words: Sequence[Word], first: int, last: int, gap: int = 0) -> bool:
    """True if words ``first`` to ``last`` (inclusive) are denied within their clause.

    A negation counts up to six words before, among the ``gap`` words behind the first one (*drar int igång*), or
    behind *är, var, finns, blir* (*stuprören är inte problemet*). Words of the phrase itself (*ingen ser helheten*)
    deny nothing.
    """
    held_apart = words[first + 1 : first + 1 + gap]
    return any(plain(word.text) in NEGATIONS for word in held_apart) or _before(words, first) or _after(words, last)


def _before(words: Sequence[Word], first: int) -> bool:
    for position in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = plain(words[position].text)
        marked = not word and _CLAUSE_MARKS & set(words[position].text)
        if marked or word in _NEW_CLAUSE:
            return False
        if word in NEGATIONS:
            return plain(words[position + 1].text) not in NOT_ONLY
    return False


def _after(words: Sequence[Word], last: int) -> bool:
    position = last + 1
    if position >= len(words) or plain(words[position].text) not in _COPULA:
        return False
    position += 1
    while position < len(words) and plain(words[position].text) in _SOFTENERS:
        position += 1
    if position >= len(words) or plain(words[position].text) not in NEGATIONS:
        return False
    return position + 1 >= len(words) or plain(words[position + 1].text) not in NOT_ONLY


def hedged(words: Sequence[Word], first: int, last: int) -> bool:
    """True if words ``first`` to ``last`` are said with a reservation within their clause: *kanske*, *tror jag*."""
    begin, end = first, last + 1
    while begin > 0 and first - begin < _REACH and not _is_mark(words[begin - 1]):
        begin -= 1
    while end < len(words) and end - last <= _REACH and not _is_mark(words[end]):
        end += 1
    near = [plain(word.text) for word in (*words[begin:first], *words[last + 1 : end])]
    pairs = list(pairwise(near))
    return any(word in _HEDGES for word in near) or any(
        (one in _I_THINK and other in _SPEAKERS) or (one in _SPEAKERS and other in _I_THINK) for one, other in pairs
    )


def _is_mark(word: Word) -> bool:
    return not word.keys and bool(_CLAUSE_MARKS & set(word.text))
