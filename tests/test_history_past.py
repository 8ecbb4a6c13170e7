"""The project as of a day, a time or a step: what it was then, to look at and to export, and nothing else."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text
from textual.widgets import Static

from coder.errors import CoderError
from coder.history import past
from coder.project import Project
from coder.queries.log import log
from coder.queries.sources import source_rows
from coder.store import Store
from tests.app_running import press, the_app, until
from tests.command_line import CommandLine
from tests.conftest import drawn
from tests.doing import code_words, codings, path_of
from tests.tables import RECORDED, Rows, recorded, rows_of
from tests.test_history_undo import Coding


def rows_in(store: Store) -> Rows:
    with store.engine.connect() as connection:
        return {
            table: {tuple(row) for row in connection.execute(text(f'SELECT * FROM "{table}"'))} for table in RECORDED
        }


class Remembering(Coding):
    """Keeps the state after each step, and compares it at the end with what is shown as of that step."""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[int, Rows] = {}

    def act(self, what: Callable[[], object]) -> None:
        try:
            what()
        except CoderError:
            return
        self.states[max(row[0] for row in rows_of(self.path, "step"))] = recorded(self.path)

    def teardown(self) -> None:
        for step, state in list(self.states.items())[::5]:
            shown = past.as_of(self.project.store, step)
            assert rows_in(shown) == state
            shown.close()
        super().teardown()


def test_any_step(finished_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Remembering, "template", finished_study, raising=False)
    few = settings(
        max_examples=drawn(10),
        phases=[Phase.generate],
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    run_state_machine_as_test(Remembering, settings=few)


def test_nothing_can_be_done_to_what_was(project: Project) -> None:
    code_words(project)
    before = recorded(path_of(project))
    then = project.as_of(str(len(project.ask(log)) - 1))
    try:
        assert codings(then) == []
        for act in (lambda: code_words(then), then.undo, then.redo, lambda: then.finish("ame")):
            with pytest.raises(CoderError, match="nothing in it can be changed"):
                act()
        assert then.read_codebook() == []
    finally:
        then.close()
    assert recorded(path_of(project)) == before


def test_a_day_is_taken_whole(project: Project) -> None:
    code_words(project)
    today = datetime.now().astimezone().date()
    for moment, number in ((str(today), 1), (str(today - timedelta(days=1)), 0)):
        then = project.as_of(moment)
        assert len(then.ask(source_rows)) == (len(project.ask(source_rows)) if number else 0)
        then.close()


def test_the_copy_is_gone_afterwards(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(private))
    then = project.as_of("3")
    [folder] = private.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    then.close()
    assert list(private.iterdir()) == []


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(shutil.copytree(finished_study, tmp_path / "here"), monkeypatch, capsys)


def test_on_the_command_line(coder: CommandLine) -> None:
    steps = len(coder("history", "--format", "json").json)
    coder.code("ame", "Stuprören.", "stuprör")
    assert [row["codings"] for row in coder("sources", "--format", "json").json].count(1) == 1
    assert [row["codings"] for row in coder("--as-of", steps, "sources", "--format", "json").json].count(1) == 0
    assert "as of step 1" in coder.fails("--as-of", 1, "undo")
    assert "write a day" in coder.fails("--as-of", "förra veckan", "sources")


def test_what_an_undo_would_take_back_is_said(coder: CommandLine) -> None:
    coder.code("ame", "Stuprören.", "stuprör")
    assert "Apply stuprör in ame" in coder("undo", "--show").out
    assert "nothing of yours" in coder("--coder", "Ingen", "undo", "--show").err
    assert "Apply stuprör in ame" in coder("undo").out


@pytest.mark.anyio
async def test_the_history_screen_leads_there(project: Project) -> None:
    code_words(project)
    async with the_app(project) as pilot:
        await press(pilot, "f6")
        caption = pilot.app.screen.query_one("#caption", Static)
        await until(pilot, lambda: "u takes back: Apply stuprör in ame" in str(caption.render()))
        await press(pilot, "enter")
    assert getattr(pilot.app, "moment", "") == str(len(project.ask(log)))
    with_banner = project.as_of("2")
    async with the_app(with_banner) as pilot:
        assert "AS OF step 2" in str(pilot.app.screen.query_one("TopBar").render())
    with_banner.close()
