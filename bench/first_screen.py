"""How long until the app shows its list of interviews: a real terminal, from the command to the words on the screen.

Usage: python bench/first_screen.py FOLDER [ROUNDS]   (a folder with a project, ``coder.db``)
Prints the seconds of each round and the median. Compare within one run: machines are noisy.
"""

import os
import pty
import select
import statistics
import sys
import time
from pathlib import Path

WORDS = "%"
"""Stands in every row of the list (how far an interview is coded), and in nothing before it."""


def first_screen(folder: str) -> float:
    """Seconds from starting the command to the list's rows on the screen."""
    command = str(Path(sys.executable).with_name("coder"))
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ |= {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40", "LANG": "sv_SE.UTF-8"}
        os.execv(command, [command])
    seen = ""
    try:
        while WORDS not in _plain(seen):
            if time.perf_counter() - start > 30:
                raise SystemExit("The list did not come within 30 seconds.")
            if select.select([terminal], [], [], 0.05)[0]:
                seen += os.read(terminal, 65536).decode("utf-8", "replace")
        return time.perf_counter() - start
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def _plain(output: str) -> str:
    """Without escape sequences, whose parameters could hold the words."""
    import re

    return re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[^\[])", "", output)


if __name__ == "__main__":
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    times = [first_screen(sys.argv[1]) for _round in range(rounds)]
    print("  ".join(f"{seconds:.2f}" for seconds in times), f"  median {statistics.median(times):.2f} s")
