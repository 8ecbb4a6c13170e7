"""From a passage to the exports it stands in, and from an identifier in a report to the passage."""

from pathlib import Path

from textual.widgets import Input

from coder.project import Project
from coder.queries.picks import exports_with
from coder.tui.app import CoderApp
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.quotes import QuotesScreen
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
from tests.conftest import passage
from tests.transcript_app import in_an_app


def test_what_was_exported_is_kept_with_its_quotes_and_replaced_by_the_next(project: Project) -> None:
    with_codings(project)
    quote = codings(project, "ame")[0].quote
    steps = project.next_undo()
    project.export(project.folder / "exports", ("quotes",), "report")
    found = project.ask(exports_with, quote.lower())
    assert {each.file_name for each in found} == {"exports/quotes.csv", "exports/quotes.xlsx"}
    assert {each.audience for each in found} == {"report"}
    project.export(project.folder / "exports", ("quotes",))
    assert {each.audience for each in project.ask(exports_with, quote)} == {"team"}
    assert project.next_undo() == steps
    project.remove_coding(quote)
    project.export(project.folder / "exports", ("quotes",))
    assert project.ask(exports_with, quote) == ()


def test_a_file_elsewhere_is_known_by_its_name_alone(project: Project, tmp_path: Path) -> None:
    with_codings(project)
    quote = codings(project, "ame")[0].quote
    project.export(tmp_path.parent / "annanstans", ("quotes",))
    assert {each.file_name for each in project.ask(exports_with, quote)} == {"quotes.csv", "quotes.xlsx"}


@in_an_app
async def test_the_app_goes_to_a_quote_by_its_identifier_and_says_where_it_went(project: Project) -> None:
    with_codings(project)
    quote = codings(project, "gemensam")[0].quote
    project.export(project.folder / "exports", ("quotes",))
    async with the_app(project, (160, 50)) as pilot:
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 4)
        assert "exports/quotes.csv" in shown_in(pilot, "#quote")
        pilot.app.screen.query_one(Input).value = quote.lower()
        await until(pilot, lambda: [row[0] for row in table_rows(pilot)] == [quote])
        await press(pilot, "ctrl+o", *quote, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        screen = coding_screen(pilot)
        await until(pilot, lambda: screen.reader.selection is not None)
        assert screen.reader.selection is not None
        start, _end = passage(project, "gemensam", "stuprören står kvar")
        assert screen.reader.selection.start in (start, passage(project, "gemensam", "Praktik fungerar")[0])
        await press(pilot, "ctrl+o", *"C-00000", "enter")
        await until(pilot, lambda: any("C-00000" in each for each in complaints(pilot)))


@in_an_app
async def test_the_app_begins_at_a_quote(project: Project) -> None:
    with_codings(project)
    quote = codings(project, "gemensam")[0].quote
    async with CoderApp(project, quote).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        view = coding_screen(pilot).view
        assert view is not None and view.name == "gemensam"
