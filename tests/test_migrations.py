"""The schema: migrations and models say the same, and Alembic stays away from a project that is up to date."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, MetaData, Table, inspect

import coder.migrations
from coder.model import Row
from coder.project import Project
from coder.store import SCHEMA_REVISION, Store
from tests.doing import code_words, path_of
from tests.tables import recorded, unwhole


@pytest.fixture
def migrated(tmp_path: Path) -> Store:
    store = Store(tmp_path / "migrated.db")
    store.ensure_schema()
    return store


def test_the_newest_migration_makes_what_the_models_say(migrated: Store) -> None:
    with migrated.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Row.metadata) == []


def test_the_constraints_are_those_of_the_models(migrated: Store, tmp_path: Path) -> None:
    """Alembic does not compare checks: each has its name and its rule, as if the models had made the tables."""
    direct = Store(tmp_path / "direct.db")
    Row.metadata.create_all(direct.engine)
    assert checks(migrated) == checks(direct)
    assert {name for _table, name, _rule in checks(migrated)} >= {
        "ck_coding_order",
        "ck_coding_voice",
        "ck_note_target_kind",
    }


def checks(store: Store) -> set[tuple[str, str, str]]:
    found = inspect(store.engine)
    return {
        (table, str(check["name"]), " ".join(str(check["sqltext"]).split()))
        for table in found.get_table_names()
        for check in found.get_check_constraints(table)
    }


def test_every_constraint_has_a_name(migrated: Store) -> None:
    """So that a later migration can change it on either engine."""
    reflected = MetaData()
    reflected.reflect(migrated.engine)
    nameless = [
        (table.name, constraint)
        for table in reflected.tables.values()
        if table.name != "alembic_version"
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
    assert any(isinstance(constraint, CheckConstraint) for table in tables() for constraint in table.constraints)


def tables() -> list[Table]:
    return list(Row.metadata.tables.values())


def test_the_revision_in_the_code_is_the_newest() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(coder.migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_REVISION


def test_a_made_project_is_at_the_newest_revision(project: Project) -> None:
    connection = sqlite3.connect(path_of(project))
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA_REVISION,)]
    connection.close()


def test_opening_again_changes_nothing(project: Project) -> None:
    code_words(project)
    before = recorded(path_of(project))
    project.close()
    again = Project.open(path_of(project), "Maja")
    again.close()
    assert recorded(path_of(project)) == before
    assert unwhole(path_of(project)) == []


def test_alembic_is_not_imported_for_a_project_that_is_up_to_date(project: Project) -> None:
    script = (
        "import sys; from coder.project import Project; project = Project.open(sys.argv[1], 'Maja'); "
        "project.read_codebook(); print('alembic' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path_of(project))], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False"]


def test_a_migration_that_fails_leaves_no_half_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    real = command.upgrade

    def failing(config: Config, revision: str) -> None:
        real(config, revision)
        raise RuntimeError("in the middle")

    monkeypatch.setattr(command, "upgrade", failing)
    store = Store(tmp_path / "coder.db")
    with pytest.raises(RuntimeError):
        store.ensure_schema()
    assert inspect(store.engine).get_table_names() == []
    monkeypatch.undo()
    store.ensure_schema()
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert "coding" in inspect(store.engine).get_table_names()


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("coding", {"start": -1}),
        ("coding", {"start": 59, "end": 59}),
        ("coding", {"voice": "loud"}),
        ("coding", {"mode": "later"}),
        ("turn", {"start": -1}),
        ("turn", {"speech_start": 10_000}),
        ("speaker", {"role": "boss"}),
        ("speaker", {"consent": "maybe"}),
    ],
)
def test_the_database_itself_refuses_nonsense(project: Project, table: str, columns: dict[str, object]) -> None:
    code_words(project)
    connection = sqlite3.connect(path_of(project))
    sets = ", ".join(f'"{name}" = ?' for name in columns)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"UPDATE {table} SET {sets}", list(columns.values()))
    connection.close()


def test_what_is_used_cannot_be_deleted_behind_the_history_s_back(project: Project) -> None:
    code_words(project)
    connection = sqlite3.connect(path_of(project))
    connection.execute("PRAGMA foreign_keys=ON")
    for table in ("code", "source", "coder", "source_text"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"DELETE FROM {table}")
    connection.close()
