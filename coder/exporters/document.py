"""What every exporter takes: a document of headings, paragraphs, tables and quotes. Formats know nothing of coding.

All text is plain text: a character that means something in a format (``*``, ``<``, ``=``) is that format's to guard.
"""

import math
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from coder.errors import CoderError
from coder.i18n import _, translator

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    key: str
    """The name scripts read (csv, json): never translated."""
    title: str
    """The heading people read (md, docx, xlsx, screen), in the document's language."""


@dataclass(frozen=True)
class Heading:
    level: int
    """1 to 4."""
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    emphasis: bool = False
    """A caption or remark rather than running text."""


@dataclass(frozen=True)
class Term:
    """A labelled line: "Definition: …"."""

    label: str
    text: str


@dataclass(frozen=True)
class Quote:
    """A quote with its identifier and where it comes from."""

    text: str
    """Verbatim; may hold newlines."""
    quote: str
    attribution: str
    note: str = ""
    anchor: str = ""
    """What links lead to it by, in this document; "" where none does."""

    @property
    def origin(self) -> str:
        """The line under the quote: where it comes from, then its identifier."""
        return " · ".join(part for part in (self.attribution, self.quote) if part)

    def remark(self, language: str) -> str:
        """The coder's note, said to be one in the document's language, or ""."""
        return translator(language).gettext("Note: {text}").format(text=self.note) if self.note else ""


@dataclass(frozen=True)
class Table:
    name: str
    """A short ascii name: the sheet, the file."""
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    shaded: tuple[int, int] | None = None
    """From which column to which (exclusive) numbers are shaded by their size, where a format can."""

    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers alone, and at least one."""
        kinds: list[set[bool]] = [set() for _column in self.columns]
        for row in self.rows:
            for kind, value in zip(kinds, row, strict=True):
                if value is not None:
                    kind.add(isinstance(value, int | float))
        return tuple(kind == {True} for kind in kinds)

    def lengths(self, language: str) -> tuple[int, ...]:
        """Characters in the longest line of each column, its heading included: what widths are made from."""
        longest = [len(column.title) for column in self.columns]
        for row in self.rows:
            for index, value in enumerate(row):
                lines = shown(value, language).split("\n")
                longest[index] = max(longest[index], *map(len, lines))
        return tuple(longest)


@dataclass(frozen=True)
class Run:
    """Words of running text that look alike."""

    text: str
    emphasis: bool = False
    strong: bool = False
    to: str = ""
    """The anchor of the quote that they lead to."""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Prose:
    """A paragraph of running text whose words may be stressed, or lead to quotes."""

    runs: Runs

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture whose figures also stand in the document as a table."""

    name: str
    """A short ascii name."""
    caption: str
    alt: str
    """What it shows, for those who do not see it, and in formats that hold no pictures."""
    svg: bytes
    png: bytes


@dataclass(frozen=True)
class Contents:
    """A table of contents: the document's headings of the first levels."""

    title: str
    levels: int = 1


Block = Heading | Paragraph | Term | Quote | Table | Prose | Listing | Picture | Contents


@dataclass(frozen=True)
class Document:
    title: str
    language: str
    """"sv" or "en": the codebook's language, which the document declares."""
    blocks: tuple[Block, ...]
    notice: str = ""
    """For whom it is and what it says of people; stands under the title (xlsx: on the last sheet)."""

    def headings(self, levels: int) -> "tuple[Heading, ...]":
        """The headings of the first levels, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Heading) and block.level <= levels)

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


class Exporter(Protocol):
    """Writes a document in one format; the entry point's name in ``coder.exporters`` is the file's ending."""

    def export(self, document: Document, out: BinaryIO) -> None:
        """Write the bytes: the same for the same document, in every process, time zone and locale.

        csv, json and xlsx write the tables alone (csv and json: exactly one, else ``CoderError``).
        """
        ...


def shown(value: Value, language: str) -> str:
    """A value as people read it: fractions with three decimals and the language's mark; what is undefined is empty.

    Scripts read exact values: csv, json and the numbers of xlsx do not come through here.
    """
    if isinstance(value, str):
        return value
    if value is None or not math.isfinite(value):
        return ""
    if isinstance(value, int):
        return str(value)
    number = f"{value:z.3f}"
    return number.replace(".", ",") if language == "sv" else number


def only_table(document: Document, format: str) -> Table:
    """The one table of a document, for formats that hold no more; ``CoderError`` where there are more or none."""
    tables = document.tables
    if len(tables) != 1:
        message = _("{format} holds exactly one table, this export has {count}; choose md, docx or xlsx.")
        raise CoderError(message.format(format=format, count=len(tables)))
    keys = [column.key for column in tables[0].columns]
    for key in keys:
        if keys.count(key) > 1:
            message = _("{format} needs a name of its own for every column, and two are called “{name}”; rename one.")
            raise CoderError(message.format(format=format, name=key))
    return tables[0]
