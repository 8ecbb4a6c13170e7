"""Whether what was found is denied: *det är int stuprören som är problemet*."""

from collections.abc import Sequence

from coder.language.lemmas import plain
from coder.language.phrases import Word

_NEGATIONS = frozenset(["int", "inte", "icke", "ej", "inga", "ingen", "inget", "aldrig", "knappast", "varken"])
_NOT_ONLY = frozenset(["bara", "minst", "enbart", "endast"])
"""*inte bara*, *inte minst* affirm what follows."""
_NEW_CLAUSE = frozenset(["men", "utan", "fast", "eller", "så", "för", "eftersom", "därför", "när"])
_CLAUSE_MARKS = frozenset(".,;:!?…–—()")
_COPULA = frozenset(["är", "va", "var", "vore", "finns", "fanns", "blir", "blev"])
_SOFTENERS = frozenset(["ju", "väl", "nog", "då", "egentligen", "faktiskt", "ens", "alls", "liksom", "det"])
_REACH = 6
"""How many words before the evidence a negation still reaches it."""


def negated(words: Sequence[Word], first: int, last: int, gap: int = 0) -> bool:
    """True if words ``first`` to ``last`` (inclusive) are denied within their clause.

    A negation counts up to six words before, among the ``gap`` words behind the first one (*drar int igång*), or
    behind *är, var, finns, blir* (*stuprören är inte problemet*). Words of the phrase itself (*ingen ser helheten*)
    deny nothing.
    """
    held_apart = words[first + 1 : first + 1 + gap]
    return any(plain(word.text) in _NEGATIONS for word in held_apart) or _before(words, first) or _after(words, last)


def _before(words: Sequence[Word], first: int) -> bool:
    for position in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = plain(words[position].text)
        marked = not word and _CLAUSE_MARKS & set(words[position].text)
        if marked or word in _NEW_CLAUSE:
            return False
        if word in _NEGATIONS:
            return plain(words[position + 1].text) not in _NOT_ONLY
    return False


def _after(words: Sequence[Word], last: int) -> bool:
    position = last + 1
    if position >= len(words) or plain(words[position].text) not in _COPULA:
        return False
    position += 1
    while position < len(words) and plain(words[position].text) in _SOFTENERS:
        position += 1
    if position >= len(words) or plain(words[position].text) not in _NEGATIONS:
        return False
    return position + 1 >= len(words) or plain(words[position + 1].text) not in _NOT_ONLY
