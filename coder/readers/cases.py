"""``cases.csv``: a row for a transcript gives its case and variables where the file itself has no head."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coder.errors import Refused
from coder.guard import unguarded
from coder.i18n import _
from coder.readers.encoding import decode
from coder.readers.head import variable_name
from coder.spans import folded

CASES_FILE = "cases.csv"
KEY_COLUMNS = ("file", "source")
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)


@dataclass(frozen=True)
class CaseTable:
    """The rows of one ``cases.csv``, found by a transcript's name with or without its ending."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the folded name in the key column; only cells that say something, without the key itself."""
    complaints: tuple[str, ...] = ()
    """Translated lines about rows that were left out."""

    def row_for(self, path: Path, name: str = "") -> dict[str, str] | None:
        """The row for a transcript, its full name first; None where there is none.

        ``name`` is one of several sources in the file: what its own row says counts more than the file's.
        """
        of_file = self.rows.get(folded(path.name), self.rows.get(folded(path.stem)))
        own = self.rows.get(folded(name)) if name else None
        return {**(of_file or {}), **own} if own else of_file


def case_rows(folder: Path) -> CaseTable:
    """The table in a folder of transcripts; empty where it has none.

    Comma, semicolon or tab, any encoding that transcripts may have. Raises ``Refused`` where the file cannot be
    read as a table at all; single wrong rows become complaints.
    """
    path = folder / CASES_FILE
    try:
        text, _encoding = decode(path.read_bytes())
    except FileNotFoundError:
        return CaseTable()
    except OSError as fault:
        message = _("{file} cannot be opened: {reason}.")
        raise Refused(message.format(file=path.name, reason=fault.strerror)) from None
    except Refused as fault:
        raise Refused(f"{path.name}: {fault}") from None
    rows: dict[str, dict[str, str]] = {}
    complaints: list[str] = []
    for line, key, row, complaint in _rows(text, path.name):
        if not complaint and key in rows:
            complaint = _("a row for {key} stands there already.").format(key=key)
        if complaint:
            complaints.append(_("{file} line {line}: {why}").format(file=path.name, line=line, why=complaint))
        else:
            rows[key] = row
    return CaseTable(rows, tuple(complaints))


def _rows(text: str, file_name: str) -> Iterator[tuple[int, str, dict[str, str], str]]:
    """Line, key, row and complaint of each row that holds anything."""
    separator = _SEPARATOR_LINE.match(text)
    skipped = 1 if separator else 0
    first_line = text.lstrip("\n").split("\n", 1)[0]
    delimiter = separator[1] if separator else max(",;\t", key=first_line.count)
    stream = io.StringIO(text[separator.end() if separator else 0 :], newline="")
    table = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        lines = ((table.line_num + skipped, cells) for cells in table if any(cell.strip() for cell in cells))
        header = [variable_name(unguarded(cell)) for cell in next(lines, (0, []))[1]]
        key_column = next((header.index(name) for name in KEY_COLUMNS if name in header), None)
        if key_column is None:
            message = _("{file} has no column file or source that names the transcripts; add one.")
            raise Refused(message.format(file=file_name))
        twice = next((name for name in header if name and header.count(name) > 1), None)
        if twice is not None:
            message = _("{file} has two columns {name}; remove one or rename it.")
            raise Refused(message.format(file=file_name, name=twice))
        for line, cells in lines:
            yield line, *_row(header, key_column, cells)
    except csv.Error:
        message = _("{file} cannot be read as a table at line {line}; check the quotation marks there.")
        raise Refused(message.format(file=file_name, line=table.line_num + skipped)) from None


def _row(header: list[str], key_column: int, cells: list[str]) -> tuple[str, dict[str, str], str]:
    if any(cell.strip() for cell in cells[len(header) :]):
        return "", {}, _("the row has more cells than the header has columns; put quotation marks around text.")
    values = [unguarded(cell).strip() for cell in cells]
    key = folded(values[key_column]) if key_column < len(values) else ""
    if not key:
        return "", {}, _("the row names no transcript.")
    pairs = zip(header, values, strict=False)
    return key, {name: value for name, value in pairs if name and value and name not in KEY_COLUMNS}, ""
