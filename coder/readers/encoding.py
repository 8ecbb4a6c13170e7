"""Bytes to text: which encoding a file has, and newlines as ``\\n``. Nothing else about the text changes.

Western single-byte encodings cannot be told apart by statistics on short texts (guessers turn *å* into *ĺ*), so
what is neither UTF-8 nor UTF-16 is Windows-1252, of which ISO-8859-1 text is a part, or is refused.
"""

import codecs
import re

from coder.errors import Refused
from coder.i18n import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# Beginnings of files that are not text, whatever the rest looks like: PDF, zip, old Office, PNG, JPEG, gzip.
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
# Escape sequences occur in pasted text and are kept, so ESC does not speak for a binary file.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.2
_NOT_LATIN = re.compile("[^\t\n\r -~\xa0-\xff\u0300-\u036f\u2010-\u206f]")
_NOT_LATIN_SHARE = 0.3
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# Old Mac and DOS encodings have å, ä, ö where Windows-1252 has dashes and quotation marks, hence inside words.
_SYMBOL_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\x84\x86-\x90\x93-\x95\x98-\x9f](?=[A-Za-z])")
_LETTER = re.compile(rb"[\xc0-\xff]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding's name.

    The name is ``utf-8``, ``utf-8-sig`` (with byte order mark), ``utf-16-le``, ``utf-16-be`` or
    ``windows-1252``. The byte order mark is gone, CRLF and CR are ``\\n``, every other character stands as it
    was. Raises ``Refused`` for empty files, binary files and encodings that are none of these.
    """
    if not data:
        raise Refused(_("The file is empty."))
    if data.startswith(_SIGNATURES):
        raise _binary()
    text, encoding = _decoded(data)
    if "\x00" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise _binary()
    if not text.strip():
        raise Refused(_("The file is empty: it holds nothing but white space."))
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], codec), name
    if b"\x00" in data:
        return _utf16_without_bom(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        return _windows_1252(data, fault.start), "windows-1252"


def _strictly(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as fault:
        line = _lines(data[: fault.start].decode(codec, "ignore")) + 1
        message = _(
            "The file says that it is {encoding}, but line {line} is not; save it anew as UTF-8 and load it again."
        )
        raise Refused(message.format(encoding=codec.upper(), line=line)) from None


def _utf16_without_bom(data: bytes) -> tuple[str, str]:
    """Western text in UTF-16 is Latin letters in one byte order and rare ideographs in the other."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if len(_NOT_LATIN.findall(text)) <= _NOT_LATIN_SHARE * len(text):
            return text, codec
    raise _binary()


def _windows_1252(data: bytes, first_fault: int) -> str:
    line = _lines(data[:first_fault].decode("latin-1")) + 1
    sequences = _UTF8_SEQUENCE.findall(data)
    strays = len(_HIGH.findall(data)) - sum(map(len, sequences))
    if len(sequences) > strays:
        message = _("Line {line} is damaged: the rest of the file is UTF-8; save it anew as UTF-8.")
        raise Refused(message.format(line=line))
    message = _(
        "The encoding is not recognised at line {line}: neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8."
    )
    if len(_SYMBOL_IN_WORD.findall(data)) > len(_LETTER.findall(data)):
        raise Refused(message.format(line=line))
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as fault:
        line = _lines(data[: fault.start].decode("latin-1")) + 1
        raise Refused(message.format(line=line)) from None


def _lines(text: str) -> int:
    """How many newlines of any kind there are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _binary() -> Refused:
    return Refused(_("This is a binary file, not text; save the transcript as .txt (UTF-8) or .docx."))
