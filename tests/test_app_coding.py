"""Coding in the app: every action is looked for in the database, not only on the screen."""

import pytest

from coder.project import Project
from coder.queries.codes import code_tree
from coder.spans import Span
from coder.tui.screens.picker import PickerScreen
from tests.app_running import coded, codings, complaints, open_interview, press, remark, settled, the_app
from tests.conftest import Opener, passage
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


@in_an_app
async def test_two_letters_and_enter_put_a_code_on_the_sentence_at_the_cursor(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter")
        assert isinstance(pilot.app.screen, PickerScreen)
        await press(pilot, "s", "t", "enter")
        assert coded(project, "ame") == [("stuprör", "Stuprören.")]
        assert "Stuprör" in remark(pilot)


@in_an_app
async def test_the_selection_is_coded_where_there_is_one(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.select(Span(*passage(project, "ame", "mellan stolarna")))
        await press(pilot, "c", "p", "r", "a", "k", "enter")
        assert coded(project, "ame") == [("praktik", "mellan stolarna")]


@in_an_app
async def test_digits_and_repeat_apply_the_codes_used_last(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "enter")
        await press(pilot, "enter", "b", "u", "s", "s", "enter")
        await press(pilot, "j", "1", "j", "2", "full_stop", "r")
        assert [code for code, _text in coded(project, "ame")] == ["buss", "stuprör", "stuprör", "buss", "buss"]
        await press(pilot, "5")
        assert len(codings(project, "ame")) == 5
        assert "5" in remark(pilot)


@in_an_app
async def test_the_number_keys_are_kept_for_the_next_time(opened: Opener) -> None:
    first = opened()
    async with the_app(first) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "enter")
    async with the_app(opened()) as pilot:
        await open_interview(pilot, "gemensam")
        await press(pilot, "j", "1")
    assert [code for code, _text in coded(first, "gemensam")] == ["stuprör"]


@in_an_app
async def test_undo_and_redo_go_through_the_database(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "enter", "asterisk")
        assert codings(project, "ame")[0].starred
        await press(pilot, "u")
        assert not codings(project, "ame")[0].starred
        await press(pilot, "u")
        assert codings(project, "ame") == [] and screen.codings == ()
        await press(pilot, "y")
        assert [code for code, _text in coded(project, "ame")] == ["stuprör"]
        await press(pilot, "ctrl+r")
        assert codings(project, "ame")[0].starred


@in_an_app
async def test_a_name_that_no_code_has_becomes_a_new_code_under_a_theme(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", *"xylofon", "enter")
        assert isinstance(pilot.app.screen, PickerScreen)
        await press(pilot, "down", "enter")
        assert coded(project, "ame") == [("xylofon", "Stuprören.")]
        made = next(code for code in project.ask(code_tree) if code.key == "xylofon")
        assert (made.parent, made.origin) == ("möjligheter", "coding")
        assert "xylofon" in project.codebook_path.read_text(encoding="utf-8")


@in_an_app
async def test_the_codebook_pane_applies_the_code_at_hand(project: Project) -> None:
    async with the_app(project, (120, 30)) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "b", "down", "enter")
        assert coded(project, "ame") == [("stuprör", "Stuprören.")]
        await press(pilot, "left", "escape")
        assert pilot.app.focused is not None and pilot.app.focused.id == "reader"


@in_an_app
async def test_searching_goes_to_the_hits_while_one_types(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "slash", *"stol")
        start, _end = passage(project, "ame", "stolarna")
        assert screen.reader.cursor == start
        await press(pilot, "escape")
        assert screen.reader.has_focus and screen.reader.cursor == start


@in_an_app
async def test_what_is_refused_is_one_line_and_no_crash(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        project.codebook_path.write_text("themes:\n\t- broken\n", encoding="utf-8")
        await press(pilot, "j", "enter", *"xylofon", "enter", "enter")
        await settled(pilot)
        (complaint,) = complaints(pilot)
        assert "codebook.yaml" in complaint and "\n" not in complaint
        assert screen.codings == ()
