"""The screens of figures: broken down, crossed, together, saturation, landscape; filtered, opened, stopped."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from coder.project import Project
from coder.queries import going
from coder.queries.codes import code_tree
from coder.queries.cooccurrence import cooccurrence
from coder.queries.crosstab import crosstab
from coder.queries.saturation import saturation
from coder.tui.families import FIGURES
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.crosstab import CrosstabScreen
from coder.tui.screens.landscape import LandscapeScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.saturation import SaturationScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.screens.together import TogetherScreen
from coder.tui.screens.walk import WalkScreen
from coder.tui.widgets.grid import CellGrid
from coder.tui.widgets.keybar import KeyBar
from tests.app_running import LARGE, press, remark, settled, shown_in, table_rows, the_app, until, with_codings
from tests.conftest import passage
from tests.transcript_app import in_an_app


@pytest.fixture
def coded(bundled_folder: Path, tmp_path: Path) -> Project:
    """The bundled study, to be changed."""
    shutil.copytree(bundled_folder, tmp_path / "study")
    return Project.open(tmp_path / "study" / "coder.db", "Maja")


async def show(pilot: Pilot[None], name: str) -> None:
    await pilot.app.run_action(f"app.show('{name}')")
    await settled(pilot)
    await until(pilot, lambda: getattr(pilot.app.screen, "NAME", "") == name)
    await settled(pilot)


async def choose(pilot: Pilot[None], key: str, answer: str) -> None:
    """Press a key that asks something, and give the answer that begins so."""
    await press(pilot, key)
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    answers = pilot.app.screen.query_one(OptionList)
    told = [str(answers.get_option_at_index(n).prompt) for n in range(answers.option_count)]
    answers.highlighted = next(n for n, each in enumerate(told) if each.startswith(answer))
    await press(pilot, "enter")
    await settled(pilot)


async def filter_by(pilot: Pilot[None], line: str) -> None:
    await press(pilot, "slash")
    pilot.app.screen.query_one(Input).value = line
    await press(pilot, "enter")
    await settled(pilot)


def picture(pilot: Pilot[None]) -> list[str]:
    """What is on the screen, row by row."""
    return ["".join(part.text for part in strip) for strip in pilot.app.screen._compositor.render_strips()]


@in_an_app
async def test_themes_are_broken_down_filtered_and_each_cell_opens_what_it_counts(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "themes")
        await choose(pilot, "b", "Cases")
        found = project.ask(crosstab, "codes", "cases", "codings")
        await press(pilot, "down", *["right"] * (1 + found.columns.index("AME Byn")))
        assert shown_in(pilot, "#here") == "Stuprör · AME Byn: 1 coding"
        assert "main coder" in shown_in(pilot, "#caption")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 1)
        assert "Stuprör × AME Byn" in shown_in(pilot, "#caption")
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ThemesScreen))
        await press(pilot, "up", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 2)
        await press(pilot, "x")
        await until(pilot, lambda: len(table_rows(pilot)) == 4)


@in_an_app
async def test_a_filter_holds_on_all_figures_and_in_what_they_open(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "themes")
        await filter_by(pilot, "place:södra")
        rows = {row[0].lstrip("▌"): row[2] for row in table_rows(pilot)}
        assert rows["Stuprör"] == "1 of 2" and rows["Indragen buss"] == "0 of 2"
        assert "Place = södra" in shown_in(pilot, "#caption")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 1)
        await show(pilot, "crosstab")
        assert "Place = södra" in shown_in(pilot, "#caption")
        await filter_by(pilot, "stolarna")
        assert pilot.app.screen.query_one("#instead").display and "stolarna" in shown_in(pilot, "#instead")
        await show(pilot, "together")
        assert pilot.app.screen.query_one(Input).value == "place:södra", "what cannot be understood is not kept"
        await press(pilot, "x")
        await show(pilot, "themes")
        assert {row[2] for row in table_rows(pilot)} >= {"2 of 5"}


@in_an_app
async def test_no_percentages_below_twenty_cases_and_the_share_of_talk_from_there_on(
    project: Project, bundled: Project
) -> None:
    with_codings(project)
    for study, there in ((project, False), (bundled, True)):
        async with the_app(study, LARGE) as pilot:
            await show(pilot, "themes")
            await until(pilot, lambda: len(table_rows(pilot)) > 0)
            assert any("Share of talk" in row for row in picture(pilot)) is there
            assert any("%" in cell for row in table_rows(pilot) for cell in row) is there


@in_an_app
async def test_every_cell_of_a_cross_table_opens_as_many_quotes_as_it_counts(bundled: Project) -> None:
    async with the_app(bundled) as pilot:
        for rows, columns, cells in (
            ("Codes", "Cases", [(0, 5), (16, 0), (16, -1)]),
            ("Kinds", "Groups", [(0, 0), (1, 2)]),
            ("Themes", "Voice", [(0, 1), (-1, 0)]),
        ):
            await show(pilot, "crosstab")
            await choose(pilot, "r", rows)
            await choose(pilot, "c", columns)
            await choose(pilot, "n", "Codings")
            screen = pilot.app.screen
            assert isinstance(screen, CrosstabScreen) and screen.figure is not None
            table = screen.figure
            for row, column in cells:
                await show(pilot, "crosstab")
                row = row if row >= 0 else len(table.rows)
                screen.query_one(CellGrid).go_to(row, column)
                await settled(pilot)
                numbers, total = (
                    (table.column_totals, table.total)
                    if row == len(table.rows)
                    else (table.numbers[row], table.row_totals[row])
                )
                number = total if column < 0 else numbers[column]
                await press(pilot, "enter")
                await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))
                await until(pilot, lambda number=number: len(table_rows(pilot)) == number)  # type: ignore[misc]


@in_an_app
async def test_what_is_crossed_is_chosen_turned_and_kept(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "crosstab")
        await choose(pilot, "c", "Places")
        await choose(pilot, "n", "Cases")
        assert shown_in(pilot, "#caption").startswith("Codes × Places. The cells count cases")
        await press(pilot, "s")
        assert shown_in(pilot, "#caption").startswith("Places × Codes")
        await choose(pilot, "r", "Codes")
        assert shown_in(pilot, "#caption").startswith("Codes × Places"), "never the same on both sides"
    async with the_app(project) as pilot:
        await show(pilot, "crosstab")
        assert shown_in(pilot, "#caption").startswith("Codes × Places. The cells count cases")


@in_an_app
async def test_four_hundred_columns_are_gone_through_and_shaded_by_signs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_codings(project)
    numbers = tuple(tuple(row * column % 97 for column in range(400)) for row in range(60))
    large = replace(
        project.ask(crosstab, "sources", "cases"),
        rows=tuple(f"Row {n}" for n in range(60)),
        columns=tuple(f"Column {n}" for n in range(400)),
        numbers=numbers,
        row_totals=tuple(map(sum, numbers)),
        column_totals=(7,) * 400,
    )
    monkeypatch.setattr(CrosstabScreen, "count", lambda _self, _asked: large)
    async with the_app(project) as pilot:
        await show(pilot, "crosstab")
        grid = pilot.app.screen.query_one(CellGrid)
        await press(pilot, "ctrl+end", "up")
        assert (grid.row, grid.column) == (59, 399)
        assert shown_in(pilot, "#here") == f"Row 59 × Column 399: {59 * 399 % 97} cases"
        shown = "\n".join(picture(pilot))
        assert "/ 400" in shown and "Row 59" in shown and any(sign in shown for sign in "░▒▓█")
        await press(pilot, "ctrl+left", "home", "up")
        assert (grid.row, grid.column) == (58, None)
        await press(pilot, "ctrl+home")
        shown = "\n".join(picture(pilot))
        assert "1–" in shown and "Row 0" in shown and "Row 59" not in shown


@in_an_app
async def test_codes_together_open_both_codes_passages_within_the_window(bundled: Project) -> None:
    async with the_app(bundled) as pilot:
        await show(pilot, "together")
        for key, window in (("", "overlap"), ("plus", "turn"), ("plus", "1")):
            await press(pilot, *filter(None, [key]))
            rows = bundled.ask(cooccurrence, window).rows
            await until(pilot, lambda rows=rows: len(table_rows(pilot)) == len(rows))  # type: ignore[misc]
            assert [row[2] for row in table_rows(pilot)] == [str(row.count) for row in rows]
        await press(pilot, "enter")
        names = {code.key: code.name for code in bundled.ask(code_tree)}
        pair = {names[rows[0].code_a], names[rows[0].code_b]}
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen))
        await until(pilot, lambda: {row[2].lstrip("▌") for row in table_rows(pilot)} == pair)
        await press(pilot, "escape")
        await choose(pilot, "w", "Overlapping")
        await until(pilot, lambda: "share a character" in shown_in(pilot, "#caption"))


@in_an_app
async def test_saturation_is_a_table_a_curve_and_words(bundled: Project) -> None:
    async with the_app(bundled, LARGE) as pilot:
        await show(pilot, "saturation")
        found = bundled.ask(saturation, orders=100)
        await until(pilot, lambda: len(table_rows(pilot)) == len(found.rows))
        assert [row[4] for row in table_rows(pilot)] == [str(row.total_codes) for row in found.rows]
        assert "not meaning saturation" in shown_in(pilot, "#remark")
        legend = shown_in(pilot, "#legend").replace("\N{NO-BREAK SPACE}", " ")
        assert "random orders: mean" in legend and "codes so far" in legend
        await choose(pilot, "o", "none")
        await until(pilot, lambda: table_rows(pilot)[0][5] == "")
        await choose(pilot, "g", "Base 5, run 3")
        await until(pilot, lambda: "No code in use was made while coding" in shown_in(pilot, "#remark"))
        await press(pilot, "i", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) > 0)


@in_an_app
async def test_a_reflexive_study_is_told_why_there_is_no_saturation(study: Path) -> None:
    book = study / "codebook.yaml"
    book.write_text(book.read_text("utf-8").replace("method: codebook", "method: reflexive"), "utf-8")
    project = Project.open(study / "coder.db", "Maja", create=True)
    project.begin()
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "saturation")
        assert "Braun & Clarke" in shown_in(pilot, "#instead")
        assert not pilot.app.screen.query_one("#figure").display
    project.close()


@in_an_app
async def test_the_landscape_groups_findings_and_leads_on(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "landscape")
        rows = table_rows(pilot)
        assert rows[0] == ["Unused", "1"] and "Närhet" in rows[1][0]
        assert [row[0] for row in rows if row[0] in ("Too broad", "Twins", "Drifting")] == [
            "Too broad",
            "Twins",
            "Drifting",
        ]
        assert shown_in(pilot, "#here").startswith("Unused:")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))


@in_an_app
async def test_twins_open_both_codes_quotes(project: Project) -> None:
    start, end = passage(project, "ame", "Stuprören. Folk hamnar")
    for shift in range(6):
        for code in ("stuprör", "praktik"):
            project.apply_code("ame", start + shift, end + shift, code)
    async with the_app(project) as pilot:
        await show(pilot, "landscape")
        place = next(n for n, row in enumerate(table_rows(pilot)) if "shared" in row[0])
        await press(pilot, "home", *["down"] * place, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 12)


@in_an_app
async def test_figures_change_with_undo_redo_and_finishing(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await show(pilot, "crosstab")
        screen = pilot.app.screen
        assert isinstance(screen, CrosstabScreen) and screen.figure is not None
        assert screen.figure.total == 4
        await press(pilot, "u")
        await until(pilot, lambda: screen.figure is not None and screen.figure.total == 3)
        await press(pilot, "y")
        await until(pilot, lambda: screen.figure is not None and screen.figure.total == 4)
        await show(pilot, "saturation")
        assert len(table_rows(pilot)) == 2 and "No source is called finished" in shown_in(pilot, "#remark")
        project.finish("ame")
        await show(pilot, "themes")
        await show(pilot, "saturation")
        await until(pilot, lambda: len(table_rows(pilot)) == 1)


@in_an_app
async def test_themes_without_codings_say_the_next_step_above_the_codes(project: Project) -> None:
    async with the_app(project) as pilot:
        await show(pilot, "themes")
        assert "Nothing is coded yet" in shown_in(pilot, "#caption") and len(table_rows(pilot)) == 7


@pytest.mark.parametrize("name", ["crosstab", "together", "saturation", "landscape"])
@in_an_app
async def test_where_nothing_is_coded_the_next_step_is_said(project: Project, name: str) -> None:
    async with the_app(project) as pilot:
        await show(pilot, name)
        assert "Nothing is coded yet" in shown_in(pilot, "#instead")
        assert pilot.app.screen.query_one("#instead", Static).display
        assert not pilot.app.screen.query_one("#figure").display


@in_an_app
async def test_a_question_that_takes_long_says_how_far_it_is_and_escape_stops_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_codings(project)
    counting, stopped = threading.Event(), threading.Event()

    def endless(self: LandscapeScreen, asked: object) -> None:
        counting.set()
        try:
            while True:
                threading.Event().wait(0.01)
                going.tell(1, 4)
        except going.Stopped:
            stopped.set()
            raise

    monkeypatch.setattr(LandscapeScreen, "count", endless)
    async with the_app(project) as pilot:
        await pilot.app.run_action("app.show('landscape')")
        for _turn in range(300):
            await pilot.pause(0.01)
            if counting.is_set() and "25%" in pilot.app.screen.query_one(KeyBar).remark:
                break
        screen = pilot.app.screen
        assert isinstance(screen, AskingScreen) and "Esc" in screen.query_one(KeyBar).remark
        await screen.action_back()
        await settled(pilot)
        assert stopped.is_set() and remark(pilot).startswith("Stopped")
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, LandscapeScreen), "the next escape goes back"


@pytest.mark.parametrize("name", ["framework", "query", "agreement", "overview"])
@in_an_app
async def test_escape_stops_whatever_takes_long(project: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def endless(_screen: object) -> None:
        while True:
            threading.Event().wait(0.01)
            going.tell(1, 2)

    async with the_app(with_codings(project)) as pilot:
        await show(pilot, name)
        screen = pilot.app.screen
        assert isinstance(screen, AskingScreen)
        monkeypatch.setattr(type(screen), "ask", endless)
        screen.show_project()
        for _turn in range(300):
            await pilot.pause(0.01)
            if "50%" in screen.query_one(KeyBar).remark:
                break
        assert "Esc" in screen.query_one(KeyBar).remark
        await press(pilot, "escape")
        assert remark(pilot).startswith("Stopped") and pilot.app.screen is screen


@in_an_app
async def test_an_empty_project_says_the_next_step_on_every_view(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    async with the_app(project) as pilot:
        for view in FIGURES:
            await show(pilot, view.screen)
            shown = " ".join("\n".join(picture(pilot)).split())
            assert "no interviews yet" in shown or "no themes yet" in shown, view.screen
    project.close()


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@in_an_app
async def test_the_figures_fit_any_screen(bundled: Project, size: tuple[int, int]) -> None:
    async with the_app(bundled, size) as pilot:
        for name, kind in (
            ("themes", ThemesScreen),
            ("crosstab", CrosstabScreen),
            ("together", TogetherScreen),
            ("saturation", SaturationScreen),
            ("landscape", LandscapeScreen),
        ):
            await show(pilot, name)
            assert isinstance(pilot.app.screen, kind)
            figure = pilot.app.screen.query_one("#figure")
            assert figure.display and figure.region.height >= size[1] // 2
            assert all(len(row) <= size[0] for row in picture(pilot))
