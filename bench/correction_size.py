"""What a correction costs in the project's file, table by table.

    python bench/correction_size.py

One interview of 15,000 words with 200 codings; twenty of its turns are edited one after the other, each a version of
its own that can be undone. Bytes are those of the values, without the tables' and indexes' own.
"""

import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

import made_up

from coder.queries.transcript import transcript

EDITS = 20
NAME = "intervju"


def sizes(path: Path) -> dict[str, int]:
    """Bytes of the values in each table."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            length = " + ".join(f'coalesce(length(CAST("{column}" AS BLOB)), 0)' for column in columns)
            found[table] = connection.execute(f'SELECT coalesce(sum({length}), 0) FROM "{table}"').fetchone()[0]
        pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
    return found | {"the file": (pages - free) * page}


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    with closing(made_up.project(folder, [(NAME, 15_000, 200)])) as project:
        assert project.store.path is not None
        turns = [each for each in project.ask(transcript, NAME).turns if each.turn.number % 7 == 1]
        project.edit_turn(NAME, 2, "Ja, det är väl så.")
        before = sizes(project.store.path)
        started = time.perf_counter()
        for each in turns[:EDITS]:
            view = project.ask(transcript, NAME)
            speech = view.turns[each.turn.number - 1].turn.speech
            said = view.text[speech.start : speech.end].rstrip()
            project.edit_turn(NAME, each.turn.number, said + " Det var det.")
        took = (time.perf_counter() - started) / EDITS
        after = sizes(project.store.path)
    print(f"a correction: {1000 * took:.0f} ms")
    for table, size in sorted(after.items(), key=lambda item: before.get(item[0], 0) - item[1]):
        grown = (size - before.get(table, 0)) / EDITS
        if grown > 100:
            print(f"{table}: {grown / 1000:.1f} KB")


if __name__ == "__main__":
    main()
