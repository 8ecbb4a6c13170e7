"""Writing files whole."""

import contextlib
import os
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import _


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears whole or not at all."""
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise CoderError(
            _("{path}: cannot be written: {reason}; choose another place with --to or --out.").format(
                path=path, reason=error.strerror
            )
        ) from error
