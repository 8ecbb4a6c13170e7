"""Values kept aside: no name stands in a Change, undo and redo give every row back, and what is forgotten is gone."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from coder.errors import Conflict
from coder.history import withheld
from coder.model import Note, Source
from coder.project import Project
from tests.doing import path_of
from tests.tables import recorded, rows_of

NAME = "Anna Berg på Storgatan"


def rename_note(project: Project, text: str, source: str = "") -> None:
    with project.history.step("write_note", target="x") as step:
        step.update(step.session.exec(select(Note)).one(), withhold=source, text=text)


def changes(project: Project) -> str:
    sides = [side for row in rows_of(path_of(project), "change") for side in row[5:] if side]
    return json.dumps([json.loads(side) for side in sides], ensure_ascii=False)


def test_a_withheld_value_stands_in_no_change_and_comes_back(project: Project) -> None:
    project.write_note("ame", NAME)
    noted = recorded(path_of(project))
    rename_note(project, "[Person 1]")
    changed = recorded(path_of(project))
    for _turn in range(2):
        assert project.undo()
        assert recorded(path_of(project)) == noted
        assert NAME not in changes(project)
        assert project.redo()
        assert recorded(path_of(project)) == changed
        assert NAME not in changes(project)


def test_a_withheld_deletion_comes_back(project: Project) -> None:
    project.write_note("ame", NAME)
    noted = recorded(path_of(project))
    with project.history.step("remove_note", target="ame") as step:
        step.delete(step.session.exec(select(Note)).one(), withhold="")
    assert NAME not in changes(project)
    assert project.undo()
    assert recorded(path_of(project)) == noted


def test_what_earlier_changes_hold_is_put_aside_and_still_comes_back(project: Project) -> None:
    project.write_note("ame", NAME)
    noted = recorded(path_of(project))
    project.remove_note("ame")
    assert NAME in changes(project)
    with project.store.writing() as connection:
        assert withheld.withhold(connection, ["note"], lambda value: NAME in str(value)) == 1
        assert withheld.withhold(connection, ["note"], lambda value: NAME in str(value)) == 0
    assert NAME not in changes(project)
    assert project.undo()
    assert recorded(path_of(project)) == noted


def test_what_is_forgotten_is_gone_and_undo_says_so(project: Project) -> None:
    project.write_note("ame", NAME)
    ame, other = project.ask(lambda session: [row.id for row in session.exec(select(Source)).all()[:2]])
    rename_note(project, "[Person 1]", source=ame)
    before = recorded(path_of(project))
    with project.store.writing() as connection:
        assert withheld.forget(connection, other) == 0
        assert withheld.forget(connection, ame) == 2
    with pytest.raises(Conflict, match="forgotten"):
        project.undo()
    assert recorded(path_of(project)) == before
    assert project.store.scrub()
    data = b"".join(path.read_bytes() for path in path_of(project).parent.glob("coder.db*"))
    assert NAME.encode() not in data and json.dumps(NAME).strip('"').encode() not in data


def test_nothing_is_left_of_deleted_text_in_the_file(project: Project) -> None:
    project.write_note("ame", NAME * 500)
    connection = sqlite3.connect(path_of(project))
    connection.execute("UPDATE note SET text = ''")
    connection.commit()
    connection.close()
    assert project.store.scrub()
    assert NAME.encode() not in path_of(project).read_bytes()


def test_whoever_reads_keeps_the_file_from_being_made_anew(project: Project) -> None:
    other = sqlite3.connect(path_of(project), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM source").fetchall()
    project.store.engine.dispose()
    with project.store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA busy_timeout=1")
    assert not project.store.scrub()
    other.close()
    assert project.store.scrub()


TEXTS = st.text(st.sampled_from("aå b\n"), min_size=1, max_size=4)


@contextmanager
def copied(template: Path) -> Iterator[Project]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template / "coder.db", folder)
        project = Project.open(Path(folder) / "coder.db", "Rut")
        try:
            yield project
        finally:
            project.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, st.booleans()), min_size=1, max_size=5), st.lists(st.booleans(), max_size=12))
def test_any_undo_and_redo_goes_through_the_same_states(
    finished_study: Path, edits: list[tuple[str, bool]], moves: list[bool]
) -> None:
    with copied(finished_study) as project:
        project.write_note("ame", "start")
        states = [recorded(path_of(project))]
        for text, aside in edits:
            with project.history.step("write_note", target="x") as step:
                row = step.session.exec(select(Note)).one()
                changed = step.update(row, withhold="" if aside else None, text=text)
            if changed:
                states.append(recorded(path_of(project)))
        at = len(states) - 1
        for back in moves:
            if back and at > 0:
                assert project.undo()
                at -= 1
            elif not back and at < len(states) - 1:
                assert project.redo()
                at += 1
            assert recorded(path_of(project)) == states[at]
