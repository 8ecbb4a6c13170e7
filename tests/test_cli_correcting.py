"""Correcting from the command line."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.conftest import AME
from tests.test_forgetting import bytes_of


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study, loaded, nothing coded."""
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def test_a_changed_file_is_named_as_a_correction_and_taken(coder: CommandLine) -> None:
    kept = coder.code("ame", "mellan stolarna", "avstånd")
    worn = coder.code("ame", "Folk hamnar", "stuprör")
    lost = coder.code("ame", "indragen", "buss")
    file = coder.folder / "transcripts" / "ame.txt"
    file.write_text(
        AME.replace("Folk hamnar", "Folket hamnar").replace("Den är indragen, så praktik", "Praktik"), "utf-8"
    )
    (line,) = [line for line in coder("load").out.splitlines() if line.startswith("changed")]
    assert "'coder correct ame transcripts/ame.txt'" in line
    said = coder("correct", "ame", "transcripts/ame.txt", status=1)
    assert said.out.splitlines() == [
        "ame is at version 2; 2 codings moved along.",
        f"{worn} reads otherwise: “Folk hamnar” is now “Folket hamnar”",
        f"{lost} could not be placed: its words are gone",
    ]
    assert "coder correct --unplaced ame" in said.err
    assert coder("quote", kept).out.count("mellan stolarna")
    assert {line.split()[0] for line in coder("load").out.splitlines()} == {"unchanged"}


def test_what_could_not_be_placed_is_listed_and_settled(coder: CommandLine) -> None:
    first, second = coder.code("ame", "Folk hamnar", "stuprör"), coder.code("ame", "Stuprören", "buss")
    coder("correct", "ame", "--turn", 2, "--text", "Inget av det här sades alls förut.", status=1)
    rows = coder("correct", "--unplaced", "--format", "csv").rows
    assert [(row["quote"], row["text"], row["version"]) for row in rows] == [
        (second, "Stuprören", "1"),
        (first, "Folk hamnar", "1"),
    ]
    assert "[Folk hamnar]" in coder("correct", "ame", "--unplaced").out
    start, end = coder.at("ame", "sades alls")
    assert coder("correct", "--settle", first, start, end).out.strip() == first
    coder("correct", "--drop", second)
    assert "Everything is placed" in coder("correct", "--unplaced").err
    assert "stands on the present text" in coder.fails("correct", "--drop", first)


def test_speakers_and_turns(coder: CommandLine) -> None:
    coder("correct", "ame", "--rename", "IP", "Handläggaren")
    start, _end = coder.at("ame", "Folk hamnar")
    coder("correct", "ame", "--split", start, "IP2")
    text = coder("text", "ame").out
    assert "\nHandläggaren: Stuprören.\n\nIP2: Folk hamnar" in text
    coder("correct", "ame", "--join", 2)
    assert "\nHandläggaren: Stuprören. Folk hamnar" in coder("text", "ame").out
    coder("undo")
    assert coder("text", "ame").out == text


def test_versions_are_listed_and_stay_readable(coder: CommandLine) -> None:
    old = coder("text", "ame").out
    coder.code("ame", "Stuprören", "stuprör")
    coder("correct", "ame", "--turn", 1, "--text", "Vad?")
    rows = coder("correct", "ame", "--versions", "--format", "json").json
    assert [(row["version"], row["current"], row["coder"], row["moved"]) for row in rows] == [
        (1, False, "Maja", 0),
        (2, True, "Maja", 1),
    ]
    assert rows[1]["what"] == "Correct turn 1 of ame"
    assert coder("text", "ame", "--version", "1").out == old != coder("text", "ame").out
    assert "there are: 1, 2" in coder.fails("text", "ame", "--version", "3")
    assert coder("--version").out.startswith("coder ")


def test_old_versions_are_forgotten_where_it_is_said(coder: CommandLine) -> None:
    coder("correct", "ame", "--turn", 2, "--text", "Hemligheten bor på Storgatan.")
    coder("correct", "ame", "--turn", 2, "--text", "Inget sägs.")
    said = coder("correct", "--forget-old", "ame")
    assert said.out.startswith("ame: 2 old versions are forgotten. This cannot be undone")
    assert b"Storgatan" not in bytes_of(coder.folder / "coder.db")
    assert "Cannot be undone, nor what was done before it" in coder.fails("undo")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("correct",), "Say what to correct"),
        (("correct", "ame"), "Say what to correct"),
        (("correct", "ame", "--turn", "2"), "belong together"),
        (("correct", "ame", "--text", "x"), "Say what to correct"),
        (("correct", "ame", "--turn", "2", "--text", "x", "--join", "1"), "one at a time"),
        (("correct", "--join", "1"), "needs a SOURCE"),
        (("correct", "ame", "--drop-unplaced", "--join", "1"), "belongs to --forget-old"),
        (("correct", "ame", "saknas.txt"), "There is no such file"),
        (("correct", "ame", "--turn", "ett", "--text", "x"), "a whole number"),
    ],
)
def test_a_mistake_is_answered_in_one_line(coder: CommandLine, line: tuple[str, ...], says: str) -> None:
    assert says in coder.fails(*line)
