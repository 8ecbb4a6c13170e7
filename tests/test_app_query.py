"""The screen of queries, driven by keys."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coder.project import Project
from coder.queries.saved import saved_queries
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.query import QueryScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.widgets.table import RowTable
from tests.app_running import complaints, press, remark, shown_in, the_app, until, with_codings
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


async def shown(pilot: Pilot[None]) -> QueryScreen:
    await press(pilot, "f4")
    await press(pilot, "4")
    await until(pilot, lambda: isinstance(pilot.app.screen, QueryScreen) and bool(shown_in(pilot, "#caption")))
    screen = pilot.app.screen
    assert isinstance(screen, QueryScreen)
    return screen


async def typed(pilot: Pilot[None], text: str, caption: str) -> None:
    pilot.app.screen.query_one(Input).value = text
    await until(pilot, lambda: caption in shown_in(pilot, "#caption"))


def rows(pilot: Pilot[None], table: str) -> list[list[str]]:
    found = pilot.app.screen.query_one(table, RowTable)
    return [[cell.plain.strip() for cell in found.get_row_at(row)] for row in range(found.row_count)]


@pytest.mark.parametrize("size", SIZES)
@in_an_app
async def test_what_is_typed_finds_quotes_or_is_told(project: Project, size: tuple[int, int]) -> None:
    with_codings(project)
    async with the_app(project, size) as pilot:
        screen = await shown(pilot)
        assert "No query is saved yet" in shown_in(pilot, "#caption")
        await press(pilot, *"hinder")
        await until(pilot, lambda: "3 quotes" in shown_in(pilot, "#caption"))
        assert len(rows(pilot, "#found")) == 3
        await typed(pilot, "hinder and kind=", "Column 17: a value for kind was expected here, not the end.")
        assert rows(pilot, "#found") == []
        await typed(pilot, "stuprör and place=södra", "1 quote")
        await press(pilot, "enter")
        assert screen.query_one("#found").has_focus
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, QueryScreen))
        assert complaints(pilot) == []


@in_an_app
async def test_queries_are_saved_used_and_forgotten(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await shown(pilot)
        await typed(pilot, "stuprör inom 2 repliker från praktik", "1 quote")
        await press(pilot, "enter", "s", *"Nara", "enter")
        assert [each.expression for each in project.ask(saved_queries)] == ["stuprör within 2 turns of praktik"]
        assert "Saved as “Nara”" in remark(pilot)
        await press(pilot, "x")
        await until(pilot, lambda: "1 saved query" in shown_in(pilot, "#caption"))
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: "1 quote" in shown_in(pilot, "#caption"))
        await press(pilot, "enter", "x", "enter", "d")
        assert project.ask(saved_queries) == ()
        await press(pilot, "u")
        assert len(project.ask(saved_queries)) == 1


@in_an_app
async def test_all_that_is_found_goes_to_the_list_of_quotes(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await shown(pilot)
        await typed(pilot, "hinder", "3 quotes")
        await press(pilot, "enter", "a")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))
        await until(pilot, lambda: "3 quotes" in shown_in(pilot, "#caption"))
