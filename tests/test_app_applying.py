"""Putting codes on passages in the app: several at once, extended, in vivo, copied; looked for in the database."""

import pytest

from coder.project import Project
from coder.queries.codes import code_tree
from coder.spans import Span
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.facets import FacetsScreen
from coder.tui.screens.picker import PickerScreen
from tests.app_running import coded, codings, complaints, open_interview, press, remark, shown_in, the_app
from tests.conftest import passage
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


@in_an_app
async def test_marked_codes_go_on_together_and_are_taken_back_together(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "tab", "h", "i")
        assert "Enter applies 2 codes" in shown_in(pilot, "#hint")
        await press(pilot, "enter")
        assert coded(project, "ame") == [("hinder", "Stuprören."), ("stuprör", "Stuprören.")]
        await press(pilot, "u")
        assert coded(project, "ame") == []
        await press(pilot, "y", "1", "2")
        assert len(coded(project, "ame")) == 2, "what stands there already is not put there twice"


@in_an_app
async def test_blanks_mark_where_nothing_is_typed_and_a_mark_can_be_taken_off(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "space", "down", "space", "down", "space", "space", "enter")
        assert [code for code, _text in coded(project, "ame")] == ["hinder", "stuprör"]


@in_an_app
async def test_facets_go_on_all_codings_just_made(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "tab", "h", "i", "enter", "f")
        assert isinstance(pilot.app.screen, FacetsScreen)
        await press(pilot, "6", "5", "enter")
        assert {(coding.about, coding.mode) for coding in codings(project, "ame")} == {(("byn-kommun",), "missing")}
        await press(pilot, "u")
        assert {coding.about for coding in codings(project, "ame")} == {()}


@in_an_app
async def test_two_marked_codes_and_a_new_one(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "tab", *"hind", "ctrl+n", "enter")
        assert sorted(code for code, _text in coded(project, "ame")) == ["hind", "stuprör"]
        made = next(code for code in project.ask(code_tree) if code.key == "hind")
        assert made.parent == "hinder"


@in_an_app
async def test_the_speakers_words_are_a_new_code_in_two_keys(project: Project) -> None:
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.select(Span(*passage(project, "ame", "mellan stolarna")))
        await press(pilot, "v", "enter", "enter")
        assert coded(project, "ame") == [("mellan-stolarna", "mellan stolarna")]


@in_an_app
async def test_the_same_code_on_an_overlapping_passage_asks_first(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    quote = project.apply_code("ame", start, end, "stuprör")
    wider = passage(project, "ame", "stolarna, det")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        for keys, expected in (
            (("escape",), [(start, end)]),
            (("down", "down", "enter"), [(start, end)]),
            (("down", "enter"), [(start, end), wider]),
            (("enter",), [(start, wider[1])]),
        ):
            screen.reader.select(Span(*wider))
            await press(pilot, "enter", "s", "t", "enter")
            assert isinstance(pilot.app.screen, ChooseScreen)
            await press(pilot, *keys)
            assert [(coding.start, coding.end) for coding in codings(project, "ame")] == expected
            if len(expected) > 1:
                await press(pilot, "u")
        assert codings(project, "ame")[0].quote == quote
        await press(pilot, "u")
        assert [(coding.start, coding.end) for coding in codings(project, "ame")] == [(start, end)]


@in_an_app
async def test_a_passage_inside_a_coding_is_left_unless_one_wants_another(project: Project) -> None:
    whole, part = passage(project, "ame", "mellan stolarna"), passage(project, "ame", "stolarna")
    project.apply_code("ame", *whole, "stuprör")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        screen.reader.select(Span(*part))
        await press(pilot, "enter", "s", "t", "enter", "enter")
        assert len(codings(project, "ame")) == 1
        await press(pilot, "enter", "s", "t", "enter", "down", "enter")
        assert [text for _code, text in coded(project, "ame")] == ["mellan stolarna", "stolarna"]


@in_an_app
async def test_what_was_used_last_is_ahead_of_its_equals(project: Project) -> None:
    project.add_code("Stuga", "möjligheter")
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", "s", "t", "u", "g", "enter", "full_stop", "enter", "s", "t", "enter")
        assert [code for code, _text in coded(project, "ame")] == ["stuga", "stuga"]


@in_an_app
async def test_a_quote_is_copied_as_it_may_stand_in_a_report(project: Project) -> None:
    quote = project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "ctrl+k")
        copied = pilot.app.clipboard
        assert "Stuprören." in copied and quote in copied
        assert "AME Byn" not in copied and "IP" not in copied
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PickerScreen)


@in_an_app
async def test_a_code_that_is_gone_lies_on_no_key_any_more(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "j", "enter", *"st", "enter", "full_stop", "enter", *"xylofon", "enter", "enter")
        assert [code for code, _text in coded(project, "ame")] == ["stuprör", "xylofon"]
        await press(pilot, "u", "u", "2")
        assert "2" in remark(pilot) and complaints(pilot) == []
        await press(pilot, "r")
        assert [code for code, _text in coded(project, "ame")] == ["stuprör", "stuprör"]
