"""An app that shows nothing but the transcript reader, and how the tests drive it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from typing import ParamSpec

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from coder.spans import Span
from coder.tui.transcript import ShownTranscript, TranscriptReader
from tests.transcript_sample import transcript

SHOWN = transcript()
LONG = transcript(
    [("IP1" if turn % 2 else "I", f"Det här är replik {turn}. " + "Och vi talar vidare. " * 9) for turn in range(80)]
)
Arguments = ParamSpec("Arguments")


def in_an_app(test: Callable[Arguments, Coroutine[None, None, None]]) -> Callable[Arguments, None]:
    """Run an asynchronous test in an event loop of its own."""

    @wraps(test)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


class ReaderApp(App[None]):
    """An app with nothing but the reader; what it says is kept in ``said``."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, shown: ShownTranscript | None = None, theme: str = "textual-dark") -> None:
        super().__init__()
        self._shown = shown
        self._look = theme
        self.said: list[Message] = []
        self.reader = TranscriptReader()

    def compose(self) -> ComposeResult:
        yield self.reader

    def on_mount(self) -> None:
        self.theme = self._look
        if self._shown is not None:
            self.reader.show(self._shown)

    def on_transcript_reader_moved(self, message: TranscriptReader.Moved) -> None:
        self.said.append(message)

    def on_transcript_reader_selected(self, message: TranscriptReader.Selected) -> None:
        self.said.append(message)

    def on_transcript_reader_adjusted(self, message: TranscriptReader.Adjusted) -> None:
        self.said.append(message)

    def on_transcript_reader_jumped(self, message: TranscriptReader.Jumped) -> None:
        self.said.append(message)


@asynccontextmanager
async def running(
    shown: ShownTranscript | None = SHOWN, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], TranscriptReader]]:
    """The app with its reader in focus."""
    app = ReaderApp(shown)
    async with app.run_test(size=size) as pilot:
        app.reader.focus()
        await pilot.pause()
        yield pilot, app.reader


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys one after another, without waiting for the screen after each."""
    for key in keys:
        pilot.app.simulate_key(key)
        await pilot.pause(0)


def said(reader: TranscriptReader, span: Span | None) -> str | None:
    """The words of a passage."""
    shown = reader.transcript
    return None if span is None or shown is None else shown.text[span.start : span.end]


def lines(reader: TranscriptReader) -> list[str]:
    """What stands on the screen."""
    return [reader.render_line(y).text for y in range(reader.size.height)]


def text_at(reader: TranscriptReader, words: str) -> tuple[int, int]:
    """Where on the screen the words begin."""
    for y, line in enumerate(lines(reader)):
        if words in line:
            return line.index(words), y
    raise AssertionError(words)
