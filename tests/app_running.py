"""Running the app on the small study of the tests, and what the tests ask of project and screen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Static

from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.queries.transcript import CodingView, transcript
from coder.tui.app import CoderApp
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.interviews import InterviewsScreen
from coder.tui.widgets.keybar import KeyBar
from coder.tui.widgets.table import RowTable
from tests.conftest import passage

SMALL = (80, 24)
LARGE = (160, 50)


@asynccontextmanager
async def the_app(project: Project, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[None]]:
    """The app on a project, its first screen shown, its workers done."""
    project.pipeline_spec = BUILT_IN
    async with CoderApp(project).run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no worker works and everything is shown."""
    await pilot.pause(0)
    while any(not worker.is_finished for worker in pilot.app.workers):
        await asyncio.sleep(0.005)
    await pilot.pause(0)
    await pilot.pause(0)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, waiting for what each sets going.

    ``Pilot.press`` would wait some 50 ms a key for the processor to be idle.
    """
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what messages and workers bring about, five seconds at most."""
    for _turn in range(500):
        if holds():
            break
        await asyncio.sleep(0.01)
        await settled(pilot)
    assert holds()


async def open_interview(pilot: Pilot[None], source: str) -> CodingScreen:
    """Choose an interview in the list and open it."""
    await press(pilot, "f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
    table = pilot.app.screen.query_one(RowTable)
    await until(pilot, lambda: table.row_count > 0)
    table.go_to(source)
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, CodingScreen))
    await pilot.pause()
    await settled(pilot)
    return coding_screen(pilot)


def coding_screen(pilot: Pilot[None]) -> CodingScreen:
    assert isinstance(pilot.app.screen, CodingScreen)
    return pilot.app.screen


def codings(project: Project, source: str) -> list[CodingView]:
    """What the database holds, in order of place."""
    return list(project.ask(transcript, source).codings)


def coded(project: Project, source: str) -> list[tuple[str, str]]:
    """The database's codings as code and text."""
    text = project.ask(transcript, source).text
    return [(coding.code, text[coding.start : coding.end]) for coding in codings(project, source)]


def table_rows(pilot: Pilot[None]) -> list[list[str]]:
    """The rows of the screen's table as text."""
    table = pilot.app.screen.query_one(RowTable)
    return [[cell.plain.strip() for cell in table.get_row_at(row)] for row in range(table.row_count)]


def shown_in(pilot: Pilot[None], selector: str) -> str:
    """The text of a part of the screen."""
    return str(pilot.app.screen.query_one(selector, Static).content)


def remark(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyBar).remark


def complaints(pilot: Pilot[None]) -> list[str]:
    """The messages of the notifications."""
    return [notification.message for notification in pilot.app._notifications]


def with_codings(project: Project) -> Project:
    """The project with four codings in two sources."""
    for source, words, code in (
        ("ame", "Stuprören.", "stuprör"),
        ("ame", "Den är indragen", "buss"),
        ("gemensam", "stuprören står kvar", "stuprör"),
        ("gemensam", "Praktik fungerar", "praktik"),
    ):
        project.apply_code(source, *passage(project, source, words), code)
    return project
