"""A document as Markdown (CommonMark with GitHub's tables): every character of its text is inert.

Newlines inside a text are hard breaks (``<br>`` in a table's cell, the only form it has). White space that a parser
would strip at the ends of a line is written as a numeric reference. Markdown has no place to declare a language, and
a file of it holds no pictures: what they show is said in words, and stands in the tables.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from coder.exporters.document import (
    Block,
    Contents,
    Document,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Runs,
    Table,
    Term,
    shown,
)
from coder.guard import visible

# Means something anywhere in a line, in CommonMark or on GitHub: `www.`, `https://` and `a@b` become links there.
_SPECIAL = re.compile(r"[\\`*_\[\]<|~$#]|&(?=#?\w+;)|(?i:(?<=www))\.|:(?=//)|(?<=[\w.+-])@(?=\w)")
# Means something where a line begins: bullets, quotes, underlines of headings, delimiter rows of tables.
_LINE_START = re.compile(r"^[-+=>:]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")


class MarkdownExporter:
    """Writes all blocks; the title is the only heading of the first level. Lines end with ``\\n``."""

    def export(self, document: Document, out: BinaryIO) -> None:
        out.write(("\n\n".join(_pieces(document)) + "\n").encode())


def _pieces(document: Document) -> Iterator[str]:
    if document.title:
        yield "# " + _one_line(document.title)
    if document.notice:
        yield f"*{_lines(document.notice)}*"
    # Labelled lines that follow one another are one list.
    for kind, blocks in groupby(document.blocks, key=type):
        pieces = [piece for block in blocks if (piece := _block(block, document))]
        if kind is Term:
            yield "\n".join(pieces)
        else:
            yield from pieces


def _block(block: Block, document: Document) -> str:
    language = document.language
    match block:
        case Heading():
            return "#" * (block.level + 1) + " " + _one_line(block.text)
        case Prose():
            return _runs(block.runs)
        case Listing():
            marks = [f"{number}. " if block.ordered else "- " for number in range(1, len(block.items) + 1)]
            return "\n".join(
                mark + _runs(item).replace("\n", "\n" + " " * len(mark))
                for mark, item in zip(marks, block.items, strict=True)
            )
        case Picture():
            return "\n\n".join(f"*{_lines(text)}*" for text in (block.caption, block.alt) if text)
        case Contents():
            return _contents(block, document)
        case Paragraph():
            return f"*{_lines(block.text)}*" if block.emphasis and block.text else _lines(block.text)
        case Term():
            return f"- **{_one_line(block.label)}:** {_lines(block.text)}".rstrip().replace("\n", "\n  ")
        case Quote():
            return _quote(block, language)
        case Table():
            return _table(block, language)


def _quote(quote: Quote, language: str) -> str:
    remark = quote.remark(language)
    mark = f'<a id="{_anchor(quote.anchor)}"></a>' if quote.anchor else ""
    parts = [mark + _lines(quote.text), "— " + _lines(quote.origin), f"*{_lines(remark)}*" if remark else ""]
    return "\n>\n".join("> " + part.replace("\n", "\n> ") for part in parts if part)


def _runs(runs: Runs) -> str:
    """Running text; marks of stress stand where a parser takes them for such: at words, not at spaces."""
    pieces = []
    for run in runs:
        inner = run.text.strip()
        left, right = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        mark = "**" * run.strong + "*" * run.emphasis if inner else ""
        words = mark + _lines(inner) + mark[::-1]
        pieces.append((left + (f"[{words}](#{_anchor(run.to)})" if run.to else words) + right) if inner else run.text)
    return "".join(pieces).strip()


def _contents(contents: Contents, document: Document) -> str:
    lines = [f"**{_one_line(contents.title)}**", ""]
    lines += [f"{'  ' * (each.level - 1)}- {_one_line(each.text)}" for each in document.headings(contents.levels)]
    return "\n".join(lines)


def _anchor(anchor: str) -> str:
    """An anchor as HTML and a link can both hold it."""
    return re.sub(r"[^0-9A-Za-z-]", "-", anchor)


def _table(table: Table, language: str) -> str:
    numeric = table.numeric()
    lines = [_row([_cell(column.title) for column in table.columns])]
    lines.append(_row(["---:" if number else "---" for number in numeric]))
    for row in table.rows:
        lines.append(_row([_cell(value) if isinstance(value, str) else shown(value, language) for value in row]))
    grid = "\n".join(lines)
    return f"*{_lines(table.caption)}*\n\n{grid}" if table.caption else grid


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _one_line(text: str) -> str:
    """For headings and labels, which cannot hold a line break."""
    return _escaped(visible(text).replace("\n", " "))


def _cell(text: str) -> str:
    return "<br>".join(map(_escaped, visible(text).split("\n")))


def _lines(text: str) -> str:
    """A text of several lines; newlines at its end, where a hard break cannot stand, are references."""
    seen = visible(text)
    body = seen.rstrip("\n")
    return "\\\n".join(map(_escaped, body.split("\n"))) + "&#10;" * (len(seen) - len(body))


def _escaped(line: str) -> str:
    """A line whose rendering is the line itself."""
    inner = line.strip()
    if not inner:
        return _references(line)
    left = len(line) - len(line.lstrip())
    escaped = _SPECIAL.sub(r"\\\g<0>", inner)
    if not left:
        escaped = _LINE_START.sub(r"\\\g<0>", escaped)
        escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    return _references(line[:left]) + escaped + _references(line[left + len(inner) :])


def _references(spaces: str) -> str:
    return "".join(f"&#{ord(space)};" for space in spaces)
