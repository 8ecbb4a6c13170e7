"""Speakers, cases and preparation from the command line; looking at transcripts before they are loaded."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine

DASHES = "Maja Lund – Vad gör ni?\nKarin – Mycket.\nDet är så – tyvärr.\nMaja Lund – Jaha.\nKarin – Just det.\n"
DASH = "{label} –"


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


def rows(coder: CommandLine, *arguments: str) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["source"], row["label"]): row for row in coder("speakers", *arguments, "--format", "csv").rows}


class TestSpeakers:
    def test_columns(self, coder: CommandLine) -> None:
        found = rows(coder)
        columns = ["source", "label", "role", "case", "actor", "kind", "place", "consent", "turns", "words", "missing"]
        assert list(found["ame", "IP"]) == columns
        assert found["af", "IP"]["missing"] == "consent"
        assert coder("speakers", "ame", "--format", "json").json[1]["turns"] == 2

    def test_one_source_and_what_is_missing(self, coder: CommandLine) -> None:
        assert {source for source, _label in rows(coder, "gem")} == {"gemensam"}
        assert ("ame", "IP") not in rows(coder, "--missing")
        said = coder("speakers", "--missing").out
        assert "nothing is said of consent" in " ".join(said.split())
        assert max(map(len, said.splitlines())) <= 80
        assert "Nothing is missing" in coder("speakers", "ame", "--missing").err

    def test_one_speaker_is_settled_and_a_word_taken_away(self, coder: CommandLine) -> None:
        said = coder("speaker", "gem", "IP1", "--case", "Norra", "--actor", "AF", "--consent", "named").err
        assert "Norra: no case was called so" in said and "settled in 1 source" in said
        row = rows(coder)["gemensam", "IP1"]
        assert (row["case"], row["actor"], row["consent"], row["missing"]) == ("Norra", "af", "named", "kind")
        coder("speaker", "gem", "IP1", "--consent", "")
        assert rows(coder)["gemensam", "IP1"]["consent"] == ""
        coder("undo")
        assert rows(coder)["gemensam", "IP1"]["consent"] == "named"

    def test_many_at_once(self, coder: CommandLine) -> None:
        assert "settled in 2 sources" in coder("speaker", "all", "ip", "--consent", "anonymous").err
        coder("speaker", "af,ame", "IP", "--kind", "stat")
        found = rows(coder)
        assert {found[name, "IP"]["kind"] + found[name, "IP"]["consent"] for name in ("af", "ame")} == {"statanonymous"}

    def test_mistakes_are_one_line(self, coder: CommandLine) -> None:
        assert "--role" in coder.fails("speaker", "ame", "IP")
        assert "nobody in ame" in coder.fails("speaker", "ame", "IP7", "--case", "x")
        assert "nobody has this label" in coder.fails("speaker", "all", "IP7", "--case", "x")
        assert "named, organisation, anonymous" in coder.fails("speaker", "ame", "IP", "--consent", "no")


class TestCases:
    def test_list_rename_merge_and_what_is_known(self, coder: CommandLine) -> None:
        before = {row["case"]: row for row in coder("cases", "--format", "csv").rows}
        assert before["AME Byn"]["sources"] == "ame"
        coder("case", "AME Byn", "--set", "storlek=12", "--set", "kind=")
        coder("case", "AME Byn", "--rename", "Byn")
        coder("case", "af byn", "--into", "Byn")
        after = {row["case"]: row for row in coder("cases", "--format", "csv").rows}
        assert (after["Byn"]["sources"], after["Byn"]["speakers"]) == ("af;ame", "2")
        assert "storlek=12" in after["Byn"]["variables"] and "AF Byn" not in after
        assert "Byn" in coder("cases").out

    def test_mistakes_are_one_line(self, coder: CommandLine) -> None:
        assert "--rename NAME" in coder.fails("case", "AME Byn")
        assert "write NAME=VALUE" in coder.fails("case", "AME Byn", "--set", "storlek")
        assert "AME Byn, AME Norr, AME Syd" in coder.fails("case", "AME", "--rename", "x")

    def test_the_main_coder(self, coder: CommandLine) -> None:
        coder.code("ame", "Stuprören.", "stuprör")
        assert "Tor is the main coder" in coder("assign", "ame", "Tor").err
        assert coder("quotes", "--format", "csv").rows == []
        assert "no main coder" in coder("assign", "ame", "").err
        assert len(coder("quotes", "--format", "csv").rows) == 1


class TestPrepared:
    def test_a_part_is_done_and_not_done(self, coder: CommandLine) -> None:
        coder("prepared", "ame", "corrected")
        coder("prepared", "ame", "speakers")
        parts = {row["part"]: row["done_by"] for row in coder("prepared", "ame", "--format", "csv").rows}
        assert parts == {"corrected": "Maja", "speakers": "Maja", "pseudonyms": ""}
        row = next(row for row in coder("sources", "--format", "json").json if row["source"] == "ame")
        assert (row["corrected"], row["speakers_settled"], row["pseudonymised"]) == (True, True, False)
        coder("prepared", "ame", "corrected", "--undo")
        assert coder("prepared", "ame", "--format", "json").json[0]["done_by"] == ""
        assert "corrected, speakers, pseudonyms" in coder.fails("prepared", "ame", "all")
        assert "corrected, speakers, pseudonyms" in coder.fails("prepared", "ame", "--undo")


class TestPreview:
    def test_shows_how_turns_would_be_read_and_changes_nothing(self, fresh: CommandLine) -> None:
        said = fresh("load", "--preview").out
        assert not (fresh.folder / "coder.db").exists()
        assert "ame.txt (added)" in said and "I (interviewer) × 2" in said
        assert "  2 IP ?" not in said and "  1 I  ?  Vad hindrar" in said
        assert max(map(len, said.splitlines())) <= 80

    def test_says_what_was_not_taken_for_a_turn(self, coder: CommandLine) -> None:
        file = coder.folder / "ny.txt"
        file.write_text("IP: Hej.\nProblemet är: pengar.\nIP: Ja.\n", encoding="utf-8")
        said = " ".join(coder("load", "--preview", "ny.txt").out.split())
        assert "line 2: Problemet är: pengar." in said
        assert "Nobody is taken for an interviewer" in said
        line = coder("load", "ny.txt").out
        assert line.startswith("added     ny.txt: Not taken for speakers") and "Problemet är" in line
        assert "ny.txt (unchanged)" in coder("load", "--preview", "ny.txt").out

    def test_another_pattern_is_tried_and_then_kept(self, coder: CommandLine) -> None:
        (coder.folder / "transcripts" / "ny.txt").write_text(DASHES, encoding="utf-8")
        assert "No speaker's label was found" in " ".join(coder("load", "--preview", "transcripts/ny.txt").out.split())
        said = coder("load", "--preview", "transcripts/ny.txt", "--turns", DASH).out
        assert "Maja Lund × 2, Karin × 2" in said and "line 3: Det är så" in said
        assert "ny" not in {row["source"] for row in coder("sources", "--format", "csv").rows}
        coder("load", "transcripts/ny.txt", "--turns", DASH)
        assert {label for source, label in rows(coder) if source == "ny"} == {"Maja Lund", "Karin"}
        assert "unchanged ny.txt" in coder("load").out
        assert "updated   ny.txt" in coder("load", "transcripts/ny.txt", "--turns", "").out
        assert {label for source, label in rows(coder) if source == "ny"} == {""}
        coder("undo")
        assert {label for source, label in rows(coder) if source == "ny"} == {"Maja Lund", "Karin"}
        assert "unchanged ny.txt" in coder("load").out

    def test_codings_stay_where_they_are_when_turns_are_found_otherwise(self, coder: CommandLine) -> None:
        (coder.folder / "transcripts" / "ny.txt").write_text(DASHES, encoding="utf-8")
        coder("load")
        quote = coder.code("ny", "Just det.", "stuprör")
        coder("load", "transcripts/ny.txt", "--turns", DASH)
        [row] = coder("quotes", "--format", "csv").rows
        assert (row["quote"], row["speaker"], row["text"]) == (quote, "Karin", "Just det.")

    def test_a_pattern_that_cannot_be_used_leaves_nothing_behind(self, fresh: CommandLine) -> None:
        for pattern in ("(a+)+$", "{time}", "{namn}:"):
            assert "turn pattern" in fresh.fails("load", "--turns", pattern)
            assert "turn pattern" in fresh.fails("load", "--preview", "--turns", pattern)
        assert not (fresh.folder / "coder.db").exists()

    def test_what_cannot_be_read_is_said(self, fresh: CommandLine) -> None:
        said = fresh("load", "--preview", "nope.txt", status=1).out
        assert "nope.txt (refused)" in said and "There is no such file" in said

    def test_a_load_of_nothing_but_mistakes_leaves_no_project_behind(self, fresh: CommandLine) -> None:
        said = fresh("load", "nope.txt", status=1)
        assert said.out.startswith("refused   nope.txt") and said.err == "Nothing was loaded.\n"
        assert not (fresh.folder / "coder.db").exists()
