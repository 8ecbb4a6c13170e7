"""Checking a report on the screen: choosing it, its verdicts, one verdict alone, the place where it was said."""

from pathlib import Path
from time import sleep

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from coder.project import Project
from coder.project.base import Progress
from coder.project.reporting.checking import CheckedReport
from coder.tui.screens.checking import CheckScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.file import FileScreen
from coder.tui.screens.progress import LongJob
from tests.app_running import coding_screen, complaints, press, remark, shown_in, table_rows, the_app, until
from tests.checking import REPORT
from tests.transcript_app import in_an_app


@pytest.fixture
def report(project: Project) -> Path:
    path = project.folder / "rapport.md"
    path.write_text(REPORT.replace("[…]", "\\[…\\]"), encoding="utf-8")
    return path


async def at_the_check(pilot: Pilot[None]) -> None:
    await press(pilot, "f11", "6")
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))


async def checked(pilot: Pilot[None], report: Path) -> None:
    await press(pilot, "o")
    await until(pilot, lambda: isinstance(pilot.app.screen, FileScreen))
    await press(pilot, "slash")
    pilot.app.screen.query_one(Input).value = str(report)
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen) and len(table_rows(pilot)) == 4)


async def only(pilot: Pilot[None], answer: int) -> None:
    await press(pilot, "f")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    pilot.app.screen.query_one(OptionList).highlighted = answer
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@in_an_app
async def test_a_report_is_chosen_checked_filtered_and_opened(
    project: Project, report: Path, size: tuple[int, int]
) -> None:
    async with the_app(project, size) as pilot:
        await at_the_check(pilot)
        assert "o:" in shown_in(pilot, "#quote")
        await press(pilot, "enter", "f")
        assert isinstance(pilot.app.screen, CheckScreen) and complaints(pilot) == []
        await checked(pilot, report)
        signs = [row[0].split(maxsplit=1) for row in table_rows(pilot)]
        assert signs == [["✓", "verbatim"], ["≠", "edited"], ["✎", "edited, marked"], ["?", "not found"]]
        assert "rapport.md" in shown_in(pilot, "#caption") and "1 verbatim" in shown_in(pilot, "#caption")
        await press(pilot, "down")
        assert "hamnar → ramlar" in shown_in(pilot, "#quote") and "hamnar mellan stolarna" in shown_in(pilot, "#quote")
        await only(pilot, 1)
        await until(pilot, lambda: [row[0][0] for row in table_rows(pilot)] == ["≠", "?"])
        await press(pilot, "end", "enter")
        assert isinstance(pilot.app.screen, CheckScreen) and remark(pilot)
        await press(pilot, "home", "enter")
        await until(pilot, lambda: pilot.app.current_mode == "coding")
        view = coding_screen(pilot).view
        assert view is not None and view.name == "ame"


@in_an_app
async def test_a_mended_report_is_checked_again_also_another_day(project: Project, report: Path) -> None:
    async with the_app(project) as pilot:
        await at_the_check(pilot)
        await checked(pilot, report)
        report.write_text("Hon sa ”Folk hamnar mellan stolarna”.", encoding="utf-8")
        await press(pilot, "r")
        await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen) and len(table_rows(pilot)) == 1)
    async with the_app(project) as pilot:
        await at_the_check(pilot)
        assert table_rows(pilot) == [] and "rapport.md" in shown_in(pilot, "#quote")
        await press(pilot, "r")
        await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen) and len(table_rows(pilot)) == 1)
        report.unlink()
        await press(pilot, "r")
        await until(pilot, lambda: any("rapport.md" in each for each in complaints(pilot)))
        assert len(table_rows(pilot)) == 1


@in_an_app
async def test_escape_stops_a_check_and_keeps_what_is_shown(
    project: Project, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with the_app(project) as pilot:
        await at_the_check(pilot)
        await checked(pilot, report)
        real = Project.check_reports

        def slow(self: Project, paths: list[Path], progress: Progress) -> tuple[CheckedReport, ...]:
            while progress(0, 1, ""):
                sleep(0.01)
            return real(self, paths, progress)

        monkeypatch.setattr(Project, "check_reports", slow)
        # Waiting for the work to end, as ``press`` does, would take for ever.
        pilot.app.post_message(Key("r", "r"))
        while not isinstance(pilot.app.screen, LongJob):
            await pilot.pause(0.01)
        pilot.app.post_message(Key("escape", None))
        await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))
        assert len(table_rows(pilot)) == 4 and remark(pilot)


@in_an_app
async def test_a_report_without_quotations_says_so(project: Project, report: Path) -> None:
    report.write_text("Här citeras ingen [bold]alls[/].", encoding="utf-8")
    async with the_app(project) as pilot:
        await at_the_check(pilot)
        await press(pilot, "o", "slash")
        pilot.app.screen.query_one(Input).value = str(report)
        await press(pilot, "enter")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, CheckScreen) and "rapport" in shown_in(pilot, "#caption")
        )
        await press(pilot, "f", "escape", "enter")
        assert table_rows(pilot) == [] and complaints(pilot) == []
