"""Themes, quotes and history: what is counted, found, and led to."""

from textual.widgets import Input, TextArea

from coder.project import Project
from coder.queries.quotes import one_quote
from coder.tui.screens.history import HistoryScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.themes import ThemesScreen
from tests.app_running import (
    coding_screen,
    codings,
    complaints,
    press,
    settled,
    shown_in,
    table_rows,
    the_app,
    until,
    with_codings,
)
from tests.conftest import passage
from tests.transcript_app import in_an_app


@in_an_app
async def test_themes_count_cases_and_lead_to_their_quotes_and_on_to_the_place(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemesScreen) and len(table_rows(pilot)) > 0)
        rows = {row[0].lstrip("▌"): row[2:5] for row in table_rows(pilot)}
        assert rows["Hinder"] == ["2 of 5", "2", "3"]
        assert rows["Stuprör"] == ["2 of 5", "2", "2"]
        assert "main coder" in shown_in(pilot, "#caption")
        await press(pilot, "t")
        await until(pilot, lambda: len(table_rows(pilot)) == 2)
        await press(pilot, "t")
        await until(pilot, lambda: len(table_rows(pilot)) > 2)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 2)
        await press(pilot, "down", "enter")
        await settled(pilot)
        screen = coding_screen(pilot)
        start, end = passage(project, "gemensam", "stuprören står kvar")
        assert screen.view is not None and screen.view.name == "gemensam"
        assert screen.reader.selection is not None
        assert (screen.reader.selection.start, screen.reader.selection.end) == (start, end)
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))


@in_an_app
async def test_quotes_are_filtered_starred_and_noted(project: Project) -> None:
    with_codings(project)
    async with the_app(project, (160, 50)) as pilot:
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 4)
        first = table_rows(pilot)[0][0]
        await press(pilot, "asterisk")
        assert project.ask(one_quote, first)[0].starred
        await press(pilot, "o")
        pilot.app.screen.query_one(TextArea).text = "Till rapporten."
        await press(pilot, "ctrl+s")
        assert project.ask(one_quote, first)[0].note == "Till rapporten."
        for filter_line, number in (
            ("*", 1),
            ("code:stup", 2),
            ('case:"AME Syd"', 2),
            ("theme:möj", 1),
            ("source:ame indragen", 1),
            ("kvar", 1),
            ("", 4),
        ):
            pilot.app.screen.query_one(Input).value = filter_line
            await until(pilot, lambda number=number: len(table_rows(pilot)) == number)  # type: ignore[misc]
        pilot.app.screen.query_one(Input).value = "code:xyz"
        await until(pilot, lambda: any("xyz" in complaint for complaint in complaints(pilot)))
        await press(pilot, "x", "c", *"prak", "enter")
        await until(pilot, lambda: len(table_rows(pilot)) == 1)


@in_an_app
async def test_the_history_tells_every_step_and_takes_back(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await press(pilot, "f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen) and len(table_rows(pilot)) > 4)
        assert "praktik" in table_rows(pilot)[0][2]
        await press(pilot, "u")
        assert len(codings(project, "gemensam")) == 1
        await press(pilot, "y")
        assert len(codings(project, "gemensam")) == 2
