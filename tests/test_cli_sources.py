"""Sources from the command line: load, sources, text, read, search."""

import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


@pytest.fixture
def fresh(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study's files, without a project."""
    return CommandLine(study, monkeypatch, capsys)


class TestLoad:
    def test_a_line_a_file_and_the_same_again_changes_nothing(self, fresh: CommandLine) -> None:
        said = fresh("load").out.splitlines()
        assert [line.split() for line in said] == [
            ["added", name] for name in ("af.vtt", "ame.txt", "förbundet.md", "gemensam.txt")
        ]
        steps = len(fresh("history", "--format", "csv").rows)
        assert {line.split()[0] for line in fresh("load").out.splitlines()} == {"unchanged"}
        assert len(fresh("history", "--format", "csv").rows) == steps

    def test_what_can_be_loaded_is_loaded_and_the_rest_is_refused_with_the_reason(self, fresh: CommandLine) -> None:
        for name, data in {"empty.txt": b"", "binary.txt": b"\x00\x01\x02" * 99, "broken.docx": b"PK nothing"}.items():
            (fresh.folder / "transcripts" / name).write_bytes(data)
        (fresh.folder / "transcripts" / "ame.docx").write_bytes(b"PK nothing")
        said = fresh("load", status=1).out.splitlines()
        by_file = {line.split()[1].rstrip(":"): line for line in said}
        assert len([line for line in said if line.startswith("added ")]) >= 3
        for name in ("empty.txt", "binary.txt", "broken.docx"):
            assert by_file[name].startswith("refused ")
            assert len(by_file[name].partition(": ")[2]) > 10
        assert {row["source"] for row in fresh("sources", "--format", "csv").rows} >= {"af", "förbundet", "gemensam"}

    def test_a_changed_text_is_reported_and_left_alone(self, coder: CommandLine) -> None:
        before = coder("text", "gemensam").out
        path = coder.folder / "transcripts" / "gemensam.txt"
        path.write_bytes(path.read_bytes().replace(b"Just det.", b"Inte alls."))
        said = coder("load", "transcripts/gemensam.txt").out
        assert said.startswith("changed   gemensam.txt: Its text differs")
        assert coder("text", "gemensam").out == before

    def test_a_changed_head_updates_what_is_known(self, coder: CommandLine) -> None:
        path = coder.folder / "transcripts" / "ame.txt"
        path.write_bytes(path.read_bytes().replace(b"2014-02-04", b"2014-02-05"))
        assert coder("load").out.splitlines()[1].split() == ["updated", "ame.txt"]

    def test_files_folders_and_patterns_may_be_named(self, fresh: CommandLine) -> None:
        assert fresh("load", "transcripts/a*").out.count("added") == 2
        assert fresh("load", "transcripts").out.count("added") == 2
        said = fresh("load", "nowhere.txt", status=1).out
        assert said.startswith("refused   nowhere.txt: There is no such file")

    def test_no_folder_to_load_leaves_no_project_behind(self, fresh: CommandLine) -> None:
        shutil.rmtree(fresh.folder / "transcripts")
        assert "there is no such folder" in fresh.fails("load")
        assert not (fresh.folder / "coder.db").exists()

    def test_an_empty_folder_is_no_mistake(self, fresh: CommandLine) -> None:
        (fresh.folder / "empty").mkdir()
        assert "There is nothing to load" in fresh("load", "empty").err


class TestSources:
    def test_columns_and_exact_values(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        coder("finish", "ame")
        rows = coder("sources", "--format", "csv").rows
        columns = "source,case,turns,speakers,words,characters,codings,coded_share,finished_by,"
        columns += "corrected,speakers_settled,pseudonymised"
        assert ",".join(rows[0]) == columns
        ame = next(row for row in rows if row["source"] == "ame")
        text = coder("text", "ame").out
        assert (ame["case"], ame["turns"], ame["speakers"], ame["codings"]) == ("AME Byn", "4", "2", "1")
        assert (ame["characters"], ame["finished_by"]) == (str(len(text)), "Maja")
        speech = sum(len(line.partition(": ")[2]) for line in text.splitlines() if line.startswith("IP:"))
        assert float(ame["coded_share"]) == pytest.approx(len("Stuprören.") / speech, abs=0.01)
        exact = next(row for row in coder("sources", "--format", "json").json if row["source"] == "ame")
        assert exact["coded_share"] == float(ame["coded_share"])
        assert exact["turns"] == 4

    def test_the_table_fits_80_columns(self, coder: CommandLine) -> None:
        long = "en-intervju-med-långt-namn-i-inlandet"
        (coder.folder / "transcripts" / f"{long}.txt").write_text("I: Ja?\nIP: Ja.\nI: Och?\nIP: Nej.\n", "utf-8")
        coder("load")
        said = coder("sources").out
        assert max(map(len, said.splitlines())) <= 80
        assert long in said
        assert "--format csv has everything" in " ".join(said.split())

    def test_other_coders_can_be_counted(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        coder.code("ame", "praktik i stan", "praktik", "--coder", "Tor")
        coder.code("ame", "Folk hamnar mellan stolarna", "stuprör")

        def codings(*options: str) -> str:
            rows = coder("sources", "--format", "csv", *options).rows
            return next(row["codings"] for row in rows if row["source"] == "ame")

        assert codings() == "2"
        assert codings("--coders", "tor") == "1"
        assert codings("--coders", "Maja,Tor") == "3"
        assert codings("--coders", "all") == "3"
        assert "there are: Maja, Tor" in coder.fails("sources", "--coders", "Eva")

    def test_no_sources_are_no_mistake(self, fresh: CommandLine) -> None:
        (fresh.folder / "empty").mkdir()
        fresh("load", "empty")
        assert "'coder load' loads them" in fresh("sources").err
        assert fresh("sources", "--format", "csv").rows == []


class TestText:
    def test_is_exact_in_a_pipe(self, coder: CommandLine) -> None:
        text = coder("text", "AME").out
        assert text.startswith("I: Vad hindrar folk från att komma i arbete?\n\nIP: Stuprören.")
        assert "a\u0308r så det är 👩\u200d👩\u200d👧 ja" in text
        assert coder("text", "förb").out.count("\r") == 0

    def test_names_are_found_case_and_composition_aside(self, coder: CommandLine) -> None:
        assert coder("text", unicodedata.normalize("NFD", "FÖRBUNDET")).out == coder("text", "förbundet").out

    def test_an_unknown_and_an_ambiguous_name(self, coder: CommandLine) -> None:
        assert "'coder sources' lists them" in coder.fails("text", "nobody")
        assert "af, ame" in coder.fails("text", "a")


class TestRead:
    def test_turn_by_turn_with_codings_in_words(self, coder: CommandLine) -> None:
        quote = coder.code(
            "ame",
            "Stuprören.",
            "stuprör",
            "--about",
            "af,unga",
            "--voice",
            "other",
            "--mode",
            "missing",
            "--note",
            "Viktigt",
        )
        coder("star", quote)
        coder("note", "ame", "Ett", "bra", "samtal")
        said = coder("read", "ame").out
        for line in (
            "Source: ame",
            "Note on the source: Ett bra samtal",
            "Turn 1, I (interviewer)",
            "Turn 2, IP (AME Byn)",
            "Note: Viktigt",
        ):
            assert line in said
        words = " ".join(said.split())
        assert f"{quote}: coded Stuprör (stuprör) by Maja, “Stuprören.”" in words
        assert "about: Arbetsförmedlingen, Unga; about others; missing; starred" in words

    def test_tells_when_a_turn_was_spoken(self, coder: CommandLine) -> None:
        assert "Turn 2, IP (AF Byn), 00:00:04" in coder("read", "af").out


class TestSearch:
    def test_columns_and_places(self, coder: CommandLine) -> None:
        rows = coder("search", "praktik", "--format", "csv").rows
        assert list(rows[0]) == ["source", "turn", "speaker", "start", "end", "snippet"]
        for row in rows:
            text = coder("text", row["source"]).out
            assert text[int(row["start"]) : int(row["end"])].casefold().startswith("praktik")
        assert [row["source"] for row in rows] == ["af", "ame", "gemensam"]

    def test_words_need_no_quotation_marks(self, coder: CommandLine) -> None:
        said = coder("search", "mellan", "stol")
        assert "ame, turn 2, IP" in said.out
        assert said.err == "1 hit.\n"

    def test_a_source_may_be_named_and_nothing_found_is_no_mistake(self, coder: CommandLine) -> None:
        assert len(coder("search", "praktik", "--source", "gem", "--format", "json").json) == 1
        assert coder("search", "finns inte").err == "0 hits.\n"
        assert "no source is called so" in coder.fails("search", "praktik", "--source", "nobody")
