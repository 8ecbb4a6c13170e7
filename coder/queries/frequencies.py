"""How often each code and theme occurs: cases first, then sources, codings, characters, share of talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import Session

from coder.queries.filters import EVERYTHING, Filter
from coder.queries.guide import Guide
from coder.queries.selection import DEFAULT, Scope, Selection

if TYPE_CHECKING:
    from coder.queries.measures import Measures
    from coder.queries.parts import Parts


@dataclass(frozen=True)
class Frequency:
    """A code's row (or, by theme, a theme's with all its codes)."""

    theme: str
    code: str
    """"" in a theme's row."""
    cases: int
    sources: int
    codings: int
    characters: int
    """Characters of counted speech that are covered at least once."""
    values: tuple[int, ...] = ()
    """Codings for each of the table's values."""
    share: float = 0.0
    """Of the counted speech that was asked about, 0 to 1."""


@dataclass(frozen=True)
class FrequencyTable:
    rows: tuple[Frequency, ...]
    values: tuple[str, ...]
    """The values that ``--by`` adds a column for each."""
    all_cases: int
    """The cases that were asked about, whether they say anything of it or not."""
    all_sources: int
    scope: Scope
    all_codings: int = 0


def frequencies(
    session: Session,
    by: str = "",
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> FrequencyTable:
    """Counts per code that can pass a filter, in the codebook's order, of the codings that do.

    ``by`` is "" or code, theme, or what adds a column of codings for each of its values: case, source, actor, kind,
    place, group, guide (the other names of ``queries.names.DIMENSIONS``), or a variable of cases or sources. By guide
    a coding belongs to the questions in whose answer it starts: those of ``guide`` (``Project.guide``), else those
    that people have confirmed. Raises ``CoderError`` for a variable that no source or case has.
    """
    from coder.queries.dimensions import read_for
    from coder.queries.names import canonical

    if canonical(by) == "codes":
        by = ""  # a column for each code would repeat the rows
    return frequencies_of(read_for(session, [by], selection, wanted, guide), by)


def frequencies_of(parts: "Parts", by: str = "") -> FrequencyTable:
    """The counts of parts that have been read: with what ``by`` takes (``dimensions.read_for``)."""
    import numpy as np  # takes a tenth of a second, and this module is imported wherever tables are named

    from coder.queries.dimensions import dimension
    from coder.queries.measures import measured
    from coder.queries.names import canonical
    from coder.queries.parts import places

    codes = parts.columns.codes
    values: tuple[str, ...] = ()
    if canonical(by) == "themes":
        themes = list(dict.fromkeys(code.theme for code in parts.listed))
        group = places([code.theme for code in codes], themes)[parts.code]
        names, numbers = [(theme, "") for theme in themes], np.zeros((len(themes), 0), np.int64)
    else:
        group = places([code.key for code in codes], [code.key for code in parts.listed])[parts.code]
        names = [(code.theme, code.key) for code in parts.listed]
        numbers = np.zeros((len(codes), 0), np.int64)
        if by:
            along = dimension(parts, by)
            values = along.values
            cells = measured(parts, group[along.part] * len(values) + along.value, len(names) * len(values), along.part)
            numbers = cells.codings.reshape(len(names), len(values))
    found = measured(parts, group, len(names))
    return FrequencyTable(
        rows=tuple(_rows(names, found, numbers.tolist(), parts)),
        values=values,
        all_cases=parts.all_cases,
        all_sources=parts.all_sources,
        scope=parts.scope,
        all_codings=int(found.codings.sum()),
    )


def _rows(
    names: list[tuple[str, str]], found: "Measures", numbers: list[list[int]], parts: "Parts"
) -> Iterator[Frequency]:
    speech = parts.characters
    for n, (theme, code) in enumerate(names):
        characters = int(found.characters[n])
        yield Frequency(
            theme=theme,
            code=code,
            cases=int(found.cases[n]),
            sources=int(found.sources[n]),
            codings=int(found.codings[n]),
            characters=characters,
            values=tuple(numbers[n]),
            share=characters / speech if speech else 0.0,
        )
