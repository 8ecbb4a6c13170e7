"""A ``.qdpx``: the project's XML and the texts in one archive, stored and with fixed dates."""

import shutil
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from coder.exporters.container import FIXED_DATE

LF, CRLF = "lf", "crlf"
NEWLINES = (LF, CRLF)
"""How lines end in the texts. MAXQDA wants CRLF, and counts one as one character all the same."""


def write_archive(out: BinaryIO, project: BinaryIO, texts: Iterable[tuple[str, str]], newlines: str = LF) -> None:
    """Put the XML (a seekable stream at its beginning) and texts (by id) together; ``out`` must be seekable."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        size = project.seek(0, 2)
        project.seek(0)
        with archive.open(_entry("project.qde", size), "w") as entry:
            shutil.copyfileobj(project, entry)
        for identity, text in texts:
            data = (text if newlines == LF else text.replace("\n", "\r\n")).encode()
            with archive.open(_entry(f"sources/{identity}.txt", len(data)), "w") as entry:
                entry.write(data)


def _entry(name: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_DATE.timetuple()[:6])
    entry.create_system = 3  # otherwise Windows would write another number
    entry.external_attr = 0o644 << 16
    entry.file_size = size  # tells whether the entry needs the zip64 form
    return entry
