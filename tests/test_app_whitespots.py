"""The screens of constellations and white spots: judged with single keys, every passage one key away."""

from pathlib import Path

from textual.widgets import Input, OptionList

from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.queries.constellations import constellations
from coder.tui.screens.constellation_form import ConstellationForm
from coder.tui.screens.constellations import ConstellationsScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.quotes import QuotesScreen
from coder.tui.screens.whitespots import WhiteSpotsScreen
from tests.app_running import press, remark, shown_in, table_rows, the_app, until
from tests.spotted import spotted
from tests.transcript_app import in_an_app


def opened(tmp_path: Path) -> Project:
    project = spotted(tmp_path / "spotted")
    project.pipeline_spec = BUILT_IN
    return project


@in_an_app
async def test_a_suggestion_is_confirmed_changed_and_refuted(tmp_path: Path) -> None:
    project = opened(tmp_path)
    async with the_app(project, (120, 40)) as pilot:
        await pilot.app.run_action("app.show('constellations')")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConstellationsScreen) and len(table_rows(pilot)) == 1)
        assert table_rows(pilot)[0] == ["?", "Torget", "Norra b…", "running", "2"]
        assert "Vi har Torget med AF." in shown_in(pilot, "#one")
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, ConstellationForm)
        pilot.app.screen.query_one("#purpose", Input).value = "En dörr in"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: bool(project.ask(constellations)) and "confirmed" in remark(pilot))
        assert project.ask(constellations)[0].purpose == "En dörr in"
        await until(pilot, lambda: table_rows(pilot)[0][0] == "✓")
        await press(pilot, "x")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "✗")
        await press(pilot, "u", "u")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "?")
        assert project.ask(constellations) == ()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 2)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConstellationsScreen))
    project.close()


@in_an_app
async def test_a_constellation_is_written_down_by_hand(tmp_path: Path) -> None:
    project = opened(tmp_path)
    async with the_app(project) as pilot:
        await pilot.app.run_action("app.show('constellations')")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConstellationsScreen) and len(table_rows(pilot)) == 1)
        await press(pilot, "n")
        form = pilot.app.screen
        form.query_one("#name", Input).value = "Två kassor"
        form.query_one("#members", Input).value = "fk; Arbetsförmedlingen"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: bool(project.ask(constellations)))
        assert project.ask(constellations)[0].members == ("fk", "af")
    project.close()


@in_an_app
async def test_cells_are_gone_to_settled_and_opened_by_keys_alone(tmp_path: Path) -> None:
    project = opened(tmp_path)
    async with the_app(project) as pilot:
        await pilot.app.run_action("app.show('whitespots')")
        await until(pilot, lambda: bool(pilot.app.screen.query("#spots RowTable")))
        assert isinstance(pilot.app.screen, WhiteSpotsScreen)
        await until(pilot, lambda: len(table_rows(pilot)) == 3)
        assert table_rows(pilot)[0] == ["Norra byn", "[±]", "−"]
        assert "no proof" in shown_in(pilot, "#caption") and "contested" in shown_in(pilot, "#one")
        await press(pilot, "right")
        assert table_rows(pilot)[0] == ["Norra byn", "±", "[−]"]
        assert "De gamla har ingenting." in shown_in(pilot, "#one")
        await press(pilot, "c")
        await until(pilot, lambda: "✓" in table_rows(pilot)[0][2])
        await press(pilot, "left", "enter")
        await until(pilot, lambda: bool(pilot.app.screen.query(OptionList)))
        choices = pilot.app.screen.query_one(OptionList)
        choices.highlighted = next(
            n for n in range(choices.option_count) if choices.get_option_at_index(n).id == "exists"
        )
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PromptScreen)
        await press(pilot, *"sett")
        await press(pilot, "enter")
        await until(pilot, lambda: "+" in table_rows(pilot)[0][1])
        assert "settled by Maja: sett" in shown_in(pilot, "#one") and "by the rules: contested" in shown_in(
            pilot, "#one"
        )
        await press(pilot, "r")
        await until(pilot, lambda: "±" in table_rows(pilot)[0][1])
        await press(pilot, "a")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "Arbetsförmedlingen")
        await press(pilot, "a")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "Norra byn")
        await press(pilot, "p")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuotesScreen) and len(table_rows(pilot)) == 3)
    project.close()
