"""Which device this is: a random name kept in the user's data folder, outside every project.

A history says on which device a step was taken, so that copies of a project can be told apart when they meet.
"""

import os
import uuid
from functools import cache
from pathlib import Path


def data_folder() -> Path:
    """The folder for what belongs to this user on this device (``CODER_DATA`` overrides it)."""
    chosen = os.environ.get("CODER_DATA")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_dir

    return Path(user_data_dir("coder", appauthor=False))


@cache
def device_name() -> str:
    """This device's name; one for this process alone where nothing can be kept."""
    path = data_folder() / "device"
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        name = uuid.uuid4().hex[:12]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "ascii")
    except OSError:
        pass
    return name
