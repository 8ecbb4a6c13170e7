"""The codebook from the command line: show, check, export, add, rename, move, merge, remove, read."""

import shutil
from pathlib import Path

import pytest

from coder.codebook.parse import parse_codebook
from tests.command_line import CommandLine


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def keys(coder: CommandLine) -> list[str]:
    return [row["code"] for row in coder("codebook", "--format", "csv").rows]


class TestShow:
    def test_is_what_happens_without_a_word(self, coder: CommandLine) -> None:
        assert coder("codebook").out == coder("codebook", "show").out
        assert coder("codebook", "--format=csv").out == coder("codebook", "show", "--format", "csv").out

    def test_columns_counts_and_definitions(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        coder.code("ame", "Stuprören.", "stuprör", "--coder", "Tor")
        rows = {row["code"]: row for row in coder("codebook", "--format", "csv").rows}
        assert list(rows) == ["hinder", "stuprör", "avstånd", "buss", "möjligheter", "praktik", "närhet"]
        columns = "theme,code,name,parent,cases,sources,codings,colour,definition,use_when,not_when,keywords,examples"
        assert ",".join(rows["buss"]) == columns
        assert (rows["buss"]["theme"], rows["buss"]["parent"]) == ("hinder", "avstånd")
        assert rows["stuprör"]["definition"] == "Ingen ser helheten."
        assert rows["stuprör"]["keywords"] == "stuprör; mellan stolarna"
        assert (rows["stuprör"]["codings"], rows["hinder"]["codings"]) == ("1", "0")
        both = {row["code"]: row for row in coder("codebook", "--coders", "all", "--format", "json").json}
        assert both["stuprör"]["codings"] == 2

    def test_the_screen_shows_the_tree(self, coder: CommandLine) -> None:
        said = coder("codebook").out.splitlines()
        assert any(line.startswith("Hinder ") for line in said)
        assert any(line.startswith("· · Indragen buss ") for line in said)


class TestCheck:
    def test_a_sound_file_is_said_to_be_one(self, coder: CommandLine) -> None:
        said = coder("codebook", "check")
        assert (said.out, said.err) == ("", "codebook.yaml: nothing is wrong with it.\n")

    def test_every_fault_stands_on_a_line_of_its_own(self, coder: CommandLine) -> None:
        path = coder.folder / "other.yaml"
        path.write_text("themes:\n  - id: a\n    name: A\n  - id: A\n    nmae: B\n", "utf-8")
        said = coder("codebook", "check", "other.yaml", status=1).out.splitlines()
        assert [line.split(": ")[0] for line in said] == ["other.yaml:4:5", "other.yaml:4:9", "other.yaml:5:5"]

    def test_needs_no_project_and_is_not_stopped_by_the_fault_it_looks_for(self, coder: CommandLine) -> None:
        (coder.folder / "coder.db").unlink()
        (coder.folder / "codebook.yaml").write_text("themes:\n\t- id: a\n", "utf-8")
        assert coder("codebook", "check", status=1).out.startswith("codebook.yaml:2:1: ")
        assert not (coder.folder / "coder.db").exists()

    def test_what_cannot_be_read_is_no_finding(self, coder: CommandLine) -> None:
        assert "gone.yaml: cannot be read" in coder.fails("codebook", "check", "gone.yaml")
        (coder.folder / "latin.yaml").write_bytes("themes: [å]".encode("cp1252"))
        assert "save it as UTF-8" in coder.fails("codebook", "check", "latin.yaml")


class TestExport:
    def test_yaml_is_a_codebook_again(self, coder: CommandLine) -> None:
        original = parse_codebook((coder.folder / "codebook.yaml").read_text("utf-8"))
        assert parse_codebook(coder("codebook", "export").out) == original
        assert coder("codebook", "export", "--out", "new.yaml").err == "Written: new.yaml\n"
        assert parse_codebook((coder.folder / "new.yaml").read_text("utf-8")) == original

    def test_other_formats(self, coder: CommandLine) -> None:
        assert coder("codebook", "export", "--format", "csv").out == coder("codebook", "--format", "csv").out
        assert [row["code"] for row in coder("codebook", "export", "--format", "json").json] == keys(coder)
        coder("codebook", "export", "--out", "codes.xlsx")
        assert (coder.folder / "codes.xlsx").read_bytes().startswith(b"PK")
        assert "choose one of yaml, csv, json, md, docx, xlsx" in coder.fails("codebook", "export", "--format", "table")


class TestChanges:
    def test_add_prints_the_id_and_writes_the_file(self, coder: CommandLine) -> None:
        assert coder("codebook", "add", "Ny kod", "--parent", "hinder", "--definition", "Allt nytt").out == "ny-kod\n"
        assert coder("codebook", "add", "Tema", "--id", "t1").out == "t1\n"
        book = parse_codebook((coder.folder / "codebook.yaml").read_text("utf-8"))
        assert book.by_key["ny-kod"].parent == "hinder"
        assert book.by_key["ny-kod"].definition == "Allt nytt"
        assert book.by_key["t1"].parent is None
        assert "# Only where the bus itself is meant." in (coder.folder / "codebook.yaml").read_text("utf-8")
        assert "t1: is taken" in coder.fails("codebook", "add", "Annat", "--id", "t1")

    def test_rename_keeps_id_and_codings(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        coder("codebook", "rename", "stuprör", "Silor")
        row = coder("quotes", "--code", "silor", "--format", "csv").rows[0]
        assert (row["quote"], row["code"]) == (quote, "stuprör")

    def test_move_under_another_and_to_the_root(self, coder: CommandLine) -> None:
        coder("codebook", "move", "buss", "möjligheter")
        rows = {row["code"]: row for row in coder("codebook", "--format", "csv").rows}
        assert (rows["buss"]["parent"], rows["buss"]["theme"]) == ("möjligheter", "möjligheter")
        coder("codebook", "move", "buss", "--root")
        rows = {row["code"]: row for row in coder("codebook", "--format", "csv").rows}
        assert (rows["buss"]["parent"], rows["buss"]["theme"]) == ("", "buss")
        assert "stands under it" in coder.fails("codebook", "move", "hinder", "stuprör")

    def test_merge_and_undo(self, coder: CommandLine) -> None:
        quote = coder.code("ame", "Stuprören.", "stuprör")
        assert coder("codebook", "merge", "stuprör", "avstånd").err == "Removed; 1 coding was moved.\n"
        assert coder("quotes", "--format", "csv").rows[0]["code"] == "avstånd"
        assert "stuprör" not in keys(coder)
        coder("undo")
        assert (coder("quotes", "--format", "csv").rows[0]["code"], quote) == ("stuprör", quote)
        assert "stuprör" in (coder.folder / "codebook.yaml").read_text("utf-8")

    def test_remove_says_how_many_codings_are_in_the_way(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        assert "stuprör has 1 coding" in coder.fails("codebook", "remove", "stuprör")
        coder("codebook", "remove", "stuprör", "--into", "hinder")
        coder("codebook", "remove", "närhet")
        assert keys(coder) == ["hinder", "avstånd", "buss", "möjligheter", "praktik"]
        assert "has codes under it" in coder.fails("codebook", "remove", "avstånd")


class TestAFileThatWasChanged:
    """codebook.yaml belongs to the researchers: every command first takes over what they wrote."""

    def edit(self, coder: CommandLine, old: str, new: str) -> None:
        path = coder.folder / "codebook.yaml"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def test_is_read_by_the_next_command_as_one_step(self, coder: CommandLine) -> None:
        self.edit(coder, "name: Närhet", "name: Närhet och tillit")
        rows = {row["code"]: row for row in coder("codebook", "--format", "csv").rows}
        assert rows["närhet"]["name"] == "Närhet och tillit"
        assert coder("history", "--last", "1", "--format", "csv").rows[0]["kind"] == "read_codebook"

    def test_a_conflict_is_said_and_settled_by_a_word(self, coder: CommandLine) -> None:
        path = coder.folder / "codebook.yaml"
        before = path.read_text("utf-8")
        path.unlink()
        coder("codebook", "rename", "närhet", "Närheten")
        path.write_text(before.replace("name: Närhet", "name: Nära till allt"), "utf-8")
        said = coder("freq", "--format", "csv")
        assert "--keep file" in said.err and said.rows
        coder("codebook", "read", status=1)
        coder("codebook", "read", "--keep", "file")
        rows = {row["code"]: row["name"] for row in coder("codebook", "--format", "csv").rows}
        assert rows["närhet"] == "Nära till allt"
        assert coder("codebook", "read").err == "codebook.yaml and the project say the same.\n"

    @pytest.mark.parametrize(
        ("old", "new", "place"),
        [
            ("id: närhet", "id: praktik", "codebook.yaml:"),
            ("      - id: närhet", "\t- id: närhet", "codebook.yaml:"),
            ("themes:", "temes:", "codebook.yaml:"),
        ],
    )
    def test_a_faulty_one_stops_with_its_place_and_changes_nothing(
        self, coder: CommandLine, old: str, new: str, place: str
    ) -> None:
        before = coder("codebook", "--format", "csv").out
        sound = (coder.folder / "codebook.yaml").read_text("utf-8")
        self.edit(coder, old, new)
        for line in ("freq", "code ame 1 5 hinder", "codebook add X"):
            assert coder.fails(*line.split()).startswith(place)
        assert (coder.folder / "codebook.yaml").read_text("utf-8") == sound.replace(old, new)
        (coder.folder / "codebook.yaml").write_text(sound, "utf-8")
        assert coder("codebook", "--format", "csv").out == before
