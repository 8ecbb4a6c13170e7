"""Speakers on the screen, looking at transcripts before they are loaded, and progress of preparation."""

from textual.pilot import Pilot
from textual.widgets import Input, Select

from coder.project import Project
from coder.queries.sources import source_rows
from coder.queries.speakers import speaker_rows
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.screens.preview import PreviewScreen
from coder.tui.screens.prompt import PromptScreen
from coder.tui.screens.speaker import SpeakerScreen
from coder.tui.screens.speakers import SpeakersScreen
from coder.tui.widgets.table import RowTable
from tests.app_running import LARGE, complaints, press, remark, settled, shown_in, table_rows, the_app, until
from tests.doing import path_of
from tests.tables import recorded
from tests.transcript_app import in_an_app

DASHES = "Maja Lund – Vad gör ni?\nKarin – Mycket.\nMaja Lund – Jaha.\nKarin – Just det.\n"


async def at_speaker(pilot: Pilot[None], source: str, label: str) -> SpeakersScreen:
    """The screen of speakers with one at hand."""
    if not isinstance(pilot.app.screen, SpeakersScreen):
        await press(pilot, "f9")
    await until(pilot, lambda: isinstance(pilot.app.screen, SpeakersScreen) and len(table_rows(pilot)) > 0)
    screen = pilot.app.screen
    assert isinstance(screen, SpeakersScreen)
    screen.query_one(RowTable).go_to(f"{source}\n{label}")
    await settled(pilot)
    return screen


def said_of(project: Project, source: str, label: str) -> tuple[str, ...]:
    [row] = [row for row in project.ask(speaker_rows) if (row.source, row.label) == (source, label)]
    return row.role, row.case, row.actor, row.place, row.consent


@in_an_app
async def test_all_speakers_are_listed_with_what_is_doubtful(project: Project) -> None:
    async with the_app(project, LARGE) as pilot:
        await at_speaker(pilot, "af", "IP")
        assert len(table_rows(pilot)) == 9
        assert "nothing is said of consent" in shown_in(pilot, "#doubts")
        assert "Vi och kommunen" in shown_in(pilot, "#doubts")
        await press(pilot, "m")
        assert {(row[1], row[2]) for row in table_rows(pilot)} == {
            ("af", "IP"),
            ("gemensam", "IP1"),
            ("gemensam", "IP2"),
        }
        await press(pilot, "x", "slash", *"norr")
        assert [row[2] for row in table_rows(pilot)] == ["IP", "IP", "IP1"]
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, InterviewsScreen)


@in_an_app
async def test_a_speaker_is_changed_and_the_change_taken_back(project: Project) -> None:
    before = recorded(path_of(project))
    async with the_app(project) as pilot:
        await at_speaker(pilot, "gemensam", "IP1")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, SpeakerScreen)
        screen.query_one("#case", Input).value = "AME Byn"
        screen.query_one("#actor", Input).value = "Byns kommun"
        screen.query_one("#place", Input).value = ""
        screen.query_one("#consent", Select).value = "named"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SpeakersScreen))
        assert said_of(project, "gemensam", "IP1") == ("interviewee", "AME Byn", "byn-kommun", "", "named")
        await press(pilot, "u")
        assert recorded(path_of(project)) == before
        assert complaints(pilot) == []


@in_an_app
async def test_several_are_changed_at_once_and_where_they_differ_they_stay(project: Project) -> None:
    async with the_app(project) as pilot:
        await at_speaker(pilot, "gemensam", "IP1")
        await press(pilot, "space", "space")
        assert "2 marked" in shown_in(pilot, "#caption")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert screen.query_one("#place", Input).placeholder.startswith("various")
        screen.query_one("#actor", Input).value = "af"
        screen.query_one("#kind", Input).value = "–"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SpeakersScreen))
        assert said_of(project, "gemensam", "IP1") == ("interviewee", "AME Norr", "af", "norra", "")
        assert said_of(project, "gemensam", "IP2") == ("interviewee", "AME Syd", "af", "södra", "")
        assert {row.kind for row in project.ask(speaker_rows, ["gemensam"])} == {""}


@in_an_app
async def test_what_cannot_be_said_is_told_in_one_line_and_nothing_changes(project: Project) -> None:
    before = recorded(path_of(project))
    async with the_app(project) as pilot:
        await at_speaker(pilot, "ame", "IP")
        await press(pilot, "enter")
        pilot.app.screen.query_one("#actor", Input).value = "ingen"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: complaints(pilot) != [])
        assert "no actor has this id" in complaints(pilot)[0]
        assert recorded(path_of(project)) == before


@in_an_app
async def test_an_interviews_speakers_are_reached_from_the_list_and_settled(project: Project) -> None:
    async with the_app(project) as pilot:
        pilot.app.screen.query_one(RowTable).go_to("ame")
        await press(pilot, "t")
        await until(pilot, lambda: isinstance(pilot.app.screen, SpeakersScreen) and len(table_rows(pilot)) == 2)
        await press(pilot, "s")
        assert "speakers settled" in remark(pilot)
        assert "1 of 1 interviews settled" in shown_in(pilot, "#caption")
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        await until(pilot, lambda: {row[0]: row[2] for row in table_rows(pilot)} == {
            "af": "···", "ame": "·S·", "förbundet": "···", "gemensam": "···"
        })  # fmt: skip


@in_an_app
async def test_a_case_is_renamed_or_made_one_with_another(project: Project) -> None:
    async with the_app(project) as pilot:
        await at_speaker(pilot, "gemensam", "IP1")
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, PromptScreen)
        pilot.app.screen.query_one(Input).value = "Norra enheten"
        await press(pilot, "enter")
        await until(pilot, lambda: said_of(project, "gemensam", "IP1")[1] == "Norra enheten")
        await at_speaker(pilot, "gemensam", "IP1")
        await press(pilot, "c")
        pilot.app.screen.query_one(Input).value = "ame syd"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        await until(pilot, lambda: said_of(project, "gemensam", "IP1")[1] == "AME Syd")


@in_an_app
async def test_the_main_coder_is_named(project: Project) -> None:
    async with the_app(project) as pilot:
        await at_speaker(pilot, "ame", "IP")
        await press(pilot, "h")
        pilot.app.screen.query_one(Input).value = "Tor"
        await press(pilot, "enter")
        await until(pilot, lambda: "Tor is the main coder" in remark(pilot))


@in_an_app
async def test_parts_of_the_preparation_are_called_done(project: Project) -> None:
    async with the_app(project) as pilot:
        pilot.app.screen.query_one(RowTable).go_to("ame")
        for keys in ((), ("down",), ("down", "down")):
            await press(pilot, "P", *keys, "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        assert [row.source for row in project.ask(source_rows) if row.prepared] == ["ame"]
        await until(pilot, lambda: "1 of 4 prepared" in shown_in(pilot, "#totals"))
        await press(pilot, "P", "enter")
        await until(pilot, lambda: ["ame", "·SP"] in [[row[0], row[2]] for row in table_rows(pilot)])


@in_an_app
async def test_new_transcripts_are_looked_at_with_another_pattern_and_loaded_with_it(project: Project) -> None:
    (project.transcripts_folder / "ny.txt").write_text(DASHES, encoding="utf-8")
    (project.transcripts_folder / "zeta.txt").write_text("I: Hej?\nIP: Nej.\n", encoding="utf-8")
    before = recorded(path_of(project))
    async with the_app(project) as pilot:
        await press(pilot, "v")
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewScreen) and pilot.app.screen.is_mounted)
        assert shown_in(pilot, "#file").startswith("ny.txt · 1 of 2")
        assert "No speaker's label was found" in shown_in(pilot, "#doubts")
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "{label} –"
        await press(pilot, "enter")
        await until(pilot, lambda: [row[1] for row in table_rows(pilot)] == ["Maja Lund", "Karin"] * 2)
        await press(pilot, "right")
        await until(pilot, lambda: [row[1] for row in table_rows(pilot)] == ["I ?", "IP"])
        assert shown_in(pilot, "#file").startswith("zeta.txt · 2 of 2")
        assert recorded(path_of(project)) == before
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen) and len(table_rows(pilot)) == 6)
        assert {row.label for row in project.ask(speaker_rows, ["ny"])} == {"Maja Lund", "Karin"}
        await press(pilot, "v")
        await until(pilot, lambda: "nothing new" in remark(pilot))
        await press(pilot, "u")
        await until(pilot, lambda: recorded(path_of(project)) == before)


@in_an_app
async def test_a_pattern_that_cannot_be_used_is_told_and_the_preview_stays(project: Project) -> None:
    (project.transcripts_folder / "ny.txt").write_text(DASHES, encoding="utf-8")
    async with the_app(project) as pilot:
        await press(pilot, "v")
        await until(pilot, lambda: isinstance(pilot.app.screen, PreviewScreen) and pilot.app.screen.is_mounted)
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "(a+)+$"
        await press(pilot, "enter")
        await until(pilot, lambda: complaints(pilot) != [])
        assert "turn pattern" in complaints(pilot)[0]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PreviewScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, InterviewsScreen)
