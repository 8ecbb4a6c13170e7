"""Where a question's codes are spoken of: by whom it is about, and by whom it is said."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.exporters.document import Block, Column, Picture, Table
from coder.exporters.model.material import Material
from coder.exporters.privacy import REPORT
from coder.i18n import Translator
from coder.queries.attribution import SHARED_BY
from coder.queries.codes import CodeView
from coder.queries.counted import CountedCoding, CountedTurn

if TYPE_CHECKING:
    from coder.queries.crosstab import CrossTable

_MOST_CODES = 24
"""Of more codes the matrix shows those of the question and those right under them."""
_SPOKEN_OF = 4
"""A matrix by target groups needs so large a share (one in four) of the codings to be about one."""

Pairs = Iterable[tuple[str, str]]
"""A column's value and a case."""


def matrices(material: Material, keys: tuple[str, ...], t: Translator) -> tuple[list[Block], list[Block]]:
    """What a section shows of where it is spoken of, and the tables that stand in the annex.

    By target group a picture, whose numbers stand among the section's figures; where too little is said about groups,
    by kind of actor a picture and a table. In the annex by kind of actor else, and themes by place.
    """
    _ = t.gettext
    codes = _rows(material, keys)
    section: list[Block] = []
    annex: list[Block] = []
    if found := by_group(material, keys):
        told = _("Codes by target group: whom it is about.")
        section += _shown(found, material, codes, material.names("group"), told, t)[:1]
    if kinds := _by_kind(material, codes, t):
        told = _("Codes by kind of actor: who says it.")
        blocks = _shown(kinds, material, codes, {name: name for name in kinds.columns}, told, t)
        if section:
            annex += blocks[1:]
        else:
            section += blocks
    return section, [*annex, *places_matrix(material, keys, t)]


def by_group(material: Material, keys: tuple[str, ...]) -> "CrossTable | None":
    """Codes by target group: cases; None where too little is said about groups."""
    codes = _rows(material, keys)
    codings = _codings(material, codes)
    about = [coding for coding in codings if any(kind == "group" for kind, _key in coding.about)]
    if not codings or len(about) * _SPOKEN_OF < len(codings):
        return None
    return _crosstab(material, codes, "groups", tuple(material.names("group")), _groups)


def _by_kind(material: Material, codes: tuple[CodeView, ...], t: Translator) -> "CrossTable | None":
    """Codes by kind of actor: cases; None where all are of one kind."""
    kinds = _columns(material, lambda turn: turn.kind or "", t.gettext("others"))
    if len(set(kinds.values())) < 2 or not _codings(material, codes):
        return None
    others = t.gettext("others")
    order = tuple(dict.fromkeys(sorted(kinds.values(), key=lambda name: (name == others, name))))
    return _crosstab(material, codes, "kinds", order, _by_turn(lambda turn: kinds.get(turn.kind or "")))


def places_matrix(material: Material, keys: tuple[str, ...], t: Translator) -> Iterator[Block]:
    """The question's codes, each with all under it, by the place of who speaks; a place a row."""
    _ = t.gettext
    codes = [code for code in material.codes if code.key in keys]
    names = material.names("place")
    placed = _columns(material, lambda turn: turn.place or "", "")
    rows = defaultdict(lambda: [set[str]() for _code in codes])  # type: ignore[var-annotated]
    for column, code in enumerate(codes):
        for coding in _codings(material, material.under({code.key})):
            for turn in coding.turns:
                if turn.case and turn.place:
                    rows[placed.get(turn.place, "")][column].add(turn.case)
    if len(rows) < 2:
        return
    ordered = sorted(rows, key=lambda key: (not key, names.get(key, key)))
    table = Table(
        "places",
        _("By the place of who speaks.") + " " + _counts(material, t),
        (Column("place", _("Place")), *(Column(code.key, code.name) for code in codes)),
        tuple(
            (names.get(key, key) or _("other places"), *(len(cases) or None for cases in rows[key])) for key in ordered
        ),
        (1, 1 + len(codes)),
    )
    yield table


def _rows(material: Material, keys: tuple[str, ...]) -> tuple[CodeView, ...]:
    codes = tuple(code for code in material.under(keys) if not code.retired or code.codings)
    if len(codes) <= _MOST_CODES:
        return codes
    return tuple(code for code in codes if code.key in keys or code.parent in keys)


def _codings(material: Material, codes: Iterable[CodeView]) -> list[CountedCoding]:
    known = {code.key for code in codes}
    return [coding for coding in material.codings if coding.code in known]


def _groups(coding: CountedCoding) -> Pairs:
    return [(key, case) for kind, key in coding.about if kind == "group" for case in coding.cases]


def _by_turn(value: Callable[[CountedTurn], str | None]) -> Callable[[CountedCoding], Pairs]:
    """What holds of speakers holds turn by turn."""

    def pairs(coding: CountedCoding) -> Pairs:
        return [(found, turn.case) for turn in coding.turns if turn.case and (found := value(turn))]

    return pairs


def _columns(material: Material, value: Callable[[CountedTurn], str], others: str) -> dict[str, str]:
    """What each value of speakers is called in this document; in a report, of too few cases, ``others``."""
    cases: dict[str, set[str]] = defaultdict(set)
    for turn in material.speakers:
        if turn.case and value(turn):
            cases[value(turn)].add(turn.case)
    if material.audience != REPORT:
        return {name: name for name in cases}
    few = sorted(cases, key=lambda name: (len(cases[name]), name))
    merged: set[str] = set()
    hidden: set[str] = set()
    for name in few:
        if len(cases[name]) >= SHARED_BY and (not hidden or len(hidden) >= SHARED_BY):
            break
        merged.add(name)
        hidden |= cases[name]
    return {name: others if name in merged else name for name in cases}


def _crosstab(
    material: Material,
    codes: tuple[CodeView, ...],
    name: str,
    columns: tuple[str, ...],
    pairs: Callable[[CountedCoding], Pairs],
) -> "CrossTable":
    """Cases by code, each with all codes under it, and column."""
    from coder.queries.crosstab import CrossTable

    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    for code in codes:
        for coding in _codings(material, material.under({code.key})):
            for column, case in pairs(coding):
                cells[code.key, column].add(case)
    numbers = tuple(tuple(len(cells[code.key, column]) for column in columns) for code in codes)
    of_rows = tuple(len(set().union(*(cells[code.key, column] for column in columns))) for code in codes)
    of_columns = tuple(len(set().union(*(cells[code.key, column] for code in codes))) for column in columns)
    return CrossTable(
        row_name="codes",
        column_name=name,
        row_key="code",
        column_key=name,
        measure="cases",
        rows=tuple(code.key for code in codes),
        columns=columns,
        numbers=numbers,
        row_totals=of_rows,
        column_totals=of_columns,
        total=len(set().union(*cells.values())) if cells else 0,
        all_cases=material.all_cases,
        scope=material.quotes.scope,
    )


def _shown(
    found: "CrossTable",
    material: Material,
    codes: tuple[CodeView, ...],
    names: Mapping[str, str],
    told: str,
    t: Translator,
) -> list[Block]:
    """A picture and its table."""
    rows = tuple(
        (code.name, *(number or None for number in numbers)) for code, numbers in zip(codes, found.numbers, strict=True)
    )
    columns = tuple(Column(key, names.get(key, key)) for key in found.columns)
    caption = f"{told} {_counts(material, t)}"
    table = Table(
        f"matrix-{found.column_name}",
        caption,
        (Column("code", t.gettext("Code")), *columns),
        rows,
        (1, 1 + len(columns)),
    )
    return [_picture(found, material, replace(table, caption=""), told, t), table]


def _counts(material: Material, t: Translator) -> str:
    told = t.gettext("The cells count cases, of {number} in all; a code's row counts the codes under it too.")
    return told.format(number=material.all_cases)


def _picture(found: "CrossTable", material: Material, table: Table, told: str, t: Translator) -> Picture:
    """A heat map; what it counts is said once, by the table under it."""
    from coder.exporters.pictures.drawing import PNG, SVG, block, paint
    from coder.exporters.pictures.heat import crosstab_picture
    from coder.exporters.pictures.labels import Labels

    labels = Labels(
        {code.key: code for code in material.codes},
        {(entry.kind, entry.key): entry.name for entry in material.registers},
    )
    drawing = crosstab_picture(found, labels, t, table)
    return replace(block(drawing, paint(drawing, SVG), paint(drawing, PNG)), caption=told)
