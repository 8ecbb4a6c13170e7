"""The code tree as the database has it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from coder.model import Code, Coding


@dataclass(frozen=True)
class CodeView:
    """A code in its place in the tree; a theme is a code without a parent."""

    id: str
    key: str
    name: str
    theme: str
    """The key of its theme (its own for a theme)."""
    parent: str | None
    depth: int
    colour: str
    """Its own or its theme's."""
    definition: str
    use_when: str
    not_when: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    retired: bool
    origin: str
    codings: int
    """All coders' codings, whichever count in figures."""


def code_tree(session: Session) -> tuple[CodeView, ...]:
    """Every code, depth first, in the codebook's order; retired codes last among their siblings."""
    rows = session.exec(select(Code)).all()
    totals = dict(session.exec(select(Coding.code_id, func.count()).group_by(col(Coding.code_id))).all())
    children: dict[str | None, list[Code]] = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)
    for siblings in children.values():
        siblings.sort(key=lambda row: (row.retired, row.position, row.key))
    found: list[CodeView] = []

    def walk(row: Code, theme: Code, parent: Code | None, depth: int) -> None:
        found.append(_view(row, theme, parent, depth, totals.get(row.id, 0)))
        for child in children[row.id]:
            walk(child, theme, row, depth + 1)

    for theme in children[None]:
        walk(theme, theme, None, 0)
    return tuple(found)


def is_under(code: CodeView, ancestor: str, codes: Mapping[str, CodeView]) -> bool:
    """Whether a code stands below another one (its key) in the tree; ``codes`` are all by key."""
    return code.parent is not None and (code.parent == ancestor or is_under(codes[code.parent], ancestor, codes))


def _view(row: Code, theme: Code, parent: Code | None, depth: int, codings: int) -> CodeView:
    return CodeView(
        id=row.id,
        key=row.key,
        name=row.name,
        theme=theme.key,
        parent=parent.key if parent else None,
        depth=depth,
        colour=row.colour or (parent.colour if parent else "") or theme.colour,
        definition=row.definition,
        use_when=row.use_when,
        not_when=row.not_when,
        keywords=tuple(row.keywords),
        examples=tuple(row.examples),
        retired=row.retired,
        origin=row.origin,
        codings=codings,
    )
