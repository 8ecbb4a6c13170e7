"""Correcting in the app: a turn at a time, in place, with the codings moving along."""

import pytest
from textual.widgets import Input, TextArea

from coder.project import Project
from coder.queries.sources import find_source
from coder.queries.transcript import transcript
from coder.queries.versions import unplaced, versions
from coder.spans import Span
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.editing import EditTurnScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.unplaced import UnplacedScreen
from coder.tui.transcript.data import ShownTurn
from tests.app_running import coded, coding_screen, open_interview, press, remark, settled, shown_in, the_app, until
from tests.conftest import AME, Opener, passage
from tests.doing import code_words
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


def text(project: Project, source: str = "ame") -> str:
    return project.ask(transcript, source).text


@in_an_app
async def test_a_turn_is_corrected_in_place_and_the_codings_move(project: Project) -> None:
    code_words(project, "mellan stolarna", "avstånd")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.go_to(passage(project, "ame", "hamnar")[0])
        await press(pilot, "e")
        area = pilot.app.screen.query_one(TextArea)
        assert area.text.startswith("Stuprören. Folk hamnar")
        await press(pilot, *"jo ", "ctrl+s")
        assert "Folk jo hamnar mellan stolarna" in text(project)
        assert coded(project, "ame") == [("avstånd", "mellan stolarna")]
        assert "1 coding moved along" in remark(pilot)
        reader = coding_screen(pilot).reader
        assert text(project)[reader.cursor :].startswith("hamnar")
        assert [c.coding_id for c in reader.codings_at(passage(project, "ame", "stolarna")[0])]
        await press(pilot, "u")
        assert "Folk hamnar mellan" in text(project)
        assert text(project)[coding_screen(pilot).reader.cursor :].startswith("hamnar")


@in_an_app
async def test_escape_asks_before_it_throws_away_what_was_written(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "e", "x", "escape")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, EditTurnScreen)
        await press(pilot, "escape", "down", "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        assert len(project.ask(versions, "ame")) == 1


@in_an_app
async def test_a_speaker_gets_another_label_everywhere(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.go_to(passage(project, "ame", "hamnar")[0])
        await press(pilot, "e", "ctrl+n")
        assert isinstance(pilot.app.screen, PromptScreen)
        pilot.app.screen.query_one(Input).value = "Chefen"
        await press(pilot, "enter")
        assert text(project).count("\nChefen: ") == 2
        assert [turn.label for turn in _shown(pilot.app.screen)] == ["I", "Chefen", "I", "Chefen"]


@in_an_app
async def test_a_turn_is_split_at_the_cursor_and_joined_again(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        before = text(project)
        screen.reader.go_to(passage(project, "ame", "hamnar")[0] + 3)
        await press(pilot, "e", *"nu ", "ctrl+t", "enter")
        assert "Folk \n" not in text(project)
        assert [turn.label for turn in _shown(pilot.app.screen)] == ["I", "IP", "I", "I", "IP"]
        await press(pilot, "u", "u")
        assert text(project) == before
        screen.reader.go_to(passage(project, "ame", "Och bussen")[0])
        await press(pilot, "e", "ctrl+o")
        assert "Och bussen? Den är indragen" in text(project)


@in_an_app
async def test_what_could_not_be_placed_is_placed_on_the_selection(project: Project) -> None:
    first, second = code_words(project, "Folk hamnar", "stuprör"), code_words(project, "mellan stolarna", "avstånd")
    project.edit_turn("ame", 2, "Stuprören och så.")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        assert "2 not placed (E)" in shown_in(pilot, "#interview")
        screen.reader.select(Span(*passage(project, "ame", "Stuprören")))
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, UnplacedScreen)
        assert "Folk hamnar" in shown_in(pilot, "#around")
        await press(pilot, "enter")
        assert coded(project, "ame") == [("stuprör", "Stuprören")]
        assert first in remark(pilot)
        await press(pilot, "E", "d")
        assert project.ask(unplaced) == ()
        assert second in remark(pilot)
        await press(pilot, "E")
        assert isinstance(pilot.app.screen, CodingScreen)


@in_an_app
async def test_an_interview_that_somebody_corrected_is_shown_as_it_is_now(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    async with the_app(maja) as pilot:
        screen = await open_interview(pilot, "ame")
        tor.edit_turn("ame", 1, "Vad är det egentligen som hindrar folk?")
        code_words(tor, "Stuprören.")
        await press(pilot, "f5")
        await press(pilot, "f3")
        await until(pilot, lambda: screen.view is not None and "egentligen" in screen.view.text)
        assert len(screen.codings) == 1


@in_an_app
async def test_a_changed_file_is_offered_as_a_correction(project: Project) -> None:
    code_words(project, "mellan stolarna", "avstånd")
    for name, old, new in (("ame.txt", "Stuprören.", "Jo, stuprören."), ("gemensam.txt", "Just det.", "Javisst.")):
        file = project.transcripts_folder / name
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode()))
    async with the_app(project) as pilot:
        await press(pilot, "l")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        await press(pilot, "enter")
        await until(pilot, lambda: "Jo, stuprören" in text(project))
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "down", "enter")
        await settled(pilot)
        assert "Just det." in text(project, "gemensam")
        assert coded(project, "ame") == [("avstånd", "mellan stolarna")]
    assert AME.split("---\n")[2] != text(project)
    assert project.ask(lambda session: find_source(session, "ame").encoding)


def _shown(screen: object) -> list[ShownTurn]:
    assert isinstance(screen, CodingScreen) and screen.reader.transcript is not None
    return list(screen.reader.transcript.turns)
