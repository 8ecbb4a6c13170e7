"""A search through the bytes: after names were replaced they stand in no export, after forgetting in no file at all."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coder.errors import CoderError, Conflict
from coder.personal.base import PERSON
from coder.project import Project
from coder.project.names.deciding import Decided
from coder.project.names.guarding import Leaking
from coder.queries.pseudonyms import REPLACE
from coder.queries.sources import source_rows
from tests.conftest import passage
from tests.doing import path_of
from tests.files import bytes_in, everything_in
from tests.named_study import NAMES, NUMBER, decide_all, in_file, rows_with_names, with_names


@pytest.fixture
def named(project: Project) -> Project:
    return with_names(project)


def named_in(folder: Path) -> list[tuple[str, str]]:
    """The names in exported files."""
    texts = {name: everything_in(data, name).casefold() for name, data in bytes_in(folder).items()}
    return [(file, name) for file, text in texts.items() for name in NAMES if name.casefold() in text]


def test_after_forgetting_no_byte_of_the_project_names_anybody(named: Project) -> None:
    assert in_file(path_of(named))
    decide_all(named)
    result = named.pseudonymise()
    assert result.scrubbed
    assert in_file(path_of(named))  # the old versions, and what undo needs
    for row in named.ask(source_rows):
        assert named.forget_old(row.source).scrubbed
    assert rows_with_names(path_of(named), old_too=True) == []
    assert in_file(path_of(named)) == []
    with pytest.raises(Conflict):
        named.undo()


def test_what_is_free_in_the_file_holds_no_name_before_forgetting(named: Project, tmp_path: Path) -> None:
    """A copy loses its old versions with everything overwritten: what is found then lay in unused parts before."""
    decide_all(named)
    named.pseudonymise()
    copy = tmp_path / "copy.db"
    shutil.copy(path_of(named), copy)
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("DELETE FROM old_value")
    connection.execute("DELETE FROM turn WHERE source_text_id NOT IN (SELECT source_text_id FROM source)")
    connection.execute("DELETE FROM source_text WHERE id NOT IN (SELECT source_text_id FROM source)")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert in_file(copy) == []


def test_exports_name_nobody_after_replacing(named: Project, tmp_path: Path) -> None:
    decide_all(named)
    named.pseudonymise()
    for audience in ("team", "report"):
        assert named.export(tmp_path / "out" / audience, audience=audience)
    assert named_in(tmp_path / "out") == []


def test_an_export_with_a_decided_name_is_refused_and_the_others_are_written(named: Project, tmp_path: Path) -> None:
    decide_all(named)
    refused: list[CoderError] = []
    written = named.export(tmp_path / "out", refused=refused.append)
    assert named_in(tmp_path / "out") == []
    told = {str(error).split()[0] for error in refused}
    assert told >= {"quotes.csv", "quotes.xlsx", "summary.md", "summary.docx"}
    assert told.isdisjoint(path.name for path in written)
    for error in refused:
        assert "--let-through" in str(error) and not any(name in str(error) for name in NAMES)


def test_a_number_in_clear_is_refused_though_nobody_decided_about_it(named: Project, tmp_path: Path) -> None:
    with pytest.raises(Leaking) as refused:
        with_number = passage(named, "anna berg", NUMBER)
        named.apply_code("anna berg", *with_number, "praktik")
        named.export(tmp_path, ["quotes"])
    assert "personal identity number" in str(refused.value) and NUMBER not in str(refused.value)


def test_a_name_is_let_through_when_it_is_named(project: Project, tmp_path: Path) -> None:
    project.apply_code("förbundet", *passage(project, "förbundet", 'Å så är det dyrt – "tio mil", sa hon.'), "buss")
    project.write_note("förbundet", "Sagt av Zerihun.")
    project.decide_names([Decided(("Zerihun", "Zerihun Bekele"), PERSON, REPLACE, "[Person 1]")])
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör", note="Enligt Zerihun Bekele.")
    with pytest.raises(Leaking):
        project.export(tmp_path, ["quotes"])
    project.let_through = ("zerihun bekele",)
    assert project.export(tmp_path, ["quotes"])
    project.let_through = ("Zerihun",)
    with pytest.raises(Leaking):
        project.export(tmp_path, ["quotes"])


def test_what_is_shown_as_of_a_date_is_guarded_by_what_is_known_today(named: Project, tmp_path: Path) -> None:
    latest = str(named.step_as_of("2999-01-01"))
    decide_all(named)
    named.pseudonymise()
    assert named.export(tmp_path / "now", ["quotes"])
    with closing(named.as_of(latest)) as then, pytest.raises(Leaking):
        then.export(tmp_path / "then", ["quotes"])
