"""Every command that needs a language pipeline, with none, with a wrong path, with a broken folder; and the app."""

import json
import os
from pathlib import Path

import pytest

from coder.language.pipeline import forget_pipelines
from coder.project import Project
from coder.tui.app import CoderApp
from coder.tui.screens.walk import WalkScreen
from coder.tui.widgets.suggestion_bar import SuggestionBar
from tests.app_running import complaints, open_interview, press, until
from tests.command_line import CommandLine
from tests.doing import path_of
from tests.transcript_app import in_an_app

NEEDING = (
    "suggest",
    "suggest --code praktik",
    "proposals twins",
    "proposals codes",
    "proposals unequal",
    "proposals actors",
    "mentions",
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder that says it is a Swedish pipeline and cannot be loaded."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "meta.json").write_text(json.dumps({"lang": "sv", "name": "broken", "version": "1"}), "utf-8")
    (folder / "config.cfg").write_text('[nlp]\nlang = "sv"\npipeline = ["nothing_known"]\n', "utf-8")
    return folder


@pytest.fixture
def coder(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    folder = Path(path_of(project)).parent
    project.close()
    forget_pipelines()
    return CommandLine(folder, monkeypatch, capsys)


def test_a_wrong_path_is_one_line_everywhere(coder: CommandLine) -> None:
    for line in (*NEEDING, "pipeline"):
        assert "There is no language pipeline /nowhere" in coder.fails(*line.split(), "--pipeline", "/nowhere")


def test_a_broken_one_is_one_line_everywhere(coder: CommandLine, broken: Path) -> None:
    for line in (*NEEDING, "pipeline", "pipeline show"):
        assert "sv_broken could not be loaded" in coder.fails(*line.split(), "--pipeline", str(broken))
    assert "wrong  pipeline" in coder("doctor", "--pipeline", str(broken), status=1).out


def test_without_a_trained_one_everything_works(coder: CommandLine) -> None:
    for line in NEEDING:
        coder(*line.split())
    assert "the trained one finds more" in coder("pipeline").out.casefold()
    assert "No pipeline had been installed" in coder("pipeline", "remove").err


@pytest.mark.skipif(not os.environ.get("CODER_TEST_PIPELINE"), reason="CODER_TEST_PIPELINE names no trained pipeline")
def test_with_a_trained_one_everything_works(coder: CommandLine) -> None:
    trained = os.environ["CODER_TEST_PIPELINE"]
    for line in NEEDING:
        coder(*line.split(), "--pipeline", trained)
    said = coder("pipeline", "--pipeline", trained).out
    assert "(trained)" in said and "ORG" in said


@in_an_app
async def test_the_app_says_so_and_goes_on(project: Project, broken: Path) -> None:
    project.pipeline_spec = str(broken)
    async with CoderApp(project).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_interview(pilot, "ame")
        await until(pilot, lambda: "could not" in screen.query_one(SuggestionBar).status)
        await press(pilot, "c", *"stupr", "enter")
        assert [coding.code for coding in screen.codings] == ["stuprör"], "coding needs no pipeline"
        await press(pilot, "f12", "tab", "tab")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
        assert isinstance(pilot.app.screen, WalkScreen)
        await until(pilot, lambda: any("sv_broken could not be loaded" in message for message in complaints(pilot)))
