"""How fast the transcript reader is: median milliseconds from action to frame at 5,000, 50,000 and 200,000 words.

    python bench/reader_bench.py [WORDS…]

In an app without a terminal, 120 × 40, a coding for every 60 words: the first paint (from ``show`` to the frame), the
next word, row, sentence and turn, one coding more, another width (with its wrapping alone in brackets), and a jump to
the middle. ``nfd`` is the same text with decomposed letters, which cannot take the fast path of wrapping. What the
whole app costs is measured by ``coding_bench.py``.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import made_up
from rich.console import RenderableType
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from coder.tui.transcript import ShownCoding, ShownTranscript, TranscriptReader
from coder.tui.transcript.layout import Layout
from coder.tui.transcript.prose import Prose

ROUNDS = 15


class Bench(App[None]):
    """Nothing but the reader."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = TranscriptReader()
        self.frames = 0

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        self.frames += 1
        super()._display(screen, renderable)

    def compose(self) -> ComposeResult:
        yield self.reader


async def median(
    app: Bench, rounds: int, action: Callable[[int], object], begun_painting: Callable[[], bool] = lambda: True
) -> float:
    """Milliseconds from an action to its frame (the first after ``begun_painting``), the middle of so many.

    Textual paints by a timer, up to a sixtieth of a second later; that wait is left out.
    """
    taken = []
    for number in range(rounds):
        before, begun = app.frames, time.perf_counter()
        action(number)
        while app.frames == before or not begun_painting():
            if not begun_painting():
                before = app.frames
            await asyncio.sleep(0)
            app.screen._on_timer_update()
        taken.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.05)
    return statistics.median(taken)


async def measure(shown: ShownTranscript) -> dict[str, float]:
    """Every figure for one transcript."""
    app = Bench()
    result: dict[str, float] = {}
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.reader
        reader.focus()
        await pilot.pause()
        result["first paint"] = await median(app, 5, lambda number: reader.show(replace(shown, name=str(number))))

        def press(key: str, _number: int) -> None:
            app.simulate_key(key)

        for name, key in (("word", "right"), ("row", "down"), ("sentence", "full_stop"), ("turn", "j")):
            result[name] = await median(app, ROUNDS, partial(press, key))

        def one_more(number: int) -> None:
            start = reader.cursor + number
            more = ShownCoding(f"new{number}", "C-0", "kod", "En kod", start, start + 60, "red")
            reader.update_codings((*shown.codings, more))

        result["coding"] = await median(app, ROUNDS, one_more)

        def resize(number: int) -> None:
            width.append(120 - 7 * (number % 2 + 1))
            size = Size(width[-1], 40)
            app.post_message(events.Resize(size, size))

        width: list[int] = []
        result["resize"] = await median(app, ROUNDS, resize, lambda: reader.virtual_size.width == width[-1] - 1)
        result["jump"] = await median(
            app, ROUNDS, lambda number: reader.go_to(len(shown.text) * (number % 9 + 1) // 10)
        )
    layout = Layout(Prose(shown.text, shown.turns))
    taken = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        layout.wrap(60 + number % 3)
        taken.append((time.perf_counter() - begun) * 1000)
    result["(wrap)"] = statistics.median(taken)
    return result


async def main(sizes: list[int]) -> None:
    """A table on standard output: a line a transcript."""
    cases = [(f"{words:,}", made_up.shown(words, words // 60)) for words in sizes]
    cases.append((f"{sizes[-1]:,} nfd", made_up.shown(sizes[-1], sizes[-1] // 60, decomposed=True)))
    for number, (name, shown) in enumerate(cases):
        figures = await measure(shown)
        if number == 0:
            print(f"{'words':>12}" + "".join(f"{figure:>13}" for figure in figures))
        print(f"{name:>12}" + "".join(f"{value:13.1f}" for value in figures.values()))


if __name__ == "__main__":
    asyncio.run(main([int(words) for words in sys.argv[1:]] or [5_000, 50_000, 200_000]))
