"""What goes to standard output and standard error, and in which shape.

Lists go to standard output, progress and messages to standard error. What a terminal could obey is shown instead.
"""

import contextlib
import io
import os
import shutil
import sys
import textwrap
from pathlib import Path
from typing import TextIO

from coder.guard import visible

LEAST_WIDTH = 40


def prepare_streams() -> None:
    """Speak UTF-8 whatever the locale says; a character that has no bytes is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """A message in one line on standard error."""
    print(one_line(text), file=sys.stderr, flush=True)


def put(text: str = "") -> None:
    """A line of a list on standard output, for people: what a terminal could obey is shown instead."""
    print(shown_text(text))


def put_bytes(data: bytes) -> None:
    """Exact bytes on standard output: what scripts read."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def shown_text(text: str) -> str:
    """Text as people may see it: control characters as pictures, tabs as spaces."""
    return visible(text).expandtabs(4)


def one_line(text: str) -> str:
    return " ".join(shown_text(text).split("\n")).strip()


def put_block(text: str, indent: int = 2) -> None:
    """Running text, wrapped to the terminal and indented; its own line breaks stay."""
    margin = " " * indent
    for line in shown_text(text).split("\n"):
        put(
            textwrap.fill(
                line,
                width(),
                initial_indent=margin,
                subsequent_indent=margin,
                break_on_hyphens=False,
                drop_whitespace=True,
            )
        )


def put_heading(text: str) -> None:
    """A line that begins something: bold where the terminal can show it."""
    line = one_line(text)
    print(f"\x1b[1m{line}\x1b[0m" if is_colourful(sys.stdout) else line)


def from_here(path: Path) -> str:
    """A path as short as it can be said from this folder."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def is_terminal(stream: TextIO) -> bool:
    return not stream.closed and stream.isatty()


def is_colourful(stream: TextIO) -> bool:
    """True where styles may be used: a terminal that understands them, and nobody has asked for none."""
    if not is_terminal(stream) or os.environ.get("NO_COLOR"):
        return False
    # The old console of Windows shows the codes instead; its newer terminals say what they are.
    known = os.environ.get("TERM", "") or os.environ.get("WT_SESSION", "") or ("" if os.name == "nt" else "unknown")
    return known not in ("", "dumb")


def width() -> int:
    """Characters in a line of the terminal; 80 where there is none."""
    return max(LEAST_WIDTH, shutil.get_terminal_size((80, 24)).columns)


def silence(stream: TextIO) -> None:
    """Nobody reads the stream any more: what is still in its buffer must not fail at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
