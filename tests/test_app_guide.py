"""The guide's screen: questions, answers, proposals decided with single keys, all interviews in one table."""

from textual.widgets import OptionList

from coder.project import Project
from coder.spans import Span
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.guide import GuideScreen
from coder.tui.widgets.table import RowTable
from tests.app_running import complaints, open_interview, press, remark, shown_in, the_app, until
from tests.conftest import passage
from tests.guided import with_guide
from tests.test_guide import states
from tests.transcript_app import in_an_app

SIZES = ((80, 24), (160, 50), (40, 12))


def questions(screen: GuideScreen) -> list[list[str]]:
    table = screen.query_one("#questions", RowTable)
    return [[cell.plain.strip() for cell in table.get_row_at(row)] for row in range(table.row_count)]


def pieces(screen: GuideScreen) -> list[str]:
    side = screen.query_one("#pieces", OptionList)
    return [str(side.get_option_at_index(number).prompt) for number in range(side.option_count)]


@in_an_app
async def test_answers_are_read_and_opened_in_their_place(project: Project) -> None:
    async with the_app(with_guide(project), (120, 40)) as pilot:
        await press(pilot, "g")
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen) and len(questions(pilot.app.screen)) == 3)
        screen = pilot.app.screen
        assert isinstance(screen, GuideScreen)
        assert [row[2:] for row in questions(screen)] == [["0", "1", "5"], ["0", "2", "4"], ["0", "1", "5"]]
        assert "4 only proposed" in shown_in(pilot, "#caption")
        await press(pilot, "down")
        await until(pilot, lambda: len(pieces(screen)) == 3)
        assert "norr, asked in turn 5" in pieces(screen)[0] and "Med förmedlingen." in pieces(screen)[0]
        await press(pilot, "enter", "down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        assert isinstance(pilot.app.screen, CodingScreen)
        assert pilot.app.screen.view is not None and pilot.app.screen.view.name == "norr"
        assert pilot.app.screen.reader.selection == Span(*passage(project, "norr", "Kommunen. Praktik ordnar de."))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen))


@in_an_app
async def test_proposals_are_decided_with_single_keys(project: Project) -> None:
    async with the_app(with_guide(project), (120, 40)) as pilot:
        await press(pilot, "f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen) and len(questions(pilot.app.screen)) == 3)
        screen = pilot.app.screen
        assert isinstance(screen, GuideScreen)
        await press(pilot, "down", "r")
        await until(pilot, lambda: len(pieces(screen)) == 2)
        await press(pilot, "a")
        await until(pilot, lambda: len(pieces(screen)) == 1 and "syd" in pieces(screen)[0])
        assert states(project)["norr", 5, "f2"] == "confirmed" and "asks f2" in remark(pilot)
        await press(pilot, "x")
        await until(pilot, lambda: "Nothing is proposed" in pieces(screen)[0])
        assert ("syd", 3, "f2") not in states(project)
        await press(pilot, "a")
        assert "Choose an answer" in remark(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: "syd" in pieces(screen)[0])
        assert states(project)["syd", 3, "f2"] == "proposed"
        await press(pilot, "A", "down", "down", "down", "enter")
        await until(pilot, lambda: "3 matches confirmed" in remark(pilot))
        assert set(states(project).values()) == {"confirmed"}
        await press(pilot, "u")
        assert sorted(states(project).values()) == ["confirmed", "proposed", "proposed", "proposed"]
        assert complaints(pilot) == []


@in_an_app
async def test_all_interviews_in_one_table(project: Project) -> None:
    with_guide(project).confirm_guide("norr", 5, "f2")
    async with the_app(project) as pilot:
        await press(pilot, "f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen) and len(questions(pilot.app.screen)) == 3)
        await press(pilot, "m")
        table = pilot.app.screen.query_one("#matrix RowTable", RowTable)
        await until(pilot, lambda: table.row_count == 6 and table.has_focus)
        rows = [[cell.plain.strip() for cell in table.get_row_at(row)] for row in range(6)]
        assert ["norr", "○", "●", "○"] in rows and ["syd", "·", "○", "·"] in rows
        table.go_to("syd")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
        assert isinstance(pilot.app.screen, CodingScreen) and pilot.app.screen.view is not None
        assert pilot.app.screen.view.name == "syd"


@in_an_app
async def test_a_project_without_a_guide_says_how_to_write_one(project: Project) -> None:
    async with the_app(project) as pilot:
        await press(pilot, "f7")
        await until(pilot, lambda: "codebook.yaml" in shown_in(pilot, "#caption"))
        await press(pilot, "r", "a", "x", "m", "enter", "escape", "escape")
        assert complaints(pilot) == []


def test_it_stands_at_every_size(project: Project) -> None:
    with_guide(project)
    for size in SIZES:

        @in_an_app
        async def scenario(size: tuple[int, int] = size) -> None:
            async with the_app(project, size) as pilot:
                await press(pilot, "f7", "down", "r", "m", "m", "tab", "pagedown")
                assert complaints(pilot) == []

        scenario()


@in_an_app
async def test_the_reader_says_which_question_is_being_answered_and_takes_another(project: Project) -> None:
    async with the_app(with_guide(project), (120, 40)) as pilot:
        screen = await open_interview(pilot, "norr")
        await until(pilot, lambda: "f1? Berätta" in shown_in(pilot, "#asked"))
        await press(pilot, "G", "enter")
        assert states(project)["norr", 1, "f1"] == "confirmed"
        await until(pilot, lambda: "f1 Berätta" in shown_in(pilot, "#asked"))
        await press(pilot, "j", "G")
        assert "asks nothing" in remark(pilot)
        await press(pilot, "j", "G", "down", "enter")
        assert states(project)["norr", 3, "f2"] == "confirmed"
        await until(pilot, lambda: "f2 Vilka" in shown_in(pilot, "#asked"))
        await press(pilot, "G", "down", "enter")
        assert ("norr", 3, "f2") not in states(project)
        await until(pilot, lambda: "f1 Berätta" in shown_in(pilot, "#asked"))
        assert screen.view is not None
