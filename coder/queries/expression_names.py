"""The names in an expression, found among what the project holds: codes, cases, variables, registers, questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from coder.i18n import _
from coder.model import SavedQuery, Source
from coder.queries.codes import CodeView, code_tree
from coder.queries.expression import (
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
)
from coder.queries.expression_reading import ExpressionError, parse
from coder.queries.guide import guide_questions
from coder.queries.registers import register_entries
from coder.queries.variables import interviewed_cases, known_values
from coder.spans import folded
from coder.terms import ABOUT_REGISTERS, MODES, VOICES

_MOST = 12
"""So many names are listed in a complaint."""
_SPOKEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "voice": {"self": ("om sig själv", "sig", "själv"), "other": ("om annan", "annan", "andra")},
    "mode": {
        "now": ("i dag", "idag", "nu", "today"),
        "wanted": ("önskat", "önskas"),
        "missing": ("saknas", "saknat"),
    },
}
"""Facets as Swedes say them."""


@dataclass(frozen=True)
class Known:
    """What the names in an expression can mean: by what people write, the name that is kept."""

    codes: tuple[CodeView, ...]
    conditions: Mapping[str, Mapping[str, str]]
    """By condition, what people write (folded) and what it stands for."""
    saved: tuple[str, ...] = ()
    """Names of saved expressions: none of them can stand in another one."""


def known_names(session: Session) -> Known:
    """Read what there is."""
    entries = register_entries(session, *ABOUT_REGISTERS)
    questions = guide_questions(session)
    conditions: dict[str, dict[str, str]] = {
        name: _by_itself(sorted(values)) for name, values in known_values(session).items()
    }
    conditions |= {
        "case": _by_itself(interviewed_cases(session)),
        "source": _by_itself(session.exec(select(Source.name)).all()),
        "about": {folded(entry.name): entry.key for entry in entries} | _by_itself([entry.key for entry in entries]),
        "guide": {folded(each.text): each.key for each in questions} | _by_itself([each.key for each in questions]),
        "voice": _facets("voice", VOICES),
        "mode": _facets("mode", MODES),
    }
    saved = tuple(session.exec(select(SavedQuery.name)).all())
    return Known(code_tree(session), conditions, saved)


def _by_itself(names: Sequence[str]) -> dict[str, str]:
    return {folded(name): name for name in names}


def _facets(facet: str, values: Sequence[str]) -> dict[str, str]:
    spoken = {folded(word): value for value, words in _SPOKEN[facet].items() for word in words}
    return spoken | _by_itself(values)


def read_expression(session: Session, text: str) -> Expression:
    """Read an expression and find its names in the project. ``ExpressionError`` for what is not there."""
    return with_names(parse(text), known_names(session))


def with_names(expression: Expression, known: Known) -> Expression:
    """The expression with ids of codes, and conditions as the project spells them."""
    match expression:
        case Code(name, _only, column):
            return replace(expression, name=_code(name, column, known))
        case Quoted(text, column):
            found = _exact_codes(text, known)
            if len(found) > 1:
                raise _several(text, found, column)
            return Code(found[0], column=column) if found else Words(text)
        case Words():
            return expression
        case Condition(name, value, column):
            return _condition(name, value, column, known)
        case Not(inner):
            return Not(with_names(inner, known))
        case And() | Or() | Near() | Overlapping() | Inside() | Followed():
            left, right = with_names(expression.left, known), with_names(expression.right, known)
            return replace(expression, left=left, right=right)


def _exact_codes(name: str, known: Known) -> list[str]:
    """The codes with this id, else with this name."""
    wanted = folded(name)
    by_id = [code.key for code in known.codes if folded(code.key) == wanted]
    return by_id or [code.key for code in known.codes if folded(code.name) == wanted]


def _code(name: str, column: int, known: Known) -> str:
    wanted = folded(name)
    found = _exact_codes(name, known) or [
        code.key for code in known.codes if folded(code.key).startswith(wanted) or folded(code.name).startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(name, found, column)
    if wanted in map(folded, known.saved):
        message = _("“{name}” is a saved expression; it stands alone: 'coder query --saved {name}'.")
        raise ExpressionError(column, message.format(name=name))
    message = _("“{name}” is no code, or is none any more; names of several words and words to find stand in quotes.")
    raise ExpressionError(column, message.format(name=name))


def _condition(name: str, value: str, column: int, known: Known) -> Condition:
    there = _one(
        name,
        {folded(each): each for each in known.conditions},
        column,
        lambda names: _("“{name}” can be asked of nothing here; there are: {names}.").format(name=name, names=names),
    )
    found = _one(
        value,
        known.conditions[there],
        column,
        lambda names: _("{name}={value}: there is no such value; there are: {names}.").format(
            name=there, value=value, names=names
        ),
    )
    return Condition(there, found, column)


def _one(typed: str, among: Mapping[str, str], column: int, unknown: Callable[[str], str]) -> str:
    """The one that is meant: exact beats a unique beginning."""
    wanted = folded(typed)
    if wanted in among:
        return among[wanted]
    found = sorted({value for spelling, value in among.items() if wanted and spelling.startswith(wanted)})
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(typed, found, column)
    raise ExpressionError(column, unknown(_listed(sorted(set(among.values()), key=folded))))


def _several(typed: str, found: Sequence[str], column: int) -> ExpressionError:
    message = _("“{name}”: several begin so: {candidates}; write more of it.")
    return ExpressionError(column, message.format(name=typed, candidates=_listed(found)))


def _listed(names: Sequence[str]) -> str:
    return (", ".join(names[:_MOST]) + (", …" if len(names) > _MOST else "")) or "–"
