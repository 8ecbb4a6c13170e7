"""Figures from the command line: freq with filters, matrix, cooccur, saturation, landscape."""

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from coder.project import Facets, Project
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.guided import with_guide


@pytest.fixture(scope="module")
def coded_study(tmp_path_factory: pytest.TempPathFactory, finished_study: Path) -> Path:
    """The small study with a guide and a handful of codings; for copying."""
    folder = shutil.copytree(finished_study, tmp_path_factory.mktemp("figures") / "study")
    project = with_guide(Project.open(folder / "coder.db", "Maja"))
    for source, words, code, facets in (
        ("ame", "Stuprören.", "stuprör", Facets(("af",), "other", "now")),
        ("ame", "Stuprören. Folk", "hinder", Facets(("unga",), "self", "now")),
        ("ame", "Den är indragen", "buss", Facets(("norra",), None, "missing")),
        ("gemensam", "Närheten, vi känner alla.", "närhet", Facets(("unga",), "self", None)),
        ("gemensam", "Praktik fungerar, fast stuprören står kvar.", "stuprör", Facets()),
        ("norr", "Stuprören står kvar", "stuprör", Facets()),
        ("norr", "Praktik ordnar de", "praktik", Facets()),
    ):
        project.apply_code(source, *passage(project, source, words), code, facets)
    project.set_case("AME Byn", {"size": "liten"})
    project.set_case("AME Syd", {"size": "stor"})
    project.confirm_guide("norr", 1, "f1")
    project.confirm_guide("norr", 5, "f2")
    project.close()
    return folder


@pytest.fixture
def coder(
    coded_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(coded_study, tmp_path / "here"), monkeypatch, capsys)


def codings(coder: CommandLine, *options: str) -> dict[str, int]:
    rows = coder("freq", "--format", "json", *options).json
    return {row["code"]: row["codings"] for row in rows if row["codings"]}


class TestFreq:
    @pytest.mark.parametrize(
        ("options", "expected"),
        [
            (("--code", "stuprör"), {"stuprör": 3}),
            (("--code", "hinder", "--deep"), {"hinder": 1, "stuprör": 3, "buss": 1}),
            (("--theme", "möjligheter"), {"närhet": 1, "praktik": 1}),
            (("--case", "ame syd"), {"stuprör": 1}),
            (("--where", "place=norra", "--where", "kind=kommun"), {"stuprör": 1, "hinder": 1, "buss": 1, "närhet": 1}),
            (("--where", "size=stor"), {"stuprör": 1}),
            (("--source", "norr"), {"stuprör": 1, "praktik": 1}),
            (("--about", "unga"), {"hinder": 1, "närhet": 1}),
            (("--about", "Unga", "--mode", "now"), {"hinder": 1}),
            (("--voice", "self", "--theme", "möjligheter"), {"närhet": 1}),
            (("--guide", "f2"), {"praktik": 1}),
        ],
    )
    def test_filters_combine_and_are_named(
        self, coder: CommandLine, options: tuple[str, ...], expected: dict[str, int]
    ) -> None:
        assert codings(coder, *options) == expected
        assert "Filter: " in coder("freq", *options).out
        assert len(coder("quotes", "--format", "json", *options).json) == sum(expected.values())

    def test_variables_of_cases_make_columns(self, coder: CommandLine) -> None:
        rows = {row["code"]: row for row in coder("freq", "--by", "size", "--format", "csv").rows}
        assert (rows["stuprör"]["liten"], rows["stuprör"]["stor"], rows["närhet"]["stor"]) == ("1", "1", "0")
        assert rows["buss"]["liten"] == "1"

    def test_groups_and_the_guide_make_columns(self, coder: CommandLine) -> None:
        rows = {row["code"]: row for row in coder("freq", "--by", "group", "--format", "csv").rows}
        assert rows["hinder"]["unga"] == "1"
        rows = {row["code"]: row for row in coder("freq", "--by", "guide", "--confirmed", "--format", "csv").rows}
        assert (rows["stuprör"]["f1"], rows["praktik"]["f2"]) == ("1", "1")

    def test_people_read_cases_of_all_and_no_percentage_of_few(self, coder: CommandLine) -> None:
        said = coder("freq").out
        assert "3 of 7" in said and "%" not in said
        assert "1 of 1" in coder("freq", "--case", "AME Syd").out

    def test_a_mistake_is_one_line(self, coder: CommandLine) -> None:
        assert "self, other" in coder.fails("freq", "--voice", "both")
        assert "now, wanted, missing" in coder.fails("quotes", "--mode", "later")
        assert "--deep goes with --code" in coder.fails("freq", "--deep")
        assert "size=stort" in coder.fails("freq", "--where", "size=stort")


class TestMatrix:
    def test_json_has_an_object_a_row(self, coder: CommandLine) -> None:
        rows = coder("matrix", "codes", "kinds", "--format", "json").json
        assert list(rows[0]) == ["code", "kommun", "samordningsförbund", "stat"]
        assert rows[1] == {"code": "stuprör", "kommun": 2, "samordningsförbund": 0, "stat": 0}
        assert coder("matrix", "code", "kind", "--format", "json").json == rows
        assert list(coder("matrix", "themes", "codes", "--format", "json").json[0])[:2] == ["theme", "hinder"]
        assert list(coder("matrix", "size", "guide", "--format", "json").json[0]) == ["size", "f1", "f2", "f3"]

    def test_cells_count_what_is_asked_for(self, coder: CommandLine) -> None:
        for count, number in (("cases", 2), ("codings", 2), ("sources", 2), ("characters", 53)):
            rows = coder("matrix", "codes", "kinds", "--count", count, "--format", "csv").rows
            assert int(rows[1]["kommun"]) == number
        assert "cases, codings, sources, characters" in coder.fails("matrix", "codes", "kinds", "--count", "words")
        assert "no source has such a variable" in coder.fails("matrix", "codes", "colours")

    def test_the_command_it_names_opens_the_fullest_cell(self, coder: CommandLine) -> None:
        said = coder("matrix", "codes", "kinds").out
        [line] = [line for line in said.splitlines() if "coder quotes" in line]
        assert line.endswith("coder quotes --code stuprör --where kind=kommun")
        assert len(coder("quotes", "--code", "stuprör", "--where", "kind=kommun", "--format", "json").json) == 2

    def test_the_table_is_shaded_without_colour_at_any_width(
        self, coder: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for columns in ("40", "80", "160"):
            monkeypatch.setenv("COLUMNS", columns)
            said = coder("matrix", "codes", "cases").out
            assert "█" in said and all(len(line) <= int(columns) for line in said.splitlines())
            assert "AME Norr" in said

    def test_a_workbook_has_numbers_and_a_scale(self, coder: CommandLine) -> None:
        coder("matrix", "codes", "kinds", "--out", "m.xlsx")
        sheet = load_workbook(coder.folder / "m.xlsx")["matrix"]
        assert sheet["B3"].value == 2
        [rule] = [rule for each in sheet.conditional_formatting for rule in each.rules]
        assert rule.type == "colorScale"
        once = (coder.folder / "m.xlsx").read_bytes()
        coder("matrix", "codes", "kinds", "--out", "m.xlsx")
        assert (coder.folder / "m.xlsx").read_bytes() == once


class TestTogether:
    def test_pairs_that_share_characters(self, coder: CommandLine) -> None:
        rows = coder("cooccur", "--format", "json").json
        assert rows == [{"code_a": "hinder", "code_b": "stuprör", "count": 1, "jaccard": pytest.approx(10 / 77)}]
        assert list(coder("cooccur", "--format", "csv").rows[0]) == ["code_a", "code_b", "count", "jaccard"]

    def test_wider_windows_find_more(self, coder: CommandLine) -> None:
        def pairs(window: str) -> set[tuple[str, str]]:
            return {
                (row["code_a"], row["code_b"]) for row in coder("cooccur", "--window", window, "--format", "json").json
            }

        assert pairs("turn") == {("hinder", "stuprör")} and pairs("0") == pairs("turn")
        assert pairs("1") - pairs("turn") == {("stuprör", "närhet")}
        assert ("hinder", "buss") in pairs("2") and ("stuprör", "praktik") not in pairs("2")
        assert "overlap, turn" in coder.fails("cooccur", "--window", "near")


class TestSaturation:
    def test_sources_stand_in_order_of_date_then_name(self, coder: CommandLine) -> None:
        said = coder("saturation", "--format", "csv")
        assert [tuple(row.values()) for row in said.rows] == [
            ("1", "ame", "3", "3"),
            ("2", "gemensam", "1", "4"),
            ("3", "norr", "1", "5"),
        ]
        assert list(said.rows[0]) == ["position", "source", "new_codes", "total_codes"]
        assert "No source is called finished" in coder("saturation").out

    def test_finished_sources_alone_and_back(self, coder: CommandLine) -> None:
        coder("finish", "gemensam")
        assert [row["source"] for row in coder("saturation", "--format", "csv").rows] == ["gemensam"]
        assert "2 coded sources are left out" in " ".join(coder("saturation").out.split())
        coder("undo")
        assert len(coder("saturation", "--format", "csv").rows) == 3

    def test_random_orders_come_with_their_spread(self, coder: CommandLine) -> None:
        rows = coder("saturation", "--orders", "50", "--seed", "3", "--format", "json").json
        assert rows == coder("saturation", "--orders", "50", "--seed", "3", "--format", "json").json
        assert rows[-1]["low"] == rows[-1]["high"] == rows[-1]["mean"] == 5
        assert rows[0]["low"] <= rows[0]["mean"] <= rows[0]["high"]
        assert "--orders" in coder.fails("saturation", "--orders", "-1")

    def test_a_reflexive_study_is_told_why_not(self, coder: CommandLine) -> None:
        path = coder.folder / "codebook.yaml"
        path.write_text(path.read_text("utf-8").replace("method: codebook", "method: reflexive"), encoding="utf-8")
        assert "Braun & Clarke" in coder.fails("saturation")
        assert len(coder("saturation", "--anyway", "--format", "csv").rows) == 3


def test_the_landscape_states_its_rules(coder: CommandLine) -> None:
    said = " ".join(coder("landscape").out.split())
    assert "Unused: no coding that counts." in said and "Twins: at least 5 codings each" in said
    assert {(row["finding"], row["code"]) for row in coder("landscape", "--format", "csv").rows} == set()
    coder("codebook", "add", "Pendling", "--parent", "hinder")
    assert ("unused", "pendling") in {
        (row["finding"], row["code"]) for row in coder("landscape", "--format", "csv").rows
    }


def test_undoing_and_removing_change_the_figures(coder: CommandLine) -> None:
    before = coder("matrix", "codes", "cases", "--format", "csv").out
    quote = coder.code("norr", "De äldre", "buss")
    assert codings(coder)["buss"] == 2
    coder("uncode", quote)
    assert codings(coder)["buss"] == 1
    coder("undo")
    coder("undo")
    assert coder("matrix", "codes", "cases", "--format", "csv").out == before


def test_who_finished_decides_whose_codings_count(coder: CommandLine) -> None:
    coder.code("ame", "mellan stolarna", "buss", "--coder", "Tor")
    assert codings(coder, "--source", "ame") == {"stuprör": 1, "hinder": 1, "buss": 1}
    coder("finish", "ame", "--coder", "Tor")
    assert codings(coder, "--source", "ame") == {"buss": 1}
    assert codings(coder, "--source", "ame", "--coders", "all")["buss"] == 2


@pytest.mark.parametrize("line", ["freq", "matrix codes cases", "cooccur", "saturation", "landscape"])
def test_an_empty_project_says_what_to_do_next(coder: CommandLine, line: str) -> None:
    """Instead of an empty table; a script gets its rows, and people the line beside them."""
    Project.open(coder.folder / "empty.db", "Maja", create=True).close()
    said = coder(*line.split(), "--project", "empty.db")
    assert said.out == "" and said.err.startswith("There are no interviews yet")
    said = coder(*line.split(), "--project", "empty.db", "--format", "json")
    assert "There are no interviews yet" in said.err and isinstance(said.json, list)
