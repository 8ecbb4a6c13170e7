"""One table as comma-separated values, for scripts: UTF-8 without byte order mark, a header row of column keys.

Lines end with ``\\n``, which every reader of csv and every line tool takes; RFC 4180's ``\\r\\n`` would leave a stray
character in the last column of ``cut`` and ``awk``. Quoting is done here because Python's own writer quotes a lone
carriage return in some versions and not in others.
"""

import math
import re
from collections.abc import Iterable
from typing import BinaryIO

from coder.exporters.document import Document, Value, only_table
from coder.guard import guarded

_NEEDS_QUOTES = re.compile(r'[,"\r\n]')


class CsvExporter:
    """Writes the document's only table; text that a spreadsheet would run gets one ``'`` in front."""

    def export(self, document: Document, out: BinaryIO) -> None:
        table = only_table(document, "csv")
        out.write(csv_line(column.key for column in table.columns))
        for row in table.rows:
            out.write(csv_line(row))


def csv_line(values: Iterable[Value]) -> bytes:
    """A row as it stands in a file."""
    cells = [_cell(value) for value in values]
    # A lone empty cell would be an empty line, which readers skip.
    return ('""' if cells == [""] else ",".join(cells)).encode() + b"\n"


def _cell(value: Value) -> str:
    if isinstance(value, str):
        text = guarded(value)
        return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
    if isinstance(value, bool):
        return "true" if value else "false"  # as json has it
    if value is None or not math.isfinite(value):
        return ""
    return repr(value)
