"""The interview guide and finding from the command line."""

import shutil
from pathlib import Path

import pytest

from coder.project import Project
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.guided import with_guide


@pytest.fixture
def coder(
    tmp_path: Path,
    finished_study: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> CommandLine:
    folder = tmp_path / "guided"
    shutil.copytree(finished_study, folder)
    project = with_guide(Project.open(folder / "coder.db", "Maja"))
    project.apply_code("norr", *passage(project, "norr", "Praktik"), "praktik")
    project.apply_code("syd", *passage(project, "syd", "Bussen"), "buss")
    project.close()
    return CommandLine(folder, monkeypatch, capsys)


def test_the_questions_with_where_they_were_asked(coder: CommandLine) -> None:
    rows = {row["question"]: row for row in coder("guide", "--format", "csv").rows}
    assert list(rows["f2"]) == ["question", "text", "asked", "proposed", "not_asked", "words"]
    assert [rows["f2"][key] for key in ("asked", "proposed", "not_asked")] == ["0", "2", "4"]
    assert "4 of them only proposed" in coder("guide").out
    by_source = {row["source"]: row for row in coder("guide", "--by", "source", "--format", "csv").rows}
    assert by_source["syd"] == {"source": "syd", "f1": "not asked", "f2": "proposed", "f3": "not asked"}
    assert "○ only proposed" in coder("guide", "--by", "source").out
    assert coder("guide", "--confirmed", "--format", "json").json[1]["proposed"] == 0


def test_answers_across_interviews_in_every_format(coder: CommandLine, tmp_path: Path) -> None:
    rows = coder("guide", "f2", "--format", "csv").rows
    assert [(row["source"], row["turn"], row["state"]) for row in rows] == [
        ("norr", "6", "proposed"),
        ("norr", "8", "proposed"),
        ("syd", "4", "proposed"),
    ]
    shown = coder("guide", "vilka", "sam")
    assert "Kommunen. Praktik ordnar de." in shown.out and "Answered in 2 interviews." in shown.err
    assert "## " in coder("guide", "f2", "--format", "md").out
    coder("guide", "f2", "--out", tmp_path / "answers.docx")
    assert (tmp_path / "answers.docx").stat().st_size > 1000


def test_confirming_and_refuting(coder: CommandLine) -> None:
    review = coder("guide", "review", "--format", "json").json
    assert [row["source"] for row in review] == ["norr", "norr", "norr", "syd"]
    assert review[1]["text"] == "Vilka samarbetar ni med?"
    coder("guide", "confirm", "norr", 5, "f2")
    coder("guide", "refute", "syd", 3, "f2")
    assert len(coder("guide", "review", "--format", "csv").rows) == 2
    assert len(coder("guide", "review", "--question", "f1", "--format", "csv").rows) == 1
    coder("guide", "refute", "syd", 3, "f2", "--undo")
    assert len(coder("guide", "review", "--source", "syd", "--format", "csv").rows) == 1
    assert "say it with --yes" in coder("guide", "confirm", "--above", "0.5", status=1).err
    assert "3 matches confirmed" in coder("guide", "confirm", "--above", "0,5", "--yes").err
    coder("undo")
    assert len(coder("guide", "review", "--format", "csv").rows) == 3
    assert "Say that turn 5 of norr asks f2" in coder("history").out


def test_codings_by_the_guide(coder: CommandLine) -> None:
    rows = {row["code"]: row for row in coder("freq", "--by", "guide", "--format", "csv").rows}
    assert (rows["praktik"]["f2"], rows["buss"]["f2"], rows["buss"]["f3"]) == ("1", "1", "0")
    assert "4 of them only proposed" in " ".join(coder("freq", "--by", "guide").out.split())
    assert {row["text"] for row in coder("quotes", "--guide", "f2", "--format", "csv").rows} == {"Praktik", "Bussen"}
    assert coder("quotes", "--guide", "f2", "--confirmed", "--format", "csv").rows == []
    coder("guide", "confirm", "syd", 3, "f2")
    assert [row["text"] for row in coder("quotes", "--guide", "f2", "--confirmed", "--format", "csv").rows] == [
        "Bussen"
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("guide f9", "no such question"),
        ("guide --by case", "choose one of source"),
        ("guide confirm", "SOURCE TURN QUESTION"),
        ("guide confirm norr 2 f1", "not an interviewer's"),
        ("guide confirm norr x f1", "whole number"),
        ("guide review --above 7", "from 0 to 1"),
        ("quotes --guide f9", "no such question"),
        ("search buss --notes --forms", "leave it out"),
    ],
)
def test_mistakes_are_answered_in_one_line(coder: CommandLine, line: str, complaint: str) -> None:
    assert complaint in coder.fails(*line.split())


def test_without_a_guide_it_is_said_how_to_write_one(coder: CommandLine) -> None:
    path = coder.folder / "codebook.yaml"
    path.write_text(path.read_text("utf-8").split("guide:")[0], encoding="utf-8")
    for line in ("guide", "guide f1", "guide review", "freq --by guide"):
        assert "write it into codebook.yaml" in coder.fails(*line.split())


def test_other_forms_and_notes_are_searched(coder: CommandLine) -> None:
    assert coder("search", "bussarna", "--format", "csv").rows == []
    assert [row["source"] for row in coder("search", "bussarna", "--forms", "--format", "csv").rows] == [
        "ame",
        "norr",
        "syd",
    ]
    coder("note", "syd", "Bussen igen")
    assert [row["text"] for row in coder("search", "--notes", "bussen", "--format", "csv").rows] == ["Bussen igen"]
