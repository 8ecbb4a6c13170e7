"""Figures against pandas on the exported csv: overlapping, nested, adjacent and far codings, coders and speakers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.behind import cell_quotes
from coder.queries.cooccurrence import cooccurrence
from coder.queries.crosstab import crosstab
from coder.queries.filters import Filter
from coder.queries.frequencies import frequencies
from coder.queries.names import MEASURES
from coder.queries.quotes import QuoteFilter, quotes
from coder.queries.selection import ALL_CODERS, Selection
from tests.figures_study import (
    CODES,
    SPEECH,
    TEXTS,
    Applied,
    applied,
    apply,
    characters,
    everyone_or_not,
    figures,
    on_the_study,
    selection,
    study,
)

__all__ = ["study"]


@on_the_study
@given(applied(), everyone_or_not)
def test_codes_and_themes_are_counted_as_pandas_counts_them(
    study: Project, codings: list[Applied], everyone: bool
) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone)
    by_code, by_theme = (study.ask(frequencies, by, selection(everyone)) for by in ("", "theme"))
    for row in by_code.rows:
        found = (row.cases, row.sources, row.codings, row.characters)
        assert found == figures(frame[frame.code == row.code]), row.code
        assert row.share == pytest.approx(row.characters / len(SPEECH))
    for row in by_theme.rows:
        assert (row.cases, row.sources, row.codings, row.characters) == figures(frame[frame.theme == row.theme])
    assert (by_code.all_cases, by_code.all_sources) == (4, 3)
    assert by_code.all_codings == frame.quote.nunique()


@on_the_study
@given(applied(), everyone_or_not, st.sampled_from(("cases", "sources", "kinds", "places")), st.sampled_from(MEASURES))
def test_cross_tables_are_as_pandas_makes_them(
    study: Project, codings: list[Applied], everyone: bool, across: str, measure: str
) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone)
    table = study.ask(crosstab, "codes", across, measure, selection(everyone))
    place = MEASURES.index(measure)
    order = {"cases": 0, "sources": 1, "codings": 2, "characters": 3}[measure]
    key = across.removesuffix("s")
    assert table.column_key == key and table.row_key == "code" and MEASURES[place] == table.measure
    for code, numbers, total in zip(table.rows, table.numbers, table.row_totals, strict=True):
        of_code = frame[(frame.code == code) & (frame[key] != "")]
        for value, number in zip(table.columns, numbers, strict=True):
            assert number == figures(of_code[of_code[key] == value])[order], (code, value)
        assert total == figures(of_code)[order]
    for value, number in zip(table.columns, table.column_totals, strict=True):
        assert number == figures(frame[frame[key] == value])[order]


@on_the_study
@given(applied(), st.sampled_from(("groups", "about-actors", "about-places", "voice", "mode")))
def test_facets_are_crossed_as_pandas_crosses_them(study: Project, codings: list[Applied], across: str) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone=True)
    table = study.ask(crosstab, "kinds", across, "codings", Selection((ALL_CODERS,)))
    facet = "about" if across in ("groups", "about-actors", "about-places") else across
    for kind, numbers in zip(table.rows, table.numbers, strict=True):
        for value, number in zip(table.columns, numbers, strict=True):
            holds = frame[facet].str.split(";").map(lambda keys, value=value: value in keys)
            assert number == frame[(frame.kind == kind) & holds].quote.nunique(), (kind, value)


@on_the_study
@given(applied(), st.sampled_from(("overlap", "turn", "1", "3")), everyone_or_not)
def test_codes_stand_together_as_pandas_finds_them(
    study: Project, codings: list[Applied], window: str, everyone: bool
) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone)
    unit, reach = ("offset", 0) if window == "overlap" else ("turn", 0 if window == "turn" else int(window))
    units = frame[["source", "coder", "quote", "code", unit]].drop_duplicates()
    both = units.merge(units, on=["source", "coder"], suffixes=("_a", "_b"))
    both = both[(both[f"{unit}_a"] - both[f"{unit}_b"]).abs() <= reach]
    expected: dict[tuple[str, str], object] = {}
    for a, first in enumerate(CODES):
        for second in CODES[a + 1 :]:
            meet = both[(both.code_a == first) & (both.code_b == second)]
            pairs = len(meet[["quote_a", "quote_b"]].drop_duplicates())
            if pairs:
                shared = {(*row, first) for row in meet[["source", "coder", f"{unit}_a"]].itertuples(index=False)}
                shared |= {(*row, second) for row in meet[["source", "coder", f"{unit}_b"]].itertuples(index=False)}
                shared_units = {row[:3] for row in shared}
                all_units = units[units.code.isin((first, second))][["source", "coder", unit]].drop_duplicates()
                expected[first, second] = (pairs, pytest.approx(len(shared_units) / len(all_units)))
    found = study.ask(cooccurrence, window, selection(everyone))
    assert {(row.code_a, row.code_b): (row.count, row.jaccard) for row in found.rows} == expected
    assert [row.count for row in found.rows] == sorted((row.count for row in found.rows), reverse=True)


FILTERS = (
    Filter(),
    Filter(code="avstånd", deep=True),
    Filter(theme="hinder", voice="self"),
    Filter(case="fall TVÅ"),
    Filter(where=(("kind", "kommun"), ("place", "norra"))),
    Filter(where=(("size", "stor"),), mode="wanted"),
    Filter(about="unga"),
    Filter(source="tre", about="af", mode="now"),
)


@on_the_study
@given(applied(), st.sampled_from(FILTERS), everyone_or_not)
def test_a_filter_means_the_same_for_figures_and_for_quotes(
    study: Project, codings: list[Applied], wanted: Filter, everyone: bool
) -> None:
    apply(study, codings)
    listed = study.ask(quotes, QuoteFilter(**vars(wanted)), selection(everyone)).rows
    table = study.ask(frequencies, "", selection(everyone), wanted=wanted)
    assert {row.code: row.codings for row in table.rows} == {
        row.code: sum(quote.code == row.code for quote in listed) for row in table.rows
    }
    assert table.scope.conditions == wanted.conditions


@on_the_study
@given(applied(), st.sampled_from(("cases", "kinds", "groups", "voice", "sources", "size")), st.data())
def test_a_cell_opens_the_passages_it_counts(
    study: Project, codings: list[Applied], across: str, data: st.DataObject
) -> None:
    apply(study, codings)
    everyone = Selection((ALL_CODERS,))
    table = study.ask(crosstab, "codes", across, "codings", everyone)
    row = data.draw(st.integers(0, len(table.rows) - 1))
    column = data.draw(st.integers(0, len(table.columns) - 1))
    opened = study.ask(cell_quotes, "codes", table.rows[row], across, table.columns[column], everyone)
    assert len(opened.rows) == table.numbers[row][column]
    assert {quote.code for quote in opened.rows} <= {table.rows[row]}


def test_the_files_say_what_the_test_counts_on(study: Project, tmp_path: Path) -> None:
    """The characters that pandas counts are those that the program calls speech."""
    table = study.ask(crosstab, "codes", "cases")
    assert table.columns == ("Fall ett", "Fall fyra", "Fall tre", "Fall två")
    everything = [Applied(name, 0, len(text), "buss", "Maja") for name, text in TEXTS.items()]
    apply(study, everything)
    [row] = [row for row in study.ask(frequencies).rows if row.code == "buss"]
    assert (row.characters, row.share, row.codings) == (len(SPEECH), 1.0, 3)
