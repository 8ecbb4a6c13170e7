"""The list of interviews, coming back, help, exports, the command palette, and screens of any size."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from coder.i18n import set_language
from coder.project import Project
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from coder.tui.app import CoderApp
from coder.tui.commands import commands_of
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.interviews import InterviewsScreen
from tests.app_running import (
    coded,
    coding_screen,
    complaints,
    open_interview,
    press,
    remark,
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
async def test_the_list_says_how_far_each_interview_is_coded(project: Project) -> None:
    with_codings(project)
    async with the_app(project, (160, 50)) as pilot:
        rows = {row[0]: row for row in table_rows(pilot)}
        assert rows["ame"][1:4] == ["AME Byn", "···", "2014-02-04"]
        assert rows["ame"][5] == "2" and rows["ame"][6].endswith("%")
        assert rows["af"][5] == "–" and rows["af"][6].endswith("0%")
        assert "4 codings" in shown_in(pilot, "#totals")
        assert "built-in" in shown_in(pilot, "#totals")
        await press(pilot, "m")
        assert [row.source for row in project.ask(source_rows) if row.finished_by] == ["af"]


@in_an_app
async def test_an_empty_project_says_what_to_do_and_loads(
    tmp_path: Path, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    project = Project.open(folder / "coder.db", "Maja", create=True)
    async with the_app(project) as pilot:
        assert pilot.app.screen.query_one("#first-steps").display
        assert str(folder) in shown_in(pilot, "#first-steps")
        (study / "transcripts").rename(folder / "transcripts")
        await press(pilot, "l")
        await until(
            pilot, lambda: len(table_rows(pilot)) == 4 if isinstance(pilot.app.screen, InterviewsScreen) else False
        )
        assert "4" in remark(pilot)
    project.close()


@in_an_app
async def test_the_help_names_every_key_of_the_screen(project: Project) -> None:
    async with the_app(project, (160, 50)) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape")
        assert coding_screen(pilot).reader.has_focus


@in_an_app
async def test_exports_are_written_with_progress_beside_the_work(project: Project) -> None:
    with_codings(project)
    async with the_app(project) as pilot:
        await press(pilot, "ctrl+e")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen) and remark(pilot) != "")
        assert "exports" in remark(pilot)
        assert "Stuprören." in (project.folder / "exports" / "summary.md").read_text(encoding="utf-8")


@in_an_app
async def test_the_palette_holds_what_the_keys_do(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        assert isinstance(pilot.app, CoderApp)
        commands = {command.title: command for command in pilot.app.get_system_commands(pilot.app.screen)}
        wanted = {
            "Apply code",
            "Facets",
            "Note",
            "Undo",
            "Redo",
            "Accept",
            "Search",
            "Themes",
            "Quotes",
            "Export now",
            "Help",
        }
        assert wanted <= set(commands)
        assert sum(title.startswith("Colours:") for title in commands) == 4
        await pilot.app.run_action("app.look('coder-light')")
        assert pilot.app.theme == "coder-light"
        assert project.remembered("look") == {"theme": "coder-light"}
        await press(pilot, "ctrl+p", *"repeat", "enter")
        await until(pilot, lambda: "applied yet" in remark(pilot))


@in_an_app
async def test_keys_are_described_in_the_language_of_the_interface(project: Project) -> None:
    set_language("sv")
    async with the_app(project) as pilot:
        titles = {command.title for command in commands_of(pilot.app, pilot.app.screen)}
    assert {"Öppna", "Ångra"} <= titles


@in_an_app
async def test_a_codebook_changed_on_both_sides_is_asked_about(project: Project) -> None:
    text = project.codebook_path.read_text(encoding="utf-8")
    project.codebook_path.unlink()
    project.rename_code("stuprör", "Murar")
    project.codebook_path.write_text(text.replace("name: Stuprör", "name: Väggar"), encoding="utf-8")
    async with the_app(project) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await press(pilot, "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, InterviewsScreen)
        start, end = passage(project, "ame", "Stuprören.")
        project.apply_code("ame", start, end, "Väggar")
    assert coded(project, "ame") == [("stuprör", "Stuprören.")]


@in_an_app
async def test_coming_back_lands_on_the_same_line(project: Project) -> None:
    long = project.folder / "transcripts" / "lång.txt"
    turns = [f"{'IP' if turn % 2 else 'I'}: Det här är replik {turn}. Den handlar om bussen." for turn in range(120)]
    long.write_text("\n\n".join(turns), encoding="utf-8")
    project.load([long])
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "lång")
        await press(pilot, *["j"] * 40, "pagedown", "full_stop", "s")
        left = (screen.reader.cursor, screen.reader.selection, screen.reader.top_offset)
        assert left[1] is not None and left[2] > 0
        await press(pilot, "ctrl+q")
    async with the_app(project) as pilot:
        reader = coding_screen(pilot).reader
        assert (reader.cursor, reader.selection, reader.top_offset) == left
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        assert isinstance(pilot.app.screen, InterviewsScreen)
        await until(pilot, lambda: len(table_rows(pilot)) == 5)
        await press(pilot, "enter")
        assert coding_screen(pilot).view is not None


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (40, 12)])
def test_every_screen_stands_at_every_size(project: Project, size: tuple[int, int]) -> None:
    @in_an_app
    async def scenario() -> None:
        async with the_app(with_codings(project), size) as pilot:
            await open_interview(pilot, "ame")
            for key in ("f4", "f5", "f6", "f2", "f3", "question_mark"):
                await press(pilot, key)
            assert complaints(pilot) == []

    scenario()


@in_an_app
async def test_a_note_on_the_interview_at_hand(project: Project) -> None:
    async with the_app(project) as pilot:
        await press(pilot, "o")
        pilot.app.screen.query_one(TextArea).text = "Ring igen."
        await press(pilot, "ctrl+s")
        assert project.ask(transcript, "af").notes == ("Ring igen.",)
