"""Progress on standard error, and stopping with Ctrl-C between two pieces of work.

The first Ctrl-C asks the work to stop where it is whole; a second one ends it at once.
"""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from coder.cli.output import is_terminal, one_line, say, width
from coder.errors import CoderError
from coder.i18n import _

INTERRUPTED = 130
"""The exit status of what Ctrl-C has ended, as shells count it."""

_PAUSE_S = 0.1


class Stopped(CoderError):
    """Ctrl-C was pressed: what is complete stays."""

    exit_status = INTERRUPTED


class Watch:
    """Shows how far a piece of work has come, where there is a terminal, and knows whether it is to stop.

    Called with done, total and what is being done; returns False to stop (``coder.project.base.Progress``).
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.stopping = False
        self._on_terminal = is_terminal(sys.stderr)
        self._drawn = 0
        self._next = 0.0

    def __call__(self, done: int, total: int, what: str) -> bool:
        if self._on_terminal and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE_S
            self.draw(f"{self.title} {done}/{total} {what}" if total else f"{self.title} {what}")
        return not self.stopping

    def draw(self, text: str) -> None:
        """Replace the line; nothing but a carriage return is needed of the terminal."""
        line = one_line(text)[: width() - 1]
        sys.stderr.write("\r" + line.ljust(self._drawn))
        sys.stderr.flush()
        self._drawn = len(line)

    def clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = 0

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        if self.stopping:
            raise KeyboardInterrupt
        self.stopping = True
        self.clear()
        say(_("Stopping as soon as what is being done is whole …"))

    def check(self) -> None:
        """Raise ``Stopped`` if Ctrl-C was pressed."""
        if self.stopping:
            raise Stopped(_("Stopped: what was complete is kept; the same command goes on from there."))


@contextmanager
def watching(title: str) -> Iterator[Watch]:
    """Show a piece of work; Ctrl-C reaches it as ``stopping``. When its results are said, ask ``check``."""
    watch = Watch(title)
    before = signal.signal(signal.SIGINT, watch.stop)
    try:
        yield watch
    except CoderError as error:
        if watch.stopping:
            raise Stopped(str(error)) from error
        raise
    finally:
        watch.clear()
        signal.signal(signal.SIGINT, before)
