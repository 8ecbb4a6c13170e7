"""Quotes and counts from the command line: quotes, quote, freq."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from coder.project import Facets, Project
from tests.command_line import CommandLine
from tests.conftest import passage

TEAM = "quote,source,case,turn,speaker,start,end,theme,code,coder,about,voice,mode,text,note"
REPORT = "quote,attribution,start,end,theme,code,about,voice,mode,text"


@pytest.fixture(scope="module")
def coded_study(finished_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with a handful of codings by Maja, and one by Tor where Maja codes too; for copying."""
    folder = shutil.copytree(finished_study, tmp_path_factory.mktemp("coded") / "study")
    maja, tor = (Project.open(folder / "coder.db", name) for name in ("Maja", "Tor"))
    for coder, source, words, code, about, note in (
        (maja, "ame", "Stuprören.", "stuprör", ("af",), "Klassiskt"),
        (maja, "ame", "Stuprören. Folk", "hinder", (), ""),
        (maja, "ame", "Den är indragen", "buss", ("norra",), ""),
        (maja, "gemensam", "Närheten, vi känner alla.", "närhet", ("unga",), ""),
        (maja, "gemensam", "Praktik fungerar, fast stuprören står kvar.", "stuprör", (), ""),
        (tor, "ame", "praktik i stan går inte. [bold]Så[/] är det.", "praktik", (), ""),
        (maja, "af", "Praktik kostar.", "praktik", (), ""),
    ):
        coder.apply_code(source, *passage(coder, source, words), code, Facets(about), note)
    maja.close()
    tor.close()
    return folder


@pytest.fixture
def coder(
    coded_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(coded_study, tmp_path / "here"), monkeypatch, capsys)


def texts(coder: CommandLine, *options: str) -> list[str]:
    return [row["text"] for row in coder("quotes", "--format", "csv", *options).rows]


class TestQuotes:
    def test_columns_for_the_team_and_for_the_report(self, coder: CommandLine) -> None:
        rows = coder("quotes", "--format", "csv").rows
        assert ",".join(rows[0]) == TEAM
        for row in rows:
            assert coder("text", row["source"]).out[int(row["start"]) : int(row["end"])] == row["text"]
        said = coder("quotes", "--for", "report", "--format", "csv")
        assert ",".join(said.rows[0]) == REPORT
        for secret in ("AME Byn", "gemensam", "Maja", "IP1", "Klassiskt"):
            assert secret not in said.out
        assert [row["text"] for row in coder("quotes", "--format", "json").json] == [row["text"] for row in rows]

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (["--code", "Stuprör"], ["Stuprören.", "Praktik fungerar, fast stuprören står kvar."]),
            (["--code", "avstånd"], []),
            (["--code", "avstånd", "--deep"], ["Den är indragen"]),
            (["--theme", "möjl"], ["Praktik kostar.", "Närheten, vi känner alla."]),
            (["--case", "ame s"], ["Praktik fungerar, fast stuprören står kvar."]),
            (["--where", "place=NORRA", "--theme", "möjligheter"], ["Praktik kostar.", "Närheten, vi känner alla."]),
            (["--where", "kind=stat", "--where", "place=norra"], ["Praktik kostar."]),
            (["--where", "date=2014-03-05", "--code", "närhet"], ["Närheten, vi känner alla."]),
            (["--code", "stuprör", "--with", "hinder"], ["Stuprören."]),
            (["--about", "unga"], ["Närheten, vi känner alla."]),
            (["--about", "Arbetsförmedlingen"], ["Stuprören."]),
            (["--search", "KLASSISKT"], ["Stuprören."]),
            (["--search", "[bold]", "--coders", "all"], ["praktik i stan går inte. [bold]Så[/] är det."]),
            (["--source", "af"], ["Praktik kostar."]),
            (["--coders", "tor"], ["praktik i stan går inte. [bold]Så[/] är det."]),
            (["--starred"], []),
        ],
    )
    def test_everything_asked_for_must_hold(self, coder: CommandLine, options: list[str], expected: list[str]) -> None:
        assert texts(coder, *options) == expected

    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (["--code", "nothing"], "no code is called so"),
            (["--theme", "stuprör"], "stuprör is no theme but stands under hinder"),
            (["--case", "AME"], "several begin so: AME Byn, AME Norr, AME Syd"),
            (["--case", "Eva"], "no case is called so; there are: AF Byn"),
            (["--where", "place"], "write VARIABLE=VALUE"),
            (["--where", "plats=norra"], "no source has such a variable; there are: actor"),
            (["--where", "place=mitten"], "place=mitten: no source has this value; there are: norra, södra."),
            (["--about", "nobody"], "no actor, group or place has this id"),
            (["--with", "nothing"], "no code is called so"),
            (["--source", "nobody"], "no source is called so"),
            (["--coders", "Eva"], "there are: Maja, Tor"),
        ],
    )
    def test_what_there_is_not_is_said(self, coder: CommandLine, options: list[str], expected: str) -> None:
        assert expected in coder.fails("quotes", *options)

    def test_people_see_a_list_that_fits_80_columns_and_nothing_is_taken_for_markup(self, coder: CommandLine) -> None:
        said = coder("quotes", "--coders", "all")
        assert max(map(len, said.out.splitlines())) <= 80
        assert "[bold]Så[/] är det." in said.out
        assert "Note: Klassiskt" in said.out
        assert "Codings by Maja, Tor." in said.out
        assert said.err == "7 quotes.\n"
        assert "Klassiskt" not in coder("quotes", "--for", "report").out

    def test_documents_read_well(self, coder: CommandLine) -> None:
        said = coder("quotes", "--code", "stuprör", "--format", "md").out
        assert "Stuprör" in said and "> Stuprören." in said
        assert re.search(r"AME Byn, ame .*C-\w+", said)
        report = coder("quotes", "--code", "stuprör", "--format", "md", "--for", "report").out
        assert not re.search(r"\bame\b", report)
        coder("quotes", "--out", "q.docx")
        with zipfile.ZipFile(coder.folder / "q.docx") as office:
            assert "Stuprören." in office.read("word/document.xml").decode()
        coder("quotes", "--out", "q.xlsx", "--format", "xlsx")
        assert zipfile.is_zipfile(coder.folder / "q.xlsx")

    def test_out_takes_any_format(self, coder: CommandLine) -> None:
        expected = coder("quotes", "--format", "csv").out
        said = coder("quotes", "--out", "q.csv")
        assert said.out == "" and "Written: q.csv" in said.err
        assert (coder.folder / "q.csv").read_text("utf-8") == expected
        coder("quotes", "--out", "q.txt")
        assert (coder.folder / "q.txt").read_text("utf-8") == coder("quotes").out

    def test_a_place_that_cannot_be_written_is_said(self, coder: CommandLine) -> None:
        (coder.folder / "file").write_text("", "utf-8")
        assert "cannot be written" in coder.fails("quotes", "--out", "file/q.csv")


class TestOneQuote:
    def test_stands_marked_in_its_turn(self, coder: CommandLine) -> None:
        quote = coder("quotes", "--code", "buss", "--format", "csv").rows[0]["quote"]
        said = " ".join(coder("quote", quote).out.split())
        assert "IP: ⟦Den är indragen⟧, så praktik i stan går inte. [bold]Så[/] är det." in said

    def test_the_second_of_two_equal_passages_is_the_one_marked(self, coder: CommandLine) -> None:
        text = coder("text", "ame").out
        start = text.index("det", text.index("indragen"))
        quote = coder("code", "ame", start, start + 3, "hinder").out.strip()
        assert "[bold]Så[/] är ⟦det⟧." in " ".join(coder("quote", quote).out.split())

    def test_can_be_read_by_scripts_and_kept_from_exposing(self, coder: CommandLine) -> None:
        row = coder("quotes", "--code", "närhet", "--format", "json").json[0]
        assert coder("quote", row["quote"], "--format", "json").json == [row]
        said = coder("quote", row["quote"], "--for", "report").out
        assert "Närheten" in said and "gemensam" not in said and "AME Norr" not in said

    def test_identifiers_are_read_kindly(self, coder: CommandLine) -> None:
        quote = coder("quotes", "--code", "närhet", "--format", "csv").rows[0]["quote"]
        assert coder("quote", quote.lower().removeprefix("c-")).out == coder("quote", quote).out


class TestFreq:
    def test_columns_and_counts(self, coder: CommandLine) -> None:
        said = coder("freq", "--format", "csv")
        assert ",".join(said.rows[0]) == "theme,code,cases,sources,codings,characters"
        rows = {row["code"]: row for row in said.rows}
        characters = len("Stuprören.") + len("Praktik fungerar, fast stuprören står kvar.")
        assert list(rows["stuprör"].values()) == ["hinder", "stuprör", "2", "2", "2", str(characters)]
        assert rows["praktik"]["codings"] == "1"
        everybody = {row["code"]: row for row in coder("freq", "--coders", "all", "--format", "json").json}
        assert everybody["praktik"]["codings"] == 2

    def test_by_theme_case_source_and_variable(self, coder: CommandLine) -> None:
        rows = coder("freq", "--by", "theme", "--format", "csv").rows
        assert [(row["theme"], row["code"], row["codings"]) for row in rows] == [
            ("hinder", "", "4"),
            ("möjligheter", "", "2"),
        ]
        stuprör = coder("freq", "--by", "source", "--format", "csv").rows[1]
        assert (stuprör["ame"], stuprör["gemensam"], stuprör["af"]) == ("1", "1", "0")
        assert coder("freq", "--by", "case", "--format", "csv").rows[1]["AME Syd"] == "1"
        assert coder("freq", "--by", "kind", "--format", "csv").rows[1]["kommun"] == "2"
        assert "no source has such a variable" in coder.fails("freq", "--by", "colour")
        assert "has no interview guide" in coder.fails("freq", "--by", "guide")

    def test_the_table_names_the_set_and_fits_80_columns(self, coder: CommandLine) -> None:
        for options in ([], ["--by", "theme"], ["--by", "case"], ["--by", "source", "--with-interviewer"]):
            said = coder("freq", *options).out
            assert max(map(len, said.splitlines())) <= 80
            assert "One coding set per source: the main coder's." in said
        assert "With the interviewer's turns." in " ".join(coder("freq", "--with-interviewer").out.split())

    def test_values_that_find_no_room_get_lines_of_their_own(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        said = coder("freq", "--by", "case").out
        assert "stuprör  cases: 2 of 5, sources: 2, codings: 2" in said
        assert "      1  AME Syd" in said
