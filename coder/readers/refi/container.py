"""The archive of a project: one ``*.qde`` and texts. Nothing is unpacked onto the disk, so no path leads anywhere."""

import codecs
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from coder.errors import Refused
from coder.i18n import _
from coder.readers.limits import BAD_ZIP, LONGEST_TEXT, too_large
from coder.readers.refi.model import RefiProject, RefiText
from coder.readers.refi.project import read_project

LARGEST_PROJECT = 2_000_000_000
"""Bytes of unpacked XML; a million codings take half a billion."""
LARGEST_TEXTS = 1_000_000_000
"""Bytes of all texts."""
LARGEST_CODEBOOK = 50_000_000
MOST_ENTRIES = 100_000
_BOMB_FROM, _BOMB_RATIO = 20_000_000, 200
"""Whatever is larger than so many bytes and packed tighter than so many to one was made to fill a disk."""

_SCHEME = re.compile(r"(?:internal|relative|absolute|file):/*", re.IGNORECASE)


class Archive:
    """A ``.qdpx`` opened for reading; close it. Raises ``Refused`` for what is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except BAD_ZIP:
            raise _damaged() from None
        if len(entries) > MOST_ENTRIES:
            raise too_large()
        self._entries = {_key(entry.filename): entry for entry in entries}
        self._read = 0
        projects = [entry for entry in entries if _is_project(entry.filename)]
        if len(projects) != 1:
            self._zip.close()
            message = _("The archive holds {number} files that end in .qde, and a project has exactly one.")
            raise Refused(message.format(number=len(projects)))
        self._project = projects[0]

    def close(self) -> None:
        self._zip.close()

    def project(self) -> RefiProject:
        """What the project's XML says. Raises ``Refused``."""
        with self._opened(self._project, LARGEST_PROJECT) as stream:
            return read_project(stream)  # type: ignore[arg-type]

    def text(self, of: RefiText) -> str | None:
        """A text as it stands in the file, newlines and all, without its byte order mark; None where it is missing.

        What lies in the archive counts before what the XML itself holds. Raises ``Refused``.
        """
        entry = self._entry(of.path) if of.path else None
        if entry is None:
            return of.content.removeprefix("\ufeff") if of.content or not of.path else None
        with self._opened(entry, 4 * LONGEST_TEXT) as stream:
            data = stream.read()
        self._read += len(data)
        if self._read > LARGEST_TEXTS:
            raise too_large()
        return decoded(data)

    def _entry(self, path: str) -> zipfile.ZipInfo | None:
        """The entry that a path means, wherever the program says it lies: by its last part in ``sources/`` or alone."""
        wanted = _key(_SCHEME.sub("", path.strip()))
        name = wanted.rpartition("/")[2]
        for key in (wanted, f"sources/{wanted}", f"sources/{name}", name):
            if key in self._entries:
                return self._entries[key]
        return None

    @contextmanager
    def _opened(self, entry: zipfile.ZipInfo, largest: int) -> Iterator[IO[bytes]]:
        bomb = entry.file_size > _BOMB_FROM and entry.file_size > _BOMB_RATIO * max(entry.compress_size, 1)
        if entry.file_size > largest or bomb:
            raise too_large()
        if entry.flag_bits & 1:
            raise Refused(_("The archive is locked with a password; export it again without one."))
        try:
            # What a bomb promises too little of is cut off at the size it promises.
            with self._zip.open(entry) as stream:
                yield stream
        except BAD_ZIP:
            raise _damaged() from None


def decoded(data: bytes) -> str:
    """A text of an archive: UTF-8, with a byte order mark or without, UTF-16 with one; else Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_codebook(path: Path) -> RefiProject:
    """A ``.qdc``: a project that holds codes and sets of codes. Raises ``Refused``, ``OSError``."""
    if path.stat().st_size > LARGEST_CODEBOOK:
        raise too_large()
    with path.open("rb") as stream:
        return read_project(stream, "CodeBook")


def _is_project(name: str) -> bool:
    # A Mac adds a shadow of every file.
    return name.lower().endswith(".qde") and not name.startswith("__MACOSX/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _damaged() -> Refused:
    return Refused(_("This is no REFI-QDA project, or it is damaged: it should be an archive that ends in .qdpx."))
