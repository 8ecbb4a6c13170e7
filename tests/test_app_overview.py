"""The overview as a screen, and exporting the figure at hand."""

from textual.pilot import Pilot
from textual.widgets import Input

from coder.project import Project
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.overview import OverviewScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.widgets.panel import Panel
from tests.app_running import complaints, press, remark, shown_in, table_rows, the_app, until, with_codings
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


async def shown(pilot: Pilot[None]) -> OverviewScreen:
    await pilot.app.run_action("app.show('overview')")
    await until(pilot, lambda: isinstance(pilot.app.screen, OverviewScreen) and bool(lines(pilot, "progress")))
    screen = pilot.app.screen
    assert isinstance(screen, OverviewScreen)
    return screen


def lines(pilot: Pilot[None], name: str) -> list[str]:
    """The lines of a panel."""
    panel = pilot.app.screen.query_one(f"#{name}", Panel)
    return [" ".join(cell.plain.strip() for cell in panel.get_row_at(row)) for row in range(panel.row_count)]


def new_since(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#new", Panel).border_title)


async def open_line(pilot: Pilot[None], words: str) -> None:
    """Enter on the line that has these words, gone to with the arrows from the first panel."""
    panels = list(pilot.app.screen.query(Panel))
    panels[0].focus()
    await press(pilot, "home")
    for _step in range(40):
        panel = pilot.app.screen.focused
        assert isinstance(panel, Panel)
        if words in lines(pilot, panel.id or "")[panel.cursor_row]:
            return await press(pilot, "enter")
        await press(pilot, "down")
    raise AssertionError(f"{words} is nowhere")


@in_an_app
async def test_the_parts_stand_one_after_the_other(project: Project) -> None:
    for size in SIZES:
        async with the_app(with_codings(project) if size == SIZES[0] else project, size) as pilot:
            await shown(pilot)
            titles = [panel.border_title for panel in pilot.app.screen.query(Panel)]
            assert titles[:3] == ["How far are we?", "What stands out?", "Where do coders differ?"]
            assert str(titles[3]).startswith("New since ") and titles[4] == "To do"
            assert any(line.startswith("Sources coded") and "2 of 4" in line for line in lines(pilot, "progress"))
            beside = {panel.id for panel in pilot.app.screen.query(Panel) if panel.region.x > 0}
            assert beside == (set() if size[0] < 72 else {"compared", "new"})


@in_an_app
async def test_enter_goes_where_more_stands(project: Project) -> None:
    async with the_app(with_codings(project)) as pilot:
        await shown(pilot)
        await open_line(pilot, "Hinder")
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
            await until(pilot, lambda told=told: told in new_since(pilot))  # type: ignore[misc]
        assert any("write a day as" in told for told in complaints(pilot))
        assert lines(pilot, "new") == ["Nothing since 2031-01-01."]


@in_an_app
async def test_an_empty_project_says_what_to_do(tmp_path: str) -> None:
    project = Project.open(f"{tmp_path}/coder.db", "Maja", create=True)
    async with the_app(project) as pilot:
        await pilot.app.run_action("app.show('overview')")
        await until(pilot, lambda: "There are no interviews yet" in shown_in(pilot, "#instead"))
        assert not pilot.app.screen.query_one("#board").display
    project.close()


@in_an_app
async def test_e_writes_the_figure_that_is_shown(project: Project) -> None:
    async with the_app(with_codings(project)) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemesScreen) and bool(table_rows(pilot)))
        await press(pilot, "e")
        await until(pilot, lambda: "exports" in remark(pilot))
    files = sorted(path.name for path in (project.folder / "exports").iterdir())
    assert files == [*(f"view-frequencies.{ending}" for ending in ("csv", "png", "svg", "xlsx"))]
