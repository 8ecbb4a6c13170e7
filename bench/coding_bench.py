"""What the coding screen costs, in the whole app with a project on disk; ratios within one run.

    python bench/coding_bench.py [FOLDER]     (FOLDER keeps the project of 100,000 codings for the next time)

- *key*: from a key to the painted frame, on an interview of 2,000 words with 20 codings and on one of 200,000 words
  with 2,000 codings, in one project (Textual paints by a timer, whose wait is left out); and the processor's time for
  all that follows from the key, panes and bars included.
- *open*: from opening the interview to the first frame with its text, and how much of that was wrapping.
- *apply*: a code applied, committed to disk and painted, in a project of 100,000 codings.
- *memory*: what the app takes with the long interview open, above the app with an empty project.

Suggestions are switched off: they are computed in a thread of their own, and are measured by suggest_eval.py.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import made_up
from rich.console import RenderableType
from textual.screen import Screen

import coder.tui
from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.queries.sources import source_rows
from coder.tui.app import CoderApp
from coder.tui.messages import OpenInterview
from coder.tui.place import APP
from coder.tui.screens.coding import CodingScreen

SIZE = (120, 40)
ROUNDS = 30
SHORT, USUAL, LONG = "kort", "vanlig", "lång"
INTERVIEWS = [(SHORT, 2_000, 20), (USUAL, 12_000, 1_000), (LONG, 200_000, 2_000)]
OTHERS = [(f"annan-{number:03}", 8_000, 1_000) for number in range(97)]
KEYS = {
    "word": ("right", "left"),
    "row": ("down", "up"),
    "sentence": ("full_stop", "comma"),
    "turn": ("j", "k"),
    "selection": ("s", "w"),
    "page": ("pagedown", "pageup"),
}
"""Keys that are pressed in turn, so that no end is reached."""


class Bench(CoderApp):
    """The app, counting the frames on which what is waited for can be seen."""

    CSS_PATH = str(Path(coder.tui.__file__).with_name("app.tcss"))
    frames = 0
    awaited: Callable[[], bool] = staticmethod(lambda: True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        self.frames += self.awaited()
        super()._display(screen, renderable)


async def settled(app: Bench) -> None:
    """Everything is shown and computed."""
    await asyncio.sleep(0.1)
    while any(not worker.is_finished for worker in app.workers):
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)


async def to_frame(
    app: Bench, act: Callable[[], object], painted: Callable[[], bool] = lambda: True, at_once: bool = True
) -> float:
    """Milliseconds from an action to the first frame for which ``painted`` holds; ``at_once`` waits for no timer."""
    app.awaited = painted
    before, begun = app.frames, time.perf_counter()
    act()
    while app.frames == before:
        if time.perf_counter() - begun > 30:
            raise SystemExit("Nothing was painted for 30 seconds.")
        await asyncio.sleep(0)
        if at_once:
            app.screen._on_timer_update()
    return (time.perf_counter() - begun) * 1000


async def median(app: Bench, keys: tuple[str, str]) -> tuple[float, float]:
    """From a key to its frame, and all that the app does for it until it is idle: milliseconds, the middle ones."""
    taken, spent = [], []
    for number in range(ROUNDS):
        begun = time.process_time()
        taken.append(await to_frame(app, partial(app.simulate_key, keys[number % 2])))
        await asyncio.sleep(0.05)
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(taken), statistics.median(spent)


async def open_interview(app: Bench, name: str) -> float:
    """Open an interview; milliseconds to its first frame."""

    def shown() -> bool:
        screen = app.screen
        if not isinstance(screen, CodingScreen) or screen.view is None or screen.view.name != name:
            return False
        reader = screen.reader
        return bool(reader.size.height and reader.virtual_size.height and reader.transcript)

    return await to_frame(app, lambda: app.post_message(OpenInterview(name)), shown, at_once=False)


async def in_app(project: Project, measure: Callable[[Bench], Awaitable[None]]) -> None:
    project.pipeline_spec = BUILT_IN
    project.set_suggestions(on=False)
    project.remember(APP, {})
    app = Bench(project)
    async with app.run_test(size=SIZE):
        await settled(app)
        await measure(app)


def memory() -> float:
    """Megabytes this process has in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def keys(app: Bench) -> None:
    figures: dict[str, dict[str, tuple[float, float]]] = {}
    for name in (SHORT, LONG):
        await open_interview(app, name)
        await settled(app)
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        screen.reader.go_to(len(screen.view.text) // 3 if screen.view else 0)
        await settled(app)
        figures[name] = {}
        for move, pressed in KEYS.items():
            figures[name][move] = await median(app, pressed)
            screen.reader.go_to(len(screen.view.text) // 3 if screen.view else 0)
            await settled(app)
    print(
        f"key to frame      {'2,000 words':>12}{'200,000 words':>15}{'ratio':>8}   all the app's work: 2,000, 200,000"
    )
    for move in KEYS:
        (small, own_small), (large, own_large) = figures[SHORT][move], figures[LONG][move]
        print(
            f"  {move:<16}{small:9.1f} ms{large:12.1f} ms{large / small:8.1f}"
            f"{own_small:18.1f} ms{own_large:8.1f} ms{own_large / own_small:6.1f}"
        )


async def opening(app: Bench) -> None:
    from coder.tui.transcript.layout import Layout
    from coder.tui.transcript.prose import Prose

    for name in (SHORT, USUAL, LONG):
        taken = await open_interview(app, name)
        screen = app.screen
        assert isinstance(screen, CodingScreen) and screen.reader.transcript is not None
        shown = screen.reader.transcript
        layout = Layout(Prose(shown.text, shown.turns))
        begun = time.perf_counter()
        layout.wrap(70)
        wrapped = (time.perf_counter() - begun) * 1000
        print(f"open {name:<8} {taken:9.0f} ms to the first frame; wrapping all of it takes {wrapped:.0f} ms")
        await settled(app)


async def applying(app: Bench) -> None:
    for name in (SHORT, USUAL, LONG):
        await open_interview(app, name)
        await settled(app)
        screen = app.screen
        assert isinstance(screen, CodingScreen) and screen.view is not None
        screen.reader.go_to(len(screen.view.text) // 3)
        taken, spent = [], []
        for number in range(ROUNDS):
            app.simulate_key("right")
            await asyncio.sleep(0.1)
            known, own = len(screen.codings), {coding.code for coding in screen.codings_here()}
            code = next(key for key in list(screen.codes)[number % 40 :] if key not in own)
            begun = time.process_time()
            apply, more = partial(screen.apply, [code]), partial(_more, screen, known)
            taken.append(await to_frame(app, apply, more))
            spent.append((time.process_time() - begun) * 1000)
            await asyncio.sleep(0.05)
            screen.project.undo()
            screen.show_project()
            await asyncio.sleep(0.05)
        print(f"apply in {name:<8}{_middle(taken)}, of which the processor {statistics.median(spent):.1f} ms")


def _more(screen: CodingScreen, known: int) -> bool:
    return len(screen.codings) > known


def _middle(taken: list[float]) -> str:
    return f"{statistics.median(taken):9.1f} ms (slowest {max(taken):.1f})"


async def holding(app: Bench) -> None:
    if any(row.source == LONG for row in app.project.ask(source_rows)):
        await open_interview(app, LONG)
        await settled(app)
    print(f"{memory():.0f}")


def measured_memory(folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, __file__, "--memory", str(folder)], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1])


def main(folder: Path) -> None:
    big = folder / "big"
    if not big.exists():
        made_up.project(big, [*INTERVIEWS, *OTHERS]).close()
    project = Project.open(big / "coder.db", "Anna")
    try:
        asyncio.run(in_app(project, opening))
        asyncio.run(in_app(project, keys))
        asyncio.run(in_app(project, applying))
    finally:
        project.close()
    for name, interviews in (("empty", []), ("one", [(LONG, 200_000, 2_000)])):
        if not (folder / name).exists():
            made_up.project(folder / name, interviews).close()
    empty, one = (measured_memory(folder / name) for name in ("empty", "one"))
    print(f"memory: {one:.0f} MB with 200,000 words open, {empty:.0f} MB empty: {one - empty:.0f} MB more")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        asyncio.run(in_app(Project.open(Path(sys.argv[2]) / "coder.db", "Anna"), holding))
    elif len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder))
