"""Walks in the app: reached with one key, decided with one key, the next at hand at once."""

from textual.pilot import Pilot

from coder.project import Project
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.picker import PickerScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.themes import ThemesScreen
from coder.tui.screens.walk import WalkScreen
from coder.tui.widgets.table import RowTable
from tests.app_running import codings, open_interview, press, remark, shown_in, table_rows, the_app, until
from tests.conftest import passage
from tests.transcript_app import in_an_app


async def walk_of(pilot: Pilot[None], code: str) -> WalkScreen:
    """From the themes, the walk of a code."""
    await press(pilot, "f4")
    await until(pilot, lambda: isinstance(pilot.app.screen, ThemesScreen) and bool(table_rows(pilot)))
    pilot.app.screen.query_one(RowTable).go_to(code)
    await press(pilot, "w")
    await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen) and bool(table_rows(pilot)))
    assert isinstance(pilot.app.screen, WalkScreen)
    return pilot.app.screen


@in_an_app
async def test_a_walk_from_the_themes(project: Project) -> None:
    project.set_suggestions(left_out=0)
    async with the_app(project) as pilot:
        screen = await walk_of(pilot, "praktik")
        number = len(table_rows(pilot))
        assert number >= 3 and shown_in(pilot, "#caption").startswith(f"{number} left")
        first = screen.at_hand
        assert first is not None and first.text.strip() in shown_in(pilot, "#passage")
        assert "Because" in shown_in(pilot, "#passage")
        await press(pilot, "a")
        assert "Accepted" in remark(pilot)
        second = screen.at_hand
        assert second is not None and second.key != first.key
        source = first.places[0].source
        assert [coding.code for coding in codings(project, source)] == ["praktik"]
        await press(pilot, "x")
        third = screen.at_hand
        assert third is not None and third.key not in (first.key, second.key)
        await press(pilot, "u", "u")
        await until(pilot, lambda: len(table_rows(pilot)) == number)
        assert codings(project, source) == []


@in_an_app
async def test_later_comes_last_and_enter_opens_the_passage(project: Project) -> None:
    project.set_suggestions(left_out=0)
    async with the_app(project) as pilot:
        screen = await walk_of(pilot, "praktik")
        first = screen.at_hand
        assert first is not None
        await press(pilot, "D")
        assert screen.at_hand is not None and screen.at_hand.key != first.key
        assert "put off" in shown_in(pilot, "#caption")
        await press(pilot, "p")
        assert screen.at_hand == first, "before the first comes the last"
        await press(pilot, "n", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))


@in_an_app
async def test_from_the_codebook_beside_an_interview(project: Project) -> None:
    project.set_suggestions(left_out=0)
    async with the_app(project, (160, 50)) as pilot:
        await open_interview(pilot, "ame")
        await press(pilot, "b", "w")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, PickerScreen)
        await press(pilot, *"praktik", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
        await until(pilot, lambda: "Praktik" in shown_in(pilot, "#caption") and bool(table_rows(pilot)))


@in_an_app
async def test_the_other_lists(project: Project) -> None:
    for name, words in (("syd", "Och Skolverket svarar."), ("norr", "Men Skolverket då.")):
        (project.transcripts_folder / f"{name}.txt").write_text(
            f"I: Hur?\nIP: Barnomsorg på kvällen finns inte. {words} Barnomsorg ja.\nI: Ja.\nIP: Barnomsorg.\n",
            encoding="utf-8",
        )
    project.load()
    async with the_app(project) as pilot:
        await press(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, WalkScreen))
        screen = pilot.app.screen
        assert isinstance(screen, WalkScreen)
        await press(pilot, "tab", "tab")
        await until(pilot, lambda: bool(table_rows(pilot)))
        assert screen.at_hand is not None and screen.at_hand.name == "Barnomsorg"
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, PromptScreen)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PickerScreen)
        await press(pilot, *"hinder", "enter")
        assert "is a code now" in remark(pilot)
        await press(pilot, "tab")
        await until(pilot, lambda: "nearly the same" in shown_in(pilot, "#caption"))
        await press(pilot, "a", "x", "D", "o", "enter", "tab")
        await until(pilot, lambda: bool(table_rows(pilot)))
        await press(pilot, "a", "enter")
        assert "register of actors" in remark(pilot) and "skolverket" in project.codebook_path.read_text("utf-8")
        await press(pilot, "u")
        assert "skolverket" not in project.codebook_path.read_text("utf-8")
        await until(pilot, lambda: bool(table_rows(pilot)))
        await press(pilot, "x")
        assert project.actor_proposals() == []


@in_an_app
async def test_nothing_is_walked_through_where_suggestions_are_off(project: Project) -> None:
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    project.set_suggestions(on=False)
    async with the_app(project) as pilot:
        await press(pilot, "f12", "tab")
        await until(pilot, lambda: "switched off" in shown_in(pilot, "#passage"))
