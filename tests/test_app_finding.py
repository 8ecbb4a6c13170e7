"""Finding in the app: in one interview, in all, to a turn or question, to what is uncoded, back and forth."""

from textual.widgets import Input

from coder.project import Project
from coder.queries.transcript import transcript
from coder.spans import Span
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.goto import GoToScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.trail import KEY
from tests.app_running import (
    coded,
    coding_screen,
    complaints,
    open_interview,
    press,
    remark,
    shown_in,
    table_rows,
    the_app,
    until,
)
from tests.conftest import Opener, passage
from tests.guided import with_guide
from tests.transcript_app import in_an_app


def start_of(project: Project, source: str, words: str) -> int:
    return passage(project, source, words)[0]


@in_an_app
async def test_other_forms_are_found_while_one_types(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "slash", *"stuprörs")
        await until(pilot, lambda: "1 other form" in shown_in(pilot, "#hits"))
        assert screen.reader.cursor == start_of(project, "ame", "Stuprören")
        await press(pilot, "escape")
        assert screen.reader.has_focus and screen.reader.cursor == start_of(project, "ame", "Stuprören")


@in_an_app
async def test_all_interviews_are_searched_and_a_hit_opens_in_its_place(project: Project) -> None:
    project.write_note("gemensam", "Fråga om stuprör igen.")
    async with the_app(project) as pilot:
        await press(pilot, "ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        await press(pilot, "s")
        assert "two letters" in shown_in(pilot, "#caption")
        await press(pilot, *"tuprörs")
        await until(pilot, lambda: len(table_rows(pilot)) == 2)
        assert [row[0] for row in table_rows(pilot)] == ["ame (1)", "gemensam (1)"]
        assert table_rows(pilot)[0][3].startswith("≈")
        await press(pilot, "backspace")
        await until(pilot, lambda: len(table_rows(pilot)) == 3)
        assert "2 hits · 2 interviews · 1 note" in shown_in(pilot, "#caption")
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        screen = coding_screen(pilot)
        assert screen.view is not None and screen.view.name == "gemensam"
        assert screen.reader.selection == Span(*passage(project, "gemensam", "stuprör"))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        assert pilot.app.screen.query_one("#query", Input).value == "stuprör"
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))


@in_an_app
async def test_the_search_line_goes_on_to_all_interviews(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "slash", *"stup", "ctrl+f")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen) and len(table_rows(pilot)) == 2)
        assert pilot.app.screen.query_one("#query", Input).value == "stup"


@in_an_app
async def test_one_line_goes_to_a_turn_a_time_or_a_question(project: Project) -> None:
    async with the_app(with_guide(project)) as pilot:
        screen = await open_interview(pilot, "norr")
        await until(pilot, lambda: "f1" in shown_in(pilot, "#asked"))
        await press(pilot, "g", "6", "enter")
        assert screen.reader.turn is not None and screen.reader.turn.number == 6
        await press(pilot, "g", *"når", "enter")
        assert screen.reader.turn.number == 9
        await press(pilot, "g", "down", "enter")
        assert screen.reader.turn.number == 5
        await press(pilot, "g", *"99", "enter")
        assert isinstance(pilot.app.screen, GoToScreen) and "10 turns" in complaints(pilot)[0]
        await press(pilot, "escape")
        screen = await open_interview(pilot, "af")
        await press(pilot, "g", *"00:05", "enter")
        assert screen.reader.turn is not None and screen.reader.turn.number == 2


@in_an_app
async def test_uncoded_stretches_are_walked_and_the_walk_goes_around(project: Project) -> None:
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "z")
        assert screen.reader.cursor == start_of(project, "ame", "Folk hamnar")
        assert "stretch 1 of 2; 3 sentences of 4 left" in remark(pilot)
        await press(pilot, "z")
        assert screen.reader.cursor == start_of(project, "ame", "Den är indragen")
        await press(pilot, "z")
        assert screen.reader.cursor == start_of(project, "ame", "Folk hamnar")
        assert "From the beginning again" in remark(pilot)
        await press(pilot, "Z")
        assert "From the end again" in remark(pilot)
        for words in ("Folk hamnar", "Den är indragen", "[bold]Så"):
            project.apply_code("ame", *passage(project, "ame", words), "buss")
        screen.show_project()
        await press(pilot, "z")
        assert "Every sentence" in remark(pilot)
        assert len(coded(project, "ame")) == 4


@in_an_app
async def test_places_are_walked_back_and_forth_across_interviews(project: Project) -> None:
    text = project.ask(transcript, "ame").text
    (project.transcripts_folder / "lång.txt").write_text("IP: " + "Det är långt. " * 400 + "Slut.\n", encoding="utf-8")
    project.load()
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "lång")
        await press(pilot, "slash", *"slut", "enter", "escape")
        far = screen.reader.cursor
        assert far > 5000
        await open_interview(pilot, "ame")
        await press(pilot, "less_than_sign")
        await until(pilot, lambda: screen.view is not None and screen.view.name == "lång")
        assert screen.reader.cursor == far and screen.reader.selection is None
        await press(pilot, "less_than_sign")
        assert screen.reader.cursor < 100
        await press(pilot, "less_than_sign")
        assert "No earlier place" in remark(pilot)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        await until(pilot, lambda: screen.view is not None and screen.view.name == "ame")
        await press(pilot, "greater_than_sign")
        assert "No later place" in remark(pilot)
    assert len(project.remembered(KEY)["spots"]) == 3 and text


def test_the_trail_is_each_coders_own_and_outlives_the_app(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")

    @in_an_app
    async def first() -> None:
        async with the_app(maja) as pilot:
            await open_interview(pilot, "ame")
            await open_interview(pilot, "gemensam")

    @in_an_app
    async def second() -> None:
        async with the_app(maja) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
            screen = coding_screen(pilot)
            assert screen.view is not None and screen.view.name == "gemensam"
            await press(pilot, "less_than_sign")
            await until(pilot, lambda: screen.view is not None and screen.view.name == "ame")

    first()
    second()
    assert tor.remembered(KEY) == {}
