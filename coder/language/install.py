"""Getting the trained Swedish pipeline, and removing it again. Nothing else in the program uses the network."""

import hashlib
import os
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import _
from coder.language.folders import installed_pipeline, model_folder, pipelines_folder
from coder.language.pipeline import forget_pipelines, load_folder
from coder.language.wheel import check_wheel, unpack

WHEEL_URL = (
    "https://github.com/explosion/spacy-models/releases/download/"
    "sv_core_news_sm-3.8.0/sv_core_news_sm-3.8.0-py3-none-any.whl"
)
WHEEL_SHA256 = "be4929fb30523dca0b6672f999cdbf4d64f165419f1eed0014ca3a36599b8b4d"
_CHUNK = 1 << 16

Progress = Callable[[int, int | None], None]
"""Told bytes so far and in all (None: unknown); what it raises stops the work, and nothing is left behind."""


@dataclass(frozen=True)
class Installed:
    """A pipeline that has been put in its place."""

    name: str
    version: str
    folder: Path
    verified: bool
    """True if the wheel is, byte for byte, the one this program knows."""

    def message(self) -> str:
        """What was done, in the interface's language."""
        if self.verified:
            text = _("{name} {version} is installed; its checksum is right.")
        else:
            text = _("{name} {version} is installed: a Swedish pipeline, but not the file whose checksum is known.")
        return text.format(name=self.name, version=self.version)


def install_pipeline(
    from_file: Path | None = None, timeout: float = 120.0, progress: Progress | None = None
) -> Installed:
    """Fetch the trained pipeline (or take it from a wheel on disk) and unpack it into the person's data folder.

    ``timeout`` is in seconds, for the download as a whole. What was installed before is replaced only when
    the new one is whole. Raises ``CoderError``: no network, wrong checksum, no Swedish pipeline, no room.
    """
    root = pipelines_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=root) as work:
            if from_file is None:
                wheel = Path(work) / "download.whl"
                _download(wheel, timeout, progress)
                verified = True
            else:
                wheel = from_file
                verified = _sha256(wheel) == WHEEL_SHA256
            return _put_in_place(wheel, Path(work), root, verified)
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("The pipeline cannot be written to {folder}: {reason}.")
        raise CoderError(message.format(folder=root, reason=reason)) from error


def remove_pipeline() -> bool:
    """Remove what ``install_pipeline`` put there; False if there was nothing."""
    root = pipelines_folder()
    there = installed_pipeline() is not None
    try:
        for entry in _entries(root):
            _remove(entry)
    except OSError as error:
        reason = error.strerror or str(error)
        message = _("The pipeline in {folder} cannot be removed: {reason}.")
        raise CoderError(message.format(folder=root, reason=reason)) from error
    forget_pipelines()
    return there


def _entries(root: Path) -> list[Path]:
    return sorted(root.iterdir()) if root.is_dir() else []


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _download(target: Path, timeout: float, progress: Progress | None) -> None:
    """The wheel from its release page, checksum checked while it comes."""
    deadline = time.monotonic() + timeout
    digest = hashlib.sha256()
    try:
        with urllib.request.urlopen(WHEEL_URL, timeout=timeout) as answer, target.open("wb") as file:
            length = answer.headers.get("Content-Length", "")
            total = int(length) if length.isdigit() else None
            done = 0
            while chunk := answer.read1(_CHUNK):
                file.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                if progress is not None:
                    progress(done, total)
                if time.monotonic() > deadline:
                    raise TimeoutError(_("it took too long"))
    except (OSError, HTTPException, ValueError) as error:
        raise _by_hand(error) from error
    if digest.hexdigest() != WHEEL_SHA256:
        message = _("What came from {url} is not the expected file (wrong checksum); nothing was installed.")
        raise CoderError(message.format(url=WHEEL_URL))


def _by_hand(error: Exception) -> CoderError:
    """How to go on without the network from here."""
    reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    message = _(
        "The pipeline cannot be downloaded ({reason}). Download {url} where there is a network, then: "
        "coder pipeline install --from FILE"
    )
    return CoderError(message.format(reason=" ".join(str(reason).split()), url=WHEEL_URL))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CoderError(_("{path} cannot be read: {reason}.").format(path=path, reason=reason)) from error
    return digest.hexdigest()


def _put_in_place(wheel: Path, work: Path, root: Path, verified: bool) -> Installed:
    """Unpack beside the old pipeline, then take its place in one move."""
    meta = check_wheel(wheel)
    name, version = f"{meta['lang']}_{meta.get('name', '')}", str(meta.get("version", ""))
    unpacked = work / "unpacked"
    unpacked.mkdir()
    unpack(wheel, unpacked)
    if not verified:
        _try_loading(unpacked, wheel)
    folder = root / "current"
    _swap(unpacked, folder, work)
    forget_pipelines()
    return Installed(name, version, model_folder(folder) or folder, verified)


def _try_loading(unpacked: Path, wheel: Path) -> None:
    """Refuse an unknown wheel that this program's spaCy cannot load, before it replaces anything."""
    folder = model_folder(unpacked)
    if folder is None:
        raise CoderError(_("{path} is damaged; download it again.").format(path=wheel))
    load_folder(folder, str(wheel))


def _swap(new: Path, folder: Path, work: Path) -> None:
    """Put ``new`` where ``folder`` is; if that fails, the old one stays."""
    old = work / "old"
    had = folder.exists()
    if had:
        os.replace(folder, old)
    try:
        os.replace(new, folder)
    except OSError:
        if had:
            with suppress(OSError):
                os.replace(old, folder)
        raise
