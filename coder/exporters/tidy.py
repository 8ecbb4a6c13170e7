"""Tidy tables as csv files that join, and the dictionary that tells what is in them."""

from collections.abc import Iterator
from typing import BinaryIO

from coder.exporters.csv import csv_line
from coder.queries.tidy.shape import Material, Table
from coder.queries.tidy.tables import TABLES

DICTIONARY = "dictionary"
_HEAD = ("table", "column", "type", "key", "refers_to", "about")


def write_table(table: Table, material: Material, out: BinaryIO) -> None:
    """One table, row by row."""
    out.write(csv_line(column.name for column in table.columns))
    for row in table.rows(material):
        out.write(csv_line(row))


def write_dictionary(out: BinaryIO) -> None:
    """What each column holds, as a table of its own that goes with the others."""
    out.write(csv_line(_HEAD))
    for table in TABLES:
        for each in table.columns:
            out.write(csv_line((table.name, each.name, each.type.value, each.key, each.refers, each.about)))


def dictionary_text() -> str:
    """The dictionary as it is published in ``docs/tidy-tables.md``."""
    return "\n".join([_INTRODUCTION.strip(), *(line for table in TABLES for line in _section(table))]) + "\n"


def _section(table: Table) -> Iterator[str]:
    yield f"\n## {table.name}.csv\n\n{table.about}\n\n| column | type | | what it holds |\n| --- | --- | --- | --- |"
    for column in table.columns:
        what = " ".join(filter(None, ["key" if column.key else "", f"→ {column.refers}" if column.refers else ""]))
        yield f"| `{column.name}` | {column.type.value} | {what} | {column.about} |"


_INTRODUCTION = r"""
# The tidy tables

`coder export tidy --to DIR` writes the whole project as plain tables into `DIR/tidy/`, a thing a row, for R, pandas
and statistics programs. `dictionary.csv` beside them says what this page says.

Files are UTF-8 without byte order mark, with commas and a header row. Column names and words such as `interviewee` are
never translated. `true` and `false` are booleans; instants are ISO 8601 in UTC; what is not known is empty. Offsets are
Unicode code points into the source's text, from 0, the end exclusive. A column with an arrow refers to the column that
stands behind it: join on it (turns and speakers together with `source`). Keys tell a row from all others.

**What figures count**: `coder freq` counts codings that are `in_set`, of them the parts in `coding_parts` that are not
the interviewer's. A code's codings are the different `quote`s of such parts, its sources their different `source`s, its
cases the different `case`s of their turns, its characters those that the parts cover at least once.

**The guard**: a text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line break, after any
number of `'`) has one `'` in front. Programs take it off again:

```python
import pandas as pd

table = pd.read_csv("codings.csv", keep_default_na=False)
texts = table.select_dtypes(["object", "string"]).columns
table[texts] = table[texts].apply(lambda column: column.str.replace(r"^'(?='*[=+\-@\t\n\r])", "", regex=True))
```

```r
table <- read.csv("codings.csv", encoding = "UTF-8", na.strings = character())
texts <- sapply(table, is.character)
table[texts] <- lapply(table[texts], function(x) sub("^'(?='*[=+\\-@\t\n\r])", "", x, perl = TRUE))
```

Transcripts, names of cases and notes are in them: what is said of pseudonyms in the README holds for these files.
"""
