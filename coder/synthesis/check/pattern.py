"""A quotation with marked changes as a pattern: ``[…]`` stands for what was cut, ``[word]`` for what was put in.

``[…]`` is a cut of any length; ``[the municipality]`` replaces words or is added; ``[t]hey`` and ``they[’re]`` change
letters of one word. A change is marked well only if no negation came or went with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.synthesis.check.tokens import WORD, Token, negations, same_but_first_letter, tokens

MOST_REPLACED = 15
"""Words and marks that one bracket may stand for."""
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_CUT = re.compile(r"\s*(?:…|\.{2,}|[-–—]{1,3})?\s*")
_ENDS = frozenset(".,;:!…")
"""What may stand at a quotation's ends or not; a question mark at the end has to be there."""
_MOST_TRIED = 2_000


@dataclass(frozen=True)
class Literal:
    """Words as they were said."""

    tokens: tuple[Token, ...]


@dataclass(frozen=True)
class Cut:
    """``[…]``"""


@dataclass(frozen=True)
class Put:
    """``[words]``; where it changes letters of one word (``[v]i``), that word as it became, and its letters outside."""

    tokens: tuple[Token, ...]
    before: str = ""
    after: str = ""


Piece = Literal | Cut | Put


@dataclass(frozen=True)
class Change:
    """What a mark stands for: the source's words, and those that were put in their place."""

    cut: tuple[Token, ...]
    put: tuple[Token, ...]

    @property
    def keeps_negations(self) -> bool:
        return negations(self.cut) == negations(self.put)


@dataclass(frozen=True)
class Fit:
    """Where a pattern fits: the source's tokens from ``start`` to ``end``, and what its marks stand for."""

    start: int
    end: int
    changes: tuple[Change, ...]

    @property
    def verbatim(self) -> bool:
        """No mark stands for anything: the words are those of the source."""
        return not any(change.cut or change.put for change in self.changes)

    @property
    def keeps_negations(self) -> bool:
        return all(change.keeps_negations for change in self.changes)


def pattern(text: str) -> tuple[Piece, ...]:
    """A quotation's pieces, the marks at its ends taken off."""
    pieces: list[Piece] = []
    reached = 0
    for match in _BRACKET.finditer(text):
        start, end = match.span()
        before = _glued_before(text, start) if not _CUT.fullmatch(match[1]) else start
        after = _glued_after(text, end) if not _CUT.fullmatch(match[1]) else end
        if before < reached:
            before = start
        _add_literal(pieces, tokens(text, reached, before))
        if _CUT.fullmatch(match[1]):
            pieces.append(Cut())
        else:
            inner = tuple(tokens(text, start + 1, end - 1))
            ahead, behind = _word(text, before, start), _word(text, end, after)
            if ahead or behind:
                inner = (Token(ahead + "".join(each.text for each in inner) + behind, before, after),)
            pieces.append(Put(inner, ahead, behind))
        reached = after
    _add_literal(pieces, tokens(text, reached))
    return _trimmed(pieces)


def literal(text: str) -> tuple[Piece, ...]:
    """A quotation as it stands: its brackets are the source's own (``[laughs]``)."""
    return _trimmed([Literal(tuple(tokens(text)))])


def _add_literal(pieces: list[Piece], found: list[Token]) -> None:
    if found:
        pieces.append(Literal(tuple(found)))


def _word(text: str, start: int, end: int) -> str:
    found = tokens(text, start, end)
    return found[0].text if found else ""


def _glued_before(text: str, at: int) -> int:
    while at and WORD.fullmatch(text[at - 1]):
        at -= 1
    return at


def _glued_after(text: str, at: int) -> int:
    while at < len(text) and WORD.fullmatch(text[at]):
        at += 1
    return at


def _trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without cuts and marks at the ends: a quotation may begin and end anywhere."""
    found = list(pieces)
    while found and (isinstance(found[0], Cut) or _only_marks(found[0])):
        found.pop(0)
    while found and (isinstance(found[-1], Cut) or _only_marks(found[-1])):
        found.pop()
    if found and isinstance(found[0], Literal):
        inner = list(found[0].tokens)
        while inner and inner[0].text in _ENDS:
            inner.pop(0)
        found[0] = Literal(tuple(inner))
    if found and isinstance(found[-1], Literal):
        inner = list(found[-1].tokens)
        while inner and inner[-1].text in _ENDS:
            inner.pop()
        found[-1] = Literal(tuple(inner))
    return tuple(found)


def _only_marks(piece: Piece) -> bool:
    return isinstance(piece, Literal) and all(token.text in _ENDS for token in piece.tokens)


def fits(pieces: Sequence[Piece], source: Sequence[Token]) -> Iterator[Fit]:
    """Where a pattern fits in a run of the source's tokens, from left to right, short cuts first."""
    if not pieces:
        return
    tried = 0
    opening = pieces[0].tokens[0].text if isinstance(pieces[0], Literal) and pieces[0].tokens else None
    for start, token in enumerate(source):
        if opening is not None and not same_but_first_letter(opening, token.text):
            continue
        for end, changes in _from(pieces, 0, source, start, first=True):
            tried += 1
            yield Fit(start, end, changes)
            if tried >= _MOST_TRIED:
                return


def _from(
    pieces: Sequence[Piece], index: int, source: Sequence[Token], at: int, *, first: bool
) -> Iterator[tuple[int, tuple[Change, ...]]]:
    """Where the pieces from ``index`` on may end if they begin at ``at``; ``first``: nothing came before."""
    if index == len(pieces):
        yield at, ()
        return
    piece = pieces[index]
    if isinstance(piece, Literal):
        # After a mark a sentence may begin anew, so that its first letter is the writer's.
        loose = first or index > 0
        if _stands(piece.tokens, source, at, loose=loose):
            yield from _from(pieces, index + 1, source, at + len(piece.tokens), first=False)
        return
    most = len(source) - at if isinstance(piece, Cut) else min(MOST_REPLACED, len(source) - at)
    least = 0
    if isinstance(piece, Put) and (piece.before or piece.after):
        most, least = min(1, most), 1
    for length in range(least, most + 1):
        cut = tuple(source[at : at + length])
        if isinstance(piece, Put) and length == least == 1 and not _begins_and_ends(piece, cut[0]):
            continue
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if isinstance(following, Literal) and not _stands(following.tokens, source, at + length, loose=True):
            continue
        put = piece.tokens if isinstance(piece, Put) else ()
        for end, changes in _from(pieces, index + 1, source, at + length, first=False):
            yield end, (Change(cut, put), *changes)


def _begins_and_ends(piece: Put, said: Token) -> bool:
    """Whether letters outside the brackets are those of the word that was said."""
    text = said.text
    return (
        said.is_word
        and len(piece.before) + len(piece.after) <= len(text)
        and text.casefold().startswith(piece.before.casefold())
        and text.endswith(piece.after)
    )


def _stands(wanted: Sequence[Token], source: Sequence[Token], at: int, *, loose: bool) -> bool:
    if at + len(wanted) > len(source):
        return False
    for offset, token in enumerate(wanted):
        said = source[at + offset].text
        if token.text != said and not (loose and offset == 0 and same_but_first_letter(token.text, said)):
            return False
    return True
