"""Coming back to a screen: as it was left, unless the project or the look of the app became another meanwhile."""

import pytest
from rich.style import Style

from coder.project import Project
from coder.tui.families import FIGURES, MODEL
from coder.tui.screens.themes import ThemesScreen
from coder.tui.theme import DARK, THEME_NAMES
from coder.tui.widgets.table import RowTable
from tests.app_running import LARGE, complaints, press, settled, shown_in, table_rows, the_app, until, with_codings
from tests.conftest import Opener, passage
from tests.doing import path_of
from tests.transcript_app import in_an_app


@in_an_app
async def test_nothing_is_asked_again_until_somebody_changes_something(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    maja, tor = with_codings(opened("Maja")), opened("Tor")
    asked: list[str] = []
    ask = ThemesScreen.ask

    def counted(screen: ThemesScreen) -> object:
        asked.append(screen.NAME)
        return ask(screen)

    monkeypatch.setattr(ThemesScreen, "ask", counted)
    async with the_app(maja, LARGE) as pilot:
        for _visit in range(3):
            await press(pilot, "f4", "f2")
        assert asked == ["themes"]
        tor.apply_code("gemensam", *passage(tor, "gemensam", "Praktik fungerar"), "närhet")
        tor.assign("gemensam", "Tor")
        await press(pilot, "f4")
        await until(pilot, lambda: asked == ["themes"] * 2)
        await settled(pilot)
        [row] = [row for row in table_rows(pilot) if row[0].endswith("Närhet")]
        assert row[2].startswith("1")


@in_an_app
async def test_a_filter_made_elsewhere_is_heeded(project: Project) -> None:
    async with the_app(with_codings(project), LARGE) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: bool(table_rows(pilot)))
        rows = table_rows(pilot)
        await press(pilot, "5", "slash", *"kind:kommun", "enter")
        await until(pilot, lambda: "kommun" in str(project.remembered("figures")))
        await press(pilot, "1")
        await settled(pilot)
        assert "kommun" in shown_in(pilot, "#caption")
        await press(pilot, "5", "slash", *["backspace"] * 11, "enter")
        await until(pilot, lambda: "kommun" not in str(project.remembered("figures")))
        await press(pilot, "1")
        await settled(pilot)
        assert "kommun" not in shown_in(pilot, "#caption")
        assert table_rows(pilot) == rows


@in_an_app
async def test_other_colours_draw_everything_anew(project: Project) -> None:
    def painted() -> set[Style | None]:
        table = pilot.app.screen.query_one(RowTable)
        return {segment.style for strip in table.render_lines(table.size.region) for segment in strip}

    async with the_app(with_codings(project), LARGE) as pilot:
        await press(pilot, "f4")
        await until(pilot, lambda: bool(table_rows(pilot)))
        dark = painted()
        await press(pilot, "f2")
        pilot.app.theme = next(name for name in THEME_NAMES if name != DARK)
        await press(pilot, "f4")
        await settled(pilot)
        backgrounds = [{style.bgcolor for style in each if style} for each in (dark, painted())]
        assert not backgrounds[0] & backgrounds[1]


@in_an_app
async def test_a_project_that_is_damaged_meanwhile_is_told_in_a_line(project: Project) -> None:
    path = path_of(with_codings(project))
    async with the_app(project, LARGE) as pilot:
        for view in (*FIGURES, *MODEL):
            await pilot.app.run_action(f"app.show('{view.screen}')")
            await settled(pilot)
        project.close()
        path.write_bytes(b"not a database" * 1_000)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        for view in (*FIGURES, *MODEL):
            await pilot.app.run_action(f"app.show('{view.screen}')")
            await settled(pilot)
            assert complaints(pilot)[-1].startswith(f"{path}: ")
            assert "\n" not in complaints(pilot)[-1]
