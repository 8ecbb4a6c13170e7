"""Tidy tables: they join, they count what the program counts, and nothing is lost in them."""

import re
from pathlib import Path

import pandas as pd
import pytest

from coder.errors import CoderError
from coder.exporters.tidy import DICTIONARY, dictionary_text
from coder.project import Facets, Project
from coder.queries.frequencies import frequencies
from coder.queries.quotes import quotes
from coder.queries.tidy.shape import Type
from coder.queries.tidy.tables import TABLES
from coder.queries.transcript import transcript
from tests.conftest import REPOSITORY, Opener, passage
from tests.doing import code_words
from tests.named_study import with_names

Tables = dict[str, pd.DataFrame]
GUARD = r"^'(?='*[=+\-@\t\n\r])"


def read(folder: Path) -> Tables:
    """The tables as docs/tidy-tables.md says they are read."""
    found = {}
    for path in folder.glob("*.csv"):
        table = pd.read_csv(path, keep_default_na=False)
        texts = table.select_dtypes(["object", "string"]).columns
        table[texts] = table[texts].apply(lambda column: column.str.replace(GUARD, "", regex=True))
        found[path.stem] = table
    return found


@pytest.fixture(scope="module")
def tidy(bundled: Project, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("tidy")
    bundled.export(folder, ["tidy"])
    return read(folder / "tidy")


@pytest.fixture
def rich(opened: Opener, tmp_path: Path) -> Tables:
    """Two coders, a joint interview, a coding over two turns, notes everywhere, and cells that a spreadsheet runs."""
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    maja.set_facets(quote, Facets(("af", "unga", "norra"), "other", "missing"))
    maja.write_note(quote, "=1+1")
    start, end = passage(maja, "gemensam", "vi känner alla.\nIP2: Praktik fungerar")
    maja.apply_code("gemensam", start, end, "praktik")
    tor.apply_code("ame", *passage(tor, "ame", "Folk hamnar"), "buss")
    for target in (f"ame:{start}-{end}", "source:ame", "code:buss", "project"):
        maja.write_note(target, '\'-- NA\n"x"')
    maja.set_case("AME Byn", {"antal": "007", "tom": "NA"})
    maja.export(tmp_path, ["tidy"])
    return read(tmp_path / "tidy")


def check(tables: Tables) -> None:
    """What the dictionary promises: keys tell rows apart, and what refers to something finds it."""
    for table in TABLES:
        found = tables[table.name]
        assert list(found.columns) == [column.name for column in table.columns]
        keys = [column.name for column in table.columns if column.key]
        assert not found.duplicated(keys).any(), table.name
        for column in table.columns:
            if column.refers:
                other, name = column.refers.split(".")
                named = {value for value in found[column.name] if value != ""}
                assert named <= set(tables[other][name]), (table.name, column.name)
            if column.type is Type.BOOLEAN and len(found):
                assert found[column.name].dtype == bool, (table.name, column.name)
            if column.type is Type.INSTANT:
                pd.to_datetime([value for value in found[column.name] if value != ""], utc=True, format="ISO8601")


def test_the_dictionary_is_what_is_published_and_goes_with_the_tables(tidy: Tables) -> None:
    assert (REPOSITORY / "docs" / "tidy-tables.md").read_text("utf-8") == dictionary_text()
    assert tidy.keys() == {table.name for table in TABLES} | {DICTIONARY}
    assert len(tidy[DICTIONARY]) == sum(len(table.columns) for table in TABLES)


def test_tables_join(tidy: Tables, rich: Tables) -> None:
    for tables in (tidy, rich):
        check(tables)
        whole = tables["codings"].merge(tables["coding_parts"], on=["quote", "source"], validate="1:m")
        assert len(whole) == len(tables["coding_parts"]) and set(whole["quote"]) == set(tables["codings"]["quote"])
        turns = whole.merge(tables["turns"], on=["source", "turn"], validate="m:1", suffixes=("", "_of_turn"))
        assert len(turns) == len(whole)
        assert (turns["interviewer"] == turns["interviewer_of_turn"]).all()


def test_counts_are_those_of_the_program(tidy: Tables, bundled: Project, rich: Tables, opened: Opener) -> None:
    for tables, project in ((tidy, bundled), (rich, opened("Maja"))):
        codings = tables["codings"].query("in_set")[["quote", "code"]]
        parts = tables["coding_parts"].query("not interviewer").merge(codings, on="quote")
        parts = parts.merge(tables["turns"][["source", "turn", "case"]], on=["source", "turn"])
        for row in project.ask(frequencies).rows:
            own = parts[parts["code"] == row.code]
            reached = zip(own["source"], own["start"], own["end"], strict=True)
            covered = {(source, n) for source, start, end in reached for n in range(start, end)}
            cases = own["case"][own["case"] != ""]
            counted = cases.nunique(), own["source"].nunique(), own["quote"].nunique(), len(covered)
            assert counted == (row.cases, row.sources, row.codings, row.characters), row.code


def test_words_facets_and_variables_are_whole(tidy: Tables, bundled: Project, rich: Tables, opened: Opener) -> None:
    for tables, project in ((tidy, bundled), (rich, opened("Maja"))):
        rows = {row.quote: row for row in project.ask(quotes).rows}
        about = tables["coding_about"].groupby("quote")["id"].apply(set)
        found = tables["codings"].set_index("quote")
        for quote, row in rows.items():
            mine = found.loc[quote]
            assert (mine["text"], mine["coder"], mine["code"]) == (row.text, row.coder, row.code)
            assert (mine["voice"], mine["mode"]) == (row.voice or "", row.mode or "")
            assert about.get(quote, set()) == set(row.about)
    for name, turns in tidy["turns"].groupby("source"):
        text = bundled.ask(transcript, str(name)).text
        assert [text[a:b] for a, b in zip(turns["speech_start"], turns["end"], strict=True)] == list(turns["text"])
    variables = rich["case_variables"].set_index(["case", "variable"])["value"]
    assert (variables["AME Byn", "antal"], variables["AME Byn", "tom"]) == ("007", "NA")


def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(rich: Tables, tmp_path: Path) -> None:
    text = (tmp_path / "tidy" / "notes.csv").read_text("utf-8")
    assert "'=1+1" in text and not re.search(r"(^|,)=", text, re.MULTILINE)
    assert sorted(rich["notes"]["text"]) == ['\'-- NA\n"x"'] * 4 + ["=1+1"]
    assert set(rich["notes"]["on"]) == {"coding", "passage", "source", "code", "project"}


def test_the_same_bytes_again_and_nothing_without_being_named(bundled: Project, tmp_path: Path) -> None:
    files = [bundled.export(tmp_path / name, ["tidy"]) for name in ("a", "b")]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]]
    assert not any(path.parent.name == "tidy" for path in bundled.export(tmp_path / "c", ["qdc"]))


def test_no_name_leaves_and_no_interview_goes_into_a_report(opened: Opener, tmp_path: Path) -> None:
    named = with_names(opened("Maja"))
    refused: list[CoderError] = []
    assert named.export(tmp_path / "a", ["tidy"], refused=refused.append) == [] and len(refused) == 1
    with pytest.raises(CoderError, match="not fit for a report"):
        named.export(tmp_path / "a", ["tidy"], "report")
    assert not (tmp_path / "a").exists()
