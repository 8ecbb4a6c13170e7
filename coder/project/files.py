"""Writing files whole."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from coder.errors import CoderError
from coder.i18n import _


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all."""
    write_whole_with(path, lambda out: out.write(data))


def write_whole_with(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let a file be written bit by bit, so that it appears whole or not at all; also where ``write`` raises."""
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with partial.open("wb") as out:
                write(out)
            os.replace(partial, path)
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
    except OSError as error:
        raise CoderError(
            _("{path}: cannot be written: {reason}; choose another place with --to or --out.").format(
                path=path, reason=error.strerror
            )
        ) from error
