"""How large a file may be, packed and unpacked, so that none can fill the memory of a laptop."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import N_, _

if TYPE_CHECKING:
    from lxml.etree import _Element

OLD_OR_PROTECTED = N_(
    "The file is protected by a password or in the old .doc format; save it in Word as a plain .docx."
)
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"
_OTHER_OFFICE = tuple(name.encode("utf-16-le") for name in ("Workbook", "PowerPoint Document"))
"""Names of streams in such a file."""
LARGEST_FILE = 200_000_000
"""Bytes; Word documents may hold pictures."""
LARGEST_PART = 100_000_000
"""Bytes of one unpacked XML part."""
LONGEST_TEXT = 10_000_000
"""Characters; a hundred interviews of 15,000 words."""
MOST_PIECES = 100_000
"""Pieces of timed speech in one file: four days of subtitles."""
_NAMESPACES = 10_000
"""Bytes at the beginning of a part in which its namespaces are named."""
BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, KeyError, OSError, RuntimeError)


def check_size(path: Path) -> None:
    """Raises ``Refused`` for a file that is too large to be read, ``OSError`` for one that is not there."""
    if path.stat().st_size > LARGEST_FILE:
        raise too_large()


def check_length(characters: int) -> None:
    """Raises ``Refused`` for a text that nobody codes in one piece."""
    if characters > LONGEST_TEXT:
        raise too_large()


def check_pieces(number: int) -> None:
    """Raises ``Refused`` for more timed speech than any recording holds."""
    if number > MOST_PIECES:
        raise too_large()


def too_large() -> Refused:
    return Refused(_("The file is too large to be one transcript; divide it into several."))


def refuse_old_word(data: bytes) -> None:
    """Raises ``Refused`` for what Word wrote before it wrote packages, and for its packages with a password, whatever
    the file is called. Old Excel and PowerPoint wrote files of the same kind, which are no documents."""
    if data.startswith(_OLE_SIGNATURE) and not any(name in data for name in _OTHER_OFFICE):
        raise Refused(_(OLD_OR_PROTECTED))


class Package:
    """The parts of an Office document, unpacked one by one and never more than ``LARGEST_PART`` bytes of each."""

    def __init__(self, data: bytes, damaged: str, renamed: Mapping[bytes, bytes] = MappingProxyType({})) -> None:
        """``damaged`` is the translated line for a file that is none. Raises ``Refused``.

        ``renamed``: namespaces and kinds of parts that stand for others.
        """
        self._damaged = damaged
        self._renamed = renamed
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BAD_ZIP:
            raise Refused(damaged) from None

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def check_parts(self) -> None:
        """Raises ``Refused`` where a part is too large; for packages that a library unpacks."""
        if any(entry.file_size > LARGEST_PART for entry in self._archive.infolist()):
            raise too_large()

    def part(self, name: str) -> bytes:
        """A part's bytes. Raises ``Refused``."""
        try:
            if self._archive.getinfo(name).file_size > LARGEST_PART:
                raise too_large()
            # What a bomb promises too little of is cut off at the size it promises.
            return self._archive.read(name)
        except BAD_ZIP:
            raise Refused(self._damaged) from None

    def xml(self, name: str) -> "_Element":
        """A part's root, entities left alone. Raises ``Refused``."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        try:
            root = etree.fromstring(self._usual(self.part(name)), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise Refused(self._damaged) from None
        if root.getroottree().docinfo.internalDTD is not None:
            # No program writes one; whoever does means harm.
            raise Refused(self._damaged)
        return root

    def _usual(self, data: bytes) -> bytes:
        beginning = data[:_NAMESPACES]
        for name, usual in self._renamed.items():
            if name in beginning:
                data = data.replace(name, usual)
        return data
