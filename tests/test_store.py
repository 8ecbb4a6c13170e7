"""The database file: what is none, what may be read and written, and by whom at the same time."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlmodel import select

from coder.errors import CoderError
from coder.model import Coding, ProjectInfo
from coder.project import Project
from tests.conftest import Opener, write_study
from tests.doing import code_words, path_of
from tests.tables import rows_of, size, unwhole


def one_line(error: pytest.ExceptionInfo[CoderError]) -> str:
    message = str(error.value)
    assert message
    assert "\n" not in message
    return message


# What is no project


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE book (title TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(CoderError) as refusal:
        Project.open(path, "Maja", create=True)
    assert str(path) in one_line(refusal)
    assert rows_of(path, "sqlite_master")[0][1] == "book"
    assert len(rows_of(path, "sqlite_master")) == 1
    assert len(before) == path.stat().st_size


@pytest.mark.parametrize("content", [b"I: Hej?\nIP: Nja.\n" * 100, bytes(range(256)) * 20, b"x"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "intervju.txt"
    path.write_bytes(content)
    with pytest.raises(CoderError) as refusal:
        Project.open(path, "Maja", create=True)
    assert str(path) in one_line(refusal)
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == ["intervju.txt"]


def test_a_project_of_a_newer_version_is_left_alone(project: Project) -> None:
    connection = sqlite3.connect(path_of(project))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(CoderError, match="newer"):
        Project.open(path_of(project), "Maja")


def test_a_folder_a_missing_project_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    for location, create in ((tmp_path, True), (tmp_path / "coder.db", False), (tmp_path / "no" / "coder.db", True)):
        with pytest.raises(CoderError) as refusal:
            Project.open(location, "Maja", create=create)
        assert str(location) in one_line(refusal) or str(location.parent) in one_line(refusal)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["vad nu?", "50 % och #1", "åäö 👩‍🔧", "a b;c&d=e"])
def test_any_folder_s_name_will_do(tmp_path: Path, name: str) -> None:
    folder = write_study(tmp_path / name)
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    project.close()
    assert (folder / "coder.db").stat().st_size > 0
    assert unwhole(folder / "coder.db") == []
    assert sorted(os.listdir(tmp_path)) == [name]


def test_two_who_make_one_project_at_the_same_moment_make_one(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    barrier = threading.Barrier(3)

    def make() -> None:
        try:
            barrier.wait()
            Project.open(tmp_path / "coder.db", "Maja", create=True).close()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=make) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert size(tmp_path / "coder.db", "project") == 1


# Reading and writing


def test_the_database_keeps_its_promises(project: Project) -> None:
    """WAL, foreign keys, and every commit on the disk before the call returns."""
    with project.store.reading() as session:
        pragmas = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert pragmas["journal_mode"] == "wal"
    assert pragmas["foreign_keys"] == 1
    assert pragmas["synchronous"] == 2
    assert int(str(pragmas["busy_timeout"])) >= 5000


def test_rows_that_were_read_may_be_used_afterwards(project: Project) -> None:
    code_words(project)
    with project.store.reading() as session:
        coding = session.exec(select(Coding)).one()
        info = session.exec(select(ProjectInfo)).one()
    assert coding.start == 50
    assert info.language == "sv"


def test_a_writer_waits_for_another(opened: Opener) -> None:
    """Someone reads, then writes, while another program holds the write lock for a moment."""
    project = opened("Maja")
    other = sqlite3.connect(path_of(project), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    assert code_words(project)
    other.close()


def test_a_lock_that_is_never_given_back_is_said_in_one_line(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder.store.BUSY_TIMEOUT_MS", 50)
    project = opened("Maja")
    other = sqlite3.connect(path_of(project), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CoderError, match="another program") as refusal:
        code_words(project)
    one_line(refusal)
    other.execute("ROLLBACK")
    other.close()
    assert code_words(project)


def test_what_the_database_says_is_said_in_one_line(project: Project) -> None:
    with pytest.raises(CoderError, match="nothing_of_the_kind") as refusal, project.store.reading() as session:
        session.connection().exec_driver_sql("SELECT * FROM nothing_of_the_kind")
    one_line(refusal)
