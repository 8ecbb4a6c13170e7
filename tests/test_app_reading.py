"""Reading and selecting in the app: ends of codings moved in their place, the interviewer skipped, the map."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.project import Project
from coder.spans import Span
from coder.tui.screens.choose import ChooseScreen
from coder.tui.transcript.overview import SHARES
from tests.app_running import coded, complaints, open_interview, press, remark, settled, the_app
from tests.conftest import Opener, passage
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


def apply(project: Project, words: str, code: str) -> None:
    project.apply_code("ame", *passage(project, "ame", words), code)


async def at(pilot: Pilot[None], project: Project, words: str) -> None:
    """The cursor on words of the interview."""
    screen = await open_interview(pilot, "ame")
    screen.reader.go_to(passage(project, "ame", words)[0])
    await settled(pilot)


@in_an_app
async def test_the_ends_of_a_coding_are_moved_and_saved_and_taken_back(project: Project) -> None:
    apply(project, "mellan stolarna", "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "stolarna")
        await press(pilot, "i", "tab", "left", "tab", "left", "enter")
        assert coded(project, "ame") == [("stuprör", "hamnar mellan")]
        assert "Stuprör" in remark(pilot)
        await press(pilot, "u")
        assert coded(project, "ame") == [("stuprör", "mellan stolarna")]
        await press(pilot, "y")
        assert coded(project, "ame") == [("stuprör", "hamnar mellan")]


@in_an_app
async def test_escape_leaves_a_coding_as_it_was_and_no_other_key_acts_meanwhile(project: Project) -> None:
    apply(project, "mellan stolarna", "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "stolarna")
        await press(pilot, "i", "left", "d", "1", "r", "m", "o", "asterisk", "x", "u")
        assert coded(project, "ame") == [("stuprör", "mellan stolarna")]
        await press(pilot, "escape")
        assert coded(project, "ame") == [("stuprör", "mellan stolarna")]
        await press(pilot, "d")
        assert coded(project, "ame") == []


@in_an_app
async def test_of_several_codings_it_is_asked_which(project: Project) -> None:
    apply(project, "Folk hamnar mellan stolarna", "hinder")
    apply(project, "mellan stolarna", "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "stolarna")
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "down", "enter", "left", "enter")
        assert coded(project, "ame") == [("hinder", "Folk hamnar mellan stolarna"), ("stuprör", "mellan")]


@in_an_app
async def test_only_its_coder_moves_the_ends_of_a_coding(project: Project, opened: Opener) -> None:
    other = opened("Tor")
    other.apply_code("ame", *passage(other, "ame", "mellan stolarna"), "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "stolarna")
        await press(pilot, "i")
        assert "Tor" in remark(pilot)
        await press(pilot, "left", "enter")
        assert coded(project, "ame") == [("stuprör", "mellan stolarna")]


@in_an_app
async def test_a_coding_grows_into_another_with_its_code_only_when_told_to(project: Project) -> None:
    apply(project, "hamnar mellan", "stuprör")
    apply(project, "stolarna", "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "hamnar")
        await press(pilot, "i", "right", "enter")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "escape")
        assert sorted(text for _code, text in coded(project, "ame")) == ["hamnar mellan", "stolarna"]
        await press(pilot, "i", "right", "enter", "down", "enter")
        assert sorted(text for _code, text in coded(project, "ame")) == ["hamnar mellan stolarna", "stolarna"]
        await press(pilot, "u", "i", "right", "enter", "enter")
        assert coded(project, "ame") == [("stuprör", "hamnar mellan stolarna")]
        await press(pilot, "u")
        assert sorted(text for _code, text in coded(project, "ame")) == ["hamnar mellan", "stolarna"]


@in_an_app
async def test_ends_on_which_the_code_stands_already_are_refused(project: Project) -> None:
    apply(project, "mellan stolarna", "stuprör")
    apply(project, "mellan", "stuprör")
    async with the_app(project) as pilot:
        await at(pilot, project, "stolarna")
        await press(pilot, "i", "left", "enter", "down", "enter")
        assert len(complaints(pilot)) == 1
        assert sorted(text for _code, text in coded(project, "ame")) == ["mellan", "mellan stolarna"]


@in_an_app
async def test_what_one_speaker_says_is_selected_and_coded(project: Project) -> None:
    async with the_app(project) as pilot:
        await at(pilot, project, "Den är indragen")
        await press(pilot, "right", "T", "c", "b", "u", "s", "s", "enter")
        [(code, text)] = coded(project, "ame")
        assert code == "buss"
        assert text.startswith("är indragen, så praktik") and text.endswith("Så[/] är det.")


@in_an_app
async def test_the_interviewer_is_skipped_until_told_otherwise_also_the_next_time(opened: Opener) -> None:
    first = opened()
    async with the_app(first) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "I", "ctrl+home", "j", "j")
        assert screen.reader.cursor == passage(first, "ame", "Den är indragen")[0]
        await press(pilot, "k")
        assert screen.reader.cursor == passage(first, "ame", "Stuprören")[0]
    again = opened()
    async with the_app(again) as pilot:
        screen = await open_interview(pilot, "ame")
        assert screen.reader.skip_interviewer
        await press(pilot, "I", "ctrl+home", "j", "j")
        assert screen.reader.cursor == passage(again, "ame", "Och bussen")[0]


@in_an_app
async def test_a_click_on_the_map_can_be_taken_back(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "lång.txt"
    file.write_text("".join(f"IP: Replik {number}, och sen ingenting mer.\n" for number in range(90)), encoding="utf-8")
    project.load([file])
    project.apply_code("lång", *passage(project, "lång", "Replik 60"), "buss")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "lång")
        reader = screen.reader
        left = reader.cursor
        column = reader.region.x + reader.scrollable_content_region.width - 1
        rows = [y for y in range(reader.size.height) if reader.render_line(y).text[-1] in SHARES[1:]]
        await pilot.click(offset=(column, reader.region.y + rows[0]))
        await settled(pilot)
        assert reader.cursor == passage(project, "lång", "Replik 60")[0]
        await press(pilot, "less_than_sign")
        assert reader.cursor == left


@in_an_app
async def test_a_selection_survives_scrolling_resizing_and_another_screen(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        span = Span(*passage(project, "ame", "Folk hamnar mellan stolarna"))
        screen.reader.select(span)
        await pilot.resize_terminal(160, 50)
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        screen.reader.scroll_to(y=2, animate=False)
        await press(pilot, "f4", "f3")
        assert screen.reader.selection == span
        await press(pilot, "c", "s", "t", "enter")
        assert coded(project, "ame") == [("stuprör", "Folk hamnar mellan stolarna")]
