"""Makes the databases of QualCoder and Taguette: their tables and columns, filled with what a test says."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

PEERS = Path(__file__).parent / "peers"
QUALCODER, TAGUETTE = PEERS / "studie.qda", PEERS / "taguette.sqlite3"

_QUALCODER = {
    "project": "databaseversion text, date text, memo text, about text",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, supercatid integer",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text",
    "code_text": "cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text",
    "cases": "caseid integer primary key, name text, memo text, owner text, date text",
    "case_text": "id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, "
    "date text, memo text",
    "attribute_type": "name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text",
    "journal": "jid integer primary key, name text, jentry text, date text, owner text",
    "code_image": "imid integer primary key, id integer, cid integer",
    "code_av": "avid integer primary key, id integer, cid integer",
}
"""The columns of the first version; what came later is added below."""
_LATER = {
    3: ("code_text", "important integer"),
    4: ("code_text", "ctid integer"),
    5: ("stored_sql", "title text"),
    6: ("graph", "name text"),
    8: ("ris", "risid integer, tag text"),
    10: ("code_image", "pdf_page integer"),
    16: ("code_name", "supercid integer"),
}

_TAGUETTE = {
    "projects": "id integer primary key, name text, description text, created text",
    "documents": "id integer primary key, name text, description text, filename text, created text, "
    "project_id integer, contents text",
    "highlights": "id integer primary key, document_id integer, start_offset integer, end_offset integer, snippet text",
    "tags": "id integer primary key, project_id integer, path text, description text",
    "highlight_tags": "highlight_id integer, tag_id integer",
    "commands": "id integer primary key, date text, user_login text, project_id integer, document_id integer, "
    "payload text",
}

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def qualcoder(folder: Path, rows: Rows, version: int = 17) -> Path:
    """A project's folder with a database of a version; ``rows`` by table."""
    tables = dict(_QUALCODER)
    for since, (table, columns) in _LATER.items():
        if since <= version:
            tables[table] = f"{tables[table]}, {columns}" if table in tables else columns
    folder.mkdir(exist_ok=True)
    project = {"databaseversion": f"v{version}", "date": "2014-02-04 10:00:00", "memo": ""}
    _write(folder / "data.qda", tables, {"project": [project], **rows})
    return folder


def taguette(path: Path, rows: Rows) -> Path:
    project = {"id": 1, "name": "Studien", "description": "", "created": "2014-02-04 10:00:00.000000"}
    _write(path, _TAGUETTE, {"projects": [project], **rows})
    return path


def highlighted(user: str, highlight: int, *tags: int) -> dict[str, Any]:
    """A row of Taguette's log: somebody gave a highlight its tags."""
    payload = {"type": "highlight_add", "highlight_id": highlight, "tags": list(tags)}
    return {"user_login": user, "project_id": 1, "date": "2014-02-05 09:00:00.000000", "payload": json.dumps(payload)}


def _write(path: Path, tables: Mapping[str, str], rows: Rows) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for table, columns in tables.items():
            connection.execute(f"CREATE TABLE {table} ({columns})")
        for table, each in rows.items():
            for row in each:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        connection.commit()
