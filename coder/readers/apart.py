"""Many files are read in processes of their own, each some way before it is wanted; the order stays the files'.

While one is waited for, the next that nobody reads is read here.

Processes are started afresh and spoken to through pipes: a fork of a program with threads may hang, and nothing here
needs shared memory. A process ends when its pipe closes, so that none outlives the program, however that ends. Whatever
a process cannot do (it does not start, dies, fails on a file, does not know a reader) is done here, as if it had not
been asked.
"""

import os
import pickle
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from coder.i18n import current_language
from coder.readers.base import ParsedTranscript
from coder.readers.worker import READY, Wish

if TYPE_CHECKING:
    from subprocess import Popen

_WORTH = 2_000_000
"""Bytes of files for which starting processes takes less time than it saves."""
_LARGEST = 5_000_000
"""Bytes of a file that is read apart: several larger ones at a time might fill the memory."""
_SMALL = 500_000
"""Bytes of a file that is read here while others are waited for."""
_MOST_PROCESSES = 3
_AHEAD = 16
"""Files that a process has before it, fewer where they are large: some take longer to read, others to write."""


class ReadingApart:
    """``wish_for`` gives what the reading of a file depends on, None for one that is to be read here."""

    def __init__(self, files: Sequence[Path], wish_for: Callable[[Path], Wish | None]) -> None:
        self._files = files
        self._sizes = [size_of(path) for path in files]
        self._wish_for = wish_for
        self._next = 0
        self._processes: list[_Process] = []
        self._read_here: dict[int, tuple[Wish, ParsedTranscript]] = {}

    def __enter__(self) -> "ReadingApart":
        if sum(size for size in self._sizes if size <= _LARGEST) >= _WORTH and len(self._sizes) > 1:
            with suppress(OSError):  # no memory, or no more processes
                for _number in range(_processors()):
                    self._processes.append(_Process())
        return self

    def __exit__(self, *_exception: object) -> None:
        for process in self._processes:
            process.end()

    def take(self, number: int) -> tuple[Wish, ParsedTranscript] | None:
        """What a process has read of the file of this number, and as what; None where it must be read here."""
        if not self._processes:
            return None
        self._next = max(self._next, number)
        if number in self._read_here:
            return self._read_here.pop(number)
        holder = next((process for process in self._processes if number in process.sent), None)
        if holder is None:
            self._next = max(self._next, number + 1)
        self._send()
        if holder is None:
            return None
        while not holder.has_answered() and self._reads_one_here():
            pass
        return holder.take(number)

    def _send(self) -> None:
        for process in self._processes:
            while process.is_free() and self._has_room(process) and self._next < len(self._files):
                wish = self._next_wish(_LARGEST)
                if wish is not None:
                    process.send(self._next, wish)
                self._next += 1

    def _reads_one_here(self) -> bool:
        """Read the file that comes after all that were sent, instead of waiting; False where that is no use."""
        if self._next >= len(self._files) or len(self._read_here) >= _AHEAD:
            return False
        wish = self._next_wish(_SMALL)
        if wish is None:
            return False
        with suppress(Exception):  # it is read again when it is wanted, and what is wrong with it is said then
            self._read_here[self._next] = wish, wish.parsed()
        self._next += 1
        return True

    def _next_wish(self, largest: int) -> Wish | None:
        return self._wish_for(self._files[self._next]) if self._sizes[self._next] <= largest else None

    def _has_room(self, process: "_Process") -> bool:
        """Whether what it has before it leaves room for one more file, however large."""
        return sum(self._sizes[number] for number in process.sent) <= _LARGEST


class _Process:
    """One of them. Its answers lie with it until they are taken, so that no thread is needed here."""

    def __init__(self) -> None:
        self.sent: dict[int, Wish] = {}
        """Wishes that were not taken yet, in the order in which they are answered."""
        self._popen = _started()
        assert self._popen.stdin is not None and self._popen.stdout is not None
        self._asks, self._answers = self._popen.stdin, self._popen.stdout
        self._listens = False

    def is_free(self) -> bool:
        """True if it takes one more wish. While it starts, files are better read here than waited for."""
        self._listens = self._listens or _holds_something(self._answers)
        return self._listens and len(self.sent) < _AHEAD

    def has_answered(self) -> bool:
        """Whether an answer is there, as far as can be told: where it is wrong, time is lost and nothing else."""
        return _holds_something(self._answers)

    def send(self, number: int, wish: Wish) -> None:
        """Ask for a file; one that cannot be asked for is read by whoever wants it."""
        with suppress(Exception):  # other people's readers may not be made to travel; the process may be gone
            pickle.dump(pickle.dumps(wish), self._asks)
            self._asks.flush()
            self.sent[number] = wish

    def take(self, number: int) -> tuple[Wish, ParsedTranscript] | None:
        """The answer to the first wish that was sent and not taken."""
        wish = self.sent.pop(number)
        with suppress(Exception):  # it may have died, and a reader's answer may be of a kind that is not known here
            while (answer := pickle.load(self._answers)) == READY:
                pass
            return (wish, answer) if isinstance(answer, ParsedTranscript) else None
        return None

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for pipe in (self._asks, self._answers):
            with suppress(OSError):
                pipe.close()


def _holds_something(pipe: IO[bytes]) -> bool:
    """True if a pipe can be read from without waiting; where nobody can tell, reading it is worth the waiting."""
    if not hasattr(select, "poll"):
        return True
    asked = select.poll()
    asked.register(pipe, select.POLLIN)
    return bool(asked.poll(0))


def _started() -> "Popen[bytes]":
    import subprocess

    # The folder that the program was called in is no place to import from.
    places = os.pathsep.join(place for place in sys.path if place)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "coder.readers.worker", current_language()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": places},
    )


def _processors() -> int:
    """How many processes are worth starting: one processor has enough to do with writing."""
    number = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(number - 1, _MOST_PROCESSES)


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where nobody can tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
