"""One table as JSON, for scripts: an array with an object a row, keys as in the csv, values exact."""

import json
import math
from typing import BinaryIO

from coder.exporters.document import Document, Value, only_table


class JsonExporter:
    """Writes the document's only table; what is undefined is null."""

    def export(self, document: Document, out: BinaryIO) -> None:
        table = only_table(document, "json")
        keys = [column.key for column in table.columns]
        rows = [dict(zip(keys, map(_exact, row), strict=True)) for row in table.rows]
        out.write((json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode())


def _exact(value: Value) -> Value:
    """JSON has no word for "not a number"."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
