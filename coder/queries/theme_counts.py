"""Themes and codes counted side by side, and broken down into columns where that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from coder.queries.codes import CodeView
from coder.queries.crosstab import crosstab_of
from coder.queries.dimensions import read_for
from coder.queries.filters import EVERYTHING, Filter
from coder.queries.frequencies import Frequency, FrequencyTable, frequencies_of
from coder.queries.guide import Guide
from coder.queries.selection import DEFAULT, Selection


@dataclass(frozen=True)
class ThemeCounts:
    """The figures of codes and of themes, of the same codings."""

    by_code: FrequencyTable
    by_theme: FrequencyTable
    numbers: Mapping[str, tuple[int, ...]]
    """Codings in each of ``by_code.values``, by the key of the code; a theme's with those of its codes."""

    def of(self, code: CodeView) -> Frequency:
        """A code's own figures, or a theme's with all its codes."""
        if code.parent is None:
            return next(row for row in self.by_theme.rows if row.theme == code.key)
        return next(row for row in self.by_code.rows if row.code == code.key)


def theme_counts(
    session: Session,
    by: str = "",
    selection: Selection = DEFAULT,
    guide: Guide | None = None,
    wanted: Filter = EVERYTHING,
) -> ThemeCounts:
    """Both counts; ``by`` as in ``frequencies``, of which themes and "" add no columns."""
    along = "" if by == "themes" else by
    parts = read_for(session, ["themes", along], selection, wanted, guide)
    by_code = frequencies_of(parts, along)
    numbers = {row.code: row.values for row in by_code.rows}
    if along:
        of_themes = crosstab_of(parts, "themes", along, "codings")
        numbers |= dict(zip(of_themes.rows, of_themes.numbers, strict=True))
    return ThemeCounts(by_code, frequencies_of(parts, "theme"), numbers)
