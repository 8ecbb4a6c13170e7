"""Unpacking a pipeline's wheel without pip, trusting nothing in it."""

import json
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from coder.errors import CoderError
from coder.i18n import _

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, NotImplementedError)
"""What reading a file that is no whole zip, or an encrypted one, raises."""
_LARGEST = 4 * 1024**3
"""More than any Swedish pipeline takes unpacked (the large one: 0.6 GB)."""


def check_wheel(path: Path) -> dict[str, object]:
    """What the pipeline in the wheel says about itself; ``CoderError`` if it is no Swedish spaCy pipeline."""
    try:
        with zipfile.ZipFile(path) as wheel:
            safe_members(wheel, path)
            found = list(_metas(wheel))
    except (*_DAMAGED, OSError) as error:
        raise CoderError(
            _("{path} cannot be read as a wheel (a .whl file); download it again.").format(path=path)
        ) from error
    if not found:
        raise CoderError(_("{path} holds no spaCy pipeline (no meta.json beside a config.cfg).").format(path=path))
    if found[0].get("lang") != "sv":
        message = _("{path} holds a pipeline for the language {language}, not for Swedish (sv).")
        raise CoderError(message.format(path=path, language=found[0].get("lang")))
    return found[0]


def _metas(wheel: zipfile.ZipFile) -> Iterator[dict[str, object]]:
    """The ``meta.json`` of each folder that spaCy could load."""
    names = set(wheel.namelist())
    for name in sorted(names):
        folder, slash, last = name.rpartition("/")
        if last == "meta.json" and f"{folder}{slash}config.cfg" in names:
            meta = json.loads(wheel.read(name))
            if isinstance(meta, dict):
                yield meta


def safe_members(wheel: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """The files of the wheel; ``CoderError`` if one would land outside the folder, is a link, or all are too large."""
    members = [member for member in wheel.infolist() if not member.is_dir()]
    for member in members:
        parts = PurePosixPath(member.filename).parts
        strange = "\\" in member.filename or ":" in member.filename or "\0" in member.orig_filename
        if not parts or member.filename.startswith("/") or ".." in parts or strange or _is_link(member):
            message = _("{path} holds the unsafe file name {name}; nothing was unpacked.")
            raise CoderError(message.format(path=path, name=repr(member.orig_filename)))
    if sum(member.file_size for member in members) > _LARGEST:
        raise CoderError(_("{path} is too large for a pipeline; nothing was unpacked.").format(path=path))
    return members


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)


def unpack(path: Path, folder: Path) -> None:
    """All files of a checked wheel into an empty folder.

    Raises ``CoderError`` if the wheel is damaged, ``OSError`` if the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(path) as wheel:
            for member in safe_members(wheel, path):
                target = folder.joinpath(*PurePosixPath(member.filename).parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                with wheel.open(member) as packed, target.open("wb") as file:
                    while chunk := packed.read(1 << 20):
                        file.write(chunk)
    except _DAMAGED as error:
        raise CoderError(_("{path} is damaged; download it again.").format(path=path)) from error
