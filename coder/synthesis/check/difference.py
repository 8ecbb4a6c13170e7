"""What differs between a quotation and the words that were said, for people: *samma → olika; − inte; + nog*."""

from collections.abc import Sequence

from coder.synthesis.check.pattern import Fit
from coder.synthesis.check.tokens import Token, negations, same_but_first_letter

_LONGEST = 60


def similarity(one: Sequence[Token], other: Sequence[Token]) -> float:
    """How alike two runs of words are letter by letter, 0 to 1: rapidfuzz's normalised Indel similarity."""
    from rapidfuzz.distance import Indel

    return round(Indel.normalized_similarity(_joined(one), _joined(other)), 3)


def difference(quoted: Sequence[Token], said: Sequence[Token]) -> str:
    """The words that were changed, cut or added, from what was said to what is quoted; "" where only typography is.

    Negations that came or went are named last, in their first form.
    """
    from rapidfuzz.distance import Levenshtein

    parts = []
    first = [token.text for token in quoted]
    if first and said and same_but_first_letter(first[0], said[0].text):
        first[0] = said[0].text
    for step in Levenshtein.opcodes([token.text for token in said], first):
        old, new = said[step.src_start : step.src_end], quoted[step.dest_start : step.dest_end]
        if step.tag != "equal":
            parts.append(_told(_joined(old), _joined(new)))
    return "; ".join(parts + [f"! {word}" for word in _came_or_went(said, quoted)])


def marked_difference(fit: Fit) -> str:
    """What the marks of a quotation stand for; negations that came or went are named last."""
    changes = [change for change in fit.changes if change.cut or change.put]
    told = [_told(_joined(change.cut), _joined(change.put), "[…]" if not change.put else "") for change in changes]
    return "; ".join(told + [f"! {word}" for change in changes for word in _came_or_went(change.cut, change.put)])


def _came_or_went(said: Sequence[Token], quoted: Sequence[Token]) -> list[str]:
    before, now = negations(said), negations(quoted)
    return sorted({word for word in (*before, *now) if before.count(word) != now.count(word)})


def _told(old: str, new: str, cut: str = "") -> str:
    if old and new:
        return f"{_short(old)} → {_short(new)}"
    return f"− {_short(old)}{' ' + cut if cut else ''}" if old else f"+ {_short(new)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST // 2].rstrip() + " … " + text[-_LONGEST // 2 :].lstrip()


def _joined(found: Sequence[Token]) -> str:
    text = ""
    for token in found:
        text += (" " if text and token.is_word else "") + token.text
    return text
