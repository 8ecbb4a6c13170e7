"""Rich Text Format, as Word, LibreOffice, TextEdit and WordPad write it: a line for each paragraph and table cell.

Own reading, since the libraries drop comments and keep what tracked changes have deleted. Tracked changes count as
accepted. Control words and groups are those of the Rich Text Format Specification 1.9.1.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import Comment, RawTranscript
from coder.readers.beside import (
    BOXES,
    CHANGES,
    FOOTNOTES,
    HEADERS,
    HIDDEN,
    NUMBERING,
    OBJECTS,
    PICTURES,
    Beside,
)
from coder.readers.limits import refuse_old_word
from coder.readers.margins import Lines, initials, moment

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL
)
# Groups that hold no text of the document; those that begin with \* and are not known are left out as well.
_LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """
        fonttbl colortbl stylesheet info pict object objdata header headerl
        headerr headerf footer footerl footerr footerf footnote listtext pntext
        xe tc rxe nonshppict shp do themedata listtable listoverridetable
        revtbl rsidtbl generator private template ftnsep ftnsepc aftnsep aftnsepc
        ftncn aftncn filetbl bkmkstart bkmkend atntime atnicn atnparent
        """,
    )
)
_OF_COMMENTS = frozenset({"atnid", "atnauthor", "atnref", "atndate", "atrfstart", "atrfend", "annotation"})
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SYMBOLS = {"~": "\xa0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_PARAGRAPH_ENDS = frozenset({"par", "cell", "nestcell", "sect"})
_CHARSETS = {77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254"}
_CHARSETS |= {163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}
_SETS = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_TOLD = {"footnote": FOOTNOTES, "pict": PICTURES, "object": OBJECTS, "shptxt": BOXES, "listtext": NUMBERING}
_TOLD |= {"pntext": NUMBERING} | {f"{part}{pages}": HEADERS for part in ("header", "footer") for pages in ("", *"lrf")}


class RtfReader:
    """Reads ``.rtf``."""

    def read(self, path: Path) -> RawTranscript:
        data = path.read_bytes()
        if not data:
            raise Refused(_("The file is empty."))
        refuse_old_word(data)
        if not data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
            raise Refused(_("This is no RTF; save it anew from the program that made it."))
        reading = _Reading(data.decode("latin-1"))
        reading.read()
        return reading.lines.transcript("rtf", reading.comments, reading.beside.remarks())


@dataclass
class _Group:
    """What holds inside a pair of braces."""

    kind: str = ""
    """Its destination where it is not the text itself: one of ``_OF_COMMENTS``, or "-" for what is left out."""
    skip: int = 1
    """Characters that stand for each Unicode one, for programs that know none."""
    codec: str = ""
    """Of the font; "" for the document's."""
    unseen: bool = False
    """Deleted or hidden."""


class _Reading:
    """Walks through a document once."""

    def __init__(self, source: str) -> None:
        self.lines = Lines()
        self.comments: list[tuple[str, Comment]] = []
        self.beside = Beside()
        self._source = source
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._outline = False
        self._bytes = bytearray()
        self._high = 0
        self._to_skip = 0
        self._known: dict[str, str] = {}
        """What is known of the comment at hand, by destination."""
        self._margin: Lines | None = None
        self._groups = [_Group()]

    @property
    def _group(self) -> _Group:
        return self._groups[-1]

    def read(self) -> None:
        position = 0
        while position < len(self._source):
            match = _TOKEN.match(self._source, position)
            if match is None:
                break
            position = match.end()
            word, number, code, symbol, brace, plain = match.groups()
            if word == "bin":
                position += max(int(number or 0), 0)
            elif word is not None:
                self._word(word, int(number) if number else None)
            elif code is not None:
                self._coded(bytes.fromhex(code))
            elif plain is not None:
                self._coded(plain.encode("latin-1"))
            elif symbol is not None:
                self._symbol(symbol)
            elif brace == "{":
                self._flush()
                self._groups.append(replace(self._group))
            elif brace == "}":
                self._close()
                if len(self._groups) == 1:
                    break
        self._flush()
        if len(self._groups) > 1:
            raise Refused(_("The file is cut off; save it anew from the program that made it."))
        if self.lines.in_line:
            self.lines.end_line(self._outline)

    def _close(self) -> None:
        self._flush()
        closed = self._groups.pop()
        if closed.kind != self._group.kind:
            self._comment_part(closed.kind)
        if not self._groups:
            self._groups.append(_Group())

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._flush()
            # Counts until the group's next word says what it is; unknown ones are left out.
            self._group.kind = self._group.kind if self._group.kind == "-" else "*"
        elif symbol in "\r\n":
            self._word("par", None)
        else:
            self._text(_SYMBOLS.get(symbol, ""))

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number % 0x10000)
            return
        self._flush()
        self._to_skip = 0
        group = self._group
        if group.kind == "*" or word in _LEFT_OUT or word in _OF_COMMENTS:
            self._destination(word)
        elif word == "fldrslt":
            return
        elif group.kind == "-":
            self._in_left_out(word, number)
        elif word in _PARAGRAPH_ENDS:
            self._end_line()
        elif word in _CHARACTERS:
            self._text(_CHARACTERS[word])
        else:
            self._property(word, number)

    def _destination(self, word: str) -> None:
        group = self._group
        if group.kind == "-":
            return
        if word in _OF_COMMENTS:
            group.kind = word
            self._known[word] = ""
            if word == "annotation":
                self._margin = Lines()
            return
        if word in _TOLD and not group.unseen:
            self.beside[_TOLD[word]] += 1
        group.kind = "-"

    def _in_left_out(self, word: str, number: int | None) -> None:
        """The table of fonts says which encoding each has."""
        if word == "f":
            self._font = number or 0
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]

    def _property(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "uc":
            group.skip = max(number or 0, 0)
        elif word == "f":
            group.codec = self._fonts.get(number or 0, "")
        elif word == "plain":
            group.codec, group.unseen = "", False
        elif word in ("deleted", "v"):
            group.unseen = number != 0
            self.beside[CHANGES if word == "deleted" else HIDDEN] += group.unseen
        elif word == "revised":
            self.beside[CHANGES] += 1
        elif word == "pard":
            self._outline = False
        elif word == "outlinelevel":
            self._outline = number is not None and number < 9
        elif word == "ansicpg" and number:
            self._codec = _codec(number)
        elif word in _SETS:
            self._codec = _SETS[word]

    def _unicode(self, unit: int) -> None:
        """A UTF-16 unit: what is beyond the first plane comes in two."""
        if self._bytes:
            self._flush()
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000 and self._high:
            self._text(chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00))
            self._high = 0
        else:
            self._text("\ufffd" if 0xD800 <= unit < 0xE000 else chr(unit))
        self._to_skip = self._group.skip

    def _coded(self, data: bytes) -> None:
        skipped = min(self._to_skip, len(data))
        self._to_skip -= skipped
        self._bytes += data[skipped:]

    def _flush(self) -> None:
        """Bytes so far become text; letters of two bytes may stand there one by one."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            self._text(data.decode(self._group.codec or self._codec, "replace"))

    def _text(self, text: str) -> None:
        if self._bytes:
            self._flush()
        group = self._group
        # Control characters are no text, whatever a program has let through.
        if group.unseen or group.kind in ("-", "*") or text in ("", "\x00"):
            return
        if group.kind == "annotation" and self._margin is not None:
            self._margin.put(text)
        elif group.kind:
            self._known[group.kind] += text
        else:
            self.lines.put(text)

    def _end_line(self) -> None:
        group = self._group
        if group.unseen:
            return  # a deleted paragraph's end: it runs on into the next
        if group.kind == "annotation" and self._margin is not None:
            self._margin.end_line()
        elif not group.kind:
            self.lines.end_line(self._outline)

    def _comment_part(self, kind: str) -> None:
        """A group of a comment is whole."""
        if kind == "atrfstart":
            self.lines.comment_begins(self._known[kind].strip())
        elif kind == "atrfend":
            self.lines.comment_ends(self._known[kind].strip())
        elif kind == "annotation" and self._margin is not None:
            known, self._known = self._known, {}
            key = known.get("atnref", "").strip() or f"#{len(self.comments)}"
            self.lines.comment_ends(key)
            by = initials(known.get("atnid"), known.get("atnauthor"))
            found = Comment(0, 0, self._margin.text.strip(), by, _written_at(known.get("atndate", "")))
            self.comments.append((key, found))
            self._margin = None


def _codec(number: int) -> str:
    name = {65001: "utf-8", 10000: "mac-roman"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _written_at(packed: str) -> str:
    """A date as the specification packs it (DTTM), lowest bits first: minutes, hours, day, month, years since 1900."""
    try:
        bits = int(packed)
    except ValueError:
        return ""
    year, month, day = 1900 + (bits >> 20 & 511), bits >> 16 & 15, bits >> 11 & 31
    return moment(f"{year:04}-{month:02}-{day:02}T{bits >> 6 & 31:02}:{bits & 63:02}:00")
