"""A report of a fault in the program, kept in the user's data folder: where it happened, never what was coded."""

import platform
import sys
import time
import traceback
from pathlib import Path

from coder import __version__
from coder.device import data_folder


def write_report(error: Exception) -> Path | None:
    """Write where an exception came from into a file; None where nothing can be written.

    Frames and the kinds of exceptions only: a message may hold rows of a database, and an interview is no business
    of whoever mends the program.
    """
    path = data_folder() / "reports" / time.strftime("coder-%Y%m%d-%H%M%S.txt")
    lines = [f"coder {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines.append("command: " + next((word for word in sys.argv[1:] if not word.startswith("-")), "(none)"))
    cause: BaseException | None = error
    while cause is not None:
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}"]
        lines += "".join(traceback.format_tb(cause.__traceback__)).splitlines()
        cause = cause.__cause__ or cause.__context__
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", "utf-8")
    except OSError:
        return None
    return path
