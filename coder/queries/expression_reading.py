"""Reading expressions of codes as people type them; the grammar stands in ``expression``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coder.errors import CoderError
from coder.i18n import _
from coder.queries.expression import (
    AND,
    BY,
    CODE,
    CURLY,
    INSIDE,
    KEYWORDS,
    NAMES,
    NEAR,
    NEXT_TURN,
    NOT,
    OF,
    ONLY,
    OR,
    OVERLAPPING,
    PLACES,
    STRAIGHT,
    TEXT,
    TURNS,
    And,
    Code,
    Condition,
    Expression,
    Followed,
    Inside,
    Near,
    Not,
    Or,
    Overlapping,
    Quoted,
    Words,
    renamed,
    written,
)
from coder.spans import folded

_MOST_PIECES = 300
"""More are refused: nobody reads such an expression."""
_PIECE = re.compile(
    rf'"(?P<straight>(?:[^"]|"")*)"|[{CURLY}](?P<curly>[^{CURLY}]*)[{CURLY}]'
    rf'|(?P<sign>!=|[()=:!&|])|(?P<word>[^\s()=:!&|"{CURLY}]+)|(?P<wrong>\S)'
)


_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")
_MOST_DIGITS = 4
"""Of a number of turns."""


class ExpressionError(CoderError):
    """An expression that cannot be read; ``column`` counts from 1."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(_("Column {column}: {reason}").format(column=column, reason=reason))
        self.column = column


@dataclass(frozen=True)
class _Piece:
    kind: str
    """``word``, ``sign``, ``quoted`` or ``end``."""
    text: str
    column: int
    end: int = 0

    def is_one_of(self, words: set[str]) -> bool:
        return self.kind in ("word", "sign") and folded(self.text) in words

    @property
    def in_words(self) -> str:
        return _("the end") if self.kind == "end" else f"“{self.text}”"


def parse(text: str) -> Expression:
    """Read an expression. ``ExpressionError`` says in which column it goes wrong, and what was expected."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._pieces = list(_pieces(text))
        self._at = 0
        if len(self._pieces) > _MOST_PIECES:
            piece = self._pieces[_MOST_PIECES]
            raise ExpressionError(piece.column, _("the expression is too long; split it up."))

    def whole(self) -> Expression:
        if self._here.kind == "end":
            raise ExpressionError(1, _("an expression was expected, for example: stuprör and kind=kommun."))
        found = self._either()
        if self._here.kind != "end":
            raise self._unexpected(_("and, or, near, overlapping, inside or followed by"))
        return found

    @property
    def _here(self) -> _Piece:
        return self._pieces[self._at]

    def _take(self, words: set[str]) -> bool:
        """Whether one of these stands here; then it is gone past."""
        if self._here.is_one_of(words):
            self._at += 1
            return True
        return False

    def _unexpected(self, expected: str) -> ExpressionError:
        here = self._here
        reason = _("{expected} was expected here, not {found}.").format(expected=expected, found=here.in_words)
        return ExpressionError(here.column, reason)

    def _either(self) -> Expression:
        found = self._both()
        while self._take(OR):
            found = Or(found, self._both())
        return found

    def _both(self) -> Expression:
        found = self._placed()
        while self._take(AND) or self._begins():
            found = And(found, self._placed())
        return found

    def _begins(self) -> bool:
        """Whether a code, words, a condition or a parenthesis begins here."""
        here = self._here
        if here.kind == "quoted" or here.is_one_of({"(", *NOT, *ONLY}):
            return True
        return here.kind == "word" and not here.is_one_of(set(KEYWORDS))

    def _placed(self) -> Expression:
        found = self._single()
        while self._here.is_one_of(PLACES):
            found = self._place(found)
        return found

    def _place(self, left: Expression) -> Expression:
        if self._take(OVERLAPPING):
            return Overlapping(left, self._single())
        if self._take(NEAR):
            return Near(left, turns=self._turns(0, OF), right=self._single())
        if self._take(INSIDE):
            if self._here.kind == "word" and self._here.text.isdecimal():
                return Near(left, turns=self._turns(0, OF), right=self._single())
            return Inside(left, self._single())
        self._at += 1
        turns = self._turns(None, set()) if self._take(INSIDE) else NEXT_TURN
        if not self._take(BY):
            raise self._unexpected("“by”")
        return Followed(left, turns=turns, right=self._single())

    def _turns(self, otherwise: int | None, after: set[str]) -> int:
        """A number of turns, with the words that belong to it."""
        here = self._here
        if here.kind == "word" and _NUMBER.fullmatch(here.text):
            if not here.text.isdecimal() or len(here.text) > _MOST_DIGITS:
                raise self._unexpected(_("a number of turns from 0 to 9999"))
            self._at += 1
            if self._take(TURNS):
                self._take(after)
            return int(here.text)
        if otherwise is None:
            raise self._unexpected(_("a number of turns"))
        return otherwise

    def _single(self) -> Expression:
        negations = 0
        while self._take(NOT):
            negations += 1
        found = self._atom()
        for _negation in range(negations):
            found = Not(found)
        return found

    def _atom(self) -> Expression:
        here = self._here
        if self._take({"("}):
            found = self._either()
            if not self._take({")"}):
                raise self._unexpected("“)”")
            return found
        if self._take(ONLY):
            name = self._here
            if name.kind not in ("word", "quoted"):
                raise self._unexpected(_("a code"))
            self._at += 1
            return Code(name.text, only=True, column=name.column)
        if here.kind == "quoted":
            self._at += 1
            return Quoted(here.text, here.column)
        if here.kind != "word" or here.is_one_of(set(KEYWORDS)):
            raise self._unexpected(_("a code, words in quotation marks or a condition such as kind=kommun"))
        self._at += 1
        if self._here.is_one_of({"=", ":", "!="}):
            return self._condition(here)
        return Code(here.text, column=here.column)

    def _condition(self, name: _Piece) -> Expression:
        denied = self._take({"!="})
        self._at += not denied
        value = self._here
        if value.kind not in ("word", "quoted") or not value.text.strip():
            raise self._unexpected(_("a value for {name}").format(name=name.text))
        self._at += 1
        meant = _meant(name.text)
        found: Expression
        if meant == CODE:
            found = Code(value.text, column=value.column)
        elif meant == TEXT:
            found = Words(value.text)
        else:
            found = Condition(meant, value.text, name.column)
        return Not(found) if denied else found


def _pieces(text: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(text):
        column = match.start() + 1
        if match.lastgroup in ("straight", "curly"):
            words = match[match.lastgroup]
            words = words.replace(STRAIGHT * 2, STRAIGHT) if match.lastgroup == "straight" else words
            if not words.strip():
                raise ExpressionError(column, _("words were expected between the quotation marks."))
            yield _Piece("quoted", words, column, match.end())
        elif match["wrong"]:
            raise ExpressionError(column, _("the quotation mark is not closed; another one was expected."))
        else:
            yield _Piece("word" if match["word"] else "sign", match.group(), column, match.end())
    yield _Piece("end", "", len(text) + 1, len(text))


def _meant(name: str) -> str:
    wanted = folded(name)
    return next((meant for meant, spellings in NAMES.items() if wanted in spellings), name)


def with_other_code(text: str, old: str, new: str) -> str:
    """An expression with another id for a code; one that cannot be read stays as it is."""
    try:
        expression = parse(text)
    except ExpressionError:
        return text
    return written(renamed(expression, old, new))
