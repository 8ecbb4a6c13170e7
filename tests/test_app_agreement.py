"""The screen of agreement and the one where coders' disagreements are decided, driven by keys."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from coder.project import Project
from coder.queries.disagreements import Disagreements, disagreements
from coder.tui.screens.adjusting import AdjustScreen
from coder.tui.screens.agreement import AgreementScreen
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.disagreements import DisagreementsScreen
from coder.tui.screens.picker import PickerScreen
from coder.tui.screens.prompt import PromptScreen
from tests.app_running import complaints, press, shown_in, table_rows, the_app, until
from tests.conftest import Opener, passage
from tests.doing import rewrite
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (200, 60), (40, 12))


def double_coded(opened: Opener) -> Project:
    """Maja and Tor on one interview: other ends, and a code that Maja has alone."""
    maja, tor = opened("Maja"), opened("Tor")
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören"), "stuprör")
    tor.apply_code("ame", *passage(tor, "ame", "Stuprören. Folk"), "stuprör")
    maja.apply_code("ame", *passage(maja, "ame", "Den är indragen"), "buss")
    return maja


async def shown(pilot: Pilot[None]) -> AgreementScreen:
    await press(pilot, "f10")
    await until(pilot, lambda: isinstance(pilot.app.screen, AgreementScreen))
    screen = pilot.app.screen
    assert isinstance(screen, AgreementScreen)
    return screen


async def deciding(pilot: Pilot[None]) -> None:
    await shown(pilot)
    await until(pilot, lambda: bool(table_rows(pilot)))
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, DisagreementsScreen))


def found_in(project: Project) -> Disagreements:
    return project.ask(disagreements, "ame")


@in_an_app
async def test_figures_by_code_and_unit(opened: Opener) -> None:
    async with the_app(double_coded(opened)) as pilot:
        await shown(pilot)
        await until(pilot, lambda: len(table_rows(pilot)) == 3)
        assert [row[0] for row in table_rows(pilot)] == ["All codes", "▌Stuprör", "▌Indragen buss"]
        assert table_rows(pilot)[1][1:4] == ["1", "0", "0"]
        assert "Maja and Tor: 1 interview, 2 turns." in shown_in(pilot, "#caption")
        assert "None of the 3 codings began" in shown_in(pilot, "#caption")
        await press(pilot, "t", "t")
        await until(pilot, lambda: "characters" in shown_in(pilot, "#caption"))
        assert table_rows(pilot)[1][1:4] == ["9", "0", "6"]


@in_an_app
async def test_choosing_coders_and_what_is_finished(opened: Opener) -> None:
    project = double_coded(opened)
    eva = opened("Eva")
    eva.apply_code("ame", *passage(eva, "ame", "Stuprören"), "stuprör")
    async with the_app(project) as pilot:
        await shown(pilot)
        await until(pilot, lambda: bool(table_rows(pilot)))
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ChooseScreen)
        options = pilot.app.screen.query_one(OptionList)
        asked = [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]
        assert asked == ["Eva, Maja", "Eva, Tor", "Maja, Tor", "Eva, Maja, Tor"]
        await press(pilot, "end", "enter")
        await until(pilot, lambda: "Eva, Maja and Tor" in shown_in(pilot, "#caption"))
        assert table_rows(pilot)[0][1:4] == ["–", "–", "–"]
        await press(pilot, "m")
        await until(pilot, lambda: "without --finished" in shown_in(pilot, "#instead"))


@pytest.mark.parametrize("size", SIZES)
def test_disagreements_side_by_side_are_decided_by_keys(opened: Opener, size: tuple[int, int]) -> None:
    @in_an_app
    async def drive() -> None:
        project = double_coded(opened)
        async with the_app(project, size) as pilot:
            await deciding(pilot)
            assert "disagreement 1 of 2" in shown_in(pilot, "#title") and "2 left" in shown_in(pilot, "#title")
            assert "⟦Stuprören⟧." in shown_in(pilot, "#side-0")
            assert "⟦Stuprören. Folk⟧" in shown_in(pilot, "#side-1")
            await press(pilot, "b")
            await until(pilot, lambda: found_in(project).left == 1)
            assert "disagreement 2 of 2" in shown_in(pilot, "#title")
            assert "not coded so" in shown_in(pilot, "#side-1")
            await press(pilot, "x")
            await until(pilot, lambda: found_in(project).complete)
            assert "neither kept" in shown_in(pilot, "#decided")
            assert "coding set" in shown_in(pilot, "#decided")
            await press(pilot, "u", "u")
            await until(pilot, lambda: found_in(project).left == 2)
            await press(pilot, "u", "escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, AgreementScreen))
            assert found_in(project).left == 2 and complaints(pilot) == []

    drive()


@in_an_app
async def test_other_codes_other_ends_and_reasons(opened: Opener) -> None:
    project = double_coded(opened)
    async with the_app(project) as pilot:
        await deciding(pilot)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, PromptScreen)
        pilot.app.screen.query_one(Input).value = "Ett enda ord räcker"
        await press(pilot, "enter", "i")
        await until(pilot, lambda: isinstance(pilot.app.screen, AdjustScreen))
        await press(pilot, "right", "enter")
        await until(pilot, lambda: found_in(project).left == 1)
        [decision] = [row.decision for row in found_in(project).rows if row.decision]
        assert (decision.verdict, decision.why) == ("other", "Ett enda ord räcker")
        await press(pilot, "c")
        await until(pilot, lambda: isinstance(pilot.app.screen, PickerScreen))
        await press(pilot, *"närhet", "enter")
        await until(pilot, lambda: found_in(project).left == 0)
        assert "närhet instead" in shown_in(pilot, "#decided")
        await press(pilot, "r")
        await until(pilot, lambda: found_in(project).left == 1)
        await press(pilot, "p", "w")
        assert isinstance(pilot.app.screen, PromptScreen)
        pilot.app.screen.query_one(Input).value = "Efter samtal"
        await press(pilot, "enter")
        await until(pilot, lambda: "Efter samtal" in shown_in(pilot, "#decided"))


@in_an_app
async def test_the_rest_alike(opened: Opener) -> None:
    project = double_coded(opened)
    async with the_app(project) as pilot:
        await deciding(pilot)
        await press(pilot, "R")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: found_in(project).left == 1)
        await press(pilot, "R", "end", "enter")
        await until(pilot, lambda: found_in(project).complete)
        await press(pilot, "u", "u")
        await until(pilot, lambda: found_in(project).left == 2)


@in_an_app
async def test_says_what_to_do_where_nothing_is_double_coded(project: Project) -> None:
    async with the_app(project) as pilot:
        await shown(pilot)
        await until(pilot, lambda: "Let a second coder code" in shown_in(pilot, "#instead"))
        await press(pilot, "enter", "c", "t")
        assert isinstance(pilot.app.screen, AgreementScreen)


@in_an_app
async def test_a_reflexive_study_says_why_not(opened: Opener) -> None:
    project = double_coded(opened)
    rewrite(project, "method: codebook", "method: reflexive")
    project.read_codebook()
    async with the_app(project) as pilot:
        await shown(pilot)
        await until(pilot, lambda: "Braun & Clarke 2019, 2021" in shown_in(pilot, "#instead"))
        assert "coder agree --anyway" in shown_in(pilot, "#instead")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AgreementScreen)
