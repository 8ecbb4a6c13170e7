"""Handing projects over to other programs, and taking theirs over, from the command line."""

import shutil
import sys
from pathlib import Path

import pytest

from coder.cli import importing
from tests.command_line import CommandLine
from tests.refi_files import code, codebook, guid, project, qdpx, section, selection, source, text_entry

TEXT = "I: Hej?\nIP: Bussen är indragen.\n"


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Another program's project, with a recording that cannot be taken over."""
    film = f'<VideoSource guid="{guid("film")}" name="film.mp4"/>'
    sources = section("Sources", source("ny", selection("a", 12, 18, guid("Pengar"))), film)
    xml = project(codebook(code("Pengar")), sources)
    return qdpx(tmp_path / "theirs.qdpx", xml, {text_entry("ny"): TEXT.encode()})


def test_out_and_into_another_folder(coder: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quote = coder.code("ame", "Stuprören.", "stuprör", "--about", "af", "--note", "Så är det")
    said = coder("export", "qdpx", "qdc", "--to", "ut", "--newlines", "crlf").out.split()
    assert said == ["ut/project.qdpx", "ut/codebook.qdc"]
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    told = coder("import", coder.folder / "ut" / "project.qdpx").err
    assert told.startswith("project.qdpx: new: 4 sources, 7 codes, 2 coders, ") and "1 coding, 1 note" in told
    [row] = coder("quotes", "--format", "csv").rows
    assert (row["quote"], row["text"], row["about"], row["note"]) == (quote, "Stuprören.", "af", "Så är det")
    assert (other / "codebook.yaml").exists()
    assert "new: nothing." in coder("import", coder.folder / "ut" / "project.qdpx").err
    coder("undo")
    assert coder("sources", "--format", "csv").rows == []


def test_what_is_left_out_is_a_line_each_and_exit_one(coder: CommandLine, theirs: Path) -> None:
    said = coder("import", theirs, status=1)
    assert said.out == ""
    assert said.err.splitlines() == [
        "theirs.qdpx: new: 1 source, 1 code, 1 coder, 1 coding.",
        "theirs.qdpx: already there: nothing.",
        "Left out: film.mp4: a film with 0 codings; films are not taken over.",
    ]


def test_a_preview_is_printed_and_nothing_is_done(coder: CommandLine, theirs: Path) -> None:
    before = coder("sources", "--format", "csv").out
    assert "theirs.qdpx: new: 1 source" in coder("import", "--preview", theirs).out
    assert coder("sources", "--format", "csv").out == before
    assert "c.csv: cannot be read" in coder.fails("import", "--preview", "c.csv")


@pytest.mark.parametrize(("answer", "taken"), [("ja", True), ("n", False), ("", False)])
def test_on_a_terminal_it_is_asked_first(
    coder: CommandLine, theirs: Path, monkeypatch: pytest.MonkeyPatch, answer: str, taken: bool
) -> None:
    monkeypatch.setattr(importing, "is_terminal", lambda _stream: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: answer + "\n", raising=False)
    said = coder("import", theirs, status=1 if taken else 0).err
    assert "Take this over?" in said and ("Nothing was changed." in said) == (not taken)
    assert ("ny" in [row["source"] for row in coder("sources", "--format", "csv").rows]) == taken


def test_wrong_words_are_said(coder: CommandLine) -> None:
    assert "choose one of lf, crlf" in coder.fails("export", "qdpx", "--newlines", "cr")
    assert "not fit for a report" in coder.fails("export", "qdpx", "--for", "report")
    (coder.folder / "f.qdpx").write_bytes(b"hej")
    assert "no REFI-QDA project" in coder.fails("import", "f.qdpx")
