"""Bytes to text: which encoding a file has, and newlines as ``\\n``. Nothing else about the text changes.

Western single-byte encodings cannot be told apart by statistics on short texts (guessers turn *å* into *ĺ*), so
what is neither UTF-8 nor UTF-16 is Windows-1252, of which ISO-8859-1 text is a part, or is refused. Where such a text
has letters that Swedish rarely has, or no å, ä or ö, the guess is said to be one; a person may name the encoding.
"""

import codecs
import re
from collections.abc import Iterator

from coder.errors import CoderError, Refused
from coder.i18n import _
from coder.readers.base import NOTHING_TOLD, Told
from coder.readers.limits import refuse_old_word

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
WINDOWS_1252 = "windows-1252"
# Beginnings of files that are not text, whatever the rest looks like: PDF, zip, old Office, PNG, JPEG, gzip.
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
# Escape sequences occur in pasted text and are kept, so ESC does not speak for a binary file.
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_NO_CONTROLS = bytes(set(range(0x100)).difference(_CONTROLS))
_LATE_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")
_BEFORE_LATE = b"\xc2"
_CONTROL_SHARE = 0.2
_NOT_LATIN = re.compile("[^\t\n\r -~\xa0-\xff\u0300-\u036f\u2010-\u206f]")
_NOT_LATIN_SHARE = 0.3
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# Old Mac and DOS encodings have å, ä, ö where Windows-1252 has dashes and quotation marks, hence inside words.
_SYMBOL_IN_WORD = re.compile(rb"(?<=[A-Za-z])[\x80-\x84\x86-\x90\x93-\x95\x98-\x9f](?=[A-Za-z])")
_LETTER = re.compile(rb"[\xc0-\xff]")
_OLD = ("mac-roman", "cp850")
"""What old Macs and DOS wrote; named in a refusal, never guessed."""
_SWEDISH = re.compile("[åäöÅÄÖéÉ]")
_SWEDISH_VOWEL = re.compile("[åäöÅÄÖ]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# What Swedish transcripts hold of the upper half of Windows-1252: anything else makes a guess of it.
_RARE = re.compile("[^\x00-\x7f\x85åäöÅÄÖéÉüÜèàáêëæøÆØçñïôßóíú–—‘’“”…•\xa0§°´·»«½¼¾€©®±²µ×]")
_WORD_WITH = re.compile(r"[^\s.,;:!?]*")
# UTF-8 that was taken for Windows-1252 (å as Ã¥), and Windows-1252 that was taken for Windows-1250 (å as ĺ).
_GARBLED = re.compile("Ã[¥¤¶…„–©]|(?<=[a-zäö])ĺ|ĺ(?=[a-zäö])")
_SHOWN = 3
# Codecs that are no encodings of files, or run what they read.
_NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})


def decode(data: bytes, told: Told = NOTHING_TOLD) -> tuple[str, str]:
    """The text of a file and its encoding's name.

    The name is ``utf-8``, ``utf-8-sig`` (with byte order mark), ``utf-16-le``, ``utf-16-be``,
    ``windows-1252``, or the one that was told. The byte order mark is gone, CRLF and CR are ``\\n``, every other
    character stands as it was. Raises ``Refused`` for empty files, binary files and encodings that are none of these.
    """
    if not data:
        raise Refused(_("The file is empty."))
    refuse_old_word(data)
    if data.startswith(_SIGNATURES):
        raise _binary()
    text, encoding = _as_told(data, told.encoding) if told.encoding else _decoded(data, told.before)
    if "\x00" in text or _controls(text) > _CONTROL_SHARE * len(text):
        raise _binary()
    if not text.strip():
        raise Refused(_("The file is empty: it holds nothing but white space."))
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _controls(text: str) -> int:
    """How many control characters there are; a pattern that looks at each character takes ten times as long."""
    data = text.encode("utf-8", "surrogatepass")
    late = len(_LATE_CONTROL.findall(text)) if _BEFORE_LATE in data else 0
    return len(data.translate(None, _NO_CONTROLS)) + late


def encoding_named(typed: str) -> str:
    """The encoding's name as it is kept; raises ``CoderError`` for one that there is not."""
    try:
        found = codecs.lookup(typed.strip())
        name = found.name.replace("_", "-")
        # The attribute tells encodings from what turns bytes into bytes; it is how bytes.decode tells them itself.
        if getattr(found, "_is_text_encoding", True) and name not in _NO_ENCODINGS:
            return {"cp1252": WINDOWS_1252}.get(name, name)
    except (LookupError, ValueError):
        pass
    message = _("{name}: there is no such encoding; usual ones are {choices}.")
    choices = "utf-8, utf-16, windows-1252, iso-8859-1, mac-roman, cp850"
    raise CoderError(message.format(name=typed, choices=choices))


def doubts(text: str, encoding: str, told: Told = NOTHING_TOLD) -> Iterator[str]:
    """Translated lines on how sure the encoding is of a text that was decoded with it."""
    if encoding == WINDOWS_1252 and encoding not in (told.encoding, told.before):
        # Without å, ä, ö a dash may be an old Mac's or DOS's letter: ”ver for över, €ven for Även.
        speaks_against = _RARE if _RARE.search(text) else None if _SWEDISH_VOWEL.search(text) else _NOT_ASCII
        if speaks_against is not None:
            message = _(
                "Read as {encoding}, which is a guess ({words}); if that is wrong, load it with --encoding NAME."
            )
            yield message.format(encoding="Windows-1252", words=_words_with(speaks_against, text))
    if ("Ã" in text or "ĺ" in text) and _GARBLED.search(text):
        message = _("Letters were garbled before the file came here ({words}); ask for the original.")
        yield message.format(words=_words_with(_GARBLED, text))


def _words_with(pattern: re.Pattern[str], text: str) -> str:
    """The first words that hold such a character."""
    found: dict[str, None] = {}
    for match in pattern.finditer(text):
        begin = match.start()
        while begin and match.start() - begin < 20 and text[begin - 1].isalpha():
            begin -= 1
        word = _WORD_WITH.match(text, begin)
        found[(word[0] if word and word.end() > match.start() else match[0])[:30]] = None
        if len(found) == _SHOWN:
            break
    return ", ".join(f"“{word}”" for word in found if word.strip()) or "…"


def _as_told(data: bytes, encoding: str) -> tuple[str, str]:
    name = encoding_named(encoding)
    for bom, marked, codec in _BOMS:
        if data.startswith(bom) and name in (marked, codec, "utf-16"):
            return _strictly(data[len(bom) :], codec), marked
    if name == "utf-16":
        return _utf16_without_bom(data)
    try:
        return data.decode(name), name
    except UnicodeError as fault:
        start = fault.start if isinstance(fault, UnicodeDecodeError) else 0
        line = _lines(data[:start].decode("latin-1")) + 1
        message = _("Line {line} is not {encoding}; name another encoding, or none.")
        raise Refused(message.format(line=line, encoding=name)) from None


def _decoded(data: bytes, before: str) -> tuple[str, str]:
    for bom, name, codec in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], codec), name
    if b"\x00" in data:
        return _utf16_without_bom(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as fault:
        if before and not before.startswith("utf"):
            return _as_told(data, before)
        return _windows_1252(data, fault.start), WINDOWS_1252


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
    if len(_SYMBOL_IN_WORD.findall(data)) > len(_LETTER.findall(data)):
        raise _unrecognised(data, line)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise _unrecognised(data, _lines(data[: fault.start].decode("latin-1")) + 1) from None


def _unrecognised(data: bytes, line: int) -> Refused:
    """Says how the line would read in old encodings that have Swedish letters there."""
    piece = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[line - 1]
    for name in _OLD:
        text = piece.decode(name, "replace")
        if len(_SWEDISH.findall(text)) * 2 > len(_HIGH.findall(piece)):
            message = _(
                "The encoding is not recognised at line {line}; as {encoding} it would read {words}: if that is right, "
                "load it with --encoding {encoding}."
            )
            return Refused(message.format(line=line, encoding=name, words=_words_with(_SWEDISH, text)))
    message = _(
        "The encoding is not recognised at line {line}: neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8."
    )
    return Refused(message.format(line=line))


def _lines(text: str) -> int:
    """How many newlines of any kind there are."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _binary() -> Refused:
    return Refused(_("This is a binary file, not text; save the transcript as .txt (UTF-8) or .docx."))
