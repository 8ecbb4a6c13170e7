"""The screens of actors and roles, driven by keys."""

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coder.project import Project
from coder.tui.screens.actors import ActorsScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.claims import ClaimsScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.roles import RolesScreen
from coder.tui.screens.telling import TellScreen
from coder.tui.widgets.sign_matrix import SignMatrix
from tests.app_running import press, shown_in, table_rows, the_app, until
from tests.roles_study import claim, with_roles
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


@pytest.fixture
def roles(project: Project) -> Project:
    with_roles(project)
    claim(project, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    claim(project, "gemensam", "Praktik fungerar", "leda", ("byn-kommun",), "other", "wanted")
    return project


async def on_roles(pilot: Pilot[None]) -> SignMatrix:
    await press(pilot, "f11")
    await until(pilot, lambda: isinstance(pilot.app.screen, ActorsScreen))
    await press(pilot, "2")
    await until(pilot, lambda: isinstance(pilot.app.screen, RolesScreen))
    matrix = pilot.app.screen.query_one(SignMatrix)
    await until(pilot, lambda: matrix.row_count > 0)
    return matrix


def cells(matrix: SignMatrix) -> list[list[str]]:
    return [[cell.plain.strip() for cell in matrix.get_row_at(row)] for row in range(matrix.row_count)]


@in_an_app
async def test_today_and_wanted_and_a_text(roles: Project) -> None:
    async with the_app(roles) as pilot:
        matrix = await on_roles(pilot)
        assert cells(matrix) == [["Byns kommun", "●1", ""]]
        assert "Own claim: 1 case." in shown_in(pilot, "#cell")
        await press(pilot, "t")
        await until(pilot, lambda: cells(matrix)[0][1] == "○1")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClaimsScreen))
        assert table_rows(pilot)[0][:2] == ["○", "leda"]
        await press(pilot, "tab")
        pilot.app.screen.query_one(TextArea).text = "Ska leda."
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ChooseScreen), "what is written is not lost"
        await press(pilot, "enter")
        await until(pilot, lambda: cells(matrix)[0][1] == "○1 ✎")
        assert "Ska leda." in shown_in(pilot, "#cell")
        await press(pilot, "u")
        await until(pilot, lambda: cells(matrix)[0][1] == "○1")


@in_an_app
async def test_from_a_cell_to_the_words(roles: Project) -> None:
    async with the_app(roles) as pilot:
        await on_roles(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClaimsScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))


@in_an_app
async def test_measures_and_the_rule(roles: Project) -> None:
    async with the_app(roles) as pilot:
        await on_roles(pilot)
        for key in ("m", "w"):
            await press(pilot, key)
            await until(pilot, lambda: isinstance(pilot.app.screen, TellScreen))
            await press(pilot, "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, RolesScreen))


@in_an_app
async def test_actors_and_what_is_said_of_them(roles: Project) -> None:
    async with the_app(roles) as pilot:
        await press(pilot, "ctrl+g")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActorsScreen) and len(table_rows(pilot)) == 3)
        assert table_rows(pilot)[1] == ["Byns kommun", "", "1/–", "–", "1", "1"]
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClaimsScreen))
        assert [row[0] for row in table_rows(pilot)] == ["●", "○"]
        await press(pilot, "escape", "f")
        await until(pilot, lambda: len(table_rows(pilot)) == 1)


@in_an_app
async def test_a_project_without_functions_or_actors_says_what_to_do(project: Project) -> None:
    async with the_app(project) as pilot:
        await press(pilot, "f11")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActorsScreen))
        await press(pilot, "2")
        await until(pilot, lambda: isinstance(pilot.app.screen, RolesScreen))
        await until(pilot, lambda: "functions:" in shown_in(pilot, "#caption"))
        await press(pilot, "enter", "t", "m", "escape")


@pytest.mark.parametrize("size", SIZES)
def test_every_size(roles: Project, size: tuple[int, int]) -> None:
    @in_an_app
    async def run() -> None:
        async with the_app(roles, size) as pilot:
            await on_roles(pilot)
            await press(pilot, "right", "left", "left", "end", "home", "enter", "escape", "1")
            await until(pilot, lambda: isinstance(pilot.app.screen, ActorsScreen))

    run()
