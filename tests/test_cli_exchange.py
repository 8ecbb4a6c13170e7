"""Handing over and taking over: export and import."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine

HEAD = "source,start,end,code,coder,about,voice,mode,note,text\n"


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


class TestExport:
    def test_writes_everything_and_names_the_files(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        said = coder("export").out.splitlines()
        assert [Path(line).parent for line in said] == [Path("exports")] * len(said)
        assert {Path(line).name for line in said} >= {"summary.md", "summary.docx", "quotes.csv", "frequencies.xlsx"}
        assert all((coder.folder / line).stat().st_size for line in said)
        assert (coder.folder / "exports" / "quotes.csv").read_text("utf-8") == coder("quotes", "--format", "csv").out

    def test_some_of_it_elsewhere_for_the_report(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör", "--note", "Hemligt")
        said = coder("export", "quotes", "--to", "out", "--for", "report").out.split()
        assert said == ["out/quotes.csv", "out/quotes.xlsx"]
        text = (coder.folder / "out" / "quotes.csv").read_text("utf-8")
        assert "Stuprören." in text
        assert not any(secret in text for secret in ("Hemligt", "AME Byn", "Maja"))

    def test_the_language_of_the_interface_leaves_exports_alone(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        coder("export", "summary", "--to", "one", "--lang", "en")
        coder("export", "summary", "--to", "two", "--lang", "sv", "--coder", "Tor")
        for name in ("summary.md", "summary.docx"):
            assert (coder.folder / "one" / name).read_bytes() == (coder.folder / "two" / name).read_bytes()

    def test_wrong_words_are_said_and_nothing_is_written(self, coder: CommandLine) -> None:
        assert "everything: no such export; choose from: summary" in coder.fails("export", "everything", "--to", "out")
        assert "choose one of team, report" in coder.fails("export", "--for", "all", "--to", "out")
        assert not (coder.folder / "out").exists()


class TestImport:
    def row(self, coder: CommandLine, words: str, code: str = "stuprör", **more: str) -> str:
        start, end = coder.at("ame", words)
        cells = {"about": "", "voice": "", "mode": "", "note": "", "text": words} | more
        return f"ame,{start},{end},{code},Tor," + ",".join(f'"{cells[name]}"' for name in cells) + "\n"

    def test_a_file_twice_changes_nothing(self, coder: CommandLine) -> None:
        row = self.row(coder, "Stuprören.", about="af;unga", voice="other", mode="missing", note="Sagt två gånger")
        (coder.folder / "c.csv").write_text(HEAD + row, "utf-8")
        assert coder("import", "c.csv").err == "c.csv: 1 added, 0 unchanged, 0 refused.\n"
        found = coder("quotes", "--format", "csv").rows[0]
        assert (found["coder"], found["about"], found["voice"], found["mode"]) == ("Tor", "af;unga", "other", "missing")
        assert coder("import", "c.csv").err == "c.csv: 0 added, 1 unchanged, 0 refused.\n"

    def test_wrong_rows_are_refused_each_on_a_line_and_the_others_taken(self, coder: CommandLine) -> None:
        wrong = "ame,1,99999,stuprör,Tor,,,,,\nnobody,1,2,stuprör,Tor,,,,,\name,1,5,stuprör,Tor,,,,,inte detta\n"
        (coder.folder / "c.csv").write_text(HEAD + self.row(coder, "Stuprören.") + wrong, "utf-8")
        said = coder("import", "c.csv", status=1).err.splitlines()
        assert [line.split(":")[0] for line in said] == [f"c.csv, line {number}" for number in (3, 4, 5)] + ["c.csv"]
        assert said[-1].endswith("1 added, 0 unchanged, 3 refused.")

    def test_what_is_no_file_of_codings_is_said_and_nothing_is_done(self, coder: CommandLine) -> None:
        (coder.folder / "c.csv").write_text("source,start,end,code\n", "utf-8")
        assert "the column coder is missing" in coder.fails("import", "c.csv")
        assert "gone.csv: cannot be read" in coder.fails("import", "gone.csv")
        assert "only these files can be imported: .csv" in coder.fails("import", "c.csv", "study.nvp")
        assert coder("quotes", "--format", "csv").rows == []

    def test_the_quotes_that_are_exported_can_be_imported_elsewhere(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör", "--about", "af", "--mode", "now", "--note", "=1+1")
        coder("quotes", "--out", "q.csv")
        before = coder("quotes", "--format", "csv").rows[0]
        coder("undo")
        assert "1 added" in coder("import", "q.csv").err
        after = coder("quotes", "--format", "csv").rows[0]
        assert {**before, "quote": ""} == {**after, "quote": ""}
