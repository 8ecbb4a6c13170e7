"""The table of keystrokes in the documentation: played through the app, counted, and looked for in the database."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from coder.project import Project
from coder.tui.screens.coding import CodingScreen
from tests.app_running import coded, codings, open_interview, press, the_app
from tests.conftest import REPOSITORY, passage
from tests.transcript_app import in_an_app

TABLE = (REPOSITORY / "docs" / "keystrokes.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (?P<task>[^|]+) \| (?P<keys>[^|]+) \| (?P<count>\d+) \|", re.MULTILINE)
ROWS = {int(row[1]): row for row in ROW.finditer(TABLE)}
NAMES = {"Enter": "enter", "Tab": "tab", ".": "full_stop", ":": "colon", "Ctrl+S": "ctrl+s"}
FIRST, SECOND = "Stuprören.", "Folk hamnar mellan stolarna, det a\u0308r så det är 👩\u200d👩\u200d👧 ja."
CODE_FIRST = ("j", "enter", "s", "t", "enter")


@dataclass(frozen=True)
class Task:
    """Where a task begins, and what holds when it is done."""

    begin: tuple[str, ...]
    done: Callable[[Project], bool]
    at: str = ""
    """Words to go to before it begins."""


def _two_codes(project: Project) -> bool:
    return coded(project, "ame") == [("buss", FIRST), ("stuprör", FIRST)]


def _about(project: Project) -> bool:
    (coding,) = codings(project, "ame")
    return bool(coding.about) and coding.mode == "missing"


TASKS = {
    1: Task(("j",), lambda project: coded(project, "ame") == [("stuprör", FIRST)]),
    2: Task(CODE_FIRST, lambda project: coded(project, "ame") == [("stuprör", FIRST), ("stuprör", SECOND)]),
    3: Task(
        (*CODE_FIRST, "enter", "b", "u", "enter"),
        lambda project: coded(project, "ame") == [("buss", FIRST), ("stuprör", FIRST), ("buss", SECOND)],
    ),
    4: Task(("j",), _two_codes),
    5: Task((), lambda project: coded(project, "ame") == [("stolarna", "stolarna")], at="stolarna"),
    6: Task(CODE_FIRST, _about),
    7: Task(CODE_FIRST, lambda project: [coding.notes for coding in codings(project, "ame")] == [("fråga",)]),
    8: Task(CODE_FIRST, lambda project: coded(project, "ame") == [("stuprör", f"{FIRST} {SECOND}")]),
    9: Task(CODE_FIRST, lambda project: coded(project, "ame") == [("stuprör", FIRST)]),
    10: Task(("n",), lambda project: coded(project, "ame") == [("stuprör", f"{FIRST} {SECOND}")]),
}


@pytest.mark.parametrize("number", sorted(ROWS))
def test_the_keys_of_the_table_do_the_task(number: int, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = re.findall(r"`([^`]+)`", ROWS[number]["keys"])
    assert len(keys) == int(ROWS[number]["count"])
    task = TASKS[number]
    project.suggest()
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)

    @in_an_app
    async def scenario() -> None:
        async with the_app(project) as pilot:
            screen = await open_interview(pilot, "ame")
            await press(pilot, *task.begin)
            if task.at:
                screen.reader.go_to(passage(project, "ame", task.at)[0])
            assert isinstance(pilot.app.screen, CodingScreen)
            for key in keys:
                assert not task.done(project) or number == 9
                await press(pilot, NAMES.get(key, key))
            assert task.done(project)
            if number == 9:
                assert [step.kind for step in project.redo()] == ["remove_coding"]

    scenario()


def test_the_table_has_ten_tasks_and_says_how_long_the_sentence_is() -> None:
    assert sorted(ROWS) == sorted(TASKS) == list(range(1, 11))
    assert f"{len(SECOND) + 1} characters" in ROWS[8]["task"]
