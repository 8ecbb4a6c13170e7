"""Word documents: paragraphs and table cells in the order of the document, one line each.

Read from the document's XML rather than through python-docx's paragraphs, which leave out tracked insertions,
content controls and links. Tracked changes count as accepted.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import RawTranscript
from coder.readers.head import split_head

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETIONS = frozenset({f"{_W}del", f"{_W}moveFrom"})
# What is drawn, or says the same once more for older programs.
_LEFT_OUT = _DELETIONS | {
    f"{_W}drawing",
    f"{_W}pict",
    f"{_W}object",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
_OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"


class WordReader:
    """Reads ``.docx``."""

    def read(self, path: Path) -> RawTranscript:
        body = _body(path.read_bytes())
        head, text = split_head("\n".join(_lines(body)))
        return RawTranscript(text, "docx", "utf-8", head, remarks=tuple(_remarks(body)))


def _body(data: bytes) -> "_Element":
    import docx

    if not data:
        raise Refused(_("The file is empty."))
    if data.startswith(_OLE_SIGNATURE):
        raise Refused(
            _("The file is protected by a password or in the old .doc format; save it in Word as a plain .docx.")
        )
    try:
        element: _Element = docx.Document(io.BytesIO(data)).element.body
    except Exception:
        # Whatever zip, XML or relationships trip over inside the library, the file is to blame.
        raise Refused(_("The Word document is damaged; open it in Word and save it again as .docx.")) from None
    return element


def _lines(body: "_Element") -> Iterator[str]:
    """The paragraphs' texts; one whose end was deleted runs on into the next."""
    pieces: list[str] = []
    for paragraph in _paragraphs(body):
        pieces.extend(_texts(paragraph))
        if not _end_deleted(paragraph):
            yield "".join(pieces).replace("\r", "\n")
            pieces = []
    if pieces:
        yield "".join(pieces).replace("\r", "\n")


def _paragraphs(element: "_Element") -> Iterator["_Element"]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _paragraphs(child)


def _texts(element: "_Element") -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}br":
            yield "\n" if child.get(f"{_W}type", "textWrapping") == "textWrapping" else ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != f"{_W}pPr":
            yield from _texts(child)


def _end_deleted(paragraph: "_Element") -> bool:
    marks = paragraph.find(f"{_W}pPr/{_W}rPr")
    return marks is not None and any(mark.tag in _DELETIONS for mark in marks)


def _remarks(body: "_Element") -> Iterator[str]:
    if next(body.iter(f"{_W}del", f"{_W}ins", f"{_W}moveFrom"), None) is not None:
        yield _("The document has tracked changes: insertions were kept, deletions left out.")
    if next(body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None) is not None:
        yield _("The document has footnotes: they were left out.")
    if next(body.iter(f"{_W}txbxContent"), None) is not None:
        yield _("The document has text boxes: they were left out.")
