"""Notes in the app: on codings, passages, interviews, codes and the study; changed and taken away."""

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from coder.project import Project
from coder.queries.notes import notes
from coder.spans import Span
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.screens.note import NoteScreen
from coder.tui.transcript.painting import NOTED
from tests.app_running import open_interview, press, shown_in, the_app, until
from tests.conftest import Opener, passage
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


async def write(pilot: Pilot[None], text: str) -> None:
    """Write into the note that is open, and save it."""
    assert isinstance(pilot.app.screen, NoteScreen)
    pilot.app.screen.query_one(TextArea).text = text
    await press(pilot, "ctrl+s")


def written(project: Project) -> list[tuple[str, str]]:
    return [(row.on, row.text) for row in project.ask(notes)]


@in_an_app
async def test_a_note_goes_on_what_is_selected_and_is_shown_there(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.select(Span(start, end))
        await press(pilot, "o")
        await write(pilot, "En bild.")
        (row,) = project.ask(notes)
        assert (row.on, row.start, row.end) == ("passage", start, end)
        screen.reader.go_to(start + 3)
        await press(pilot, "b", "escape")
        assert "En bild." in shown_in(pilot, "#cards")
        screen.reader.go_to(end + 3)
        await until(pilot, lambda: "En bild." not in shown_in(pilot, "#cards"))


@in_an_app
async def test_what_a_note_is_on_can_be_chosen(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    project.apply_code("ame", start, end, "stuprör")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.go_to(start)
        for downs in range(5):
            await press(pilot, "O")
            assert isinstance(pilot.app.screen, ChooseScreen)
            await press(pilot, *["down"] * downs, "enter")
            await write(pilot, f"{downs}")
        assert written(project) == [("coding", "0"), ("passage", "1"), ("source", "2"), ("code", "3"), ("project", "4")]


@in_an_app
async def test_ones_earlier_note_is_changed_or_removed(opened: Opener) -> None:
    tor, maja = opened("Tor"), opened("Maja")
    tor.write_note("ame", "Tors.")
    maja.write_note("ame", "Ett.")
    maja.write_note("ame", "Två.")
    async with the_app(maja) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "o")
        assert all(text in shown_in(pilot, "#earlier") for text in ("Tors.", "Ett.", "Två."))
        await press(pilot, "ctrl+up", "ctrl+up", "ctrl+up")
        assert pilot.app.screen.query_one(TextArea).text == "Ett."
        await write(pilot, "Ett till.")
        assert written(maja) == [("source", "Tors."), ("source", "Ett till."), ("source", "Två.")]
        await press(pilot, "o", "ctrl+d")
        assert isinstance(pilot.app.screen, NoteScreen), "there is nothing of one's own at hand to remove"
        await press(pilot, "ctrl+up", "ctrl+d")
        assert written(maja) == [("source", "Tors."), ("source", "Ett till.")]
        await press(pilot, "u", "u")
        assert written(maja) == [("source", "Tors."), ("source", "Ett."), ("source", "Två.")]


@in_an_app
async def test_looking_at_an_earlier_note_loses_no_draft(project: Project) -> None:
    project.write_note("ame", "Ett.")
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "o")
        pilot.app.screen.query_one(TextArea).text = "Halvfärdig"
        await press(pilot, "ctrl+up", "escape")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "escape", "ctrl+down")
        assert pilot.app.screen.query_one(TextArea).text == "Halvfärdig"
        await press(pilot, "ctrl+s")
        assert written(project) == [("source", "Ett."), ("source", "Halvfärdig")]


@in_an_app
async def test_a_note_on_the_study_from_the_list_of_interviews(project: Project) -> None:
    async with the_app(project) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        await press(pilot, "O")
        await write(pilot, "Fråga fler.")
        assert written(project) == [("project", "Fråga fler.")]


@in_an_app
async def test_a_passage_with_a_note_is_marked_beside_its_first_row(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")

        def marked() -> list[str]:
            lines = (screen.reader.render_line(y).text for y in range(screen.reader.size.height))
            return [line for line in lines if NOTED in line]

        screen.reader.select(Span(start, end))
        assert marked() == []
        await press(pilot, "o")
        await write(pilot, "Så säger alla.")
        (row,) = marked()
        assert "mellan" in row
        await press(pilot, "u")
        assert marked() == []
