"""PDF with a text layer: lines of the page put together into paragraphs, without what repeats on every page.

A paragraph ends where the next line stands lower than lines usually do, is larger or smaller, begins like a turn, or
would have had room for its first word on the line before. A word that is divided with a hyphen at the end of a line is
put together, unless what stands before the hyphen is an abbreviation (*AF-handläggare*) or *och* or *eller* follows
(*språk- och yrkespraktik*).
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from coder.errors import Refused
from coder.i18n import _, ngettext
from coder.readers.base import RawTranscript
from coder.readers.limits import check_length, refuse_old_word
from coder.readers.margins import Lines
from coder.readers.turns import is_usual_label, turn_candidates

if TYPE_CHECKING:
    from pypdf import PdfReader

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LIGATURE = re.compile("|".join(_LIGATURES))
_DIVIDED = re.compile(r"(?<=[a-zåäöéü])[-\u00ad\u2010]$")
_HYPHEN = re.compile(r"\w[-\u2010]$")
_GOES_ON = re.compile(r"(?!(?:och|eller|samt|respektive|and|or)\b)\w")
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_UNREADABLE_SHARE = 0.05
_WIDER_GAP, _LARGER, _ROOM = 1.25, 1.15, 0.85
_MOST_REPEATED = 3
"""Lines of a header or footer."""
_NUMBER = re.compile(r"\d+")
_SHOWN_PAGES = 5


@dataclass
class _Line:
    """A line as it stands on its page."""

    text: str
    y: float
    size: float
    page: int


class PdfReaderOfText:
    """Reads ``.pdf``."""

    def read(self, path: Path) -> RawTranscript:
        data = path.read_bytes()
        if not data:
            raise Refused(_("The file is empty."))
        refuse_old_word(data)
        lines, empty, comments = _lines(data)
        if not lines:
            message = _(
                "The PDF has no text layer, it holds pictures of pages; let a program for text recognition (OCR) read "
                "it in Swedish, and load what it writes."
            )
            raise Refused(message)
        _check_readable(lines)
        kept, repeated = _without_repeated(lines)
        text, divided = _put_together(kept)
        return text.transcript("pdf", (), _remarks(empty, comments, repeated, divided))


def _lines(data: bytes) -> tuple[list[_Line], list[int], int]:
    """The lines, the numbers of pages without any, and how many comments there are. Raises ``Refused``."""
    import logging

    import pypdf

    # What it complains about goes into the refusal, or does no harm.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    lines: list[_Line] = []
    empty, comments, length = [], 0, 0
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if not _is_open(document):
            raise Refused(_("The file is protected by a password; save it without one."))
        for number, page in enumerate(document.pages, start=1):
            found = _on_page(page, number)
            lines += found
            length += sum(len(line.text) for line in found)
            check_length(length)
            if not found:
                empty.append(number)
            comments += _comments(page)
    except Refused:
        raise
    except Exception:
        # Whatever the library trips over, the file is to blame.
        raise Refused(_("The PDF is damaged; print it to a PDF anew, or save its text as .docx or .txt.")) from None
    return lines, empty, comments


def _is_open(document: "PdfReader") -> bool:
    """False where a password is wanted; many PDFs are only protected against changes, with an empty one."""
    if not document.is_encrypted:
        return True
    try:
        return bool(document.decrypt(""))
    except Exception:
        return False  # a kind of encryption that the library cannot even try


def _on_page(page: Any, number: int) -> list[_Line]:
    lines: list[_Line] = []
    pieces: list[str] = []
    place = (0.0, 0.0)

    def visit(text: str, _cm: Any, matrix: Any, _font: Any, size: float) -> None:
        nonlocal place
        for piece in re.split(r"(\n)", text):
            if piece == "\n":
                end()
            elif piece.strip():
                place = place if pieces else (float(matrix[5]), float(size) * (abs(float(matrix[3])) or 1.0))
                pieces.append(piece)
            elif piece:
                pieces.append(piece)

    def end() -> None:
        whole = " ".join("".join(pieces).split())
        if whole:
            lines.append(_Line(_LIGATURE.sub(lambda match: _LIGATURES[match[0]], whole), *place, number))
        pieces.clear()

    page.extract_text(visitor_text=visit)
    end()
    return lines


def _comments(page: Any) -> int:
    kinds = ("/Text", "/Highlight", "/FreeText", "/Underline", "/StrikeOut")
    return sum(1 for each in page.annotations or () if each.get_object().get("/Subtype") in kinds)


def _check_readable(lines: Sequence[_Line]) -> None:
    text = "".join(line.text for line in lines)
    if len(_UNREADABLE.findall(text)) > _UNREADABLE_SHARE * len(text):
        message = _("The letters of the PDF cannot be told, its fonts do not say which they are; load its original.")
        raise Refused(message)


def _without_repeated(lines: Sequence[_Line]) -> tuple[list[_Line], int]:
    """The lines without headers, footers and page numbers.

    They are first or last on most pages, alike but for their numbers, at the same height, apart from the text, and
    begin no turn. On two pages only what holds a number is one: words of an interview are worth more than a clean page.
    """
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    usual = _usual_gap(lines)
    gone: set[int] = set()
    for end in (0, -1):
        for _round in range(_MOST_REPEATED):
            left = [[line for line in page if id(line) not in gone] for page in pages.values()]
            ends = [page[end] for page in left if len(page) > 1 and _stands_alone(page, end, usual)]
            forms = Counter((round(line.y), _NUMBER.sub("#", line.text)) for line in ends)
            form, times = forms.most_common(1)[0] if forms else ((0, ""), 0)
            if times <= len(pages) / 2 or times < (2 if "#" in form[1] else 3):
                break
            gone |= {id(line) for line in ends if (round(line.y), _NUMBER.sub("#", line.text)) == form}
    return [line for line in lines if id(line) not in gone], len(gone)


def _stands_alone(page: Sequence[_Line], end: int, usual: float) -> bool:
    line, neighbour = (page[0], page[1]) if end == 0 else (page[-1], page[-2])
    begins_turn = next(iter(turn_candidates(line.text)), None) is not None
    return not begins_turn and abs(line.y - neighbour.y) > _WIDER_GAP * usual


def _put_together(lines: Sequence[_Line]) -> tuple[Lines, int]:
    """The paragraphs, and how many divided words were put together."""
    text, divided = Lines(), 0
    usual, size = _usual_gap(lines), median(line.size for line in lines)
    longest = max(len(line.text) for line in lines)
    begun = _begin_turns(lines)
    for number, line in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else None
        if follows is None or number + 1 in begun or _apart(line, follows, usual, longest):
            text.put(line.text)
            text.end_line(heading=_is_heading(line, size))
        elif _GOES_ON.match(follows.text) and follows.text[0].islower() and _DIVIDED.search(line.text):
            text.put(_DIVIDED.sub("", line.text))
            divided += 1
        elif _GOES_ON.match(follows.text) and _HYPHEN.search(line.text):
            text.put(line.text)
        else:
            text.put(line.text + " ")
    return text, divided


def _usual_gap(lines: Sequence[_Line]) -> float:
    gaps = [abs(a.y - b.y) for a, b in pairwise(lines) if a.page == b.page and a.y != b.y]
    return min(median(gaps), 1.6 * median(line.size for line in lines)) if gaps else 0.0


def _apart(before: _Line, line: _Line, usual: float, longest: int) -> bool:
    if before.page == line.page and abs(before.y - line.y) > _WIDER_GAP * usual > 0:
        return True
    if max(before.size, line.size) > _LARGER * min(before.size, line.size):
        return True
    first_word = line.text.split(" ", 1)[0]
    return len(before.text) + 1 + len(first_word) < _ROOM * longest


def _begin_turns(lines: Sequence[_Line]) -> set[int]:
    """The lines that begin with what is a speaker's label, told by its recurring or being a usual one."""
    found = {}
    for number, line in enumerate(lines):
        candidate = next(iter(turn_candidates(line.text)), None)
        if candidate is not None and candidate.plausible and candidate.start == 0:
            found[number] = candidate.label
    times = Counter(found.values())
    return {number for number, label in found.items() if times[label] > 1 or is_usual_label(label)}


def _is_heading(line: _Line, size: float) -> bool:
    return line.size > _LARGER * size


def _remarks(empty: Sequence[int], comments: int, repeated: int, divided: int) -> Iterator[str]:
    if empty:
        pages = ", ".join(map(str, empty[:_SHOWN_PAGES])) + (", …" if len(empty) > _SHOWN_PAGES else "")
        message = ngettext("Page {pages} holds no text.", "Pages {pages} hold no text.", len(empty))
        yield message.format(pages=pages)
    if repeated:
        yield _("Headers, footers and page numbers were left out.")
    if divided:
        message = ngettext(
            "{number} word that was divided at the end of a line was put together.",
            "{number} words that were divided at the ends of lines were put together.",
            divided,
        )
        yield message.format(number=divided)
    if comments:
        yield _("The PDF has comments: they were left out.")
