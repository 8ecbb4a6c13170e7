"""What is on a coding or an interview: facets, notes, removing, finishing; all looked for in the database."""

import pytest
from textual.widgets import OptionList, TextArea

from coder.project import Project
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.facets import FacetsScreen
from coder.tui.screens.note import NoteScreen
from tests.app_running import codings, open_interview, press, remark, the_app
from tests.conftest import Opener, passage
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


@in_an_app
async def test_facets_of_the_coding_just_made_take_a_few_keys(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "enter", "f")
        assert isinstance(pilot.app.screen, FacetsScreen)
        await press(pilot, "2", "5", "u", "n", "g", "enter", "a", "f", "enter", "enter")
        (coding,) = codings(project, "ame")
        assert (coding.voice, coding.mode, coding.about) == ("other", "missing", ("af", "unga"))
        await press(pilot, "f", "2", "escape")
        assert codings(project, "ame")[0].voice == "other"


@in_an_app
async def test_the_speakers_own_organisation_is_offered_first(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "enter", "f", "space", "ctrl+s")
        assert codings(project, "ame")[0].about == ("byn-kommun",)


@in_an_app
async def test_a_note_is_written_on_the_coding_and_elsewhere_on_the_interview(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "o")
        pilot.app.screen.query_one(TextArea).text = "Trött i dag."
        await press(pilot, "ctrl+s", "j", "enter", "s", "t", "enter", "o")
        pilot.app.screen.query_one(TextArea).text = "Starkt [bold]sagt[/]."
        await press(pilot, "ctrl+s")
        assert project.ask(transcript, "ame").notes == ("Trött i dag.",)
        assert codings(project, "ame")[0].notes == ("Starkt [bold]sagt[/].",)


@in_an_app
async def test_neither_escape_nor_quitting_loses_a_note(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "o")
        pilot.app.screen.query_one(TextArea).text = "Viktigt."
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, NoteScreen)
        await press(pilot, "ctrl+q", "enter")
        assert project.ask(transcript, "ame").notes == ("Viktigt.",)


@in_an_app
async def test_which_of_several_codings_is_removed_is_asked(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    project.apply_code("ame", start, end, "stuprör")
    project.apply_code("ame", start, end, "avstånd")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.go_to(start + 3)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, ChooseScreen)
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await press(pilot, "down", "enter")
        assert len(codings(project, "ame")) == 1
        await press(pilot, "delete")
        assert codings(project, "ame") == []


@in_an_app
async def test_another_coders_coding_is_left_alone(opened: Opener) -> None:
    tor, maja = opened("Tor"), opened("Maja")
    start, end = passage(tor, "ame", "mellan stolarna")
    tor.apply_code("ame", start, end, "stuprör")
    async with the_app(maja) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.go_to(start)
        await press(pilot, "d")
        assert "Tor" in remark(pilot)
        assert len(codings(maja, "ame")) == 1


@in_an_app
async def test_finished_is_set_and_taken_back_with_one_key(project: Project) -> None:
    def finished_by() -> str:
        return next(row.finished_by for row in project.ask(source_rows) if row.source == "ame")

    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "m")
        assert finished_by() == "Maja"
        await press(pilot, "m")
        assert finished_by() == ""
