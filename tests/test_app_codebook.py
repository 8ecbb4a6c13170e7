"""The codebook changed from its pane, and a code split; looked for in project and file."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coder.project import Project
from coder.queries.codes import CodeView, code_tree
from coder.queries.notes import notes
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.describing import DescribeScreen
from coder.tui.screens.splitting import SplitScreen
from coder.tui.widgets.codebook_pane import CodebookPane
from tests.app_running import coded, complaints, open_interview, press, remark, shown_in, the_app
from tests.conftest import Opener, passage
from tests.doing import agree, text_of
from tests.transcript_app import in_an_app


@pytest.fixture(autouse=True)
def no_suggestions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions have tests of their own, and spaCy is slow to load."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


def view(project: Project, key: str) -> CodeView:
    return next(code for code in project.ask(code_tree) if code.key == key)


async def at(pilot: Pilot[None], code: str, *keys: str) -> None:
    """Go to a code in the pane and press keys."""
    pane = pilot.app.screen.query_one(CodebookPane)
    if not pane.has_focus:
        await press(pilot, "b")
    pane.go_to(code)
    await press(pilot, *keys)


@in_an_app
async def test_the_pane_says_its_keys_while_it_has_the_focus(project: Project) -> None:
    async with the_app(project, (120, 40)) as pilot:
        screen = await open_interview(pilot, "ame")
        assert not screen.query_one("#codebook-keys").display
        await press(pilot, "b")
        assert screen.query_one("#codebook-keys").display
        for what in ("New code", "Describe", "Rename", "Colour", "Move", "Merge", "Split", "Remove", "Note"):
            assert what in shown_in(pilot, "#codebook-keys")
        await press(pilot, "escape")
        assert not screen.query_one("#codebook-keys").display


@in_an_app
async def test_a_new_code_is_made_under_the_one_at_hand(project: Project) -> None:
    before = text_of(project)
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "avstånd", "n", *"Bil", "enter", "enter")
        assert (view(project, "bil").parent, agree(project)) == ("avstånd", True)
        await at(pilot, "avstånd", "n", *"Buss", "enter", "down", "enter")
        assert view(project, "buss-2").parent == "hinder"
        await at(pilot, "avstånd", "n", *"Tid", "enter", "down", "down", "enter")
        assert view(project, "tid").parent is None
        await press(pilot, "u", "u", "u")
        assert text_of(project) == before


@in_an_app
async def test_a_code_is_renamed_coloured_and_moved(project: Project) -> None:
    before = text_of(project)
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "närhet", "r")
        pilot.app.screen.query_one(Input).value = "Korta vägar"
        await press(pilot, "enter")
        await at(pilot, "närhet", "c", "down", "enter")
        await at(pilot, "närhet", "m", "h", "i", "enter")
        found = view(project, "närhet")
        assert (found.name, found.colour, found.parent) == ("Korta vägar", "orange", "hinder")
        await at(pilot, "närhet", "m", "pagedown", "pagedown", "enter")
        assert view(project, "närhet").parent is None and agree(project)
        await press(pilot, "u", "u", "u", "u")
        assert text_of(project) == before


@in_an_app
async def test_a_code_is_described(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "stuprör", "e")
        screen = pilot.app.screen
        assert isinstance(screen, DescribeScreen)
        assert screen.query_one("#keywords", TextArea).text == "stuprör, mellan stolarna"
        screen.query_one("#use_when", TextArea).text = "När någon\nhamnar emellan."
        screen.query_one("#examples", TextArea).text = "Alla gör sitt.\nIngen ser helheten."
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        found = view(project, "stuprör")
        assert found.use_when == "När någon\nhamnar emellan."
        assert found.examples == ("Alla gör sitt.", "Ingen ser helheten.")
        assert "# as people say it" in text_of(project) and agree(project)
        await at(pilot, "stuprör", "e", "ctrl+s", "o")
        pilot.app.screen.query_one(TextArea).text = "En anteckning."
        await press(pilot, "ctrl+s")
        assert [row.target for row in project.ask(notes)] == ["stuprör"]


@in_an_app
async def test_a_merge_says_first_what_it_touches(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    for project in (maja, tor):
        project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    before = text_of(maja)
    async with the_app(maja) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "stuprör", "j", "p", "r", "a", "enter")
        assert isinstance(pilot.app.screen, ChooseScreen)
        said = shown_in(pilot, "#lines")
        assert "2 codings in 1 interview" in said and "Maja (1), Tor (1)" in said
        await press(pilot, "escape")
        assert [code for code, _text in coded(maja, "ame")] == ["stuprör", "stuprör"]
        await at(pilot, "stuprör", "j", "p", "r", "a", "enter", "enter")
        assert [code for code, _text in coded(maja, "ame")] == ["praktik", "praktik"] and agree(maja)
        await press(pilot, "u")
        assert text_of(maja) == before


@in_an_app
async def test_a_code_is_removed_and_its_codings_go_where_one_says(project: Project) -> None:
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "stuprör", "d", "h", "i", "enter", "enter")
        assert [code for code, _text in coded(project, "ame")] == ["hinder"]
        await at(pilot, "närhet", "delete", "enter")
        assert {code.key for code in project.ask(code_tree)} == {"hinder", "avstånd", "buss", "möjligheter", "praktik"}
        await at(pilot, "avstånd", "d", "enter")
        assert any("codes under it" in complaint for complaint in complaints(pilot))
        await press(pilot, "u", "u")
        assert agree(project) and view(project, "stuprör").codings == 1


@in_an_app
async def test_a_code_is_split_quote_by_quote(opened: Opener) -> None:
    tor, maja = opened("Tor"), opened("Maja")
    tor.apply_code("ame", *passage(tor, "ame", "Den är indragen"), "stuprör")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören."), "stuprör")
    maja.apply_code("gemensam", *passage(maja, "gemensam", "stuprören står kvar"), "stuprör")
    async with the_app(maja) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "stuprör", "s", "a", "v", "tab", "n", "ä", "r", "enter")
        assert isinstance(pilot.app.screen, SplitScreen)
        assert "Stuprören." in shown_in(pilot, "#words")
        await press(pilot, "1")
        assert "Den är indragen" in shown_in(pilot, "#words")
        await press(pilot, "2", "u")
        assert [code for code, _text in coded(maja, "ame")] == ["avstånd", "stuprör"]
        await press(pilot, "c", "a", "v", "tab", "n", "ä", "r", "enter", "2")
        assert sorted(code for code, _text in coded(maja, "ame")) == ["avstånd", "avstånd", "närhet"]
        assert [code for code, _text in coded(maja, "gemensam")] == ["närhet"]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        assert "stuprör" not in {code.key for code in maja.ask(code_tree)} and agree(maja)


@in_an_app
async def test_a_code_without_quotes_is_not_split(project: Project) -> None:
    async with the_app(project) as pilot:
        await open_interview(pilot, "ame")
        await at(pilot, "närhet", "s")
        assert "nothing to deal out" in remark(pilot)
