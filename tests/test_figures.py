"""Figures against pandas on the exported csv: overlapping, nested, adjacent and far codings, coders and speakers."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from coder.exporters.csv import CsvExporter
from coder.exporters.document import Document
from coder.exporters.tables import quotes_table
from coder.i18n import translator
from coder.model import Code, Coder, Coding, CodingAbout, RegisterEntry, Source, table_of
from coder.project import Project
from coder.queries.behind import cell_quotes
from coder.queries.cooccurrence import cooccurrence
from coder.queries.crosstab import crosstab
from coder.queries.filters import Filter
from coder.queries.frequencies import frequencies
from coder.queries.names import MEASURES
from coder.queries.quotes import QuoteFilter, quotes
from coder.queries.selection import ALL_CODERS, DEFAULT, Selection
from tests.conftest import CODEBOOK

TEXTS = {
    "ett": "I: Vad?\nIP: Långt härifrån.\nIP: Ja.\nI: Jaså, och sen?\nIP: Bussen \U0001f468‍\U0001f469‍\U0001f467 går.\n",
    "två": "I: Hur då?\nA: Nära till allt.\nB: Inte för mig, nej.\nA: Jo.\nI: Och?\nB: Stuprör.\n",
    "tre": "A: Alla är här.\nC: Utom staten.\nI: Vilka?\nA: AF.\nC: Och FK, som a\u0308r kvar.\n",
}
HEADS = {
    "ett": "case: Fall ett\nkind: kommun\nplace: norra\nsize: stor",
    "två": "speakers: {A: {case: Fall två, kind: stat, place: norra}, B: {case: Fall tre, kind: kommun, place: södra}}",
    "tre": "speakers: {A: {case: Fall två, kind: stat, place: norra}, C: {case: Fall fyra, kind: fack}}",
}
OF_SPEAKERS = {
    ("ett", "IP"): ("Fall ett", "kommun", "norra"),
    ("två", "A"): ("Fall två", "stat", "norra"),
    ("två", "B"): ("Fall tre", "kommun", "södra"),
    ("tre", "A"): ("Fall två", "stat", "norra"),
    ("tre", "C"): ("Fall fyra", "fack", ""),
}
CODES = ("hinder", "stuprör", "avstånd", "buss", "praktik")
THEMES = dict.fromkeys(("hinder", "stuprör", "avstånd", "buss"), "hinder") | {"praktik": "möjligheter"}
CODERS = ("Maja", "Tor")
ABOUTS = ("af", "unga", "norra")


@dataclass(frozen=True)
class Applied:
    source: str
    start: int
    end: int
    code: str
    coder: str
    voice: str | None = None
    mode: str | None = None
    about: tuple[str, ...] = ()


def applied() -> st.SearchStrategy[list[Applied]]:
    """Codings over three interviews, many on the same few places, so that they meet in every way."""

    def within(source: str) -> st.SearchStrategy[Applied]:
        length = len(TEXTS[source])
        place = st.one_of(st.integers(0, length), st.sampled_from([0, 4, 9, 12, 20, 27, length]))
        return (
            st.tuples(place, place)
            .filter(lambda ends: ends[0] != ends[1])
            .flatmap(
                lambda ends: st.builds(
                    Applied,
                    source=st.just(source),
                    start=st.just(min(ends)),
                    end=st.just(max(ends)),
                    code=st.sampled_from(CODES),
                    coder=st.sampled_from(CODERS),
                    voice=st.sampled_from((None, "self", "other")),
                    mode=st.sampled_from((None, "now", "wanted", "missing")),
                    about=st.lists(st.sampled_from(ABOUTS), max_size=2, unique=True).map(tuple),
                )
            )
        )

    return st.lists(
        st.sampled_from(sorted(TEXTS)).flatmap(within),
        max_size=14,
        unique_by=lambda each: (each.source, each.start, each.end, each.code, each.coder),
    )


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three interviews with several speakers, and two coders."""
    folder = tmp_path_factory.mktemp("figures") / "study"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TEXTS.items():
        whole = f"---\n{HEADS[name]}\n---\n{text}"
        (folder / "transcripts" / f"{name}.txt").write_text(whole, encoding="utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    with project.store.writing() as connection:
        for name in CODERS:
            known = connection.execute(select(Coder.id).where(Coder.name == name)).first()
            if known is None:
                connection.execute(table_of(Coder).insert().values(id=f"coder {name}", name=name))
    yield project
    project.close()


def apply(project: Project, codings: list[Applied]) -> None:
    """Make these all the codings there are."""
    with project.store.reading() as session:
        sources = {row.name: row for row in session.exec(select(Source)).all()}
        codes = {row.key: row.id for row in session.exec(select(Code)).all()}
        coders = {row.name: row.id for row in session.exec(select(Coder)).all()}
        entries = {row.key: row.id for row in session.exec(select(RegisterEntry)).all()}
    with project.store.writing() as connection:
        connection.execute(table_of(CodingAbout).delete())
        connection.execute(table_of(Coding).delete())
        for n, each in enumerate(codings):
            connection.execute(
                table_of(Coding).insert(),
                {
                    "id": f"coding {n}".replace(" ", "-"),
                    "quote_id": f"C-{n}",
                    "source_id": sources[each.source].id,
                    "source_text_id": sources[each.source].source_text_id,
                    "start": each.start,
                    "end": each.end,
                    "code_id": codes[each.code],
                    "coded_by": coders[each.coder],
                    "voice": each.voice,
                    "mode": each.mode,
                    "starred": False,
                    "prompted": "",
                    "created_at": f"2026-11-01T10:00:{n:02}",
                },
            )
            for key in each.about:
                row = {"id": f"{n}-{key}", "coding_id": f"coding-{n}", "register_entry_id": entries[key]}
                connection.execute(table_of(CodingAbout).insert(), row)


def speech() -> pd.DataFrame:
    """Every character of interviewees' speech: source, offset, turn, case, kind, place."""
    rows = []
    for source, text in TEXTS.items():
        offset = 0
        for turn, line in enumerate(text.splitlines(keepends=True), 1):
            label, words = line.rstrip("\n").split(": ", 1)
            begin = offset + len(label) + 2
            if label != "I":
                rows += [(source, begin + n, turn, *OF_SPEAKERS[source, label]) for n in range(len(words))]
            offset += len(line)
    return pd.DataFrame(rows, columns=["source", "offset", "turn", "case", "kind", "place"])


SPEECH = speech()


def main_coders(codings: list[Applied]) -> dict[str, str]:
    """Who has most codings in each source; then the name decides."""
    found = {}
    for source in TEXTS:
        numbers = {coder: sum(c.source == source and c.coder == coder for c in codings) for coder in CODERS}
        found[source] = min(CODERS, key=lambda coder: (-numbers[coder], coder))
    return found


def exported(project: Project) -> pd.DataFrame:
    """All quotes as the csv has them, whoever coded."""
    out = io.BytesIO()
    table = quotes_table(project.ask(quotes, selection=Selection((ALL_CODERS,))), translator("en"))
    CsvExporter().export(Document("", "en", (table,)), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    frame = pd.DataFrame(rows, columns=[column.key for column in table.columns])
    return frame[["quote", "source", "start", "end", "theme", "code", "coder", "about", "voice", "mode"]].astype(
        {"start": int, "end": int}
    )


def characters(project: Project, codings: list[Applied], everyone: bool) -> pd.DataFrame:
    """A row for each coding that counts and each character of speech it covers."""
    frame = exported(project)
    if not everyone:
        main = main_coders(codings)
        frame = frame[frame.coder == frame.source.map(main)]
    crossed = frame.merge(SPEECH, on="source")
    return crossed[(crossed.offset >= crossed.start) & (crossed.offset < crossed.end)]


def figures(frame: pd.DataFrame) -> tuple[int, int, int, int]:
    return (
        frame.case.nunique(),
        frame.source.nunique(),
        frame.quote.nunique(),
        len(frame[["source", "offset"]].drop_duplicates()),
    )


on_the_study = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
everyone_or_not = st.booleans()


def selection(everyone: bool) -> Selection:
    return Selection((ALL_CODERS,)) if everyone else DEFAULT


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
