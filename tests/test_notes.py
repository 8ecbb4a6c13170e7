"""Notes on quotes, passages, sources, codes and the study: written, changed, taken away, found."""

import shutil
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.project.noting import passage_name
from coder.queries.notes import NoteFilter, notes
from tests.command_line import CommandLine
from tests.conftest import Opener, passage
from tests.doing import code_words, path_of
from tests.tables import recorded, rows_of, unwhole


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def with_notes(project: Project) -> str:
    """A note on each kind of thing; the quote that has one."""
    quote = code_words(project)
    start, end = passage(project, "ame", "mellan stolarna")
    for target, text in (
        (quote, "Kärnan."),
        (passage_name("ame", start, end), "Ett bildligt ord – bra i rapporten?"),
        ("gemensam", "Två som håller med varandra."),
        ("stuprör", "Skilj från parallella processer."),
        ("project", "Fråga fler om A\u030asele."),
    ):
        project.write_note(target, text)
    return quote


def test_every_note_says_where_it_stands(project: Project) -> None:
    quote = with_notes(project)
    start, end = passage(project, "ame", "mellan stolarna")
    assert [(row.on, row.target, row.source, row.start, row.code) for row in project.ask(notes)] == [
        ("coding", quote, "ame", passage(project, "ame", "Stuprören")[0], "stuprör"),
        ("passage", f"ame:{start}-{end}", "ame", start, ""),
        ("source", "gemensam", "gemensam", None, ""),
        ("code", "stuprör", "", None, "stuprör"),
        ("project", "project", "", None, ""),
    ]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (NoteFilter(search="åsele"), ["project"]),
        (NoteFilter(search="VARANDRA håller"), ["source"]),
        (NoteFilter(search="stuprör"), ["coding", "code"]),
        (NoteFilter(search="håller åsele"), []),
        (NoteFilter(on="passage"), ["passage"]),
        (NoteFilter(source="ame"), ["coding", "passage"]),
        (NoteFilter(coder="maja"), ["coding", "passage", "source", "code", "project"]),
        (NoteFilter(coder="Tor"), []),
    ],
)
def test_notes_are_found(project: Project, wanted: NoteFilter, found: list[str]) -> None:
    with_notes(project)
    assert [row.on for row in project.ask(notes, wanted)] == found


def test_ones_own_note_is_changed_and_taken_away_and_both_can_be_undone(project: Project) -> None:
    with_notes(project)
    (row,) = project.notes_on("stuprör")
    first = recorded(path_of(project))
    project.edit_note(row.note, "Skilj dem åt!")
    assert [each.text for each in project.notes_on("code:stuprör")] == ["Skilj dem åt!"]
    changed = recorded(path_of(project))
    project.remove_note(row.note.lower())
    assert project.notes_on("stuprör") == ()
    project.undo()
    assert recorded(path_of(project)) == changed
    project.undo()
    assert recorded(path_of(project)) == first and unwhole(path_of(project)) == []


def test_another_coders_note_is_left_alone(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    with_notes(maja)
    (row,) = tor.notes_on("gemensam")
    before = recorded(path_of(tor))
    with pytest.raises(CoderError, match="only Maja"):
        tor.edit_note(row.note, "Nej.")
    with pytest.raises(CoderError, match="only Maja"):
        tor.remove_note(row.note)
    with pytest.raises(CoderError, match="N-0000000"):
        tor.edit_note("N-0000000", "Nej.")
    assert recorded(path_of(tor)) == before


def test_a_passage_has_notes_of_its_own(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    here, there = passage_name("ame", start, end), passage_name("AME", start, end - 2)
    project.write_note(here, "Här.")
    project.write_note(there, "Där.")
    assert [row.text for row in project.notes_on(here)] == ["Här."]
    project.remove_note(here)
    assert [row.text for row in project.notes_on(there)] == ["Där."]
    with pytest.raises(CoderError, match="no note"):
        project.remove_note(here)
    for wrong in ("ame:5-2", "ame:0-99999", "nobody:1-2", "ame:x"):
        with pytest.raises(CoderError):
            project.write_note(wrong, "Nej.")


def test_a_source_and_a_code_of_one_name_are_told_apart(project: Project) -> None:
    project.add_code("ame")
    project.write_note("ame", "Intervjun.")
    project.write_note("code:ame", "Koden.")
    assert [(row.on, row.text) for row in project.ask(notes)] == [("source", "Intervjun."), ("code", "Koden.")]


def test_the_same_note_on_several_quotes_is_one_step(project: Project) -> None:
    made = [code_words(project, words) for words in ("Stuprören", "stolarna")]
    before = recorded(path_of(project))
    project.write_notes(made, "Jämför.")
    assert {row.target for row in project.ask(notes)} == set(made)
    project.undo()
    assert recorded(path_of(project)) == before


def test_notes_on_the_command_line(coder: CommandLine) -> None:
    start, end = coder.at("ame", "mellan stolarna")
    coder("note", f"ame:{start}-{end}", "Ett", "bildligt", "ord")
    coder("note", "stuprör", "=1+1")
    rows = coder("notes", "--format", "csv").rows
    assert [(row["on"], row["target"], row["text"]) for row in rows] == [
        ("passage", f"ame:{start}-{end}", "Ett bildligt ord"),
        ("code", "stuprör", "'=1+1"),
    ]
    assert [row["on"] for row in coder("notes", "bildligt", "--format", "json").json] == ["passage"]
    assert [row["on"] for row in coder("notes", "--on", "stuprör", "--format", "json").json] == ["code"]
    assert coder("notes", "--source", "gemensam", "--format", "json").json == []
    assert rows[0]["note"] in coder("notes", "--kind", "passage").out
    coder("note", rows[0]["note"], "Ett annat ord")
    assert "Ett annat ord" in coder("notes", "--by", "Maja").out
    coder("note", rows[0]["note"], "--undo")
    assert len(rows_of(coder.folder / "coder.db", "note")) == 1
    assert "--kind other: choose one of" in coder.fails("notes", "--kind", "other")
    assert "N-ZZZZZZZ" in coder.fails("note", "N-ZZZZZZZ", "text")
