"""Agreement and deciding between coders on the command line."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine

COLUMNS = ["code", "units", "both", "only_a", "only_b", "agreed_share", "cohen_kappa", "krippendorff_alpha"]
INTERVALS = ["kappa_low", "kappa_high", "alpha_low", "alpha_high"]


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


@pytest.fixture
def double(coder: CommandLine) -> CommandLine:
    """Maja and Tor have coded one interview."""
    coder.code("ame", "Stuprören", "stuprör")
    coder.code("ame", "Den är indragen", "buss")
    coder("--coder", "Tor", "code", "ame", *coder.at("ame", "Stuprören. Folk"), "stuprör")
    return coder


def test_columns_and_rows(double: CommandLine) -> None:
    rows = double("agree", "--format", "csv").rows
    assert list(rows[0])[:12] == COLUMNS + INTERVALS
    assert [row["code"] for row in rows] == ["*", "stuprör", "buss"]
    assert [row["units"] for row in rows] == ["2", "2", "2"]
    assert (rows[1]["both"], rows[1]["only_a"], rows[2]["only_a"]) == ("1", "0", "1")
    assert rows[1]["cohen_kappa"] == "1.0"
    assert rows[1]["alpha_low"] == ""


def test_json_has_null_for_what_is_undefined(double: CommandLine) -> None:
    [pooled, code] = double("agree", "--code", "närhet", "--format", "json").json
    assert pooled["cohen_kappa"] is None and code["krippendorff_alpha"] is None
    assert code["both"] == 0


def test_units_and_coders(double: CommandLine) -> None:
    by_character = double("agree", "--unit", "character", "--code", "stuprör", "--format", "json").json[1]
    assert (by_character["both"], by_character["only_b"]) == (9, 6)
    swapped = double("agree", "--unit", "character", "--code", "stuprör", "--coders", "tor,maja", "--format", "json")
    assert swapped.json[1]["only_a"] == 6
    assert "choose one of turn, sentence, character" in double.fails("agree", "--unit", "word")
    assert "two coders or more" in double.fails("agree", "--coders", "Maja")


def test_people_read_words_and_who_was_compared(double: CommandLine) -> None:
    said = double("agree").out
    assert "too few" in said
    assert "Maja and Tor: 1 interview, 2 turns." in said
    assert "None of the 3 codings began as a suggestion" in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 80


def test_says_what_to_do_where_nobody_else_has_coded(coder: CommandLine) -> None:
    assert "Nothing is coded yet" in coder("agree", "--format", "csv").err
    coder.code("ame", "Stuprören", "stuprör")
    said = coder("agree", "--format", "csv")
    assert said.rows == [] and said.out.startswith("code,units")
    assert "Let a second coder code one of them" in said.err
    assert coder("agree").out == ""


def test_a_reflexive_study_says_why_not(double: CommandLine) -> None:
    book = double.folder / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("method: codebook", "method: reflexive"), encoding="utf-8")
    assert "Braun & Clarke 2019, 2021" in double.fails("agree")
    assert double("agree", "--anyway", "--format", "csv").rows[0]["code"] == "*"


def test_a_workbook(double: CommandLine) -> None:
    double("agree", "--out", "likhet.xlsx")
    assert (double.folder / "likhet.xlsx").read_bytes()[:2] == b"PK"


class TestAdjudicate:
    def test_lists_what_differs(self, double: CommandLine) -> None:
        rows = double("adjudicate", "ame", "--format", "csv").rows
        assert [(row["code"], row["kind"], row["coder"]) for row in rows] == [
            ("stuprör", "ends", "Maja"),
            ("stuprör", "ends", "Tor"),
            ("buss", "missing", "Maja"),
            ("buss", "missing", "Tor"),
        ]
        said = double("adjudicate", "ame")
        assert "only Maja" in said.out and "ends differ" in said.out
        assert "2 disagreements are left." in said.err

    def test_decides_one_by_one_and_the_rest(self, double: CommandLine) -> None:
        first = double("adjudicate", "ame", "--format", "csv").rows[0]["disagreement"]
        quote = double("adjudicate", "ame", first, "--keep", "tor", "--why", "Hela tanken").out.strip()
        assert quote.startswith("C-")
        [row, *_more] = double("adjudicate", "ame", "--format", "csv").rows
        assert (row["decision"], row["kept"], row["decided_by"], row["why"]) == ("Tor", quote, "Maja", "Hela tanken")
        said = double("adjudicate", "ame", "--rest", "--keep", "neither").err
        assert "what was decided is the interview's coding set" in said
        assert [row["coder"] for row in double("quotes", "--format", "csv").rows] == ["adjudicated"]
        assert "in 1 source what was decided between the coders" in " ".join(double("freq").out.split())

    def test_takes_back_one_or_all(self, double: CommandLine) -> None:
        double("adjudicate", "ame", "--rest", "--keep", "both")
        first = double("adjudicate", "ame", "--format", "csv").rows[0]["disagreement"]
        double("adjudicate", "ame", first, "--undo")
        assert "1 disagreement is left." in double("adjudicate", "ame").err
        assert "1 adjudicated coding taken away" in double("adjudicate", "ame", "--undo").err
        assert {row["coder"] for row in double("quotes", "--format", "csv").rows} == {"Maja"}

    def test_says_in_one_line_what_is_wrong(self, double: CommandLine) -> None:
        first = double("adjudicate", "ame", "--format", "csv").rows[0]["disagreement"]
        assert "D-…" in double.fails("adjudicate", "ame", "--keep", "Tor")
        assert "no coder is called so" in double.fails("adjudicate", "ame", first, "--keep", "Eva")
        assert "both --start and --end" in double.fails("adjudicate", "ame", first, "--start", "3")
        assert "two coders or more" in double.fails("adjudicate", "gemensam")
