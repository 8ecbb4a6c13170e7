"""The names screen: the queue with its contexts, deciding by keys, replacing with a key, and what still stands."""

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from coder.project import Project
from coder.project.names.keyfile import read_key
from coder.queries.pseudonyms import KEEP, decisions
from coder.queries.transcript import transcript
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.key import KeyScreen
from coder.tui.screens.names import NamesScreen
from coder.tui.screens.residues import ResiduesScreen
from tests.app_running import SMALL, coding_screen, complaints, press, remark, shown_in, table_rows, the_app, until
from tests.keys import quick_keys
from tests.named_study import with_names
from tests.transcript_app import in_an_app


async def open_names(pilot: Pilot[None], key: str = "f8") -> None:
    await press(pilot, key)
    await until(pilot, lambda: isinstance(pilot.app.screen, NamesScreen) and len(table_rows(pilot)) > 3)


@in_an_app
async def test_each_name_stands_once_with_its_contexts(project: Project) -> None:
    async with the_app(with_names(project), SMALL) as pilot:
        await open_names(pilot, "p")
        rows = table_rows(pilot)
        assert rows[0][:3] == ["Anna Berg", "person", "[Person 1]"]
        assert "not anonymous" in shown_in(pilot, "#caption") and "0 of" in shown_in(pilot, "#caption")
        assert "Anna Bergs hund" in shown_in(pilot, "#contexts")
        await press(pilot, "n")
        assert "Anna Bergs hund" not in shown_in(pilot, "#contexts")
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, NamesScreen)


@in_an_app
async def test_names_are_decided_by_keys_and_taken_back(project: Project) -> None:
    async with the_app(with_names(project), SMALL) as pilot:
        await open_names(pilot)
        await press(pilot, "a")
        await until(pilot, lambda: table_rows(pilot)[0][0] != "Anna Berg")
        assert remark(pilot) == "Anna Berg becomes [Person 1]." and "1 of" in shown_in(pilot, "#caption")
        name = table_rows(pilot)[0][0]
        await press(pilot, "e")
        pilot.app.screen.query_one(Input).value = "[chefen]"
        await press(pilot, "enter")
        await until(pilot, lambda: table_rows(pilot)[0][0] != name)
        await press(pilot, "k")
        await until(pilot, lambda: any(each.decision == KEEP for each in project.ask(decisions)))
        assert {each.replacement for each in project.ask(decisions)} == {"[Person 1]", "[chefen]", ""}
        await press(pilot, "u", "u", "u")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "Anna Berg")
        assert project.ask(decisions) == ()


@in_an_app
async def test_groups_are_split_and_made_one(project: Project) -> None:
    async with the_app(with_names(project), SMALL) as pilot:
        await open_names(pilot)
        await press(pilot, "s")
        await until(pilot, lambda: [row[0] for row in table_rows(pilot)[:2]] == ["Anna Berg", "Anna"])
        await press(pilot, "a")
        await until(pilot, lambda: table_rows(pilot)[0][0] == "Anna")
        assert len(project.ask(decisions)) == 1
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: len(project.ask(decisions)) > 2)
        assert len({each.replacement for each in project.ask(decisions)}) == 2


@in_an_app
async def test_a_name_is_put_on_the_list(project: Project) -> None:
    project.write_note("ame", "Det sa zxqr också.")
    async with the_app(with_names(project), SMALL) as pilot:
        await open_names(pilot)
        await press(pilot, "l")
        pilot.app.screen.query_one(Input).value = "Stuprören"
        await press(pilot, "enter")
        await until(pilot, lambda: any(row[0] == "Stuprören" for row in table_rows(pilot)))


@in_an_app
async def test_replacing_asks_makes_a_key_and_shows_what_still_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_keys(monkeypatch)
    async with the_app(with_names(project), (100, 40)) as pilot:
        await open_names(pilot)
        await press(pilot, "w")
        await until(pilot, lambda: "Nothing that was decided" in remark(pilot))
        await press(pilot, "A")
        await until(pilot, lambda: not any(row[0] == "Anna Berg" for row in table_rows(pilot)))
        await press(pilot, "w")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
        assert "--forget-old" in shown_in(pilot, "#lines") and "not anonymous" in shown_in(pilot, "#lines")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, KeyScreen))
        await press(pilot, "enter")
        assert any("needs a passphrase" in each for each in complaints(pilot))
        await press(pilot, *"hemligt", "enter", *"hemlig", "enter")
        assert any("differ" in each for each in complaints(pilot))
        await press(pilot, "t", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResiduesScreen))
        assert "Anna Berg" not in project.ask(transcript, "två").text
        assert any("Anna Berg" in each.names for each in read_key(project.key_path(), "hemligt"))
        await press(pilot, "escape", "u")
        await until(pilot, lambda: "Anna Berg" in project.ask(transcript, "två").text)
        await press(pilot, "c")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResiduesScreen))
        assert any("still stands" in row[1] for row in table_rows(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: coding_screen(pilot).reader.selection is not None)


@in_an_app
async def test_an_export_that_would_leak_is_refused_in_the_app(project: Project) -> None:
    with_names(project)
    project.decide_names([each.accepted() for each in project.review_queue().groups if each.is_sure])
    async with the_app(project, SMALL) as pilot:
        await press(pilot, "ctrl+e")
        await until(pilot, lambda: any("quotes.csv was not written" in each for each in complaints(pilot)))
        assert not (project.folder / "exports" / "quotes.csv").exists()
