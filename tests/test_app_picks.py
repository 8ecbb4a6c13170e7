"""Report quotes on the screen: picked in the quotes, ordered, headed, edited, taken out."""

from textual.widgets import Input, TextArea

from coder.project import Project
from coder.queries.picks import picks
from coder.tui.screens.picks import PicksScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.wording import WordingScreen
from tests.app_running import (
    coding_screen,
    codings,
    complaints,
    press,
    shown_in,
    table_rows,
    the_app,
    until,
    with_codings,
)
from tests.transcript_app import in_an_app


@in_an_app
async def test_picking_ordering_heading_editing_and_taking_out(project: Project) -> None:
    with_codings(project)
    async with the_app(project, (120, 40)) as pilot:
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 4)
        await press(pilot, "A", "p")
        await until(pilot, lambda: len(project.ask(picks)) == 4)
        await pilot.app.run_action("app.show('picks')")
        await until(pilot, lambda: isinstance(pilot.app.screen, PicksScreen) and len(table_rows(pilot)) == 4)
        before = [row[1] for row in table_rows(pilot)]
        await press(pilot, "J")
        await until(pilot, lambda: [row[1] for row in table_rows(pilot)][:2] == [before[1], before[0]])
        await press(pilot, "h")
        pilot.app.screen.query_one(Input).value = "Hinder"
        await press(pilot, "enter")
        await until(pilot, lambda: [row[0] for row in table_rows(pilot)] == ["", "Hinder", "", ""])
        await press(pilot, "K")
        await until(pilot, lambda: [row[0] for row in table_rows(pilot)] == ["", "", "Hinder", ""])
        await press(pilot, "u")
        await until(pilot, lambda: [row[0] for row in table_rows(pilot)] == ["", "Hinder", "", ""])
        await press(pilot, "s")
        pilot.app.screen.query_one(Input).value = "indragen"
        await press(pilot, "enter", "e")
        await until(pilot, lambda: isinstance(pilot.app.screen, WordingScreen))
        area = pilot.app.screen.query_one(TextArea)
        assert area.text == "Den är indragen"
        area.text = "Den var indragen"
        await press(pilot, "ctrl+s")
        assert any("[…]" in each for each in complaints(pilot))
        area.text = "Den […] indragen"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, PicksScreen) and "[…]" in shown_in(pilot, "#quote"))
        assert "Den är indragen" in shown_in(pilot, "#quote")
        await press(pilot, "x")
        await until(pilot, lambda: len(table_rows(pilot)) == 3)
        await press(pilot, "u")
        await until(pilot, lambda: len(table_rows(pilot)) == 4)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.current_mode == "coding")
        assert coding_screen(pilot).view is not None


@in_an_app
async def test_an_empty_list_says_how_to_fill_it(project: Project) -> None:
    async with the_app(project) as pilot:
        await pilot.app.run_action("app.show('picks')")
        await until(pilot, lambda: isinstance(pilot.app.screen, PicksScreen) and "F5" in shown_in(pilot, "#quote"))
        await press(pilot, "e", "x", "h", "J", "enter")
        assert complaints(pilot) == []
        assert codings(project, "ame") == []
