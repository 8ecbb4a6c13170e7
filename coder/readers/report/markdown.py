"""Reports in Markdown and plain text: paragraphs between blank lines, without Markdown's own marks."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from coder.readers.encoding import decode
from coder.readers.report.base import ReportParagraph

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEAD = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_BLANK = re.compile(r"\n[^\S\n]*\n")
_BLOCK = re.compile(r" {0,3}>[^\S\n]?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_HEADING = re.compile(r" {0,3}#{1,6}\s+")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")
_TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_CELL_END = re.compile(r"(?<!\\)\|")
_NOTE_TEXT = re.compile(r" {0,3}\[\^([^\]\s]+)\]:\s*")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_BREAK = re.compile(r"<br\s*/?>|\\(?=\n)|\\$", re.IGNORECASE)
_ELEMENT = re.compile(r"</?(q|[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(?<!\\)(\*{1,3}|~~)(?=\S)(.+?)(?<=[^\s\\])\1", re.DOTALL)
_UNDERLINED = re.compile(r"(?<![\\\w])(_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)", re.DOTALL)
_REMARK = re.compile(r"\*[^*].*\*", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Where an escaped character stands while marks are taken away, so that none is taken for one.
_ASIDE = 0xE000


def plain_paragraphs(path: Path) -> Iterator[ReportParagraph]:
    """Paragraphs of a text file."""
    text, _encoding = decode(path.read_bytes())
    for paragraph in _BLANK.split(text):
        yield ReportParagraph(paragraph.strip("\n"), as_written=True)


def markdown_paragraphs(path: Path) -> Iterator[ReportParagraph]:
    """Paragraphs, items, rows of tables and block quotations; comments, code marks and the YAML head are left out."""
    text, _encoding = decode(path.read_bytes())
    text = _COMMENT.sub("", _HEAD.sub("", text))
    said: dict[str, str] = {}
    pieces: list[tuple[str, bool]] = []
    for lines, block in _blocks(text):
        note = _NOTE_TEXT.match(lines)
        if note:
            said[note[1]] = _unmarked(lines[note.end() :])
        pieces.append((lines[note.end() :] if note else lines, block))
    before = ""
    for lines, block in pieces:
        # Under the line that says whom a quotation is from, stressed words are a remark on it.
        remark = before.startswith("—") and _REMARK.fullmatch(lines) is not None
        yield _with_notes(_unmarked(lines), block and not remark, said)
        before = lines if block else ""


def _with_notes(text: str, block: bool, said: dict[str, str]) -> ReportParagraph:
    notes: list[tuple[int, str]] = []
    kept, reached, length = [], 0, 0
    for mark in _NOTE_MARK.finditer(text):
        if mark[1] not in said:
            continue
        kept.append(text[reached : mark.start()])
        length += mark.start() - reached
        reached = mark.end()
        notes.append((length, said[mark[1]]))
    return ReportParagraph("".join(kept) + text[reached:], block, tuple(notes), as_written=True)


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of lines that belong together, and whether they are a block quotation."""
    run: list[str] = []
    block = False
    for line in [*text.split("\n"), ""]:
        if _FENCE.match(line):
            line = ""
        quoted = _BLOCK.match(line)
        inner = line
        while (mark := _BLOCK.match(inner)) is not None:
            inner = inner[mark.end() :]
        is_row = inner.lstrip().startswith("|")
        item = _ITEM.match(inner) or _HEADING.match(inner) or _NOTE_TEXT.match(inner) or is_row
        # A line without a mark runs on in a block quotation whose paragraph is open (CommonMark, lazy continuation).
        lazy = bool(run) and block and not quoted and inner.strip() and not item
        if run and (not inner.strip() or item or (bool(quoted) != block and not lazy)):
            yield "\n".join(run), block
            run = []
        if not inner.strip() or (_RULE.fullmatch(inner) and not is_row) or _TABLE_RULE.fullmatch(inner):
            continue
        if not lazy:
            block = bool(quoted)
        if is_row:
            cells = (cell.strip() for cell in _CELL_END.split(inner.strip().strip("|")))
            yield "\n".join(cell for cell in cells if cell), block
        else:
            heading = _HEADING.match(inner) or _ITEM.match(inner)
            run.append((inner[heading.end() :] if heading else inner).rstrip(" ") if heading else inner.strip())


def _unmarked(text: str) -> str:
    """The text as it is read: without emphasis, links, elements and escapes."""
    text = _BREAK.sub("\n", text).replace("\n\n", "\n")
    text = _ESCAPED.sub(lambda match: chr(_ASIDE + ord(match[1])), text)
    text = _ELEMENT.sub(lambda match: "”" if match[1].lower() == "q" else "", text)
    text = _LINK.sub(r"\1", text)
    for _nested in range(3):
        text = _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text))
    text = html.unescape(text.replace("`", ""))
    return "".join(chr(ord(c) - _ASIDE) if _ASIDE < ord(c) < _ASIDE + 128 else c for c in text)
