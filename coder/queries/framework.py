"""Framework matrices (Gale et al. 2013, doi:10.1186/1471-2288-13-117): one a theme, rows cases, columns its codes.

Each cell has its passages and, beside them, what a person wrote: a summary that cites them.
"""

from dataclasses import dataclass, replace

import numpy as np
from sqlmodel import Session

from coder.queries.codes import CodeView, code_tree
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.parts import Parts, case_of, read_parts
from coder.queries.quotes import Quote, QuoteFilter, quotes
from coder.queries.selection import DEFAULT, Scope, Selection
from coder.queries.summaries import Summary, summaries


@dataclass(frozen=True)
class Cell:
    """What a case says under a code."""

    case: str
    code: str
    """The code's key."""
    codings: int
    """Those that count, and reach into what the case says."""
    summary: Summary | None

    @property
    def missing(self) -> bool:
        """Whether there are passages and nobody has summed them up."""
        return self.codings > 0 and self.summary is None


@dataclass(frozen=True)
class Framework:
    """The matrix of a theme."""

    theme: CodeView
    codes: tuple[CodeView, ...]
    """The columns: the theme itself where it is used, then its codes in the codebook's order."""
    cases: tuple[str, ...]
    """The rows, in order of name."""
    cells: tuple[tuple[Cell, ...], ...]
    """By row and column."""
    scope: Scope

    @property
    def missing(self) -> list[Cell]:
        """The cells with passages and no summary, row by row."""
        return [cell for row in self.cells for cell in row if cell.missing]


def themes(session: Session) -> tuple[CodeView, ...]:
    """The themes that have a matrix, in the codebook's order; retired ones while they are used."""
    return tuple(code for code in code_tree(session) if not code.depth and (not code.retired or code.codings))


def framework(
    session: Session,
    theme: str,
    selection: Selection = DEFAULT,
    wanted: Filter = EVERYTHING,
    guide: Guide | None = None,
) -> Framework:
    """The matrix of a theme (its key): the codings that count and pass the filter, and every summary.

    Cases are those interviewed (those that pass), and those that somebody has written about.
    """
    parts = read_parts(session, selection, replace(wanted, theme=theme), guide)
    written = summaries(session)
    tree = {code.key: code for code in parts.columns.codes}
    numbers = _numbers(parts)
    used = {code for _case, code in (*numbers, *written)}
    codes = tuple(
        code
        for code in parts.columns.codes
        if code.theme == theme and (code.key in used or (code.depth > 0 and not code.retired))
    )
    shown = {code.key for code in codes}
    cases = _cases(parts) if parts.narrowed else set(parts.columns.cases)
    if not parts.narrowed:
        cases |= {case for case, code in written if code in shown}
    rows = tuple(
        tuple(Cell(case, code.key, numbers.get((case, code.key), 0), written.get((case, code.key))) for code in codes)
        for case in sorted(cases)
    )
    return Framework(tree[theme], codes, tuple(sorted(cases)), rows, parts.scope)


def _cases(parts: Parts) -> set[str]:
    """The cases that are asked about."""
    asked = np.unique(parts.columns.turns.speaker[parts.spoken]).tolist()
    return {case for n in asked if (case := case_of(parts.columns.speakers[n]))}


def _numbers(parts: Parts) -> dict[tuple[str, str], int]:
    """How many codings each case has under each code."""
    cases, codes = parts.columns.cases, parts.columns.codes
    of_case = parts.case
    pairs = np.unique(np.stack([of_case, parts.coding])[:, of_case >= 0], axis=1)
    cell = pairs[0] * len(codes) + parts.columns.codings.code[pairs[1]]
    found, number = np.unique(cell, return_counts=True)
    return {
        (cases[place // len(codes)], codes[place % len(codes)].key): many
        for place, many in zip(found.tolist(), number.tolist(), strict=True)
    }


def cell_passages(
    session: Session, case: str, code: str, selection: Selection = DEFAULT, wanted: Filter = EVERYTHING
) -> tuple[Quote, ...]:
    """The passages of a cell, in order of source and place."""
    asked = QuoteFilter(case=case, code=code, where=wanted.where, source=wanted.source)
    asked = replace(asked, about=wanted.about, voice=wanted.voice, mode=wanted.mode)
    return quotes(session, asked, selection).rows
