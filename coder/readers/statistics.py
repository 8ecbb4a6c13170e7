"""A statistics table (``.csv`` or ``.xlsx``) with a row for each figure. No database.

Columns: ``group, place, sex, age, year, measure, count, source, definition``. A figure without a group, a place, a
number, a source or a definition is refused by its line: nobody could print it. Encodings are found as those of
transcripts, separators as those of other tables; a decimal comma and blanks between thousands are read.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _
from coder.readers.csv_rows import read_table
from coder.readers.encoding import decode
from coder.readers.limits import check_size
from coder.readers.workbook import read_workbook
from coder.spans import folded

STATISTICS_FILES = ("statistics.csv", "statistics.xlsx")
"""Beside the transcripts these are no transcripts."""
NEEDED = ("group", "place", "count", "source", "definition")
COLUMNS = ("group", "place", "sex", "age", "year", "measure", "count", "source", "definition")
_BLANKS = re.compile("[ \u00a0\u2009\u202f]")
_GROUPED = re.compile(r"-?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class StatisticRow:
    """A row that can be used, its words as they stand there."""

    line: int
    group: str
    place: str
    sex: str
    age: str
    year: str
    measure: str
    count: float
    source: str
    definition: str


@dataclass(frozen=True)
class StatisticsTable:
    """What a file holds."""

    rows: tuple[StatisticRow, ...]
    refused: tuple[tuple[int, str], ...]
    """Lines with the reason why each cannot be used."""


def read_statistics(path: Path) -> StatisticsTable:
    """The figures in a file. Raises ``Refused`` in one line where it is no statistics table, ``OSError``."""
    check_size(path)
    table = read_workbook(path) if path.suffix.lower() == ".xlsx" else read_table(decode(path.read_bytes())[0])
    names = [folded(name) for name in table.header]
    twice = next((name for name in COLUMNS if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(_("There are two columns {name}; remove one or rename it.").format(name=twice))
    missing = [name for name in NEEDED if name not in names]
    if missing:
        message = _("The column {name} is missing; a statistics table needs: {names}.")
        raise Refused(message.format(name=missing[0], names=", ".join(NEEDED)))
    rows, refused = [], []
    for line, cells in table.rows:
        said = {name: _plain(cell) for name, cell in zip(names, cells, strict=True) if name in COLUMNS}
        try:
            rows.append(_row(line, said))
        except Refused as reason:
            refused.append((line, str(reason)))
    return StatisticsTable(tuple(rows), tuple(refused))


def _row(line: int, said: dict[str, str]) -> StatisticRow:
    for name in ("group", "place", "source", "definition"):
        if not said[name]:
            raise Refused(_("{name} is empty; a figure needs it.").format(name=name))
    words = {name: said.get(name, "") for name in COLUMNS if name != "count"}
    return StatisticRow(line=line, count=_number(said["count"]), **words)


def _number(text: str) -> float:
    """A count as people and offices write it. Raises ``Refused``."""
    if not _GROUPED.fullmatch(text):
        raise Refused(_("count is a number, not “{text}”.").format(text=text))
    number = float(_BLANKS.sub("", text).replace(",", "."))
    if number < 0:
        raise Refused(_("count is a number from 0 on, not {text}.").format(text=text))
    return number


def _plain(cell: str) -> str:
    return " ".join(cell.split())
