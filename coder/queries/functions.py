"""Which codes are the functions of the distribution of roles: lead, decide, finance … as the codebook says."""

from dataclasses import dataclass

from sqlmodel import Session

from coder.queries.codes import CodeView, code_tree, is_under
from coder.queries.registers import register_entries

_SHOWN_AS = "roles"


@dataclass(frozen=True)
class Functions:
    """The functions, and what stands beside them."""

    codes: tuple[CodeView, ...]
    """In the codebook's order; none where it names none."""
    beside: tuple[CodeView, ...]
    """What else the question is about: its codes with those under them, where no function is among these (the money
    behind measures, say)."""
    named: bool
    """False where they were found by the second rule of ``functions``."""


def functions(session: Session) -> Functions:
    """The codes that the first question with ``functions:`` names there.

    Where no question has such a list: of the first question that is shown as ``roles``, the codes right under its
    codes, and those of its codes that have none.
    """
    tree = {code.key: code for code in code_tree(session) if not code.retired}
    questions = [entry for entry in register_entries(session, "question") if not entry.retired]
    for question in questions:
        chosen = [tree[key] for key in question.data.get("functions", ()) if key in tree]
        if chosen:
            return Functions(tuple(chosen), _beside(question.data.get("codes", ()), chosen, tree), True)
    for question in questions:
        if _SHOWN_AS in question.data.get("show", ()):
            codes = [key for key in question.data.get("codes", ()) if key in tree]
            found = {below.key: below for key in codes for below in _right_under(tree[key], tree)}
            return Functions(tuple(found.values()), (), False)
    return Functions((), (), False)


def _right_under(code: CodeView, tree: dict[str, CodeView]) -> list[CodeView]:
    return [each for each in tree.values() if each.parent == code.key] or [code]


def _beside(keys: list[str], chosen: list[CodeView], tree: dict[str, CodeView]) -> tuple[CodeView, ...]:
    apart = [
        key for key in keys if key in tree and not any(code.key == key or is_under(code, key, tree) for code in chosen)
    ]
    return tuple(code for code in tree.values() if code.key in apart or any(is_under(code, key, tree) for key in apart))
