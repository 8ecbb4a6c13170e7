"""The screen of framework matrices and a cell of one, driven by keys."""

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from coder.project import Project
from coder.queries.framework import framework
from coder.queries.quotes import quotes
from coder.tui.screens.framework import FrameworkScreen
from coder.tui.screens.framework_cell import CellScreen
from coder.tui.widgets.grid import CellGrid
from tests.app_running import complaints, press, remark, shown_in, the_app, until, with_codings
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


async def shown(pilot: Pilot[None]) -> FrameworkScreen:
    await press(pilot, "f4")
    await press(pilot, "3")
    await until(pilot, lambda: isinstance(pilot.app.screen, FrameworkScreen) and bool(shown_in(pilot, "#caption")))
    screen = pilot.app.screen
    assert isinstance(screen, FrameworkScreen)
    return screen


def written(project: Project, theme: str) -> dict[tuple[str, str], str]:
    rows = project.ask(framework, theme).cells
    return {(cell.case, cell.code): cell.summary.text for row in rows for cell in row if cell.summary}


@in_an_app
async def test_e_writes_the_matrix_that_is_shown(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await shown(pilot)
        await press(pilot, "e")
        await until(pilot, lambda: "view-framework-hinder.csv" in remark(pilot))
    files = sorted(path.name for path in (project.folder / "exports").iterdir())
    assert files == [f"view-framework-hinder.{ending}" for ending in ("csv", "docx", "xlsx")]
    assert "hinder,AME Byn,stuprör,1" in (project.folder / "exports" / files[0]).read_text("utf-8")


@pytest.mark.parametrize("size", SIZES)
@in_an_app
async def test_cells_are_gone_about_in_and_summed_up(project: Project, size: tuple[int, int]) -> None:
    with_codings(project)
    quote = next(row.quote for row in project.ask(quotes).rows if row.text == "Stuprören.")
    async with the_app(project, size) as pilot:
        await shown(pilot)
        assert "3 cells with passages wait for a summary" in shown_in(pilot, "#caption")
        await press(pilot, "n")
        assert "AME Byn × Stuprör: 1 passage" in shown_in(pilot, "#here")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CellScreen))
        await press(pilot, *"Emellan", "ctrl+l", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrameworkScreen))
        assert written(project, "hinder") == {("AME Byn", "stuprör"): f"Emellan [{quote}]"}
        assert f"Emellan [{quote}]" in shown_in(pilot, "#here")
        assert "2 cells with passages" in shown_in(pilot, "#caption")
        await press(pilot, "delete")
        assert written(project, "hinder") == {}
        await press(pilot, "u")
        assert f"Emellan [{quote}]" in shown_in(pilot, "#here")


@in_an_app
async def test_one_goes_from_empty_cell_to_empty_cell_while_writing(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await shown(pilot)
        await press(pilot, "n", "enter", "x", "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, CellScreen))
        await press(pilot, "y", "ctrl+n", "z", "ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrameworkScreen))
        assert sorted(written(project, "hinder").values()) == ["x", "y", "z"]
        await press(pilot, "n")
        assert pilot.app.screen.query_one(CellGrid).has_focus


@in_an_app
async def test_what_is_written_is_not_lost_by_escape_and_a_wrong_citation_is_told(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await shown(pilot)
        await press(pilot, "n", "enter", "x", "escape")
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrameworkScreen))
        assert list(written(project, "hinder").values()) == ["x"]
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CellScreen))
        pilot.app.screen.query_one(TextArea).text = "Så [C-ZZZZZ]."
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: bool(complaints(pilot)))
        assert "C-ZZZZZ: no quote has this identifier" in complaints(pilot)[0]
        assert isinstance(pilot.app.screen, CellScreen), "what was written is still there"
        assert "Så [C-ZZZZZ]." in pilot.app.screen.query_one(TextArea).text


@in_an_app
async def test_other_themes_and_an_empty_project(project: Project) -> None:
    async with the_app(project) as pilot:
        await shown(pilot)
        assert "Hinder (1/2)" in shown_in(pilot, "#caption")
        await press(pilot, "right_square_bracket")
        assert "Möjligheter (2/2)" in shown_in(pilot, "#caption")
        await press(pilot, "t", "enter")
        await until(pilot, lambda: "Hinder (1/2)" in shown_in(pilot, "#caption"))
        await press(pilot, "n", "p", "enter", "escape")
        assert complaints(pilot) == []


@in_an_app
async def test_a_study_of_framework_method_begins_with_the_matrices(project: Project) -> None:
    book = project.codebook_path
    book.write_text(book.read_text("utf-8").replace("method: codebook", "method: framework"), encoding="utf-8")
    project.read_codebook()
    async with the_app(project) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, FrameworkScreen))
