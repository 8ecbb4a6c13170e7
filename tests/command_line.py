"""Runs lines of the command line: in this process for the many small ones, as the installed command where needed."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coder.__main__ import main

COMMAND = Path(sys.executable).with_name("coder")
TIMEOUT_S = 120


@dataclass(frozen=True)
class Said:
    """What a line wrote."""

    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """``coder("freq", "--by", "theme")`` in a folder, in this process; the expected exit status is checked."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
        monkeypatch.setenv("CODER_NAME", "Maja")
        monkeypatch.setenv("CODER_PIPELINE", "built-in")
        monkeypatch.setenv("COLUMNS", "80")

    def __call__(self, *arguments: object, status: int = 0) -> Said:
        self._capsys.readouterr()
        found = main([str(argument) for argument in arguments])
        said = Said(*self._capsys.readouterr())
        assert found == status, (arguments, found, said.out, said.err)
        assert "Traceback" not in said.err
        return said

    def fails(self, *arguments: object, status: int = 2) -> str:
        """The one line that a mistake is answered with; nothing stands on standard output."""
        said = self(*arguments, status=status)
        assert said.out == ""
        assert said.err.endswith("\n") and said.err.count("\n") == 1, said.err
        return said.err.strip()

    def at(self, source: str, words: str) -> tuple[int, int]:
        """Where words stand in a source."""
        text = self("text", source).out
        start = text.index(words)
        return start, start + len(words)

    def code(self, source: str, words: str, code: str, *options: object) -> str:
        """Apply a code to words of a source; the quote's identifier."""
        return self("code", source, *self.at(source, words), code, *options).out.strip()


def run_installed(
    folder: Path,
    *arguments: object,
    prefix: tuple[str, ...] = (),
    preexec: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, without a terminal."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CODER_", "LC_", "LANG"))}
    clean |= {"LANG": "en_GB.UTF-8", "CODER_NAME": "Maja", "CODER_DATA": str(folder.parent / "data")}
    clean |= {"CODER_PIPELINE": "built-in"} | environment
    return subprocess.run(
        [*prefix, str(COMMAND), *map(str, arguments)],
        cwd=folder,
        env=clean,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT_S,
        preexec_fn=preexec,
    )
