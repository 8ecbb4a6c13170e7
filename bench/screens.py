"""How soon the screens of figures answer, and whether they can be lived with where that takes long.

    python bench/screens.py                              (the bundled study)
    python bench/screens.py --large [CODINGS] [FOLDER]   (1,000,000 by default; FOLDER keeps the database)

Milliseconds, on the bundled study from the command to the painted screen with its answer: *first* is the first visit
since the program began, *again* the middle one of some more, *changed* that of some after each of which somebody had
changed the project, *work* what the processor did for it (on a machine that does other things, too, the more honest
figure), *arrow* the arrow key. On the large project, which ``figures.py`` makes: *answer* until the screen
shows it (seconds), *lag* the longest time during which nobody was answered, *told* when it was said how far it is,
*stopped* from Escape until the screen is at rest again. Textual paints by a timer, whose wait is left out.
"""

import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import figures
from coding_bench import Bench, to_frame
from sqlmodel import select

from coder.i18n import set_language
from coder.language.pipeline import BUILT_IN
from coder.model import Coding
from coder.project import Project
from coder.tui.families import FIGURES, MODEL
from coder.tui.screens.asking import AskingScreen
from coder.tui.screens.query import QueryScreen

REPOSITORY = Path(__file__).parent.parent
SIZE = (120, 40)
ROUNDS = 7
QUERY = "stuprör or avstånd"
ALWAYS_ASKING = ("picks",)
"""What these show does not follow from the history alone."""
GIVE_UP = 600
"""Seconds."""


def bundled(folder: Path) -> Path:
    """The study of this repository, with its project made anew."""
    for part in ("transcripts", "synthesis"):
        shutil.copytree(REPOSITORY / part, folder / part)
    shutil.copy(REPOSITORY / "codebook.yaml", folder)
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    project.close()
    return folder / "coder.db"


class Answers:
    """Counts the answers that screens have been given."""

    def __init__(self) -> None:
        self.number = 0
        answer = AskingScreen._answer

        async def counted(screen: AskingScreen[object]) -> object:
            given = await answer(screen)
            self.number += 1
            return given

        AskingScreen._answer = counted  # type: ignore[method-assign, assignment]

    def awaited(self, app: Bench, name: str) -> Callable[[], bool]:
        """Whether a new answer stands on the screen of this name."""
        before = self.number

        def there() -> bool:
            screen = app.screen
            return isinstance(screen, AskingScreen) and name == screen.NAME and self.number > before and idle(screen)

        return there


def idle(screen: AskingScreen[object]) -> bool:
    return not screen._asking


async def rest(app: Bench) -> None:
    """Everything is shown and computed."""
    await asyncio.sleep(0.05)
    while any(not worker.is_finished for worker in app.workers):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)


async def visit(app: Bench, there: Callable[[], bool], name: str) -> tuple[float, float]:
    """Milliseconds from a key to the first frame of its screen with the answer, and those of the processor."""
    app.awaited = there
    before, begun, worked = app.frames, time.perf_counter(), time.process_time()
    app.call_later(app.run_action, f"app.show('{name}')")
    while app.frames == before:
        # A loop without a rest would keep the processor from the thread that counts.
        await asyncio.sleep(0.004)
        app.screen._on_timer_update()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000


async def small(path: Path) -> None:
    answers, project = Answers(), Project.open(path, "Maja")
    project.pipeline_spec = BUILT_IN
    app = Bench(project)
    print(f"{'screen':<16}{'first':>8}{'again':>8}{'work':>8}{'changed':>9}{'work':>8}{'arrow':>8}")
    async with app.run_test(size=SIZE):
        await rest(app)
        for view in (*FIGURES, *MODEL):
            first, _work = await visits(app, answers, view.screen, 1)
            if isinstance(app.screen, QueryScreen):
                app.screen.query_one("#query").value = QUERY  # type: ignore[attr-defined]
                await rest(app)
                app.screen.query_one("#found").focus()
            again = await visits(app, answers, view.screen, ROUNDS, known=view.screen not in ALWAYS_ASKING)
            changed = await visits(app, answers, view.screen, ROUNDS, change=partial(change, project))
            figures = (first, *again, *changed, await arrow(app))
            print(
                f"{view.screen:<16}" + "".join(f"{each:{8 + (n == 3)}.0f}" for n, each in enumerate(figures)),
                flush=True,
            )
    project.close()


async def visits(
    app: Bench, answers: Answers, name: str, rounds: int, *, known: bool = False, change: Callable[[], object] = bool
) -> tuple[float, float]:
    """The middle one of some visits, each from another screen; ``change`` is done before each."""
    measured = []
    for _round in range(rounds):
        await app.run_action("app.show('together')" if name == "themes" else "app.show('themes')")
        await rest(app)
        change()
        there = answers.awaited(app, name)
        measured.append(await visit(app, partial(shown, app, name) if known else there, name))
        await rest(app)
    return statistics.median(wall for wall, _work in measured), statistics.median(work for _wall, work in measured)


async def arrow(app: Bench) -> float:
    """The middle one of some keypresses; not a number where there is nothing to go to."""
    moved = []
    for _round in range(ROUNDS):
        pressed = asyncio.ensure_future(to_frame(app, partial(app.simulate_key, "down")))
        try:
            moved.append(await asyncio.wait_for(pressed, 1))
        except TimeoutError:
            return float("nan")
        await rest(app)
    return statistics.median(moved)


def shown(app: Bench, name: str) -> bool:
    """Whether the screen of this name is there, and asks nothing."""
    screen = app.screen
    return isinstance(screen, AskingScreen) and name == screen.NAME and idle(screen)


def change(project: Project) -> None:
    """Something that any figure might follow: a quote gets a star, or loses it."""
    quote, starred = project.ask(lambda session: session.exec(select(Coding.quote_id, Coding.starred).limit(1)).one())
    project.star(quote, not starred)


class Lag:
    """The longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._task = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self._longest = max(self._longest, time.perf_counter() - begun)

    def stop(self) -> float:
        """Milliseconds."""
        self._task.cancel()
        return self._longest * 1000


async def until(holds: Callable[[], bool]) -> float:
    """Seconds until it holds."""
    begun = time.perf_counter()
    while not holds():
        if time.perf_counter() - begun > GIVE_UP:
            raise SystemExit("This takes too long.")
        await asyncio.sleep(0.005)
    return time.perf_counter() - begun


async def large(path: Path) -> None:
    answers, project = Answers(), Project.open(path, "Anna")
    project.pipeline_spec = BUILT_IN
    app = Bench(project)
    print(f"{'screen':<14}{'answer':>9}{'lag':>8}{'told':>8}{'stopped':>9}{'lag':>8}")
    async with app.run_test(size=SIZE):
        await asyncio.sleep(1)
        for view in FIGURES:
            await stopped(app, answers, view.screen)
    project.close()


async def stopped(app: Bench, answers: Answers, name: str) -> None:
    """Wait for an answer; then ask again, and do not."""
    screen, there = await asked(app, answers, name)
    lag, begun = Lag(), time.perf_counter()
    told = await until(lambda: screen._waiting or there()) * 1000
    await until(there)
    await asyncio.sleep(0.3)
    took = f"{time.perf_counter() - begun - 0.3:8.1f}s{lag.stop():8.0f}{told:8.0f}"
    screen.show_project()
    lag = Lag()
    await until(lambda: screen._waiting or idle(screen))
    await screen.action_back()
    rested = await until(lambda: idle(screen)) * 1000
    print(f"{name:<14}{took}{rested:9.0f}{lag.stop():8.0f}", flush=True)


async def asked(app: Bench, answers: Answers, name: str) -> tuple[AskingScreen[object], Callable[[], bool]]:
    """A screen that has just been asked for; the one of queries for all codings of two codes."""
    there = answers.awaited(app, name)
    await app.run_action(f"app.show('{name}')")
    screen = app.screen
    assert isinstance(screen, AskingScreen)
    if isinstance(screen, QueryScreen):
        await until(there)
        there = answers.awaited(app, name)
        screen.query_one("#query").value = "kod00 near kod11"  # type: ignore[attr-defined]
    return screen, there


if __name__ == "__main__":
    set_language("sv")
    asked_for = [each for each in sys.argv[1:] if each != "--large"]
    with tempfile.TemporaryDirectory() as made:
        if "--large" in sys.argv:
            number = int(asked_for[0].replace(",", "")) if asked_for else 1_000_000
            asyncio.run(large(figures.made(Path(asked_for[1]) if asked_for[1:] else Path(made), number)))
        else:
            asyncio.run(small(bundled(Path(made))))
