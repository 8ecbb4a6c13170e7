"""The project's health: what the doctor looks at, and that it finds what is wrong."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from coder.project import Project
from coder.queries.health import CHECKS, faults
from tests.command_line import CommandLine


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The small study with a coding and a note on it."""
    line = CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)
    line.code("ame", "Stuprören.", "stuprör", "--about", "af", "--note", "Kvar")
    return line


def damage(coder: CommandLine, *statements: str) -> None:
    """Change the database behind the program's back."""
    connection = sqlite3.connect(coder.folder / "coder.db")
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def wrong(coder: CommandLine) -> list[str]:
    """The doctor's findings; the exit status says whether there are any."""
    lines = coder("doctor", status=1).out.splitlines()
    return [line for line in lines if line.startswith("wrong ")]


def test_a_sound_project_has_a_line_for_each_thing(coder: CommandLine) -> None:
    lines = [line.split(maxsplit=2) for line in coder("doctor").out.splitlines()]
    assert {status for status, _check, _said in lines} <= {"ok", "note"}
    looked_at = {check for _status, check, _said in lines}
    assert looked_at >= {
        *CHECKS,
        "program",
        "plug-ins",
        "project",
        "codebook",
        "pipeline",
        "folder",
        "terminal",
        "coder",
    }
    said = {check: said for _status, check, said in lines}
    assert "“Liten studie”; sources: 4, codings: 1" in said["project"]
    assert "coder pipeline install" in said["pipeline"]


def test_no_project_is_worth_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = CommandLine(tmp_path, monkeypatch, capsys)
    assert "there is no project here yet" in line("doctor").out
    assert not (tmp_path / "coder.db").exists()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ('UPDATE coding SET "end" = 99999', "codings     C-"),
        ('UPDATE coding SET start = 5, "end" = 5', "CHECK constraint failed in coding"),
        ("UPDATE coding SET source_text_id = (SELECT id FROM source_text LIMIT 1)", "stands on an older version of"),
        (
            "DELETE FROM code WHERE key = 'stuprör'",
            "references  Rows of coding that point at rows of code which are not there: 1.",
        ),
        ("UPDATE note SET target_id = 'gone'", "references  Notes on a coding that is not there: 1."),
        ("UPDATE source_text SET text = replace(text, 'Stuprören', 'Stuprörer')", "ame: its text is not the one that"),
        ("DELETE FROM turn WHERE number = 2", "turns       "),
        ('UPDATE turn SET "end" = 99999 WHERE number = 4', "ame: turn 4 is out of place."),
        ("DELETE FROM source_text", "its text is not there"),
    ],
)
def test_what_is_wrong_is_found(coder: CommandLine, statement: str, expected: str) -> None:
    damage(coder, statement)
    assert any(expected in line for line in wrong(coder)), wrong(coder)


def test_many_faults_are_counted_not_listed(coder: CommandLine) -> None:
    for start in range(25):
        coder("code", "ame", start, start + 9, "hinder")
    damage(coder, 'UPDATE coding SET "end" = 99999')
    found = [line for line in wrong(coder) if "codings" in line]
    assert len(found) == 21
    assert "Further codings that are out of place: 6." in found[-1]


def test_a_damaged_file_is_one_finding(coder: CommandLine) -> None:
    path = coder.folder / "coder.db"
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert wrong(coder)
    (coder.folder / "coder.db").write_bytes(b"something else altogether " * 300)
    assert any("not a coder project" in line for line in wrong(coder))


def test_the_codebook_s_state_is_told(coder: CommandLine) -> None:
    path = coder.folder / "codebook.yaml"
    sound = path.read_text("utf-8")
    assert "the project has read it as it stands" in coder("doctor").out
    path.write_text(sound + "# more\n", "utf-8")
    assert "it has been changed since" in coder("doctor").out
    path.write_text(sound.replace("id: närhet", "id: praktik"), "utf-8")
    assert any("codebook    codebook.yaml:" in line for line in wrong(coder))
    path.write_bytes(sound.encode("cp1252"))
    assert any("save it as UTF-8" in line for line in wrong(coder))
    path.unlink()
    assert "there is no codebook.yaml" in coder("doctor").out


def test_a_pipeline_that_is_asked_for_and_missing_is_wrong(coder: CommandLine) -> None:
    lines = coder("doctor", "--pipeline", "nowhere", status=1).out.splitlines()
    assert any(line.startswith("wrong  pipeline") for line in lines)


def test_looking_changes_nothing(coder: CommandLine) -> None:
    path = coder.folder / "codebook.yaml"
    path.write_text(path.read_text("utf-8").replace("name: Närhet", "name: Nära"), "utf-8")
    before = coder("history", "--format", "csv").out
    path.write_text(path.read_text("utf-8").replace("name: Nära", "name: Nära oss"), "utf-8")
    coder("doctor")
    project = Project.open(coder.folder / "coder.db", "Maja")
    assert project.ask(faults) == ()
    project.close()
    after = coder("history", "--format", "csv").out
    assert after.count("read_codebook") == before.count("read_codebook") + 1
