"""Taking over a file in the app, by the keyboard alone: choosing it, its columns, its preview, and undo."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from coder.project import Project
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.sources import source_rows
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.columns import ColumnsScreen
from coder.tui.screens.file import FileScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.screens.outcome import OutcomeScreen
from coder.tui.screens.prompt import PromptScreen
from tests.app_running import complaints, press, table_rows, the_app, until
from tests.doing import path_of
from tests.peer_files import QUALCODER, TAGUETTE
from tests.tables import recorded
from tests.transcript_app import in_an_app

EVERYONE = Selection(("all",), True)


@pytest.fixture
def files(project: Project) -> Path:
    """A folder with a file of each kind beside what cannot be taken."""
    folder = project.folder / "filer"
    (folder / "undermapp").mkdir(parents=True)
    shutil.copytree(QUALCODER, folder / "studie.qda")
    shutil.copy(TAGUETTE, folder / "taguette.sqlite3")
    (folder / "citat.csv").write_text(
        "Nr;Utsaga;Kod\n1;Den är indragen;buss\n2;Närheten vi känner allihop;Ny kod\n3;sade ingen alls;buss\n", "utf-8"
    )
    (folder / "codings.csv").write_text("source,start,end,code,coder\name,50,59,stuprör,Maja\n", "utf-8")
    (folder / "bild.png").write_bytes(b"")
    (folder / ".dold.qdpx").write_bytes(b"")
    with suppress(OSError):  # where links may not be made
        (folder / "cirkel").symlink_to(folder / "cirkel")
    return folder


async def choose(pilot: Pilot[None], folder: Path, name: str) -> None:
    await press(pilot, "ctrl+t")
    await until(pilot, lambda: isinstance(pilot.app.screen, FileScreen))
    await press(pilot, "slash")
    pilot.app.screen.query_one(Input).value = str(folder / name)
    await press(pilot, "enter")


async def on(pilot: Pilot[None], screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


def lines(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#lines", Static).content)


@in_an_app
async def test_the_files_are_found_with_the_arrow_keys(project: Project, files: Path) -> None:
    async with the_app(project) as pilot:
        await press(pilot, "ctrl+t")
        await on(pilot, FileScreen)
        names = [row[0].strip() for row in table_rows(pilot)]
        assert names[0] == ".." and "filer/" in names and "codebook.yaml" not in names
        assert "coder.db" not in names, "it is the project itself"
        await press(pilot, "home", *["down"] * names.index("filer/"), "enter")
        assert [row[0].strip() for row in table_rows(pilot)] == [
            "..", "citat.csv", "codings.csv", "studie.qda", "taguette.sqlite3", "undermapp/",
        ]  # fmt: skip
        await press(pilot, "backspace")
        assert "filer/" in [row[0].strip() for row in table_rows(pilot)]
        await press(pilot, "enter", "down", "down", "enter")
        await on(pilot, OutcomeScreen)
        await press(pilot, "escape")
        await on(pilot, InterviewsScreen)


@in_an_app
async def test_a_project_is_looked_at_taken_and_taken_back(project: Project, files: Path) -> None:
    before = recorded(path_of(project))
    async with the_app(project) as pilot:
        await choose(pilot, files, "studie.qda")
        await on(pilot, OutcomeScreen)
        assert "new: 2 sources, 3 codes, 1 coder" in lines(pilot)
        assert "Left out: the stored query Alla." in lines(pilot)
        await press(pilot, "escape")
        assert recorded(path_of(project)) == before
        await choose(pilot, files, "studie.qda")
        await on(pilot, OutcomeScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: len(project.ask(source_rows)) == 6)
        await on(pilot, OutcomeScreen)  # what was left out, and no second way to take it
        await press(pilot, "enter", "escape")
        await on(pilot, InterviewsScreen)
        assert "ett" in [row[0].strip() for row in table_rows(pilot)]
        await choose(pilot, files, "studie.qda")
        await on(pilot, OutcomeScreen)
        assert "new: nothing" in lines(pilot)
        await press(pilot, "escape", "u")
        await until(pilot, lambda: recorded(path_of(project)) == before)


@in_an_app
async def test_columns_are_chosen_and_unknown_codes_made(project: Project, files: Path) -> None:
    async with the_app(project) as pilot:
        await choose(pilot, files, "citat.csv")
        await on(pilot, ColumnsScreen)
        assert [row[1].strip() for row in table_rows(pilot)][:2] == ["–", "Kod"]
        await press(pilot, "p")
        assert "Choose a column first: Quote." in complaints(pilot)[-1]
        await press(pilot, "enter")
        await on(pilot, ChooseScreen)
        await press(pilot, "down", "enter")
        await on(pilot, ColumnsScreen)
        assert [cell.strip() for cell in table_rows(pilot)[0]] == ["Quote", "Utsaga", "Den är indragen"]
        await press(pilot, *["down"] * 5, "enter", "down", "enter")
        await on(pilot, PromptScreen)
        pilot.app.screen.query_one(Input).value = "mycket"
        await press(pilot, "enter")
        await on(pilot, ColumnsScreen)
        assert "from 1 to 100, not “mycket”" in complaints(pilot)[-1]
        await press(pilot, "p")
        await on(pilot, OutcomeScreen)
        assert "new: 1 code, 2 codings" in lines(pilot)
        assert "citat.csv, line 3: 8" in lines(pilot) and "“sade ingen alls” was not found" in lines(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: len(project.ask(quotes, selection=EVERYONE).rows) == 2)


@in_an_app
async def test_one_of_several_projects_is_chosen(project: Project, files: Path) -> None:
    async with the_app(project) as pilot:
        await choose(pilot, files, "taguette.sqlite3")
        await on(pilot, ChooseScreen)
        await press(pilot, "enter")
        await on(pilot, OutcomeScreen)
        assert "new: 2 sources, " in lines(pilot)


@in_an_app
async def test_codings_with_positions_go_the_same_way(project: Project, files: Path) -> None:
    async with the_app(project) as pilot:
        await choose(pilot, files, "codings.csv")
        await on(pilot, OutcomeScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: len(project.ask(quotes, selection=EVERYONE).rows) == 1)
        await on(pilot, InterviewsScreen)


@in_an_app
async def test_what_cannot_be_taken_is_said_and_nothing_happens(project: Project, files: Path) -> None:
    (files / "trasig.sqlite3").write_bytes(b"Hej")
    (files / "tom.csv").write_bytes(b"")
    before = recorded(path_of(project))
    async with the_app(project, (80, 24)) as pilot:
        for name, said in (("bild.png", "only these files"), ("borta.qdpx", "there is no such file")):
            await choose(pilot, files, name)
            assert said in complaints(pilot)[-1]
            await press(pilot, "escape", "escape")
            await on(pilot, InterviewsScreen)
        for name in ("trasig.sqlite3", "tom.csv"):
            await choose(pilot, files, name)
            await on(pilot, InterviewsScreen)
            assert name in complaints(pilot)[-1]
    assert recorded(path_of(project)) == before
