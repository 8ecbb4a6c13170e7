"""The rows of a CSV file as people's programs write them: comma, semicolon or tab, ``sep=``, quoted newlines."""

import csv
import io
import re
from dataclasses import dataclass

from coder.errors import Refused
from coder.guard import unguarded
from coder.i18n import _

_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True)
class Table:
    """A header and rows as wide as it."""

    header: tuple[str, ...]
    """Stripped; "" for a column without a heading."""
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Line in the file (where the row ends) and cells; rows without anything in them are left out."""


def read_table(text: str) -> Table:
    """The table in a text with ``\\n`` newlines. Raises ``Refused`` where it cannot be read as one."""
    separator = _SEPARATOR_LINE.match(text)
    skipped = 1 if separator else 0
    text = text[separator.end() if separator else 0 :]
    delimiter = separator[1] if separator else _delimiter(text)
    limit = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        found = [(reader.line_num + skipped, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        message = _("The table cannot be read at line {line}; check the quotation marks there.")
        raise Refused(message.format(line=reader.line_num + skipped)) from None
    finally:
        csv.field_size_limit(limit)
    if len(found) < 2 or len(found[0][1]) < 2:
        raise Refused(_("The table has no rows below its headings, or only one column."))
    header = tuple(" ".join(unguarded(cell).split()) for cell in found[0][1])
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        message = _("There are two columns {name}; remove one or rename it.")
        raise Refused(message.format(name=twice))
    return Table(header, tuple((line, _row(line, cells, len(header))) for line, cells in found[1:]))


def _delimiter(text: str) -> str:
    """What stands most often outside quotation marks in the headings, which may hold commas of their own."""
    heading = re.sub(r'"[^"]*"', "", text.lstrip("\n"))
    return max(";\t,|", key=heading.split("\n", 1)[0].count)


def _row(line: int, cells: list[str], width: int) -> tuple[str, ...]:
    if any(cell.strip() for cell in cells[width:]):
        message = _("Line {line} has more cells than there are headings; put quotation marks around text.")
        raise Refused(message.format(line=line))
    return tuple(unguarded(cell) for cell in (*cells, *[""] * (width - len(cells)))[:width])
