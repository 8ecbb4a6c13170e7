"""``coder read``: everything on an interview in words, in one line of reading, for whoever listens to it."""

import shutil
from pathlib import Path

import pytest

from coder.project import Project
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.guided import with_guide


@pytest.fixture
def coder(
    tmp_path: Path, finished_study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    folder = tmp_path / "read"
    shutil.copytree(finished_study, folder)
    project = with_guide(Project.open(folder / "coder.db", "Maja"))
    start, end = passage(project, "norr", "Stuprören")[0], passage(project, "norr", "Det har blivit så.")[1]
    project.apply_code("norr", start, end, "stuprör")
    quote = project.apply_code("norr", *passage(project, "norr", "Kommunen. Praktik ordnar de."), "praktik")
    project.write_note(quote, "Hur många?")
    place = passage(project, "norr", "De äldre.")
    project.write_note(f"norr:{place[0]}-{place[1]}", "Fråga igen.")
    project.close()
    return CommandLine(folder, monkeypatch, capsys)


def test_each_turn_tells_what_it_asks_what_is_said_and_what_stands_on_it(coder: CommandLine) -> None:
    lines = coder("read", "norr").out.splitlines()
    asks = lines.index("Turn 5, I (interviewer)")
    assert lines[asks + 1 : asks + 3] == [
        "  Asks, as it seems, f2: Vilka samarbetar ni med i dag?",
        "Vilka samarbetar ni med?",
    ]
    answer = next(number for number, line in enumerate(lines) if line.startswith("Turn 8, IP"))
    assert lines[answer + 1] == "Kommunen. Praktik ordnar de."
    assert ": coded Praktik (praktik) by Maja, “Kommunen. Praktik ordnar de.”" in lines[answer + 2]
    assert lines[answer + 3] == "    Note: Hur många?"
    last = next(number for number, line in enumerate(lines) if line.startswith("Turn 10, IP"))
    assert lines[last + 2] == "  Note by Maja on “De äldre.”: Fråga igen."


def test_a_coding_over_several_turns_says_where_it_ends(coder: CommandLine) -> None:
    said = " ".join(coder("read", "norr").out.split())
    assert "coded Stuprör (stuprör) by Maja" in said and "; to turn 4" in said


def test_a_confirmed_question_is_told_without_doubt(coder: CommandLine) -> None:
    coder("guide", "confirm", "norr", 5, "f2")
    assert "  Asks f2: Vilka samarbetar ni med i dag?" in coder("read", "norr").out.splitlines()


def test_suggestions_are_told_where_they_stand_if_one_asks_for_them(coder: CommandLine) -> None:
    assert "suggested" not in coder("read", "syd").out
    said = " ".join(coder("read", "syd", "--suggestions").out.split())
    assert ": suggested Indragen buss (buss), “" in said and "; because: keyword “" in said.replace('"', "“")


def test_whom_a_coding_is_about_is_told_by_name(coder: CommandLine) -> None:
    quote = coder("code", "syd", *_place(coder, "syd", "Bussen går."), "buss", "--about", "af,norra").out.strip()
    assert f"{quote}: coded Indragen buss (buss) by Maja, “Bussen går.”; about: Arbetsförmedlingen, Norra byn" in (
        " ".join(coder("read", "syd").out.split())
    )


def _place(coder: CommandLine, source: str, words: str) -> tuple[int, int]:
    start = coder("text", source).out.index(words)
    return start, start + len(words)
