"""Framework matrices: counted by hand, written in, kept through merging and renaming, and exported."""

import zipfile
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.filters import Filter
from coder.queries.framework import Cell, cell_passages, framework, themes
from coder.queries.quotes import QuoteFilter, quotes
from tests.command_line import CommandLine
from tests.conftest import Opener, passage


@pytest.fixture
def coded(project: Project) -> Project:
    for source, words, code in (
        ("ame", "Stuprören.", "stuprör"),
        ("ame", "Folk hamnar mellan stolarna", "stuprör"),
        ("ame", "Den är indragen", "buss"),
        ("gemensam", "stuprören står kvar.\nIP1: Just det.", "stuprör"),
        ("gemensam", "Praktik fungerar", "praktik"),
    ):
        project.apply_code(source, *passage(project, source, words), code)
    return project


def quote_of(project: Project, words: str) -> str:
    return next(row.quote for row in project.ask(quotes).rows if row.text == words)


def cells(project: Project, theme: str = "hinder", **wanted: str) -> dict[tuple[str, str], Cell]:
    found = project.ask(framework, theme, wanted=Filter(**wanted))  # type: ignore[arg-type]
    return {(cell.case, cell.code): cell for row in found.cells for cell in row}


def written(project: Project, theme: str = "hinder") -> dict[tuple[str, str], str]:
    return {place: cell.summary.text for place, cell in cells(project, theme).items() if cell.summary}


def test_cells_count_what_each_case_says(coded: Project) -> None:
    found = coded.ask(framework, "hinder")
    assert [code.key for code in found.codes] == ["stuprör", "avstånd", "buss"]
    assert found.cases == ("AF Byn", "AME Byn", "AME Norr", "AME Syd", "Förbundet")
    numbers = {place: cell.codings for place, cell in cells(coded).items() if cell.codings}
    assert numbers == {
        ("AME Byn", "stuprör"): 2,
        ("AME Byn", "buss"): 1,
        ("AME Norr", "stuprör"): 1,
        ("AME Syd", "stuprör"): 1,
    }
    assert [cell.case for cell in found.missing] == ["AME Byn", "AME Byn", "AME Norr", "AME Syd"]
    assert {case for case, _code in cells(coded, case="AME Syd")} == {"AME Syd"}
    coded.apply_code("ame", *passage(coded, "ame", "Så"), "hinder")
    assert [code.key for code in coded.ask(framework, "hinder").codes] == ["hinder", "stuprör", "avstånd", "buss"]


def test_every_cell_of_the_bundled_study_is_its_quotes(bundled: Project) -> None:
    rows = bundled.ask(quotes).rows
    for theme in bundled.ask(themes):
        for (case, code), cell in cells(bundled, theme.key).items():
            assert cell.codings == sum(row.code == code and case in row.cases for row in rows)
    some = bundled.ask(cell_passages, "AME Lycksele", "stuprör")
    assert some == bundled.ask(quotes, QuoteFilter(case="AME Lycksele", code="stuprör")).rows


def test_an_empty_project_has_rows_without_numbers(project: Project) -> None:
    assert not project.ask(framework, "hinder").missing
    assert {cell.codings for cell in cells(project).values()} == {0}


# Writing


def test_a_summary_cites_its_quotes_and_is_taken_back(opened: Opener, coded: Project) -> None:
    quote = quote_of(coded, "Stuprören.")
    typed = f"De hamnar emellan [{quote.lower()}].\r\nMer."
    assert coded.write_summary("ame b", "Stuprör", typed) == ()
    summary = cells(coded)["AME Byn", "stuprör"].summary
    assert summary is not None
    assert (summary.text, summary.coder, summary.cited) == (f"De hamnar emellan [{quote}].\nMer.", "Maja", (quote,))
    assert opened("Tor").write_summary("AME Byn", "buss", f"Jfr [{quote}; {quote}].") == (quote,)
    assert coded.write_summary("AME Byn", "stuprör", "Annat.") == ()
    coded.undo()
    assert written(coded)["AME Byn", "stuprör"] == summary.text
    coded.write_summary("AME Byn", "stuprör", "  ")
    assert ("AME Byn", "stuprör") not in written(coded)
    coded.undo()
    assert written(coded)["AME Byn", "stuprör"] == summary.text
    other = cells(coded)["AME Byn", "buss"].summary
    assert other is not None and other.outside == (quote,)


@pytest.mark.parametrize(
    ("case", "code", "text", "told"),
    [
        ("AME Byn", "stuprör", "Så [C-ZZZZZ].", "C-ZZZZZ: no quote has this identifier"),
        ("Ingen", "stuprör", "Så.", "no case is called so"),
        ("AME Byn", "ingen", "Så.", "no code is called so"),
    ],
)
def test_what_is_not_there_is_refused(coded: Project, case: str, code: str, text: str, told: str) -> None:
    with pytest.raises(CoderError, match=told):
        coded.write_summary(case, code, text)
    assert written(coded) == {}


def test_citations_that_stand_elsewhere_by_now_or_are_gone_are_told(coded: Project) -> None:
    first, second = quote_of(coded, "Stuprören."), quote_of(coded, "Folk hamnar mellan stolarna")
    coded.write_summary("AME Byn", "stuprör", f"[{first}, {second}]")
    coded.recode(first, "avstånd")
    coded.remove_coding(second)
    summary = cells(coded)["AME Byn", "stuprör"].summary
    assert summary is not None
    assert (summary.cited, summary.outside, summary.gone) == ((first, second), (first,), (second,))


# Never lost


def test_summaries_follow_codes_that_are_renamed_and_merged(coded: Project) -> None:
    coded.write_summary("AME Byn", "buss", "Bussen.")
    coded.write_summary("AME Byn", "stuprör", "Stuprören.")
    coded.write_summary("AME Syd", "buss", "Ingen buss.")
    coded.rename_code("buss", "Tåg")
    before = written(coded)
    coded.merge_codes("buss", "stuprör")
    assert written(coded) == {
        ("AME Byn", "stuprör"): "Stuprören.\n\nBussen.",
        ("AME Syd", "stuprör"): "Ingen buss.",
    }
    coded.undo()
    assert written(coded) == before


def test_a_code_with_summaries_is_not_removed_without_a_place_for_them(coded: Project) -> None:
    coded.write_summary("AME Byn", "avstånd", "Långt.")
    coded.move_code("buss", "hinder")
    with pytest.raises(CoderError, match="avstånd has 1 summary in its framework matrix"):
        coded.remove_code("avstånd")
    coded.remove_code("avstånd", into="buss")
    assert written(coded) == {("AME Byn", "buss"): "Långt."}


def test_a_code_that_is_gone_from_the_file_keeps_its_summaries(coded: Project) -> None:
    coded.write_summary("AME Byn", "närhet", "Nära.")
    book = coded.codebook_path.read_text("utf-8")
    gone = book.replace("      - id: närhet\n        name: Närhet\n", "")
    assert gone != book
    coded.codebook_path.write_text(gone, encoding="utf-8")
    assert coded.read_codebook() == []
    assert written(coded, "möjligheter") == {("AME Byn", "närhet"): "Nära."}


def test_summaries_follow_cases_that_are_renamed_and_merged(coded: Project) -> None:
    coded.write_summary("AME Norr", "stuprör", "Norr.")
    coded.write_summary("AME Syd", "stuprör", "Syd.")
    coded.write_summary("AME Syd", "buss", "Buss.")
    coded.rename_case("AME Syd", "Södra")
    coded.merge_cases("Södra", "AME Norr")
    assert written(coded) == {("AME Norr", "stuprör"): "Norr.\n\nSyd.", ("AME Norr", "buss"): "Buss."}
    coded.undo()
    assert written(coded)["Södra", "buss"] == "Buss."


def test_names_are_replaced_in_summaries_too(coded: Project) -> None:
    from coder.project.names.text_columns import project_texts

    coded.write_summary("AME Byn", "stuprör", "Kalle Kula säger det.")
    coded.save_query("Kalle", "stuprör")
    texts = {(each.table, each.text, each.free) for each in coded.ask(lambda session: list(project_texts(session)))}
    assert ("framework_summary", "Kalle Kula säger det.", True) in texts
    assert ("saved_query", "Kalle", False) in texts


# From the command line


class TestCommandLine:
    @pytest.fixture
    def coder(self, coded: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
        return CommandLine(coded.folder, monkeypatch, capsys)

    def test_a_matrix_is_shown_and_written_in(self, coder: CommandLine, coded: Project) -> None:
        quote = quote_of(coded, "Stuprören.")
        coder("summarise", "AME Byn", "stuprör", f"Emellan [{quote}].")
        rows = coder("framework", "hinder", "--format", "csv").rows
        row = next(row for row in rows if (row["case"], row["code"]) == ("AME Byn", "stuprör"))
        assert (row["codings"], row["summary"], row["cited"]) == ("2", f"Emellan [{quote}].", quote)
        assert f"Emellan [{quote}]." in coder("framework", "hinder").out
        shown = coder("summarise", "AME Byn", "stuprör")
        assert "Stuprören." in shown.out and f"Emellan [{quote}]." in shown.out
        missing = coder("framework", "hinder", "--missing", "--format", "json").json
        assert [(each["case"], each["code"]) for each in missing] == [
            ("AME Byn", "buss"),
            ("AME Norr", "stuprör"),
            ("AME Syd", "stuprör"),
        ]
        assert f"outside this cell: {quote}" in coder("summarise", "AME Syd", "buss", f"[{quote}]").err
        coder("summarise", "AME Syd", "buss", "--remove")
        coder("undo")
        assert "AME Syd" in coder("framework", "hinder").out

    def test_wrong_use_is_told_in_one_line(self, coder: CommandLine) -> None:
        assert "is no theme" in coder.fails("framework", "stuprör")
        assert "--remove" in coder.fails("summarise", "AME Byn", "stuprör", "x", "--remove")
        assert "--theme" in coder.fails("framework", "hinder", "--theme", "hinder")
        assert "rows are cases" in coder.fails("export", "framework", "--for", "report")

    def test_matrices_are_exported_where_they_are_worked_with(
        self, coder: CommandLine, coded: Project, tmp_path: Path
    ) -> None:
        coder("export", "--to", tmp_path / "none")
        assert not list((tmp_path / "none").glob("framework.*"))
        quote = quote_of(coded, "Stuprören.")
        coded.write_summary("AME Byn", "stuprör", f"Emellan [{quote}].")
        coder("export", "--to", tmp_path / "all")
        names = sorted(path.name for path in (tmp_path / "all").glob("framework.*"))
        assert names == ["framework.docx", "framework.md", "framework.xlsx"]
        text = (tmp_path / "all" / "framework.md").read_text("utf-8")
        assert "Emellan" in text and "Stuprören." in text
        with zipfile.ZipFile(tmp_path / "all" / "framework.xlsx") as book:
            assert "Emellan" in "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)
        coder("export", "framework", "--to", tmp_path / "again")
        for name in names:
            assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()
