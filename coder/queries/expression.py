"""Codes combined in an expression: its grammar, and how an expression is written. What it finds: ``combining``.

::

    expression = both { or both }                       or: "or", "eller", "|"
    both       = placed { [and] placed }                and: "and", "och", "&", or nothing at all
    placed     = single { place single }
    place      = "near" [N "turns"] | "within" N "turns of"     "nära", "inom N repliker från"
               | "overlapping" | "inside"                       "överlappar", "inom"
               | "followed by" | "followed within" N "turns by" "följt av", "följt inom N repliker av"
    single     = not single                             not: "not", "inte", "ej", "!"
               | ["only"] code                          "bara", "endast"
               | "quotation marks" | name = value | name != value | ( expression )

A code is its id or a beginning of it, and takes in the codes under it; ``only`` leaves those out. What stands in
quotation marks is a code if one is called exactly so, else words that are searched for (``text=…`` and ``code=…`` say
which). Keywords may be English or Swedish, large or small; ``:`` may stand for ``=``. Binding is tightest first: not,
the places, and, or; what binds alike goes from left to right.
"""

import re
from dataclasses import dataclass, field, replace

from coder.spans import folded

AND, OR, NOT = ({"and", "och", "samt", "&"}, {"or", "eller", "|"}, {"not", "inte", "ej", "!"})
ONLY = {"only", "bara", "endast"}
NEAR = {"near", "nära"}
INSIDE = {"inside", "within", "inom", "inuti"}
OVERLAPPING = {"overlapping", "overlaps", "överlappar", "överlappande"}
FOLLOWED = {"followed", "följt", "följd", "följs"}
BY = {"by", "av"}
TURNS = {"turn", "turns", "replik", "repliker"}
OF = {"of", "from", "från", "av"}
PLACES = NEAR | INSIDE | OVERLAPPING | FOLLOWED
KEYWORDS = frozenset(AND | OR | NOT | ONLY | PLACES)
"""A code that is called so is written in quotation marks."""

CODE, TEXT = "code", "text"
NAMES = {
    CODE: ("code", "kod", "theme", "tema"),
    TEXT: ("text", "words", "ord"),
    "about": ("about", "gäller"),
    "voice": ("voice", "röst"),
    "mode": ("mode", "läge"),
    "guide": ("guide", "question", "fråga"),
    "case": ("case", "fall"),
    "source": ("source", "källa"),
    "kind": ("kind", "slag"),
    "place": ("place", "plats"),
    "actor": ("actor", "aktör"),
}
"""What conditions are called, with their other spellings; every other name is a variable's."""
NEXT_TURN = 1
"""How many turns further on what follows may begin, unless it is said."""

STRAIGHT, CURLY = '"', "“”„»«"
"""Quotation marks."""
_PLAIN = re.compile(rf'[^\s()=:!&|"{CURLY}]+')


@dataclass(frozen=True)
class Code:
    """The codings of a code, and of those under it unless it is the code ``only``."""

    name: str
    only: bool = False
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Quoted:
    """What stands in quotation marks: a code's name, or words."""

    text: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Words:
    """Words in the quote or its note."""

    text: str


@dataclass(frozen=True)
class Condition:
    """What must hold of a coding, or of who speaks."""

    name: str
    value: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Not:
    inner: "Expression"


@dataclass(frozen=True)
class And:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Or:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Near:
    left: "Expression"
    right: "Expression"
    turns: int = 0
    """0: in the same turn."""


@dataclass(frozen=True)
class Overlapping:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Inside:
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Followed:
    left: "Expression"
    right: "Expression"
    turns: int = NEXT_TURN


Place = Near | Overlapping | Inside | Followed
Expression = Code | Quoted | Words | Condition | Not | And | Or | Near | Overlapping | Inside | Followed


_LOOSEST, _ANDED, _PLACED, _TIGHTEST = range(4)


def written(expression: Expression) -> str:
    """The expression in its plain English form: ``parse`` reads the same from it."""
    return _written(expression, _LOOSEST)


def _written(expression: Expression, level: int) -> str:
    match expression:
        case Code(name, only):
            plain = _quoted_if_needed(name)
            return f"only {plain}" if only else plain if plain == name else f"code={_in_quotes(name)}"
        case Quoted(text):
            return _in_quotes(text)
        case Words(text):
            return f"text={_in_quotes(text)}"
        case Condition(name, value):
            return f"{name}={_quoted_if_needed(value)}"
        case Not(inner):
            return f"not {_written(inner, _TIGHTEST)}"
        case Or(left, right):
            own, words = _LOOSEST, "or"
        case And(left, right):
            own, words = _ANDED, "and"
        case Overlapping(left, right):
            own, words = _PLACED, "overlapping"
        case Inside(left, right):
            own, words = _PLACED, "inside"
        case Near(left, right, turns):
            own, words = _PLACED, f"within {turns} turns of" if turns else "near"
        case Followed(left, right, turns):
            own, words = _PLACED, "followed by" if turns == NEXT_TURN else f"followed within {turns} turns by"
    whole = f"{_written(left, own)} {words} {_written(right, own + 1)}"
    return f"({whole})" if own < level else whole


def _quoted_if_needed(name: str) -> str:
    plain = _PLAIN.fullmatch(name) and not name.isdecimal() and folded(name) not in KEYWORDS
    return name if plain else _in_quotes(name)


def _in_quotes(text: str) -> str:
    return STRAIGHT + text.replace(STRAIGHT, STRAIGHT * 2) + STRAIGHT


def renamed(expression: Expression, old: str, new: str) -> Expression:
    """The expression with another id for a code."""
    match expression:
        case Code(name):
            return replace(expression, name=new) if name == old else expression
        case Quoted() | Words() | Condition():
            return expression
        case Not(inner):
            return Not(renamed(inner, old, new))
        case _:
            left, right = renamed(expression.left, old, new), renamed(expression.right, old, new)
            return replace(expression, left=left, right=right)


def asks_for(expression: Expression, name: str) -> bool:
    """Whether an expression has a condition of this name."""
    match expression:
        case Condition(other, _value):
            return other == name
        case Code() | Quoted() | Words():
            return False
        case Not(inner):
            return asks_for(inner, name)
        case _:
            return asks_for(expression.left, name) or asks_for(expression.right, name)
