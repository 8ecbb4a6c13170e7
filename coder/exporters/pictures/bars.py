"""Frequencies as bars: in how many cases each code occurs, which is what people ask first."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.labels import Labels
from coder.exporters.pictures.style import (
    BLUE,
    BODY,
    INK,
    MUTED,
    RULE,
    SMALL,
    WIDTH,
    Page,
    box,
    height_of,
    wrapped,
)
from coder.exporters.privacy import TEAM
from coder.exporters.tables import frequency_table, of_all
from coder.i18n import Translator
from coder.queries.frequencies import FrequencyTable

MOST_ROWS = 120
"""A picture of more says nothing; the data has them all."""

_NAMES = 2.7
_NUMBERS = 2.1
_INDENT = 0.15
_PAD = 0.07
_BAR = 0.15


@dataclass(frozen=True)
class _Row:
    name: str
    head: bool
    cases: int | None
    """None for a heading without a bar."""
    label: str


def frequency_picture(found: FrequencyTable, labels: Labels, t: Translator, audience: str = TEAM) -> Drawing:
    """A bar a code (or theme) for its cases, "9 of 14" beside it; themes are headings over their codes."""
    _ = t.gettext
    rows = _rows(found, labels, t)
    drawn = rows[:MOST_ROWS]
    remarks = [_("Bars: in how many of the {number} cases it is spoken of.").format(number=found.all_cases)]
    if any(row.head and row.cases for row in rows):
        remarks.append(_("A theme's bar counts codings with the theme itself, not with its codes."))
    if len(rows) > MOST_ROWS:
        more = _("The first {number} of {all} rows are drawn; the data beside the picture has all.")
        remarks.append(more.format(number=MOST_ROWS, all=len(rows)))
    sizes = [_lines(row) for row in drawn]
    height = sum(height_of(len(lines), BODY) + _PAD for lines in sizes)
    by_theme = all(not row.code for row in found.rows)
    return Drawing(
        name="frequencies",
        title=_("Themes by cases") if by_theme else _("Themes and codes by cases"),
        description=_description(rows, found, t),
        language=t.language,
        table=frequency_table(found, t, audience),
        draw=lambda page: _draw(page, drawn, sizes, found.all_cases),
        width=WIDTH,
        height=height,
        remarks=tuple(remarks),
    )


def _rows(found: FrequencyTable, labels: Labels, t: Translator) -> list[_Row]:
    rows = []
    for row in found.rows:
        key = row.code or row.theme
        head = bool(row.code) and labels.is_theme(key)
        bare = head and not row.codings
        rows.append(
            _Row(
                labels.code(key),
                head,
                None if bare else row.cases,
                "" if bare else _label(row.cases, row.codings, found.all_cases, t),
            )
        )
    return rows


def _label(cases: int, codings: int, all_cases: int, t: Translator) -> str:
    number = t.ngettext("{number} coding", "{number} codings", codings).format(number=codings)
    return f"{of_all(cases, all_cases, t)} · {number}" if codings else of_all(cases, all_cases, t)


def _description(rows: Sequence[_Row], found: FrequencyTable, t: Translator) -> str:
    _ = t.gettext
    ranked = sorted((row for row in rows if row.cases), key=lambda row: -(row.cases or 0))[:3]
    most = "; ".join(f"{row.name}: {of_all(row.cases or 0, found.all_cases, t)}" for row in ranked)
    none = sum(row.cases == 0 for row in rows)
    words = _("Horizontal bars, one for each code or theme: in how many of {number} cases it is spoken of.").format(
        number=found.all_cases
    )
    if most:
        words += " " + _("Most cases: {names}.").format(names=most)
    if none:
        words += " " + t.ngettext("{number} is not coded anywhere.", "{number} are not coded anywhere.", none).format(
            number=none
        )
    return words


def _lines(row: _Row) -> list[str]:
    return wrapped(row.name, _NAMES - (0 if row.head else _INDENT), BODY, most=2, bold=row.head)


def _draw(page: Page, rows: Sequence[_Row], sizes: Sequence[Sequence[str]], all_cases: int) -> None:
    axes = page.canvas()
    left = _NAMES + 0.1
    room = page.width - left - _NUMBERS
    y = page.height
    for row, lines in zip(rows, sizes, strict=True):
        size = height_of(len(lines), BODY)
        middle = y - (size + _PAD) / 2
        if row.head:
            axes.plot([0, page.width], [y - _PAD / 4] * 2, color=RULE, linewidth=0.5)
        for number, line in enumerate(lines):
            offset = height_of(1, BODY) * ((len(lines) - 1) / 2 - number)
            axes.text(
                0 if row.head else _INDENT,
                middle + offset,
                line,
                size=BODY,
                va="center",
                weight="bold" if row.head else "normal",
                color=INK,
            )
        if row.cases is not None:
            width = room * row.cases / max(1, all_cases)
            box(axes, (left, middle - _BAR / 2), room, _BAR, "none", RULE)
            if row.cases:
                box(axes, (left, middle - _BAR / 2), width, _BAR, BLUE)
            axes.text(left + room + 0.08, middle, row.label, size=SMALL, va="center", color=INK if row.cases else MUTED)
        y -= size + _PAD
