"""The overview as a screen, and exporting the figure at hand."""

from textual.pilot import Pilot
from textual.widgets import Input

from coder.project import Project
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.overview import OverviewScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.themes import ThemesScreen
from tests.app_running import complaints, press, remark, shown_in, table_rows, the_app, until, with_codings
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


async def shown(pilot: Pilot[None]) -> OverviewScreen:
    await pilot.app.run_action("app.show('overview')")
    await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen) and bool(table_rows(pilot)))
    screen = pilot.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


async def open_line(pilot: Pilot[None], words: str) -> None:
    """Enter on the line that has these words."""
    rows = [row[1] for row in table_rows(pilot)]
    place = next(n for n, line in enumerate(rows) if words in line)
    await press(pilot, "home", *["down"] * place, "enter")


@in_an_app
async def test_the_parts_stand_one_after_the_other(project: Project) -> None:
    for size in SIZES:
        async with the_app(with_codings(project) if size == SIZES[0] else project, size) as pilot:
            await shown(pilot)
            headings = [row[0] for row in table_rows(pilot) if row[0]]
            assert headings == ["How far", "Stands out", "Coders differ", "New", "To do"]
            assert any("2 of 4 sources coded" in row[1] for row in table_rows(pilot)) or size[0] < 50


@in_an_app
async def test_enter_goes_where_more_stands(project: Project) -> None:
    async with the_app(with_codings(project)) as pilot:
        await shown(pilot)
        await open_line(pilot, "Hinder: in")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))
        await shown(pilot)
        await open_line(pilot, "Not coded yet")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))


@in_an_app
async def test_another_day_is_kept_and_what_is_none_is_refused(project: Project) -> None:
    async with the_app(with_codings(project)) as pilot:
        await shown(pilot)
        for day, told in (("2031-01-01", "2031-01-01"), ("snart", "2031-01-01")):
            await press(pilot, "d")
            await until(pilot, lambda: isinstance(pilot.app.screen, PromptScreen))
            pilot.app.screen.query_one(Input).value = day
            await press(pilot, "enter")
            await until(pilot, lambda told=told: told in shown_in(pilot, "#caption"))  # type: ignore[misc]
        assert any("write a day as" in told for told in complaints(pilot))
        assert any("Nothing since 2031-01-01." in row[1] for row in table_rows(pilot))


@in_an_app
async def test_an_empty_project_says_what_to_do(tmp_path: str) -> None:
    project = Project.open(f"{tmp_path}/coder.db", "Maja", create=True)
    async with the_app(project) as pilot:
        await shown(pilot)
        assert "There are no interviews yet" in shown_in(pilot, "#caption")
    project.close()


@in_an_app
async def test_e_writes_the_figure_that_is_shown(project: Project) -> None:
    async with the_app(with_codings(project)) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemesScreen) and bool(table_rows(pilot)))
        await press(pilot, "e")
        await until(pilot, lambda: "exports" in remark(pilot))
    files = sorted(path.name for path in (project.folder / "exports").iterdir())
    assert files == ["view-frequencies.csv", "view-frequencies.svg", "view-frequencies.xlsx"]
