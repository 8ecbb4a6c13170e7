"""Office files as the same bytes every time: a zip rewritten without its clock, its machine and its compression."""

import re
import shutil
import zipfile
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

CREATOR = "intervju-coder"
"""Whom an office file names as its author: the program, since an export must not expose the person who made it."""

FIXED_DATE = datetime(1980, 1, 1)
"""The earliest date a zip can hold: plainly no real one."""

SPOOL_BYTES = 16 * 1024 * 1024
"""Up to this size a file is put together in memory, beyond it in a temporary file."""

_CORE = "docProps/core.xml"
_CORE_DATE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_FIXED_DATE_XML = FIXED_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()


def rewrite(source: BinaryIO, out: BinaryIO) -> None:
    """Write the zip ``source`` (seekable) to ``out`` (any stream) so that equal contents are equal bytes.

    Parts come in a fixed order, stored (zlib builds deflate differently), dated 1980-01-01, as are the document's
    own properties. Put together aside first: a zip written straight to a pipe has other bytes than one in a file.
    """
    with SpooledTemporaryFile(max_size=SPOOL_BYTES) as whole:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as new:
            for entry in sorted(old.infolist(), key=_place):
                _copy(old, entry, new)
        whole.seek(0)
        shutil.copyfileobj(whole, out)


def _place(entry: zipfile.ZipInfo) -> tuple[bool, bool, str]:
    """Readers of office files want the list of contents first."""
    return entry.filename != "[Content_Types].xml", not entry.filename.startswith("_rels/"), entry.filename


def _copy(old: zipfile.ZipFile, entry: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    fixed = zipfile.ZipInfo(entry.filename, FIXED_DATE.timetuple()[:6])
    fixed.create_system = 3  # otherwise Windows would write another number
    fixed.external_attr = 0o644 << 16
    if entry.filename == _CORE:
        new.writestr(fixed, _CORE_DATE.sub(rb"\g<1>" + _FIXED_DATE_XML, old.read(entry)))
        return
    fixed.file_size = entry.file_size  # tells whether the entry needs the zip64 form
    with old.open(entry) as part, new.open(fixed, "w") as copy:
        shutil.copyfileobj(part, copy)
